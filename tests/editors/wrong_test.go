package editors

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"kohyo/internal/diag"
	"kohyo/internal/load"
)

// beyond are the rules of which an editor need not know: it sees one file, and
// no more of it than a schema can say.
var beyond = map[string]string{
	"unknown-id":       "whether an id exists depends on the rest of the file",
	"duplicate-id":     "an id stands once in a list of tables",
	"missing-language": "translation_pending, elsewhere in the file, may excuse it",
	"time-zone":        "the names of zones are not part of the format",
	"report-gap":       "about the other files of the folder",
	"stray-file":       "about the name of the file",
	"slug-form":        "about the name of the folder",
	"slug-reserved":    "the same",
	"number-form":      "1_200 and 1200 are the same number",
}

// beyondAt are findings of other rules with which it is the same.
var beyondAt = map[string]string{
	"impossible-date content/x/1.toml:15": "Tombi takes offsets of up to 24 hours for a date's own",
	"moment-form content/x/1.toml:9":      "a date of TOML may have fractions of a second",
	"measure-shape content/x/1.toml:10":   "which of two numbers is greater",
	"list-wanted content/x/1.toml:14":     "within a table that should be a list itself",
}

// Tombi refuses every wrong form that the loader's fixtures show, at its line,
// and none of their files that is right.
func TestTombiRefusesEveryWrongForm(t *testing.T) {
	binary(t)
	fixtures, err := filepath.Glob(root + "/internal/load/testdata/findings/*.txtar")
	if err != nil || len(fixtures) < 50 {
		t.Fatalf("%d fixtures, %v", len(fixtures), err)
	}
	for _, fixture := range fixtures {
		t.Run(strings.TrimSuffix(filepath.Base(fixture), ".txtar"), func(t *testing.T) {
			t.Parallel()
			fsys := siteOf(t, fixture)
			loaded, err := load.Load(fsys)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			schemas(t, dir, loaded.Site)
			for name, file := range fsys {
				if strings.HasSuffix(name, ".toml") && strings.Count(name, "/") != 1 {
					wrongForms(t, dir, name, string(file.Data), loaded.Findings)
				}
			}
		})
	}
}

func wrongForms(t *testing.T, dir, name, text string, all diag.Findings) {
	t.Helper()
	// A byte-order mark stays the first thing in the file.
	mark := ""
	if rest, ok := strings.CutPrefix(text, "\ufeff"); ok {
		mark, text = "\ufeff", rest
	}
	named := schemaLine(name)
	file := write(t, filepath.Join(dir, filepath.FromSlash(name)), mark+named+text)
	said := tombi(t, file)
	var wrong diag.Findings
	for _, f := range all {
		if f.File == name && f.Severity == diag.Error && beyond[f.Rule] == "" {
			wrong = append(wrong, f)
		}
	}
	anything := slices.ContainsFunc(all, func(f diag.Finding) bool { return f.File == name && f.Severity == diag.Error })
	switch {
	case len(said) > 0 && !anything:
		t.Errorf("%s is right, but Tombi says %v", name, said)
	case len(said) == 0 && len(wrong) > 0:
		t.Errorf("%s: Tombi does not see %s: %s", name, wrong[0].Rule, wrong[0].Text.En)
	}
	bare := write(t, filepath.Join(dir, "bare.toml"), mark+text)
	if len(tombi(t, bare)) > 0 {
		return // no TOML: an editor looks no further
	}
	for _, f := range wrong {
		seen := slices.ContainsFunc(said, func(m mistake) bool {
			// A value in a list may be named at the end of the line before, a
			// mixture of two forms by the line after.
			off := m.line - strings.Count(named, "\n") - f.Line
			return f.Line == 0 || (off >= -1 && off <= 1)
		})
		if !seen && beyondAt[f.Rule+" "+name+":"+strconv.Itoa(f.Line)] == "" {
			t.Errorf("%s:%d: Tombi does not see %s: %s\nit says %v", name, f.Line, f.Rule, f.Text.En, said)
		}
	}
}

func schemaLine(name string) string {
	if name == "site.toml" {
		return "#:schema schema/site.json\n\n"
	}
	return "#:schema ../../schema/report.json\n\n"
}

// siteOf reads a fixture as the loader's own test does.
func siteOf(t *testing.T, fixture string) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile(fixture)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{"site.toml": {Data: []byte(`base_url = "https://www.example.co.jp/disclosure/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本鉄道", en = "Sample Railway" }
`)}}
	for _, f := range a.Files {
		name, quoted := strings.CutSuffix(f.Name, ".quoted")
		data := f.Data
		if quoted {
			data = nil
			for line := range strings.Lines(strings.TrimSpace(string(f.Data))) {
				s, err := strconv.Unquote(strings.TrimSpace(line))
				if err != nil {
					t.Fatalf("%s: %v", f.Name, err)
				}
				data = append(data, s...)
			}
		}
		switch name {
		case "findings":
		case "without":
			delete(fsys, "site.toml")
		default:
			fsys[name] = &fstest.MapFile{Data: data}
		}
	}
	return fsys
}
