package render

import (
	"strconv"
	"unicode/utf8"
)

// jsonWriter writes JSON in the one canonical form of RFC 8785, as long as its
// caller gives the keys of an object in order: no space, nothing escaped that
// need not be. The same facts always give the same bytes.
type jsonWriter struct{ b []byte }

// next sets a comma where a value follows another.
func (j *jsonWriter) next() {
	if n := len(j.b); n > 0 {
		switch j.b[n-1] {
		case '{', '[', ':':
		default:
			j.b = append(j.b, ',')
		}
	}
}

func (j *jsonWriter) begin(bracket byte) {
	j.next()
	j.b = append(j.b, bracket)
}

func (j *jsonWriter) end(bracket byte) { j.b = append(j.b, bracket) }

func (j *jsonWriter) key(k string) {
	j.str(k)
	j.b = append(j.b, ':')
}

func (j *jsonWriter) num(n int64) {
	j.next()
	j.b = strconv.AppendInt(j.b, n, 10)
}

func (j *jsonWriter) bool(v bool) {
	j.next()
	j.b = strconv.AppendBool(j.b, v)
}

func (j *jsonWriter) str(s string) {
	j.next()
	j.b = append(j.b, '"')
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // bytes that are no UTF-8 arrive as U+FFFD
	}
	done := 0
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			j.b = append(j.b, s[done:i]...)
			j.escaped(s[i])
			done = i + 1
		}
	}
	j.b = append(j.b, s[done:]...)
	j.b = append(j.b, '"')
}

func (j *jsonWriter) escaped(c byte) {
	switch c {
	case '"', '\\':
		j.b = append(j.b, '\\', c)
	case '\n':
		j.b = append(j.b, `\n`...)
	case '\t':
		j.b = append(j.b, `\t`...)
	case '\r':
		j.b = append(j.b, `\r`...)
	case '\b':
		j.b = append(j.b, `\b`...)
	case '\f':
		j.b = append(j.b, `\f`...)
	default:
		j.b = append(j.b, `\u00`...)
		j.b = append(j.b, "0123456789abcdef"[c>>4], "0123456789abcdef"[c&15])
	}
}

func (j *jsonWriter) strs(k string, list []string) {
	j.key(k)
	j.begin('[')
	for _, s := range list {
		j.str(s)
	}
	j.end(']')
}

// field is a string under a key; nothing when there is none.
func (j *jsonWriter) field(k, v string) {
	if v != "" {
		j.key(k)
		j.str(v)
	}
}
