package render

import (
	"encoding/binary"
	"fmt"
	"reflect"
	"sync"
)

// markUpdated puts the word "updated" on the passages of a page that the page
// of the report before did not have. A passage is a struct with a field
// Updated; what it says is its other fields, but for those that are tagged
// json:"-", with the words of the tables it stands in.
// It makes copies of what passages stand in, for paper has them without marks.
func markUpdated(before map[string]bool, now *NoticePage, word string) {
	p := passages{copies: true, do: func(p passageOf) {
		if !before[string(p.key)] {
			p.updated.SetString(word)
		}
	}}
	p.all(now)
}

// passageOf a page: what it says, until the next one, and its field Updated.
type passageOf struct {
	key     []byte
	updated reflect.Value
}

// eachPassage calls do for every passage of a page.
func eachPassage(n *NoticePage, do func(passageOf)) {
	p := passages{do: do}
	p.all(n)
}

// passages goes through a page.
type passages struct {
	do     func(passageOf)
	copies bool // whatever leads to a passage is copied on the way
	key    []byte
}

func (p *passages) all(n *NoticePage) {
	p.within(reflect.ValueOf(&n.Facts).Elem(), "at a glance")
	p.within(reflect.ValueOf(&n.Sections).Elem(), "")
}

// within calls do for every passage in a value.
func (p *passages) within(v reflect.Value, in string) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return
		}
		if p.copies {
			own := reflect.New(v.Type().Elem())
			own.Elem().Set(v.Elem())
			v.Set(own)
		}
		p.within(v.Elem(), in)
	case reflect.Slice:
		if p.copies && v.Len() > 0 {
			own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
			reflect.Copy(own, v)
			v.Set(own)
		}
		for i := range v.Len() {
			p.within(v.Index(i), in)
		}
	case reflect.Struct:
		shape := shapeOf(v.Type())
		if shape.updated >= 0 {
			p.key = appendSaid(append(p.key[:0], in...), v)
			p.do(passageOf{p.key, v.Field(shape.updated)})
			return
		}
		for _, i := range shape.names {
			in += v.Type().Field(i).Name + v.Field(i).String()
		}
		for _, i := range shape.inside {
			p.within(v.Field(i), in)
		}
	}
}

// shape says where a type of struct keeps what passages asks for.
type shape struct {
	updated int   // -1 in what is no passage
	names   []int // what tells it from others
	inside  []int // where passages can be
	says    []int // all that counts
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
		if f.IsExported() && f.Tag.Get("json") != "-" {
			s.says = append(s.says, i)
		}
		if k := f.Type.Kind(); f.IsExported() && (k == reflect.Pointer || k == reflect.Slice || k == reflect.Struct) {
			s.inside = append(s.inside, i)
		}
	}
	shapes.Store(t, s)
	return s
}

// appendSaid writes a value so that two are the same exactly if they say the
// same. Each part of it stands behind its kind and its length.
func appendSaid(b []byte, v reflect.Value) []byte {
	b = append(b, byte(v.Kind()))
	switch v.Kind() {
	case reflect.String:
		s := v.String()
		return append(binary.AppendUvarint(b, uint64(len(s))), s...)
	case reflect.Bool:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case reflect.Int:
		return binary.AppendVarint(b, v.Int())
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return append(b, 0)
		}
		return appendSaid(append(b, 1), v.Elem())
	case reflect.Slice:
		b = binary.AppendUvarint(b, uint64(v.Len()))
		for i := range v.Len() {
			b = appendSaid(b, v.Index(i))
		}
		return b
	case reflect.Struct:
		for _, i := range shapeOf(v.Type()).says {
			b = appendSaid(b, v.Field(i))
		}
		return b
	}
	return fmt.Append(b, v) // as a layout may pass: a part of a number
}
