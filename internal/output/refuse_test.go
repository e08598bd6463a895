package output

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// folder makes files from name → text; a name ending in / is a folder, a text
// beginning with "-> " a link.
func folder(t *testing.T, root string, files map[string]string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		text, path := files[name], filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		var err error
		if strings.HasSuffix(name, "/") {
			err = os.MkdirAll(path, 0o755)
		} else if to, ok := strings.CutPrefix(text, "-> "); ok {
			err = os.Symlink(to, path)
		} else {
			err = os.WriteFile(path, []byte(text), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// wantRefusal checks that the target is refused in both languages, that the
// names are named, and that not a byte below the root has changed.
func wantRefusal(t *testing.T, root, target, site string, p pages, words string, names ...string) {
	t.Helper()
	before := snapshot(t, root)
	_, err := Write(t.Context(), target, p, Options{Site: site})
	var refused *Refused
	if !errors.As(err, &refused) {
		t.Fatalf("not refused: %v", err)
	}
	if !strings.Contains(refused.Error(), words) {
		t.Errorf("says %q, want %q in it", refused.Error(), words)
	}
	if !slices.Equal(refused.Names, names) {
		t.Errorf("names %q, want %q", refused.Names, names)
	}
	if ja := refused.In("ja"); !strings.Contains(ja, "書き出しません") || strings.Contains(ja, "not writing") {
		t.Errorf("in Japanese: %q", ja)
	}
	if after := snapshot(t, root); !maps.Equal(before, after) {
		t.Errorf("a refusal changed the disk:\nbefore %v\nafter  %v", before, after)
	}
}

func snapshot(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		all[path] = info.Mode().String()
		if e.Type().IsRegular() {
			data, _ := os.ReadFile(path)
			all[path] += string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRefusesPlaces(t *testing.T) {
	root := t.TempDir()
	folder(t, root, map[string]string{
		"site/site.toml": "base_url = ''", "site/content/x/1.toml": "", "site/layouts/": "",
		"site/out": "-> ../elsewhere", "site/link": "-> ../elsewhere", "site/inner": "-> work",
		"site/work/": "", "elsewhere/": "", "file": "text", "other/site.toml": "", "home/": "",
	})
	t.Setenv("HOME", filepath.Join(root, "home"))
	t.Setenv("USERPROFILE", filepath.Join(root, "home"))
	site := filepath.Join(root, "site")
	for _, c := range []struct {
		target, words string
		names         []string
	}{
		{"site", "holds a site", nil},
		{".", "home folder", nil},
		{"home", "home folder", nil},
		{"other", "holds a site", nil},
		{"site/content", "overlaps", []string{"content"}},
		{"site/content/x/public", "overlaps", []string{"content"}},
		{"site/layouts/new/folder", "overlaps", []string{"layouts"}},
		{"site/static", "overlaps", []string{"static"}},
		{"site/out", "symbolic link", nil},
		{"site/link/public", "leads out of the site", nil},
		{"site/link/a/b", "leads out of the site", nil},
		{"file", "is a file", nil},
	} {
		t.Run(c.target, func(t *testing.T) {
			wantRefusal(t, root, filepath.Join(root, filepath.FromSlash(c.target)), site, generation(1, 3), c.words, c.names...)
		})
	}
	wantRefusal(t, root, "", site, generation(1, 3), "no name")
	wantRefusal(t, root, "/", site, generation(1, 3), "root of the file system")
	// A link that stays in the site, and a folder inside the site, are fine.
	for _, ok := range []string{"site/inner/public", "site/public", "elsewhere/public"} {
		if _, err := Write(t.Context(), filepath.Join(root, ok), generation(1, 3), Options{Site: site}); err != nil {
			t.Errorf("%s: %v", ok, err)
		}
	}
}

func TestRefusesTheSitesParent(t *testing.T) {
	root := t.TempDir()
	folder(t, root, map[string]string{"www/site/site.toml": "", "www/site/content/": ""})
	wantRefusal(t, root, filepath.Join(root, "www"), filepath.Join(root, "www", "site"), generation(1, 2), "own folder, or holds it")
}

func TestRefusesWhatItDidNotMake(t *testing.T) {
	root := t.TempDir()
	target := filepath.Join(root, "public")
	folder(t, target, map[string]string{"index.html": "by hand", ".DS_Store": "", "資料/": ""})
	wantRefusal(t, root, target, "", generation(1, 2), "not made by this program", "index.html", "資料")
}

func TestRefusesChangedOutput(t *testing.T) {
	made := pages{"index.html": "top", "ja/x/index.html": "お知らせ", "robots.txt": ""}
	for name, c := range map[string]struct {
		change func(t *testing.T, target string)
		words  string
		names  []string
	}{
		"a file more":   {func(t *testing.T, d string) { folder(t, d, map[string]string{"ja/メモ.txt": "?"}) }, "did not make", []string{"ja/メモ.txt"}},
		"a folder more": {func(t *testing.T, d string) { folder(t, d, map[string]string{"ja/y/": ""}) }, "did not make", []string{"ja/y/"}},
		"a link":        {func(t *testing.T, d string) { folder(t, d, map[string]string{"en": "-> ja"}) }, "did not make", []string{"en"}},
		"same size": {func(t *testing.T, d string) {
			info, _ := os.Stat(filepath.Join(d, "index.html"))
			folder(t, d, map[string]string{"index.html": "pot"})
			_ = os.Chtimes(filepath.Join(d, "index.html"), info.ModTime(), info.ModTime())
		}, "changed after", []string{"index.html"}},
		"other size":   {func(t *testing.T, d string) { folder(t, d, map[string]string{"robots.txt": "User-agent: *"}) }, "changed after", []string{"robots.txt"}},
		"the manifest": {func(t *testing.T, d string) { folder(t, d, map[string]string{manifestName: manifestHead}) }, "damaged", []string{manifestName}},
	} {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			target := filepath.Join(root, "public")
			mustWrite(t, target, made)
			c.change(t, target)
			wantRefusal(t, root, target, "", generation(1, 2), c.words, c.names...)
		})
	}
}

func TestLitterAndMissingFilesAreNoReason(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	mustWrite(t, target, generation(1, 5))
	folder(t, target, map[string]string{"ja/.DS_Store": "x", "Thumbs.db": "x"})
	if err := os.Remove(filepath.Join(target, "index.html")); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, target, generation(2, 5))
	wantWhole(t, target, generation(2, 5))
	wantNoLitter(t, target)
}

// late puts a file into the old output while the new one is rendered.
type late struct {
	pages
	file string
}

func (l late) ReadFile(name string) ([]byte, error) {
	_ = os.WriteFile(l.file, []byte("saved just now"), 0o644)
	return l.pages.ReadFile(name)
}

func TestFileSavedDuringTheBuildSurvives(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	old := generation(1, 3)
	mustWrite(t, target, old)
	_, err := Write(t.Context(), target, late{generation(2, 3), filepath.Join(target, "note.txt")}, Options{})
	var refused *Refused
	if !errors.As(err, &refused) || !slices.Equal(refused.Names, []string{"note.txt"}) {
		t.Fatalf("got %v", err)
	}
	old["note.txt"] = "saved just now"
	if got := held(t, target); !maps.Equal(got, old) {
		t.Errorf("the old output is not as it was: %v", got)
	}
	wantNoLitter(t, target)
}

// tooLate lets a file appear in the old output in the very moment of the swap.
type tooLate struct {
	osDisk
	once bool
}

func (d *tooLate) exchange(a, b string) error {
	if !d.once {
		d.once = true
		_ = os.WriteFile(filepath.Join(b, "note.txt"), []byte("saved just now"), 0o644)
	}
	return d.osDisk.exchange(a, b)
}

func TestFileSavedDuringTheSwapSurvives(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	old := generation(1, 3)
	mustWrite(t, target, old)
	_, err := writeTree(t.Context(), &tooLate{}, target, generation(2, 3), Options{})
	var refused *Refused
	if !errors.As(err, &refused) {
		t.Skipf("no exchange here: %v", err)
	}
	old["note.txt"] = "saved just now"
	if got := held(t, target); !maps.Equal(got, old) {
		t.Errorf("the old output is not as it was: %v", got)
	}
	wantNoLitter(t, target)
}

func TestRefusesAddresses(t *testing.T) {
	root := t.TempDir()
	target := filepath.Join(root, "public")
	for _, bad := range []string{
		"", ".", "..", "../x", "/x", "a//b", "a/", "a/../b", "./a", `a\b`, "c:x", "a\nb", "a\x00b", "\xff", "a./b", "b ",
		"what?", manifestName, ".KOHYO-manifest",
	} {
		t.Run(bad, func(t *testing.T) {
			wantRefusal(t, root, target, "", pages{"index.html": "", bad: ""}, "cannot be file names", bad)
		})
	}
	for _, twins := range [][2]string{
		{"A.html", "a.html"}, {"a", "a/b"}, {"JA/x.html", "ja/y.html"}, {"B", "b/c"}, {"B/c", "b"},
		{"\u304c.html", "\u304b\u3099.html"}, {"stra\u00dfe", "STRASSE"},
	} {
		t.Run(twins[0]+" "+twins[1], func(t *testing.T) {
			last := slices.MaxFunc(twins[:], func(a, b string) int { return cmp.Or(cmp.Compare(fold(a), fold(b)), cmp.Compare(a, b)) })
			wantRefusal(t, root, target, "", pages{twins[0]: "", twins[1]: ""}, "differ only in capital letters", last)
		})
	}
}

func TestRefusalListsAFewNames(t *testing.T) {
	names := strings.Split(strings.Repeat("x ", 25), " ")[:25]
	if text := refuse("d", names, "", "").Error(); strings.Count(text, `"x"`) != shown || !strings.Contains(text, "and 15 more") {
		t.Error(text)
	}
}
