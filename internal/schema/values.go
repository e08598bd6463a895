package schema

import (
	"strings"

	"kohyo/internal/load"
	"kohyo/internal/notice"
)

// How values are written. Spaces and a line break may end a text between
// three quotes, and the loader takes them away.
const (
	someText = `[^\s　]`
	oneLine  = `^[^\n]*[^\s　][^\n]*[ \t\r\n]*$`
	ending   = `[ \t\r\n]*$`
	tag      = `([a-z]{2,3}|x)(-[A-Za-z0-9]{1,8})*`
	anyTag   = `([A-Za-z]{2,3}|[XxIi])([-_][A-Za-z0-9]{1,8})*`
	id       = `[a-z0-9][a-z0-9-]*`
	ownWord  = id + `(\.` + id + `)*`

	year  = `[0-9]{4}`
	month = year + `-(0[1-9]|1[0-2])`
	day   = year + `-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|[12][0-9]))`
	clock = `([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?`
	zone  = `([Zz]|[+-](0[0-9]|1[0-4]):[0-5][0-9])?`
	exact = day + `([ Tt]` + clock + zone + `)?`

	hours   = `([01]?[0-9]|2[0-3]):[0-5][0-9](:00)?`
	closing = `(` + hours + `|24:00(:00)?)`
)

// moment is all that a moment may be, between quotes.
var moment = `(<= *|>= *)?(~ *)?(` + year + `|` + month + `|(early|mid|late) ` + month + `|` +
	day + `( (` + strings.Join(notice.DayParts, "|") + `)|[ Tt]` + clock + zone + `)?)`

// value describes one value of a field.
func (w *writer) value(f load.Field) object {
	if own, ok := forms[f.Path]; ok {
		return own(w)
	}
	switch f.Type {
	case "text":
		return w.define("text", func() object { return either(w.text(oneLine)...) })
	case "prose":
		return w.define("prose", func() object { return either(w.text(someText)...) })
	case "word":
		return w.word(f.Word)
	case "ref":
		return pattern("^" + id + ending)
	case "bool":
		return object{{"type", "boolean"}}
	case "number":
		return object{{"type", "integer"}}
	case "moment":
		return w.moment(f.Key == "to")
	case "when":
		return w.define("when", func() object { return either(w.moment(false), w.shared("span")) })
	case "clock":
		return w.clock(f.Key == "close")
	case "forecast":
		return w.define("forecast", w.forecast)
	case "titles":
		return w.titles(f.Word)
	case "span", "link":
		return w.shared(f.Type)
	case "table":
		return w.tableOrShort(f.Table)
	}
	if f.Key == "id" {
		return pattern("^" + id + ending)
	}
	return w.define("string", func() object { return pattern(oneLine) })
}

func pattern(p string) object { return object{{"type", "string"}, {"pattern", p}} }

// either describes what may be written in one of several ways.
func either(ways ...object) object { return object{{"anyOf", ways}} }

// text describes the two ways to write a text: the same in every language, or
// by language.
func (w *writer) text(form string) []object {
	return []object{pattern(form), w.byLanguage(pattern(form))}
}

// byLanguage describes a table by language. Only the source language is sure
// to be there: a translation may be pending.
func (w *writer) byLanguage(value object) object {
	if len(w.languages) == 0 {
		return object{
			{"type", "object"}, {"propertyNames", object{{"pattern", "^" + tag + "$"}}},
			{"additionalProperties", value}, {"minProperties", 1},
		}
	}
	var properties object
	for _, l := range w.languages {
		properties = append(properties, member{l, value})
	}
	return object{
		{"type", "object"}, {"properties", properties},
		{"required", w.languages[:1]}, {"additionalProperties", false},
	}
}

// tableOrShort describes a table, and the text that may stand in its place.
func (w *writer) tableOrShort(t *load.Table) object {
	f := short(t)
	switch {
	case f == nil:
		return w.table(t)
	case f.Type == "string":
		return either(pattern(oneLine), w.table(t))
	}
	return either(append(w.text(oneLine), w.table(t))...)
}

// short gives the field that a text in place of the table stands for, where
// the table needs no other.
func short(t *load.Table) (f *load.Field) {
	if t == nil || t.Short == "" {
		return nil
	}
	for i := range t.Fields {
		switch {
		case t.Fields[i].Key == t.Short:
			f = &t.Fields[i]
		case t.Fields[i].Need == "always":
			return nil
		}
	}
	return f
}

func (w *writer) shared(path string) object {
	return w.define(path, func() object {
		for _, t := range w.repeated {
			if t.Path == path {
				return w.table(t)
			}
		}
		return object{}
	})
}

// dates are the ways of TOML itself, as editors know them by their format. The
// patterns are for those that do not know the format.
func dates() []object {
	return []object{
		{{"type", "string"}, {"format", "date"}, {"pattern", "^" + day + "$"}},
		{{"type", "string"}, {"format", "date-time"}, {"pattern", "^" + exact + "$"}},
		{{"type", "string"}, {"format", "date-time-local"}, {"pattern", "^" + exact + "$"}},
	}
}

func (w *writer) moment(end bool) object {
	if end {
		return w.define("end", func() object {
			return either(append(dates(), pattern("^(unknown|ongoing|"+moment+")$"))...)
		})
	}
	return w.define("moment", func() object {
		return either(append(dates(), pattern("^(unknown|"+moment+")$"))...)
	})
}

func (w *writer) clock(end bool) object {
	form, name := hours, "clock"
	if end {
		form, name = closing, "closing"
	}
	return w.define(name, func() object {
		return either(
			object{{"type", "string"}, {"format", "time-local"}, {"pattern", "^" + form + "$"}},
			pattern("^"+form+"$"))
	})
}

// forecast describes a moment or a text. What begins like a moment is one.
func (w *writer) forecast() object {
	words := w.text(oneLine)
	words[0] = append(words[0], member{"not", pattern(`^(ongoing$|[~<>= ]*[0-9０-９]{4} *([-/.~T]|$))`)})
	return either(append([]object{w.moment(false)}, words...)...)
}

// titles describes texts by the words of a vocabulary.
func (w *writer) titles(vocab string) object {
	var properties object
	for _, word := range notice.Vocabularies[vocab] {
		properties = append(properties, member{word, object{
			{"description", w.label(vocab, word)},
			{"allOf", []object{w.value(load.Field{Type: "text"})}},
		}})
	}
	return object{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}}
}
