package overlay_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"kohyo/internal/overlay"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

var shipped = fstest.MapFS{
	"layouts/base.html":         file("base of the theme"),
	"layouts/parts/header.html": file("header of the theme"),
	"static/site.css":           file("css of the theme"),
}

func site() fstest.MapFS {
	return fstest.MapFS{
		"content/x/1.toml":         file("report"),
		"layouts/base.html":        file("own base"),
		"layouts/baes.html":        file("mistyped"),
		"layouts/base.html~":       file("an editor's backup"),
		"layouts/.DS_Store":        file("a system's"),
		"layouts/.git/config":      file("hidden"),
		"layouts/parts/aside.html": file("own part"),
		"static/ロゴ.svg":            file("<svg/>"),
	}
}

func TestOwnFileWins(t *testing.T) {
	o := overlay.New(site(), shipped)
	for name, want := range map[string]string{
		"layouts/base.html":         "own base",
		"layouts/parts/header.html": "header of the theme",
		"layouts/parts/aside.html":  "own part",
		"static/ロゴ.svg":             "<svg/>",
	} {
		if got, err := fs.ReadFile(o, name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, want)
		}
	}
	if _, err := o.ReadFile("layouts/none.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file gave %v", err)
	}
}

func TestIsAFileSystem(t *testing.T) {
	for name, own := range map[string]fs.FS{"with own files": site(), "without": nil} {
		o := overlay.New(own, shipped)
		if err := fstest.TestFS(o, "layouts/base.html", "layouts/parts/header.html", "static/site.css"); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	entries, err := overlay.New(site(), shipped).ReadDir("layouts/parts")
	if err != nil || len(entries) != 2 || entries[0].Name() != "aside.html" || entries[1].Name() != "header.html" {
		t.Errorf("the union of a folder: %v, %v", entries, err)
	}
}

func TestOwnAndUnused(t *testing.T) {
	o := overlay.New(site(), shipped)
	own, err := o.Own("layouts")
	if want := []string{"layouts/baes.html", "layouts/base.html", "layouts/parts/aside.html"}; err != nil || !slices.Equal(own, want) {
		t.Errorf("own: %v, %v", own, err)
	}
	unused, err := o.Unused("layouts")
	if want := []string{"layouts/baes.html", "layouts/parts/aside.html"}; err != nil || !slices.Equal(unused, want) {
		t.Errorf("unused: %v, %v", unused, err)
	}
	for _, o := range []*overlay.FS{overlay.New(nil, shipped), overlay.New(fstest.MapFS{}, shipped)} {
		if own, err := o.Own("layouts"); err != nil || len(own) != 0 {
			t.Errorf("a site without layouts: %v, %v", own, err)
		}
	}
}

func TestFolderAgainstFile(t *testing.T) {
	o := overlay.New(fstest.MapFS{"layouts/base.html/x": file("")}, shipped)
	if _, err := o.ReadFile("layouts/base.html"); err == nil {
		t.Error("a folder in place of a template was passed over")
	}
	if _, err := o.Open("layouts/base.html"); err == nil {
		t.Error("a folder in place of a template was opened")
	}
}

// A link that leads out of the site must be an error, not the theme's file.
func TestLinkOutOfTheSite(t *testing.T) {
	outside, inside := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(outside, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(inside, "layouts"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(outside, "secret"), filepath.Join(inside, "layouts", "base.html")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if got, err := overlay.New(root.FS(), shipped).ReadFile("layouts/base.html"); err == nil {
		t.Errorf("read %q through a link out of the site", got)
	}
}
