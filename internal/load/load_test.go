package load

import (
	"bytes"
	"flag"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"kohyo/internal/diag"
	"kohyo/internal/fixture"
)

var update = flag.Bool("update", false, "write the expected findings, trees and docs/format.md anew")

const plainSite = `base_url = "https://www.example.co.jp/disclosure/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本鉄道", en = "Sample Railway" }
`

// TestFindings holds every file of testdata/findings, a site each, to the
// findings at its end. A name ending in .quoted stands for a file that a text
// cannot hold; its lines are Go strings. One ending in .link is a link to what
// it holds. A site.toml is added if there is none.
func TestFindings(t *testing.T) {
	names, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	found := map[string]bool{}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys := siteOf(t, a)
			r, err := Load(fsys)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Findings {
				found[f.Rule] = true
				sound(t, fsys, f)
			}
			fixture.Hold(t, name, a, listing(r.Findings), *update)
		})
	}
	for _, rule := range []string{"file-too-large", "too-many-entries", "too-many-mistakes"} {
		found[rule] = true // in TestLimits
	}
	for _, rule := range Rules {
		if !found[rule] {
			t.Errorf("no fixture shows the rule %s", rule)
		}
	}
}

func siteOf(t *testing.T, a *txtar.Archive) fstest.MapFS {
	fsys := fstest.MapFS{"site.toml": {Data: []byte(plainSite)}}
	for _, f := range a.Files {
		name, quoted := strings.CutSuffix(f.Name, ".quoted")
		data := f.Data
		if quoted {
			data = nil
			for _, l := range strings.Split(strings.TrimSpace(string(f.Data)), "\n") {
				s, err := strconv.Unquote(l)
				if err != nil {
					t.Fatalf("%s: %s: %v", f.Name, l, err)
				}
				data = append(data, s...)
			}
		}
		switch {
		case name == "findings":
		case strings.HasSuffix(name, ".link"):
			fsys[strings.TrimSuffix(name, ".link")] = &fstest.MapFile{Data: bytes.TrimSpace(data), Mode: fs.ModeSymlink}
		case name == "without" && strings.TrimSpace(string(f.Data)) == "site.toml":
			delete(fsys, "site.toml")
		default:
			fsys[name] = &fstest.MapFile{Data: data}
		}
	}
	return fsys
}

var listing = fixture.Listing

// sound holds a finding to what every finding must be: a known rule, words in
// both languages, a place that exists.
func sound(t testing.TB, fsys fs.FS, f diag.Finding) {
	t.Helper()
	if !slices.Contains(Rules, f.Rule) {
		t.Errorf("the rule %q is not listed", f.Rule)
	}
	for _, s := range []string{f.Text.Ja, f.Text.En, f.Hint.Ja, f.Hint.En} {
		if s == "" || strings.Contains(s, "%!") {
			t.Errorf("%s: bad words %q", f.Rule, s)
		}
	}
	if f.Line == 0 {
		return
	}
	data, err := fs.ReadFile(fsys, f.File)
	if err != nil {
		t.Errorf("%s is at %s, which cannot be read", f.Rule, f.Place)
		return
	}
	lines := bytes.Split(plainLines(data), []byte{'\n'})
	if f.Line > len(lines) || f.Column < 1 || f.Column > utf8.RuneCount(lines[f.Line-1])+1 {
		t.Errorf("%s is at %s, outside of the file", f.Rule, f.Place)
	}
}
