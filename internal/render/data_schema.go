package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// schema is a JSON Schema, or a part of one. Its keys are sorted when it is
// written.
type schema map[string]any

// DataSchema renders the JSON Schema of the reports' data, or of the index. It
// is made from the tags that the data are made from, so that neither can say
// what the other does not.
//
// What it does not name may be there: members are added without a new version.
func DataSchema(s *site.Site, p site.Page) ([]byte, error) {
	d := &describer{defs: schema{}}
	root := d.index()
	if p.Name == site.ReportSchema {
		root = d.reportData()
	}
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = s.Absolute(p.Address)
	root["$defs"] = d.defs
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(root)
	return out.Bytes(), err
}

// describer says of every value what factWriter writes of it.
type describer struct{ defs schema }

var (
	anyString = schema{"type": "string"}
	someText  = schema{"type": "string", "minLength": 1}
	aURL      = schema{"type": "string", "format": "uri"}
	aTime     = schema{"type": "string", "format": "date-time"}
	aTruth    = schema{"const": true}
)

func enum[T any](values ...T) schema { return schema{"enum": values} }

func listOf(items schema) schema { return schema{"type": "array", "items": items} }

// table is an object with members that are named, some of which must be there.
func table(required []string, properties schema) schema {
	t := schema{"type": "object", "properties": properties}
	if len(required) > 0 {
		t["required"] = required
	}
	return t
}

// mapOf is an object whose keys are data themselves: languages, words.
func mapOf(values schema) schema { return schema{"type": "object", "additionalProperties": values} }

// define gives a reference to a definition, which is made when it is first
// asked for.
func (d *describer) define(name string, make func() schema) schema {
	if d.defs[name] == nil {
		d.defs[name] = schema{} // those within come after it
		d.defs[name] = make()
	}
	return schema{"$ref": "#/$defs/" + name}
}

// head is what every file of data begins with.
func (d *describer) head(title, format string, required []string, properties schema) schema {
	for name, value := range (schema{
		"$schema":   aURL,
		"format":    schema{"const": format},
		"languages": schema{"type": "array", "items": someText, "minItems": 1, "uniqueItems": true},
		"version":   schema{"const": dataVersion},
	}) {
		properties[name] = value
	}
	t := table(append([]string{"format", "languages", "version"}, required...), properties)
	t["title"] = title
	return t
}

func (d *describer) reportData() schema {
	return d.head("A report of Kohyo as data", "kohyo-report", []string{"number", "report", "slug", "time_zone", "urls", "vocabulary"}, schema{
		"number":     d.number(),
		"report":     d.value(reflect.TypeFor[notice.Report]()),
		"slug":       d.slug(),
		"time_zone":  someText,
		"urls":       d.urls(),
		"vocabulary": mapOf(mapOf(mapOf(someText))),
	})
}

func (d *describer) index() schema {
	entry := table([]string{"kind", "number", "published", "slug", "stage", "title", "urls"}, schema{
		"kind": someText, "number": d.number(), "published": aTime, "slug": d.slug(), "stage": someText,
		"title": mapOf(someText), "urls": d.urls(), "withdrawn": aTime,
	})
	year := table([]string{"reports", "urls", "year"}, schema{
		"reports": d.number(), "urls": schema{"type": "array", "items": aURL, "minItems": 1}, "year": d.year(),
	})
	root := d.head("An index of the reports of a site of Kohyo", "kohyo-index", []string{"reports"}, schema{
		"part": d.number(), "parts": d.number(), "reports": listOf(entry), "year": d.year(), "years": listOf(year),
	})
	root["oneOf"] = []schema{{"required": []string{"years"}}, {"required": []string{"part", "parts", "year"}}}
	return root
}

func (d *describer) number() schema { return schema{"type": "integer", "minimum": 1} }

func (d *describer) year() schema { return schema{"type": "integer", "minimum": 1, "maximum": 9999} }

func (d *describer) slug() schema {
	return schema{"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
}

func (d *describer) urls() schema {
	return d.define("urls", func() schema {
		return table([]string{"data", "pages"}, schema{"data": aURL, "files": mapOf(aURL), "pages": mapOf(aURL)})
	})
}

// value describes a value of the format.
func (d *describer) value(t reflect.Type) schema {
	switch t {
	case reflect.TypeFor[notice.Text](), reflect.TypeFor[notice.Prose]():
		return d.define("text", func() schema {
			return table([]string{"source"}, schema{"source": mapOf(anyString), "words": mapOf(someText)})
		})
	case reflect.TypeFor[notice.Moment]():
		return d.define("moment", d.moment)
	case reflect.TypeFor[notice.When]():
		return d.define("when", func() schema {
			span := d.value(reflect.TypeFor[notice.Span]())
			return schema{"oneOf": []schema{table([]string{"at"}, schema{"at": d.value(reflect.TypeFor[notice.Moment]())}), span}}
		})
	case reflect.TypeFor[notice.Forecast]():
		return d.define("forecast", func() schema {
			all := table(nil, schema{"at": d.value(reflect.TypeFor[notice.Moment]()), "text": d.value(reflect.TypeFor[notice.Text]())})
			all["anyOf"] = anyOf("at", "text")
			return all
		})
	case reflect.TypeFor[notice.Word](), reflect.TypeFor[notice.Ref](), reflect.TypeFor[notice.String]():
		return someText
	case reflect.TypeFor[notice.Bool]():
		return schema{"type": "boolean"}
	case reflect.TypeFor[notice.Int]():
		return schema{"type": "integer"}
	case reflect.TypeFor[notice.Clock]():
		return schema{"type": "string", "pattern": "^(?:[01][0-9]|2[0-4]):[0-5][0-9]$"}
	}
	switch t.Kind() {
	case reflect.Slice:
		return schema{"type": "array", "items": d.value(t.Elem()), "minItems": 1}
	case reflect.Struct:
		return d.define(definition(t), func() schema { return d.fields(t) })
	}
	panic(fmt.Sprintf("render: no data are written of a %v", t)) // a new kind of value: describe it
}

// definition names a table after its type: Measure is "measure".
func definition(t reflect.Type) string {
	name := t.Name()
	return string(name[0]|0x20) + name[1:]
}

// fields describes a table of the format. A report is published only with what
// it must have.
func (d *describer) fields(t reflect.Type) schema {
	properties, required := schema{}, []string(nil)
	for _, m := range membersOf(t) {
		properties[m.key] = d.value(t.Field(m.index).Type)
		if m.needed {
			required = append(required, m.key)
		}
	}
	all := table(required, properties)
	switch t {
	case reflect.TypeFor[notice.Measure]():
		properties["words"] = mapOf(someText)
		all["anyOf"] = anyOf("figure", "max", "min", "value")
	case reflect.TypeFor[notice.Span]():
		all["anyOf"] = anyOf("from", "label", "to")
	}
	return all
}

func anyOf(keys ...string) (all []schema) {
	for _, key := range keys {
		all = append(all, schema{"required": []string{key}})
	}
	return all
}

func (d *describer) moment() schema {
	var finely, sides, parts []string
	for p := notice.ByYear; p <= notice.BySecond; p++ {
		finely = append(finely, precisions[p])
	}
	for b := notice.OnOrBefore; b <= notice.OnOrAfter; b++ {
		sides = append(sides, bounds[b])
	}
	for t := notice.Early; t <= notice.Late; t++ {
		parts = append(parts, thirds[t])
	}
	m := table([]string{"raw"}, schema{
		"approx": aTruth, "bound": enum(sides...), "earliest": aTime, "latest": aTime, "part": enum(notice.DayParts...),
		"precision": enum(finely...), "raw": someText, "third": enum(parts...), "words": mapOf(someText),
	})
	m["dependentRequired"] = map[string][]string{
		"approx": {"precision"}, "bound": {"precision"}, "earliest": {"precision"}, "latest": {"precision"},
		"part": {"precision"}, "third": {"precision"},
	}
	return m
}
