package notice

import (
	"iter"
	"reflect"
	"strconv"
	"sync"
)

// Field is a value that an author wrote.
type Field struct {
	Path  string // in the author's words: "timeline 3, text"
	Key   string // the last name in it: "text"
	Value any    // Text, Prose, String, Moment, …, or the address of a whole table: *Contact, *Span
}

// Said is a passage that readers will read.
type Said struct {
	Path     string // "timeline 3, text (ja)"
	Key      string // "text"
	Lang     string // "" for what is the same in every language
	Markdown bool
	Passage
}

// Fields gives everything the report says, in the order of the format. A
// table comes before what is in it.
func (r *Report) Fields() iter.Seq[Field] { return fieldsOf(r) }

// Fields gives everything site.toml says, but for its vocabulary.
func (s *Site) Fields() iter.Seq[Field] { return fieldsOf(s) }

// Passages gives every text of the report in every language.
func (r *Report) Passages() iter.Seq[Said] { return PassagesIn(r.Fields()) }

// Passages gives every text of the site in every language.
func (s *Site) Passages() iter.Seq[Said] { return PassagesIn(s.Fields()) }

func fieldsOf(root any) iter.Seq[Field] {
	return func(yield func(Field) bool) {
		w := walker{yield: yield}
		w.table("", reflect.ValueOf(root).Elem())
	}
}

// PassagesIn gives every text among fields in every language.
func PassagesIn(fields iter.Seq[Field]) iter.Seq[Said] {
	return func(yield func(Said) bool) {
		for f := range fields {
			text, markdown := Text{}, false
			switch v := f.Value.(type) {
			case Text:
				text = v
			case Prose:
				text, markdown = v.Text, true
			default:
				continue
			}
			more := true
			text.Passages(func(lang string, p Passage) {
				path := f.Path
				if lang != "" {
					path += " (" + lang + ")"
				}
				more = more && yield(Said{path, f.Key, lang, markdown, p})
			})
			if !more {
				return
			}
		}
	}
}

type walker struct{ yield func(Field) bool }

// table goes through the fields of a struct. It reports false when nobody
// wants more.
func (w walker) table(path string, v reflect.Value) bool {
	for _, k := range keysOf(v.Type()) {
		if v.Field(k.field).IsZero() {
			continue
		}
		at := k.key
		if path != "" {
			at = path + ", " + k.key
		}
		if !w.field(at, k.key, v.Field(k.field), k.one) {
			return false
		}
	}
	return true
}

// keyed is a field of a struct that an author writes under a key.
type keyed struct {
	field int
	key   string
	one   bool
}

// Tags are read once: the walk is taken for every report several times.
var keysByType sync.Map

func keysOf(t reflect.Type) []keyed {
	if known, ok := keysByType.Load(t); ok {
		return known.([]keyed)
	}
	var keys []keyed
	for i := range t.NumField() {
		if key, ok := t.Field(i).Tag.Lookup("key"); ok {
			keys = append(keys, keyed{i, key, t.Field(i).Tag.Get("one") == "ok"})
		}
	}
	keysByType.Store(t, keys)
	return keys
}

func (w walker) field(path, key string, v reflect.Value, one bool) bool {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			at := path
			// A list of one may stand without its brackets.
			if !one || v.Len() > 1 {
				at += " " + strconv.Itoa(i+1)
			}
			if !w.value(at, key, v.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Map:
		for _, k := range sortedKeys(stringKeys(v)) {
			entry := reflect.New(v.Type().Elem()).Elem() // what is in a map has no address
			entry.Set(v.MapIndex(reflect.ValueOf(k)))
			if !w.value(path+", "+k, k, entry) {
				return false
			}
		}
		return true
	}
	return w.value(path, key, v)
}

func (w walker) value(path, key string, v reflect.Value) bool {
	switch x := v.Addr().Interface().(type) { // a copy of each table would take more than all the rest
	case *When:
		if x.IsSpan {
			return w.value(path, key, reflect.ValueOf(&x.Span).Elem())
		}
		return x.From.IsZero() || w.yield(Field{path, key, x.From})
	case *Forecast:
		return (x.Moment.IsZero() || w.yield(Field{path, key, x.Moment})) && (x.Text.IsZero() || w.yield(Field{path, key, x.Text}))
	case *Text, *Prose, *Word, *Ref, *String, *Bool, *Int, *Clock, *Moment:
		return w.yield(Field{path, key, v.Interface()})
	default:
		return w.yield(Field{path, key, x}) && w.table(path, v)
	}
}

func stringKeys(v reflect.Value) map[string]bool {
	keys := map[string]bool{}
	for _, k := range v.MapKeys() {
		keys[k.String()] = true
	}
	return keys
}
