// Package schema tells editors what can be written: a JSON Schema of a report
// and one of site.toml. They are made from the one description of the format
// that the loader and docs/format.md are made from.
//
// A schema is never stricter than the loader. What JSON Schema cannot say, such
// as an id that must exist, is left to kohyo check.
package schema

import (
	"io/fs"
	"slices"

	"kohyo/internal/lang"
	"kohyo/internal/load"
	"kohyo/internal/notice"
)

// The dialect that every TOML editor knows.
const dialect = "http://json-schema.org/draft-07/schema#"

// Maker makes schemas.
type Maker struct {
	report, site *load.Table
	repeated     []*load.Table // tables that stand at several places
	ja, en       *lang.Language
}

// New reads the description of the format, and the labels of words from the
// layouts.
func New(layouts fs.FS) (m *Maker, err error) {
	m = &Maker{}
	if m.report, m.site, m.repeated, err = load.Format(); err != nil {
		return nil, err
	}
	if m.ja, _, err = lang.Open(layouts, "ja"); err != nil {
		return nil, err
	}
	m.en, _, err = lang.Open(layouts, "en")
	return m, err
}

// Report gives the schema of the reports of a site: its languages and its own
// words are known. Without a site, any language and any added word will do.
func (m *Maker) Report(site *notice.Site) ([]byte, error) {
	w := &writer{Maker: m}
	if site != nil {
		w.own = site.Vocabulary
		for _, l := range site.Languages {
			w.languages = append(w.languages, l.V)
		}
	}
	root := w.table(m.report)
	// Written out, for Tombi: it takes what is not named here to be ruled out.
	root = append(root,
		member{"if", object{
			{"properties", object{{"status", object{{"const", "ready"}}}}},
			{"required", []string{"status"}},
			{"additionalProperties", true},
		}},
		member{"then", object{{"required", w.ready()}, {"additionalProperties", true}}},
	)
	for _, f := range m.report.Fields {
		if f.Free != "" {
			root = append(root, member{"anyOf", []object{
				{{"required", []string{f.Key}}, {"additionalProperties", true}},
				{{"required", []string{f.Free}}, {"additionalProperties", true}},
			}})
		}
	}
	return w.file("報 · A report of Kohyo (content/<slug>/<n>.toml)", root)
}

// ready lists what a report needs once its status is ready.
func (m *Maker) ready() (keys []string) {
	for _, f := range m.report.Fields {
		if f.Need == "ready" {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

// Site gives the schema of site.toml. It is the same for every site: which
// languages and words there are is what site.toml itself says.
func (m *Maker) Site() ([]byte, error) {
	w := &writer{Maker: m}
	root := w.table(m.site)
	properties := root.get("properties").(object)
	root.set("properties", append(properties, member{"vocabulary", w.vocabulary()}))
	return w.file("サイトの設定 · The settings of a site of Kohyo (site.toml)", root)
}

// writer writes one schema.
type writer struct {
	*Maker
	languages   []string                         // none: any
	own         map[string]map[string]notice.Own // the site's own words
	definitions object
}

func (w *writer) file(title string, root object) ([]byte, error) {
	slices.SortFunc(w.definitions, byKey)
	head := object{
		{"$schema", dialect},
		{"$comment", "Made by kohyo. Do not edit: kohyo schema --write makes it anew."},
		{"title", title},
		{"x-tombi-toml-version", "v1.1.0"},
	}
	all := append(head, root...)
	return append(all, member{"definitions", w.definitions}).text()
}

// define gives a reference to a definition, which is made when it is first
// asked for.
func (w *writer) define(name string, make func() object) object {
	if w.definitions.get(name) == nil {
		w.definitions = append(w.definitions, member{name, object{}}) // those within come after it
		w.definitions.set(name, make())
	}
	return ref(name)
}

// table describes a table with its fields and nothing else.
func (w *writer) table(t *load.Table) object {
	var properties object
	var required []string
	for _, f := range t.Fields {
		properties = append(properties, member{f.Key, w.field(f)})
		if f.Need == "always" && f.Free == "" {
			required = append(required, f.Key)
		}
	}
	o := object{{"type", "object"}, {"properties", properties}}
	if required != nil {
		o = append(o, member{"required", required})
	}
	o = append(o, member{"additionalProperties", false})
	return append(o, shapes[t.Path]...)
}

// field describes a field: one value, a list, or either.
func (w *writer) field(f load.Field) object {
	about := object{{"description", w.about(f)}}
	one := w.value(f)
	if !f.List {
		if reference := one.get("$ref"); reference != nil {
			// Beside a reference, some editors overlook everything else.
			return append(about, member{"allOf", []object{one}})
		}
		return append(about, one...)
	}
	several := object{{"type", "array"}, {"items", one}, {"minItems", 1}}
	if f.One {
		return append(about, member{"anyOf", []object{one, several}})
	}
	return append(about, several...)
}
