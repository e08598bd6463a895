package notice

import (
	"encoding/binary"
	"reflect"
	"strings"
)

// AtRest is the incident in a tenth of the room and without a pointer that the
// collector would have to follow, for those who keep many. It does not hold on
// to the texts of files. Reports is empty then: Open gives them.
func (in *Incident) AtRest() *Incident {
	if in.rest != "" {
		return in
	}
	p := packer{known: map[string]int{"": 0}}
	p.value(reflect.ValueOf(in.Reports))
	return &Incident{Slug: strings.Clone(in.Slug), rest: string(p.out)}
}

// Open gives the incident with its reports: itself, unless it is at rest.
func (in *Incident) Open() *Incident {
	if in.rest == "" {
		return in
	}
	open := &Incident{Slug: in.Slug}
	u := unpacker{rest: in.rest, known: make([]string, 1, 32)} // the first text is the empty one
	u.value(reflect.ValueOf(&open.Reports).Elem())
	return open
}

// packer writes values one after another, their types being known to who reads
// them. Most fields of a report are not set, and most texts are the name of its
// file: a byte for each.
type packer struct {
	out   []byte
	known map[string]int // texts written before, by their order
}

func (p *packer) number(n int) { p.out = binary.AppendVarint(p.out, int64(n)) }

func (p *packer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		p.text(v.String())
	case reflect.Bool:
		if v.Bool() {
			p.number(1)
		} else {
			p.number(0)
		}
	case reflect.Int, reflect.Int64:
		p.out = binary.AppendVarint(p.out, v.Int())
	case reflect.Struct:
		if v.IsZero() {
			p.number(0)
			return
		}
		p.number(1)
		for i := range v.NumField() {
			p.value(v.Field(i))
		}
	case reflect.Pointer:
		if v.IsNil() {
			p.number(0)
			return
		}
		p.number(1)
		p.value(v.Elem())
	case reflect.Slice:
		p.number(v.Len())
		for i := range v.Len() {
			p.value(v.Index(i))
		}
	case reflect.Map:
		p.number(v.Len())
		for entry := v.MapRange(); entry.Next(); {
			p.value(entry.Key())
			p.value(entry.Value())
		}
	default:
		panic("notice: no report holds a " + v.Type().String())
	}
}

func (p *packer) text(s string) {
	if at, ok := p.known[s]; ok {
		p.number(at)
		return
	}
	p.known[s] = len(p.known)
	p.number(-len(s))
	p.out = append(p.out, s...)
}

// unpacker reads what a packer has written. Texts stay where they are.
type unpacker struct {
	rest  string
	at    int
	known []string
}

func (u *unpacker) number() int64 {
	var n uint64
	for shift := 0; ; shift += 7 {
		b := u.rest[u.at]
		u.at++
		if n |= uint64(b&0x7f) << shift; b < 0x80 {
			return int64(n>>1) ^ -int64(n&1)
		}
	}
}

func (u *unpacker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(u.text())
	case reflect.Bool:
		v.SetBool(u.number() == 1)
	case reflect.Int, reflect.Int64:
		v.SetInt(u.number())
	case reflect.Struct:
		if u.number() == 0 {
			return
		}
		for i := range v.NumField() {
			u.value(v.Field(i))
		}
	case reflect.Pointer:
		if u.number() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			u.value(v.Elem())
		}
	case reflect.Slice:
		n := int(u.number())
		if n == 0 {
			return
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			u.value(v.Index(i))
		}
	case reflect.Map:
		n := int(u.number())
		if n == 0 {
			return
		}
		v.Set(reflect.MakeMapWithSize(v.Type(), n))
		for range n {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			u.value(key)
			u.value(value)
			v.SetMapIndex(key, value)
		}
	}
}

func (u *unpacker) text() string {
	n := u.number()
	if n >= 0 {
		return u.known[n]
	}
	from := u.at
	u.at -= int(n)
	s := u.rest[from:u.at]
	u.known = append(u.known, s)
	return s
}
