package render

import (
	"encoding/json"
	"reflect"
	"sync"
)

// markUpdated puts the word "updated" on the passages of a page that the page
// of the report before did not have. A passage is a struct with a field
// Updated; what it says is its other fields, but for those that JSON leaves
// out, with the words of the tables it stands in.
func markUpdated(before map[string]bool, now *NoticePage, word string) {
	eachPassage(now, func(key string, updated reflect.Value) {
		if !before[key] {
			updated.SetString(word)
		}
	})
}

// eachPassage calls do for every passage of a page, with what it says.
func eachPassage(n *NoticePage, do func(key string, updated reflect.Value)) {
	passages(reflect.ValueOf(n.Facts), "at a glance", do)
	passages(reflect.ValueOf(n.Sections), "", do)
}

// passages calls do for every passage in a value, with what it says.
func passages(v reflect.Value, in string, do func(key string, updated reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			passages(v.Elem(), in, do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			passages(v.Index(i), in, do)
		}
	case reflect.Struct:
		shape := shapeOf(v.Type())
		if shape.updated >= 0 {
			if key, err := json.Marshal(v.Addr().Interface()); err == nil {
				do(in+string(key), v.Field(shape.updated))
			}
			return
		}
		for _, i := range shape.names {
			in += v.Type().Field(i).Name + v.Field(i).String()
		}
		for _, i := range shape.inside {
			passages(v.Field(i), in, do)
		}
	}
}

// shape says where a type of struct keeps what passages asks for.
type shape struct {
	updated int   // -1 in what is no passage
	names   []int // what tells it from others
	inside  []int // where passages can be
}

var shapes sync.Map // reflect.Type → shape

func shapeOf(t reflect.Type) shape {
	if known, ok := shapes.Load(t); ok {
		return known.(shape)
	}
	s := shape{updated: -1}
	if f, ok := t.FieldByName("Updated"); ok && len(f.Index) == 1 {
		s.updated = f.Index[0]
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type.Kind() == reflect.String && (f.Name == "ID" || f.Name == "Day" || f.Name == "State") {
			s.names = append(s.names, i)
		}
		if k := f.Type.Kind(); f.IsExported() && (k == reflect.Pointer || k == reflect.Slice || k == reflect.Struct) {
			s.inside = append(s.inside, i)
		}
	}
	shapes.Store(t, s)
	return s
}
