package render

import (
	"bytes"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/internal/lang"
	"kohyo/internal/layout"
	"kohyo/internal/load"
	"kohyo/internal/overlay"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// opened is a renderer of a folder, and its pages.
func opened(t testing.TB, content fs.FS) *Renderer {
	t.Helper()
	loaded, err := load.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	theme := overlay.New(content, kohyo.Theme)
	layouts, err := fs.Sub(theme, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	static, err := fs.Sub(theme, "static")
	if err != nil {
		t.Fatal(err)
	}
	assets, err := NewAssets(static, loaded.Site.Theme)
	if err != nil {
		t.Fatal(err)
	}
	langs := map[string]*lang.Language{}
	for _, tag := range loaded.Site.Languages {
		if langs[tag.V], _, err = wording.Open(layouts, tag.V); err != nil {
			t.Fatal(err)
		}
	}
	s := site.New(loaded.Site, loaded.Incidents, time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), site.Options{
		Drafts: true, Assets: assets.Addresses(),
		Files: func(slug string) []string { return loaded.Files[slug] },
	})
	r, err := New(s, langs, layouts, assets, Files{
		Size: func(string) (int64, error) { return 1, nil },
		Read: func(file string) ([]byte, error) { return fs.ReadFile(content, "content/"+file) },
		PDF:  func(string) (int64, error) { return 0, fs.ErrNotExist },
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// everyField says something in every field of the format, after a report that
// says little.
func everyField(t *testing.T) fs.FS {
	t.Helper()
	read := func(name string) *fstest.MapFile {
		data, err := os.ReadFile("../build/testdata/full/" + name)
		if err != nil {
			t.Fatal(err)
		}
		return &fstest.MapFile{Data: data}
	}
	return fstest.MapFS{
		"site.toml":                   read("site.toml"),
		"content/full/1.toml":         {Data: []byte("kind = \"outage\"\nstage = \"first\"\nstatus = \"ready\"\npublished = 2026-05-01\ntitle = { ja = \"前\", en = \"before\" }\n")},
		"content/full/2.toml":         read("1.toml"),
		"content/full/files/list.pdf": {Data: []byte("%PDF-1.7\n")},
	}
}

// Every page is what html/template alone makes of it, and the layouts that are
// shipped are compiled to the last template.
func TestCompiledLayouts(t *testing.T) {
	for name, content := range map[string]fs.FS{"sample": os.DirFS("../.."), "full": everyField(t)} {
		r := opened(t, content)
		plain := r.For(r.site)
		plain.layouts = map[string]*layout.Set{}
		for name, set := range r.layouts {
			plain.layouts[name] = set.Uncompiled()
		}
		pages := 0
		for p := range r.site.Pages() {
			if p.Kind == site.Attachment {
				continue
			}
			got, err := r.Page(p)
			want, wantErr := plain.Page(p)
			if err != nil || wantErr != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %s is not what html/template makes of it: %v, %v", name, p.Address, err, wantErr)
			}
			pages++
		}
		if pages < 20 {
			t.Errorf("%s: only %d pages", name, pages)
		}
		for file, set := range r.layouts {
			for _, left := range set.Left() {
				t.Errorf("%s: %s: %s", name, file, left)
			}
		}
	}
}

// BenchmarkLayouts compares what is compiled with html/template, for the pages
// of one report with what they show made beforehand.
func BenchmarkLayouts(b *testing.B) {
	r := opened(b, os.DirFS("../.."))
	in, ok := r.site.Find("ja/yellowhat-2rinkan/index.html")
	if !ok {
		b.Fatal("the sample has no such page")
	}
	for _, l := range []struct {
		layout, name string
		view         any
	}{
		{"notice.html", "base", r.noticePage(in)},
		{paper, "edition", r.edition(in).edition},
	} {
		for kind, set := range map[string]*layout.Set{"compiled": r.layouts[l.layout], "plain": r.layouts[l.layout].Uncompiled()} {
			b.Run(l.layout+"/"+kind, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := set.Execute(l.name, l.view); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
