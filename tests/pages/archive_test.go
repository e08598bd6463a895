package pages

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kohyo/bench"
)

// An archive that needs several pages has lists that the sample has not: of
// two things at once, older pages, incidents counted by month.
func TestLargeArchive(t *testing.T) {
	s := largeArchive(t)
	var lists []string
	for _, page := range s.pages() {
		if first, rest, _ := strings.Cut(page, "/"); slices.Contains(s.langs, first) && !s.notice(page) && !strings.HasSuffix(rest, "/feed.xml") {
			lists = append(lists, page)
		}
	}
	for _, want := range []string{"en/overview/", "ja/kind/ransomware/", "ja/state/open/", "en/state/open/1/", "ja/kind/defect/state/open/"} {
		if !slices.Contains(lists, want+"index.html") {
			t.Errorf("there is no %s", want)
		}
	}
	documents(s).none(t)
	noCode(s).none(t)
	links(s).none(t)
	reachable(s).none(t)
	alternates(s).none(t)
	if testing.Short() {
		return
	}
	// In the browser one of each kind will do.
	shown := slices.DeleteFunc(lists, func(page string) bool {
		return !slices.Contains([]string{
			"ja/index.html", "ja/overview/index.html", "en/overview/index.html", "ja/kind/ransomware/index.html", "en/state/open/index.html",
			"en/state/open/1/index.html", "ja/kind/defect/state/open/index.html",
		}, page)
	})
	inBrowser(t, s, shown).none(t)
}

func largeArchive(t *testing.T) *site {
	t.Helper()
	folder := t.TempDir()
	for name, data := range bench.Files(120) {
		if name == "site.toml" {
			data = append(data, "\n[archive]\nper_page = 10\n"...)
		}
		file := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "public")
	if err := run(folder, nil, out); err != nil {
		t.Fatal(err)
	}
	set, err := readSettings(folder)
	if err != nil {
		t.Fatal(err)
	}
	s, err := read(out, set)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
