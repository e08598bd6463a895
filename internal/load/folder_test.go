package load

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"
)

// A site read in parts is the site read at once, and where nothing is wrong
// the quick reading is the thorough one.
func TestParts(t *testing.T) {
	sites := map[string]fs.FS{"the sample": os.DirFS("../..")}
	files, err := filepath.Glob("testdata/findings/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(err, files)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		sites[file] = siteOf(t, a)
	}
	for name, fsys := range sites {
		whole, err := Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		settings, err := ReadSettings(fsys)
		if err != nil {
			t.Fatal(err)
		}
		slugs, findings, err := Slugs(fsys)
		if err != nil || len(slugs) != len(whole.Incidents) {
			t.Fatal(name, slugs, err)
		}
		findings = append(findings, settings.Findings...)
		for i, slug := range slugs {
			folder, err := ReadFolder(fsys, slug)
			if err != nil {
				t.Fatal(err)
			}
			in, err := settings.Incident(folder)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(in.Incident, whole.Incidents[i]) || !slices.Equal(in.Files, whole.Files[slug]) {
				t.Errorf("%s: %s is not what it is in the whole site", name, slug)
			}
			findings = append(findings, in.Findings...)
			print := folder.Print()
			if !reflect.DeepEqual(folder.Pack(print).Folder(), folder) || !print.Same(folder.Print()) {
				t.Errorf("%s: packed and unpacked, %s is another", name, slug)
			}
			if in.Findings.Errors() > 0 {
				continue
			}
			if quick, err := settings.Quick(folder); err != nil || !reflect.DeepEqual(quick, in) {
				t.Errorf("%s: read quickly, %s says something else: %v", name, slug, err)
			}
			if len(in.Findings) > 0 {
				continue
			}
			if again, err := settings.Again(folder); err != nil || !reflect.DeepEqual(again, in) {
				t.Errorf("%s: read again, %s says something else: %v", name, slug, err)
			}
		}
		if got, want := listing(findings.Sort()), listing(whole.Findings); got != want {
			t.Errorf("%s: findings\n%s\nwant\n%s", name, got, want)
		}
	}
}

// Reports have to be read again only when the languages or the words change.
func TestReadsAs(t *testing.T) {
	read := func(old, with string) *Settings {
		s, err := ReadSettings(fstest.MapFS{"site.toml": {Data: []byte(strings.Replace(plainSite, old, with, 1))}})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	first := read("", "")
	for _, c := range []struct {
		old, with string
		same      bool
	}{
		{"", "", true}, {"\n[", "\ntime_zone = \"Asia/Tokyo\"\n[", true}, {"\"en\"", "\"fr\"", false},
		{"\n[", "\n[vocabulary.units]\nparcel = { ja = \"個\", en = \"parcel\" }\n[", false},
	} {
		if got := first.ReadsAs(read(c.old, c.with)); got != c.same {
			t.Errorf("%q for %q: %t", c.with, c.old, got)
		}
	}
}

// A link to nowhere is the author's; what is not there is not there.
func TestReadFolder(t *testing.T) {
	if _, err := ReadFolder(siteWith(plainReport), "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder that is not there: %v", err)
	}
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "content", "x"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/nowhere", filepath.Join(dir, "content", "x", "1.toml")); err != nil {
		t.Skip(err)
	}
	if f, err := ReadFolder(os.DirFS(dir), "x"); err != nil || len(f.findings) == 0 || f.findings[0].Rule != "link-outside" {
		t.Errorf("a link to nowhere is read as %+v, %v", f, err)
	}
}

// Whatever changes in a folder, it is not the same.
func TestPrintTellsFoldersApart(t *testing.T) {
	folder := func(change func(fstest.MapFS)) *Print {
		fsys := siteWith(plainReport)
		fsys["content/x/2.toml"] = &fstest.MapFile{Data: []byte("2")}
		fsys["content/x/files/a.pdf"] = &fstest.MapFile{Data: []byte("a")}
		change(fsys)
		f, err := ReadFolder(fsys, "x")
		if err != nil {
			t.Fatal(err)
		}
		return f.Print()
	}
	first := folder(func(fstest.MapFS) {})
	if !first.Same(folder(func(fstest.MapFS) {})) {
		t.Error("a folder is not the same as itself")
	}
	for name, change := range map[string]func(fstest.MapFS){
		"a report":          func(f fstest.MapFS) { f["content/x/2.toml"].Data = []byte("3") },
		"another number":    func(f fstest.MapFS) { f["content/x/3.toml"] = f["content/x/2.toml"]; delete(f, "content/x/2.toml") },
		"a report less":     func(f fstest.MapFS) { delete(f, "content/x/2.toml") },
		"a stray file":      func(f fstest.MapFS) { f["content/x/b.txt"] = &fstest.MapFile{} },
		"an attachment":     func(f fstest.MapFS) { f["content/x/files/b.pdf"] = &fstest.MapFile{} },
		"an attachment's":   func(f fstest.MapFS) { f["content/x/files/a.pdf"].Data = []byte("aa") },
		"an attachment's 2": func(f fstest.MapFS) { f["content/x/files/a.pdf"].ModTime = time.Unix(1, 0) },
	} {
		if first.Same(folder(change)) {
			t.Errorf("%s makes no difference", name)
		}
	}
}

func BenchmarkIncident(b *testing.B) {
	fsys := os.DirFS("../..")
	settings, err := ReadSettings(fsys)
	if err != nil {
		b.Fatal(err)
	}
	folder, err := ReadFolder(fsys, "nanatsuboshi-gallery")
	if err != nil {
		b.Fatal(err)
	}
	for name, read := range map[string]func(Folder) (Incident, error){"thorough": settings.Incident, "quick": settings.Quick, "again": settings.Again} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := read(folder); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
