package notice

import (
	"fmt"
	"reflect"
	"testing"
)

// filled sets everything in a value that an author can write, to values that
// differ from each other.
func filled(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprint("言葉 ", *n%97)) // some of them again and again
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n * *n * (1 - *n%2*2)))
	case reflect.Struct:
		for i := range v.NumField() {
			filled(v.Field(i), n)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		filled(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+*n%3, 1+*n%3))
		for i := range v.Len() {
			filled(v.Index(i), n)
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 2 {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			filled(key, n)
			filled(value, n)
			v.SetMapIndex(key, value)
		}
	}
}

// Whatever a report may come to say, it says again after its rest.
func TestAtRest(t *testing.T) {
	full, n := &Report{}, 0
	filled(reflect.ValueOf(full).Elem(), &n)
	sparse := &Report{Slug: "shop", Number: 2, File: "content/shop/2.toml", Title: both("件名", "Title"), Pending: []String{{}}}
	sparse.Title.Place.File = sparse.File
	for _, reports := range [][]*Report{nil, {{}}, {sparse}, {full, sparse, full}} {
		in := &Incident{Slug: "shop", Reports: reports}
		rest := in.AtRest()
		if len(rest.Reports) > 0 || rest.AtRest() != rest || in.Open() != in {
			t.Errorf("at rest are %d reports", len(rest.Reports))
		}
		if open := rest.Open(); !reflect.DeepEqual(open, in) {
			t.Errorf("was\n%+v\nis\n%+v", in, open)
		}
	}
	if size := len((&Incident{Reports: []*Report{sparse}}).AtRest().rest); size > 200 {
		t.Errorf("a report that says little takes %d bytes", size)
	}
}
