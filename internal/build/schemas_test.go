package build_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/schema"
)

// A schema that is outdated is said until it is made anew, also while the site
// is followed, and stops nothing.
func TestOutdatedSchemas(t *testing.T) {
	site := fstest.MapFS{
		"site.toml":       {Data: []byte("base_url = \"https://www.example.com/\"\nlanguages = [\"ja\", \"en\"]\norganization.name = \"Example\"\n")},
		schema.ReportFile: {Data: []byte("{}")},
	}
	live, err := build.OpenLive(site, kohyo.Theme)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	outdated := func(want int) {
		t.Helper()
		checked, err := build.Check(site, kohyo.Theme)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range []diag.Findings{checked.Findings, live.State().Findings} {
			if n := strings.Count(rules(found), "schema-outdated"); n != want {
				t.Errorf("%d outdated, want %d: %s", n, want, rules(found))
			}
		}
	}
	put := func(name string, text []byte) {
		t.Helper()
		site[name] = &fstest.MapFile{Data: text}
		if err := live.Update([]string{name}); err != nil {
			t.Fatal(err)
		}
	}
	outdated(1)
	put(schema.SiteFile, []byte("[]"))
	outdated(2)
	layouts, err := fs.Sub(kohyo.Theme, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	maker, err := schema.New(layouts)
	if err != nil {
		t.Fatal(err)
	}
	settings, _, err := build.Settings(site)
	if err != nil {
		t.Fatal(err)
	}
	files, err := maker.Files(settings)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		put(f.Name, f.Text)
	}
	outdated(0)
	put("site.toml", []byte("languages = 1\n")) // which words there are is not known
	outdated(0)
}
