package check

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"kohyo/internal/diag"
	"kohyo/internal/fixture"
	"kohyo/internal/load"
	"kohyo/internal/prose"
)

var update = flag.Bool("update", false, "write the expected findings anew")

// A site and the head of a report, for fixtures that have none of their own.
const (
	plainSite = `base_url = "https://www.example.co.jp/disclosure/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本鉄道", en = "Sample Railway" }
`
	plainHead = `kind = "ransomware"
stage = "first"
status = "ready"
published = 2019-04-12T15:00:00+09:00
`
	plainTitle = `title = { ja = "題", en = "Title" }
`
)

// TestRules holds every file of testdata, a site each, to the findings at its
// end. Each is named after the rule that it shows, and what of it after "_".
func TestRules(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	shown := map[string]bool{}
	for _, name := range names {
		title := strings.TrimSuffix(filepath.Base(name), ".txtar")
		rule, _, _ := strings.Cut(title, "_")
		t.Run(title, func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := siteOf(a)
			findings := run(t, fsys)
			for _, f := range findings {
				shown[rule] = shown[rule] || f.Rule == rule
				sound(t, fsys, f)
			}
			if !shown[rule] && rule != "nothing" {
				t.Errorf("does not show %s", rule)
			}
			fixture.Hold(t, name, a, listing(findings), *update)
		})
	}
	for _, r := range Rules() {
		if !shown[r.ID] {
			t.Errorf("testdata/%s.txtar is missing", r.ID)
		}
	}
}

func run(t testing.TB, fsys fstest.MapFS) diag.Findings {
	t.Helper()
	loaded, err := load.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded.Findings) > 0 {
		t.Fatalf("the fixture does not load:\n%s", listing(loaded.Findings))
	}
	open := func(slug, name string) ([]byte, error) { return fsys.ReadFile("content/" + slug + "/files/" + name) }
	return Run(Input{Site: loaded.Site, Incidents: loaded.Incidents, Files: loaded.Listed, Open: open, Now: fixtureNow})
}

// fixtureNow is when the fixtures are looked at.
var fixtureNow = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// siteOf makes a site of a fixture. Its reports may leave out what each needs.
func siteOf(a *txtar.Archive) fstest.MapFS {
	fsys := fstest.MapFS{"site.toml": {Data: []byte(plainSite)}}
	for _, f := range a.Files {
		data := f.Data
		if strings.HasPrefix(f.Name, "content/") && strings.HasSuffix(f.Name, ".toml") {
			if !bytes.Contains(data, []byte("title =")) {
				data = append([]byte(plainTitle), data...)
			}
			head := plainHead
			if !strings.HasSuffix(f.Name, "/1.toml") {
				head = strings.Replace(head, `"first"`, `"update"`, 1)
			}
			if !bytes.Contains(data, []byte("stage =")) {
				data = append([]byte(head), data...)
			}
		}
		if name, ok := strings.CutPrefix(string(data), "MADE "); ok {
			data = made(strings.TrimSpace(name))
		}
		if f.Name != "findings" {
			fsys[f.Name] = &fstest.MapFile{Data: data}
		}
	}
	return fsys
}

var listing = fixture.Listing

// sound holds a finding to what every finding must be: words in both
// languages, and a place that exists.
func sound(t testing.TB, fsys fstest.MapFS, f diag.Finding) {
	t.Helper()
	for _, s := range []string{f.Text.Ja, f.Text.En, f.Hint.Ja, f.Hint.En} {
		if s == "" || strings.Contains(s, "%!") {
			t.Errorf("%s: bad words %q", f.Rule, s)
		}
	}
	file := fsys[f.File]
	if file == nil {
		t.Errorf("%s is at %s, which does not exist", f.Rule, f.Place)
		return
	}
	lines := bytes.Split(file.Data, []byte("\n"))
	if f.Line > 0 && (f.Line > len(lines) || f.Column < 1 || f.Column > utf8.RuneCount(lines[f.Line-1])+1) {
		t.Errorf("%s is at %s, outside of the file", f.Rule, f.Place)
	}
}

// Every problem that prose can name has its row in the table, and no rule has
// two.
func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range Rules() {
		if seen[r.ID] {
			t.Errorf("%s has two rows", r.ID)
		}
		seen[r.ID] = true
		if slices.Contains(load.Rules, r.ID) {
			t.Errorf("%s is a rule of loading as well", r.ID)
		}
	}
	for _, id := range prose.Rules {
		if !seen[id] {
			t.Errorf("%s of prose has no row", id)
		}
	}
}

// docs/checks.md has one row for every rule, with its severity.
func TestDocumented(t *testing.T) {
	data, err := os.ReadFile("../../docs/checks.md")
	if err != nil {
		t.Fatal(err)
	}
	written := map[string]string{}
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(line, "|")
		if len(cells) > 3 && strings.HasPrefix(strings.TrimSpace(cells[1]), "`") {
			id := strings.Trim(cells[1], " `")
			if written[id] != "" {
				t.Errorf("%s is documented twice", id)
			}
			written[id] = strings.TrimSpace(cells[2])
		}
	}
	for _, r := range Rules() {
		want := "error"
		if r.Severity == diag.Warning {
			want = "warning"
		}
		if got := written[r.ID]; got != want {
			t.Errorf("docs/checks.md says %q of %s, want %q", got, r.ID, want)
		}
		delete(written, r.ID)
	}
	for id := range written {
		t.Errorf("docs/checks.md documents %s, which is no rule", id)
	}
}

func TestRunOnNothing(t *testing.T) {
	if found := Run(Input{}); len(found) != 0 {
		t.Error(found)
	}
}

func TestNearest(t *testing.T) {
	facts := []string{"counts.total", "counts.cards", "contacts.support.phone"}
	for word, want := range map[string]string{
		"counts.totl": "counts.total", "count.total": "counts.total", "contacts.suport.phone": "contacts.support.phone",
		"x": "", "": "", "scope.exposure": "", strings.Repeat("a", 100): "",
	} {
		if got := nearest(word, facts); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
