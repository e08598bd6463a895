package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"kohyo"
	"kohyo/internal/load"
	"kohyo/internal/notice"
)

var update = flag.Bool("update", false, "write the sample site's schemas anew")

// The schemas in the sample site are those of the program and of the site.
func TestSampleSite(t *testing.T) {
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	loaded, err := load.Load(root.FS())
	if err != nil {
		t.Fatal(err)
	}
	m := maker(t)
	files, err := m.Files(loaded.Site)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		for _, f := range files {
			if err := os.WriteFile("../../"+f.Name, f.Text, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	found, err := Outdated(root.FS(), layouts(t), loaded.Site)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("%s: %s: go test ./internal/schema -update", f.File, f.Text.En)
	}
	report, site := compiled(t, m, loaded.Site)
	accepts(t, site, root.FS(), "site.toml")
	names, err := fs.Glob(root.FS(), "content/*/*.toml")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d reports, %v", len(names), err)
	}
	anywhere, _ := compiled(t, m, nil)
	for _, name := range names {
		accepts(t, report, root.FS(), name)
		accepts(t, anywhere, root.FS(), name)
	}
}

// A schema that is there and says something else is found; one that is not
// there is nobody's mistake, and the ends of lines are git's affair.
func TestOutdated(t *testing.T) {
	site := &notice.Site{Languages: []notice.String{{V: "ja"}, {V: "en"}}}
	files, err := maker(t).Files(site)
	if err != nil {
		t.Fatal(err)
	}
	content := fstest.MapFS{}
	outdated := func(want int) {
		t.Helper()
		found, err := Outdated(content, layouts(t), site)
		if err != nil || len(found) != want {
			t.Errorf("%d findings, want %d; %v", len(found), want, err)
		}
	}
	outdated(0)
	for _, f := range files {
		content[f.Name] = &fstest.MapFile{Data: bytes.ReplaceAll(f.Text, []byte("\n"), []byte("\r\n"))}
	}
	outdated(0)
	site.Languages = site.Languages[:1]
	outdated(1)
	content[SiteFile] = &fstest.MapFile{Data: []byte("{}")}
	outdated(2)
}

// A schema knows the languages and the words of the site it is for; one that is
// for no site takes them all.
func TestLanguagesAndWords(t *testing.T) {
	const begin = "kind = \"theft\"\nstage = \"first\"\nstatus = \"draft\"\n"
	site := func(languages ...string) *notice.Site {
		s := &notice.Site{Vocabulary: map[string]map[string]notice.Own{"kinds": {"heist": {}}}}
		for _, l := range languages {
			s.Languages = append(s.Languages, notice.String{V: l})
		}
		return s
	}
	for _, c := range []struct {
		site *notice.Site
		text string
		want bool
	}{
		{nil, begin + `title = { fr = "x" }`, true},
		{nil, begin + `title = { French = "x" }`, false},
		{nil, begin + `title = { zh-Hant = "x" }` + "\ntranslation_pending = \"en\"", true},
		{nil, strings.Replace(begin, "theft", "heist", 1) + `title = "x"`, true},
		{nil, strings.Replace(begin, "theft", "Heist", 1) + `title = "x"`, false},
		{nil, strings.Replace(begin, "first", "heist", 1) + `title = "x"`, false},
		{site("ja"), begin + `title = { ja = "x" }`, true},
		{site("ja"), begin + `title = { en = "x" }`, false},
		{site("ja"), begin + `title = { ja = "x" }` + "\ntranslation_pending = \"ja\"", false},
		{site("en", "ja"), begin + `title = { en = "x" }` + "\ntranslation_pending = \"ja\"", true},
		{site("en", "ja"), begin + `title = { ja = "x" }`, false},
		{site("en"), strings.Replace(begin, "theft", "heist", 1) + `title = "x"`, true},
		{site("en"), strings.Replace(begin, "theft", "thieft", 1) + `title = "x"`, false},
	} {
		report, _ := compiled(t, maker(t), c.site)
		if err := report.Validate(decoded(t, c.text)); (err == nil) != c.want {
			t.Errorf("%v, want %v of\n%s", err, c.want, c.text)
		}
	}
}

// Both languages are in every hover text, and no field is without one.
func TestHoverTexts(t *testing.T) {
	m := maker(t)
	w := &writer{Maker: m}
	var walk func(*load.Table)
	walk = func(tab *load.Table) {
		for _, f := range tab.Fields {
			about := w.about(f)
			if !strings.Contains(about, f.Meaning.Ja) || !strings.Contains(about, f.Meaning.En) || !strings.Contains(about, "```toml\n") {
				t.Errorf("%s: %s", f.Path, about)
			}
			if f.Table != nil {
				walk(f.Table)
			}
		}
	}
	for _, tab := range append([]*load.Table{m.report, m.site}, m.repeated...) {
		walk(tab)
	}
	for vocab := range notice.Vocabularies {
		for _, word := range notice.Vocabularies[vocab] {
			if w.label(vocab, word) == "" {
				t.Errorf("%s %s is not explained", vocab, word)
			}
		}
	}
}

// Every form of its own belongs to a field that exists.
func TestFormsBelongToFields(t *testing.T) {
	m := maker(t)
	paths := map[string]bool{}
	var walk func(*load.Table)
	walk = func(tab *load.Table) {
		paths[tab.Path] = true
		for _, f := range tab.Fields {
			paths[f.Path] = true
			if f.Table != nil {
				walk(f.Table)
			}
		}
	}
	walk(m.report)
	walk(m.site)
	for path := range forms {
		if !paths[path] {
			t.Errorf("there is no field %s", path)
		}
	}
	for path := range shapes {
		if !paths[path] {
			t.Errorf("there is no table %s", path)
		}
	}
}

func layouts(t testing.TB) fs.FS {
	t.Helper()
	layouts, err := fs.Sub(kohyo.Theme, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	return layouts
}

func maker(t testing.TB) *Maker {
	t.Helper()
	m, err := New(layouts(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// compiled gives the schemas as a validator understands them, which also holds
// them to what a schema has to be.
func compiled(t testing.TB, m *Maker, of *notice.Site) (report, site *jsonschema.Schema) {
	t.Helper()
	c := jsonschema.NewCompiler()
	add := func(name string, text []byte, err error) *jsonschema.Schema {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(name, doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(name)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	text, err := m.Report(of)
	report = add("report.json", text, err)
	text, err = m.Site()
	return report, add("site.json", text, err)
}

func accepts(t *testing.T, s *jsonschema.Schema, fsys fs.FS, name string) {
	t.Helper()
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(decoded(t, string(text))); err != nil {
		t.Errorf("%s: %v", name, err)
	}
}

// decoded gives TOML as a validator of JSON wants it: dates as texts.
func decoded(t testing.TB, text string) any {
	t.Helper()
	var v map[string]any
	if _, err := toml.Decode(text, &v); err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return plainJSON(v)
}

func plainJSON(v any) any {
	switch v := v.(type) {
	case map[string]any:
		o := map[string]any{}
		for k, x := range v {
			o[k] = plainJSON(x)
		}
		return o
	case []map[string]any:
		list := make([]any, len(v))
		for i, x := range v {
			list[i] = plainJSON(x)
		}
		return list
	case []any:
		list := make([]any, len(v))
		for i, x := range v {
			list[i] = plainJSON(x)
		}
		return list
	case time.Time:
		form := map[string]string{"date-local": time.DateOnly, "time-local": time.TimeOnly, "datetime-local": "2006-01-02T15:04:05"}[v.Location().String()]
		if form == "" {
			form = time.RFC3339
		}
		return v.Format(form)
	case int64:
		return json.Number(fmt.Sprint(v))
	}
	return v
}
