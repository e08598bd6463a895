package schema

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// object is a JSON object whose members keep their order: a schema is read
// by people too, and editors offer fields as it lists them.
type object []member

type member struct {
	key   string
	value any
}

func ref(name string) object { return object{{"$ref", "#/definitions/" + name}} }

func (o object) get(key string) any {
	for _, m := range o {
		if m.key == key {
			return m.value
		}
	}
	return nil
}

func (o object) set(key string, value any) {
	for i := range o {
		if o[i].key == key {
			o[i].value = value
		}
	}
}

// text is the whole file.
func (o object) text() ([]byte, error) {
	p := &printer{}
	p.value(o, "\n")
	p.WriteByte('\n')
	return p.Bytes(), p.err
}

// printer writes JSON as people indent it.
type printer struct {
	bytes.Buffer
	err error
}

// value writes a value; line is the line break before what stands beside it.
func (p *printer) value(v any, line string) {
	switch v := v.(type) {
	case object:
		p.several('{', '}', len(v), line, func(i int, line string) {
			p.scalar(v[i].key)
			p.WriteString(": ")
			p.value(v[i].value, line)
		})
	case []object:
		p.several('[', ']', len(v), line, func(i int, line string) { p.value(v[i], line) })
	case []string:
		p.several('[', ']', len(v), line, func(i int, _ string) { p.scalar(v[i]) })
	case int:
		p.WriteString(strconv.Itoa(v))
	default:
		p.scalar(v)
	}
}

func (p *printer) several(begin, end byte, n int, line string, one func(i int, line string)) {
	p.WriteByte(begin)
	for i := range n {
		if i > 0 {
			p.WriteByte(',')
		}
		p.WriteString(line + "  ")
		one(i, line+"  ")
	}
	if n > 0 {
		p.WriteString(line)
	}
	p.WriteByte(end)
}

// scalar writes a text or a truth, without the escapes that JSON within HTML
// would need.
func (p *printer) scalar(v any) {
	e := json.NewEncoder(&p.Buffer)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		p.err = err
	}
	p.Truncate(p.Len() - 1) // Encode ends the line
}
