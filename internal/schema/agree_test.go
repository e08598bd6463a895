package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
)

// beyond are the rules of the loader that JSON Schema cannot say, or not
// without saying no to something that is right.
var beyond = map[string]string{
	"unknown-id":       "whether an id exists depends on the rest of the file",
	"duplicate-id":     "an id stands once in a list of tables",
	"missing-language": "translation_pending, elsewhere in the file, may excuse it",
	"unknown-language": "only site.toml itself says which languages it has",
	"time-zone":        "the names of zones are not part of the format",
	"language-tag":     "which tags exist is not part of the format",
	"number-form":      "1_200 and 1200 are the same number",
}

// beyondValues are single values with which it is the same.
var beyondValues = map[string]string{
	`2019-03-11T15:00:00.5`:                 "editors know that it is a date, not how it is written",
	`2019-03-11T15:00:00+15:00`:             "the same",
	`{ min = 9, max = 3, unit = "person" }`: "two fields cannot be compared",
	`"2019-02-29"`:                          "a pattern does not know leap years",
	`"0000-01-01"`:                          "nor that there is no year 0",
	`"2026年10月"`:                            "a text in a forecast may begin so",
	`"a\u2066b"`:                            "what is invisible is for kohyo check to see",
	`"2019-03-11T15:00+15:00"`:              "offsets go up to 14:00, and half hours beside",
}

const siteBefore = `base_url = "https://www.example.co.jp/"
languages = ["ja", "en"]
[vocabulary.units]
parcel = { ja = "個", en = { one = "parcel", other = "parcels" } }
[organization]
name = "見本鉄道"
`

// What the loader accepts, the schemas accept; what it refuses, they refuse,
// as far as they can say it: for every field and many a value.
func TestSchemaAgreesWithTheLoader(t *testing.T) {
	fsys := fstest.MapFS{"site.toml": {Data: []byte(siteBefore)}}
	loaded, err := load.Load(fsys)
	if err != nil || len(loaded.Findings) > 0 {
		t.Fatal(err, loaded.Findings)
	}
	m := maker(t)
	report, site := compiled(t, m, loaded.Site)
	for n, f := range allFields(m.report, nil) {
		for i, v := range f.some(n) {
			fsys[fmt.Sprintf("content/%s/%d.toml", f.slug(), i+1)] = &fstest.MapFile{Data: []byte(f.document(v))}
		}
	}
	agree(t, report, fsys)
	for n, f := range allFields(m.site, nil) {
		for _, v := range f.some(n) {
			agree(t, site, fstest.MapFS{"site.toml": {Data: []byte(f.settings(v))}})
		}
	}
}

func agree(t *testing.T, s *jsonschema.Schema, fsys fstest.MapFS) {
	t.Helper()
	loaded, err := load.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]diag.Findings{}
	for _, f := range loaded.Findings {
		if f.Severity == diag.Error {
			found[f.File] = append(found[f.File], f)
		}
	}
	accepted, refused := 0, 0
	for name, file := range fsys {
		if len(fsys) > 1 && name == "site.toml" {
			continue
		}
		text := string(file.Data)
		var v map[string]any
		if _, err := toml.Decode(text, &v); err != nil {
			continue // no editor gets as far as the schema
		}
		said := slices.DeleteFunc(slices.Clone(found[name]), unsayable)
		for value := range beyondValues {
			if strings.Contains(text, " = "+value+"\n") {
				said = nil
			}
		}
		err := s.Validate(plainJSON(v))
		switch {
		case err == nil && len(said) > 0:
			t.Errorf("the schema accepts, but the loader says %s %s\n%s", said[0].Rule, said[0].Text.En, text)
		case err != nil && len(found[name]) == 0:
			t.Errorf("the loader accepts, but the schema says %v\n%s", err, text)
		case err == nil:
			accepted++
		default:
			refused++
		}
	}
	if len(fsys) > 1 && (accepted < 1000 || refused < 1000) {
		t.Errorf("only %d accepted and %d refused: the test looks in the wrong place", accepted, refused)
	}
}

// unsayable are the findings of the rules above, and dates and times where a
// text belongs: JSON has only texts. Editors of TOML know the difference.
func unsayable(f diag.Finding) bool {
	return beyond[f.Rule] != "" || strings.HasSuffix(f.Text.En, "but is a date") || strings.HasSuffix(f.Text.En, "but is a time of day")
}

// placed is a field with the tables around it.
type placed struct {
	load.Field
	in []load.Field
}

func allFields(tab *load.Table, in []load.Field) (all []placed) {
	for _, f := range tab.Fields {
		all = append(all, placed{f, in})
		if f.Table != nil {
			all = append(all, allFields(f.Table, append(slices.Clone(in), f))...)
		}
	}
	return all
}

func (f placed) slug() string {
	return strings.NewReplacer(".", "-", "_", "-").Replace(f.Path)
}

// document is a report in which everything is right but perhaps this field.
func (f placed) document(value string) string {
	var b strings.Builder
	for _, line := range []string{
		`kind = "theft"`, `stage = "first"`, `status = "ready"`, `published = 2019-04-12`, `title = { ja = "題", en = "Title" }`,
		`parties = [ { id = "a", role = "police" } ]`, `counts = [ { id = "a", measures = { value = 1, unit = "person" } } ]`,
	} {
		if key, _, _ := strings.Cut(line, " "); key != strings.Split(f.Path, ".")[0] {
			b.WriteString(line + "\n")
		}
	}
	f.write(&b, value)
	return b.String()
}

// settings is a site.toml in which everything is right but perhaps this field.
func (f placed) settings(value string) string {
	var b strings.Builder
	top := strings.Split(f.Path, ".")[1]
	for _, line := range []string{`base_url = "https://www.example.co.jp/"`, `languages = ["ja", "en"]`, `organization = { name = "A" }`} {
		if key, _, _ := strings.Cut(line, " "); key != top {
			b.WriteString(line + "\n")
		}
	}
	f.write(&b, value)
	return b.String()
}

func (f placed) write(b *strings.Builder, value string) {
	for _, outer := range f.in {
		name := strings.TrimPrefix(outer.Path, "site.")
		if outer.List {
			name = "[" + name + "]"
		}
		b.WriteString("[" + name + "]\n")
		next := f.Key
		for i, in := range f.in {
			if in.Path == outer.Path && i+1 < len(f.in) {
				next = f.in[i+1].Key
			}
		}
		for _, sibling := range outer.Table.Fields {
			if sibling.Need == "always" && sibling.Key != next {
				b.WriteString(right(sibling) + "\n")
			}
		}
		if outer.Path == "counts.measures" && !slices.Contains([]string{"value", "min", "max", "figure"}, f.Key) {
			b.WriteString("value = 5\n")
		}
	}
	b.WriteString(f.Key + " = " + value + "\n")
}

// right writes a field that must be there.
func right(f load.Field) string {
	switch f.Type {
	case "word":
		return f.Key + ` = "` + notice.Vocabularies[f.Word][0] + `"`
	case "table":
		return f.Key + ` = { value = 1, unit = "person" }` // the one there is: measures
	case "when", "moment":
		return f.Key + ` = 2019-03-11`
	}
	return f.Key + ` = "a"`
}

// some are all values where the field has a form of its own. Of the others there
// are many alike: each tries a part.
func (f placed) some(n int) (values []string) {
	step := 3
	switch {
	case forms[f.Path] != nil || shapes[f.Path] != nil || f.Key == "id":
		step = 1
	case f.Type == "text" || f.Type == "prose" || f.Type == "string":
		step = 8
	}
	for i, v := range f.values() {
		if i%step == n%step {
			values = append(values, v)
		}
	}
	return values
}

// values are ways to write a value, the field's own among them.
func (f placed) values() []string {
	values := slices.Clone(manyValues)
	for _, word := range notice.Vocabularies[f.Word] {
		values = append(values, `"`+word+`"`)
	}
	if len(notice.Vocabularies[f.Word]) > 0 {
		word := notice.Vocabularies[f.Word][0]
		values = append(values, `"`+word+` "`, `"`+strings.ToUpper(word)+`"`, `["`+word+`"]`, `["`+word+`", "x"]`, `{ `+word+` = "x" }`)
	}
	if example, ok := strings.CutPrefix(strings.TrimSpace(f.Example), f.Key+" = "); ok && !strings.Contains(example, "\n") {
		values = append(values, example)
	}
	if f.Table != nil {
		var inner []string
		for _, sibling := range f.Table.Fields {
			if sibling.Need == "always" {
				inner = append(inner, right(sibling))
			}
		}
		whole := "{ " + strings.Join(inner, ", ") + " }"
		values = append(values, whole, "["+whole+"]", "["+whole+", "+whole+"]", `[`+whole+`, "x"]`,
			"{ "+strings.Join(append(inner, `zz = 1`), ", ")+" }")
	}
	return values
}

var manyValues = []string{
	`""`, `" "`, `"x"`, `"x "`, `" x"`, `"　"`, `"a\nb"`, `"a\n"`, "'''\na\n'''", `"日本語の文"`, `"a\u2066b"`,
	`0`, `1`, `-1`, `5`, `1000`, `1001`, `1_200`, `0x10`, `9007199254740993`, `1.5`, `nan`, `true`, `false`,
	`2019-03-11`, `2019-03-11T15:00`, `2019-03-11T15:00:00`, `2019-03-11 15:00:00`, `2019-03-11T15:00:00Z`, `2019-03-11T15:00:00+09:00`,
	`2019-03-11T15:00:00.5`, `2019-03-11T15:00:00+15:00`, `09:00:00`, `09:00`, `17:30:30`,
	`"2019"`, `"2019-03"`, `"2019-13"`, `"2019-03-11"`, `"2019-04-31"`, `"2019-02-29"`, `"0000-01-01"`, `"2019-3-1"`, `"2019/03/11"`, `"2019-03-11 15:00"`,
	`"2019-03-11T15:00:00+09:00"`, `"2019-03-11T15:00+15:00"`, `"2019-03-11 24:00"`, `"2019-03-11 25:00"`, `"2019-03-11t15:00z"`,
	`"~2019-03-11 15:00"`, `"~ 2019-03"`, `"~~2019"`, `"<=2017-08"`, `"<= 2017"`, `">= ~2019"`, `"~>=2019"`, `"early 2019-02"`, `"~early 2019-02"`,
	`"late 2019"`, `"mid 2019-02-01"`, `"2019-03-11 evening"`, `"2019-03 evening"`, `"2019-03-11 noon"`, `"unknown"`, `"ongoing"`, `"Unknown"`, `"spring 2019"`,
	`"2026年10月"`, `"2019-99-99"`, `"2019 is the year"`, `"12345"`,
	`"9:00"`, `"09:00"`, `"9:00:00"`, `"9:00:30"`, `"9:0"`, `"24:00"`, `"24:01"`, `"25:00"`, `"23:59"`,
	`"a"`, `"a-1"`, `"A"`, `"a_b"`, `"-a"`, `"everyone"`, `"窓口"`,
	`"ja"`, `"en"`, `"en-GB"`, `"en_GB"`, `"english"`, `"zz"`, `"#1a2B3c"`, `"#123"`, `"Asia/Tokyo"`,
	`"https://www.example.co.jp/"`, `"https://www.example.co.jp"`, `"HTTP://x/y/"`, `"https://x/?q=/"`, `"ftp://x/"`, `"https:///"`, `"x/"`,
	`[]`, `["x"]`, `["x", "y"]`, `["a"]`, `["a", "a"]`, `["everyone"]`, `[""]`, `["ja"]`, `["ja", "en"]`, `["en"]`, `[1]`, `[[]]`, `[["x"]]`, `[{}]`, `["x", 1]`, `[true]`,
	`[2019-03-11]`, `[2019-03-11, "2019-04"]`, `[{ from = 2019-03-11 }, "unknown"]`,
	`{}`, `{ ja = "x", en = "y" }`, `{ ja = "x" }`, `{ en = "y" }`, `{ ja = "x", en = "y", fr = "z" }`, `{ jp = "x", en = "y" }`, `{ ja = "", en = "y" }`,
	`{ ja = 1, en = "y" }`, `{ ja = "a\nb", en = "y" }`, `{ ja = "x", en = { one = "y", other = "z" } }`, `{ JA = "x" }`, `{ zz = 1 }`,
	`[{ ja = "x", en = "y" }]`, `[{ ja = "x", en = "y" }, "z"]`, `[{ ja = "x", en = "y", role = "joint" }]`,
	`{ from = 2019-03-11 }`, `{ to = "ongoing" }`, `{ from = "ongoing" }`, `{ from = "unknown", to = 2019-03-11, label = "x" }`, `{ from = 2019-03-11, until = 2019-03-12 }`,
	`{ from = 2019 }`, `{ name = "x" }`, `[{ name = "x" }]`, `[{ name = 1 }]`, `{ text = "x", url = "https://x.example/" }`, `[{ text = "x", url = "https://x.example/" }]`,
	`{ value = 3, unit = "person" }`, `{ value = 3, unit = "parcel" }`, `[{ value = 3, unit = "person" }, { max = 2, unit = "card" }]`, `{ value = 3 }`, `{ unit = "person" }`,
	`{ value = -3, unit = "person" }`, `{ value = 3, max = 4, unit = "person" }`, `{ min = 3, max = 4, unit = "person" }`, `{ min = 9, max = 3, unit = "person" }`,
	`{ value = 3, approx = true, gross = true, unit = "person" }`, `{ figure = "unknown", unit = "person" }`, `{ figure = "unknown", approx = true, unit = "person" }`,
	`{ figure = "unknown", approx = false, unit = "person" }`, `{ figure = "unknown", value = 3, unit = "person" }`, `{ value = "3", unit = "person" }`, `{ value = 3, unit = "people" }`,
	`{ notes = "x" }`, `{ notes = { ja = "x", en = "y" } }`, `{ note = "x" }`,
}
