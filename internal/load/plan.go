package load

import (
	"reflect"
	"sync"

	"kohyo/internal/notice"
)

// plan is how a table is bound to a struct, worked out once per type.
type plan struct {
	fields []*field
	byKey  map[string]*field
	short  *field // what a plain text in place of the table stands for
	place  int    // the index of the embedded Place, or -1
}

type field struct {
	key, need, vocab, ref string
	unless                string // the field with which need does not hold
	one                   bool
	index                 int
	list                  bool
	typ                   reflect.Type // of the value, or of the list's elements
	table                 *plan        // when the value is a table of its own
}

// Types that are written as a value, although Go holds them as a struct.
var values = map[reflect.Type]bool{
	reflect.TypeFor[notice.Text](): true, reflect.TypeFor[notice.Prose](): true,
	reflect.TypeFor[notice.Word](): true, reflect.TypeFor[notice.Ref](): true,
	reflect.TypeFor[notice.String](): true, reflect.TypeFor[notice.Bool](): true,
	reflect.TypeFor[notice.Int](): true, reflect.TypeFor[notice.Moment](): true,
	reflect.TypeFor[notice.When](): true, reflect.TypeFor[notice.Clock](): true,
	reflect.TypeFor[notice.Forecast](): true,
}

var placeType = reflect.TypeFor[notice.Place]()

var plans sync.Map // reflect.Type → *plan

func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{byKey: map[string]*field{}, place: -1}
	for i := range t.NumField() {
		sf := t.Field(i)
		if sf.Anonymous && sf.Type == placeType {
			p.place = i
		}
		key, ok := sf.Tag.Lookup("key")
		if !ok {
			continue
		}
		f := &field{
			key: key, need: sf.Tag.Get("need"), unless: sf.Tag.Get("unless"), vocab: sf.Tag.Get("vocab"), ref: sf.Tag.Get("ref"),
			one: sf.Tag.Get("one") == "ok", index: i, typ: sf.Type,
		}
		if sf.Type.Kind() == reflect.Slice {
			f.list, f.typ = true, sf.Type.Elem()
		}
		if f.typ.Kind() == reflect.Struct && !values[f.typ] {
			f.table = planOf(f.typ)
		}
		if sf.Tag.Get("short") == "ok" {
			p.short = f
		}
		p.fields = append(p.fields, f)
		p.byKey[key] = f
	}
	plans.Store(t, p)
	return p
}

// keys lists the names of a table's fields, in the order of the format.
func (p *plan) keys() []string {
	var keys []string
	for _, f := range p.fields {
		keys = append(keys, f.key)
	}
	return keys
}

// owner names the field of the table whose own table has a key: where a key
// that was written one level too high belongs.
func (p *plan) owner(key string) string {
	for _, f := range p.fields {
		if f.table != nil && f.table.byKey[key] != nil {
			return f.key
		}
	}
	return ""
}
