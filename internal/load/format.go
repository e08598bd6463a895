package load

import (
	_ "embed"
	"fmt"
	"reflect"

	"github.com/BurntSushi/toml"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// Table describes a table of the content format, made from the tags of the
// type that it is bound to.
type Table struct {
	Path   string // "scope.groups"; "" for a report, "site" for site.toml
	Fields []Field
	Short  string // the field that a plain text in place of the table stands for
}

// Field describes one field of a table.
type Field struct {
	Key  string
	Path string // as in format.toml: "scope.groups.id"
	Type string // one of the types in typeNames
	Need string // "", "always" or "ready"
	Free string // the field with which Need does not hold
	Word string // the vocabulary of a word
	Ref  string // the list whose ids may be named
	List bool   // several may be written
	One  bool   // a list that may be written as a single value

	Table *Table // the fields of a table of its own

	FieldText
}

// FieldText is what format.toml says of a field.
type FieldText struct {
	Meaning diag.Words // what it means
	Example string     // how it is written
	Shown   diag.Words // what readers see of it
}

//go:embed format.toml
var formatTOML string

// typeNames names the types of fields, by the type of the domain.
var typeNames = map[reflect.Type]string{
	reflect.TypeFor[notice.Text](): "text", reflect.TypeFor[notice.Prose](): "prose",
	reflect.TypeFor[notice.Word](): "word", reflect.TypeFor[notice.Ref](): "ref",
	reflect.TypeFor[notice.String](): "string", reflect.TypeFor[notice.Bool](): "bool",
	reflect.TypeFor[notice.Int](): "number", reflect.TypeFor[notice.Moment](): "moment",
	reflect.TypeFor[notice.When](): "when", reflect.TypeFor[notice.Clock](): "clock",
	reflect.TypeFor[notice.Forecast](): "forecast", reflect.TypeFor[map[string]notice.Text](): "titles",
	reflect.TypeFor[notice.Span](): "span", reflect.TypeFor[notice.Link](): "link",
}

// Types that stand at several places of the format and are described once.
var sharedTypes = []struct {
	path string
	typ  reflect.Type
}{{"span", reflect.TypeFor[notice.Span]()}, {"link", reflect.TypeFor[notice.Link]()}}

// Format describes all that can be written: a report, site.toml, and the
// tables that stand at several places.
func Format() (report, site *Table, shared []*Table, err error) {
	texts := map[string]FieldText{}
	if _, err := toml.Decode(formatTOML, &texts); err != nil {
		return nil, nil, nil, fmt.Errorf("format.toml: %w", err)
	}
	for _, s := range sharedTypes {
		shared = append(shared, describe(s.path, planOf(s.typ), texts))
	}
	return describe("", reportPlan, texts), describe("site", sitePlan, texts), shared, nil
}

func describe(path string, p *plan, texts map[string]FieldText) *Table {
	t := &Table{Path: path}
	if p.short != nil {
		t.Short = p.short.key
	}
	for _, f := range p.fields {
		d := Field{
			Key: f.key, Path: f.key, Type: typeNames[f.typ], Need: f.need, Free: f.unless,
			Word: f.vocab, Ref: f.ref, List: f.list, One: f.one,
		}
		if path != "" {
			d.Path = path + "." + f.key
		}
		if f.table != nil && d.Type == "" {
			d.Type = "table"
			d.Table = describe(d.Path, f.table, texts)
		}
		d.FieldText = texts[d.Path]
		t.Fields = append(t.Fields, d)
	}
	return t
}
