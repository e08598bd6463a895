package preview

import (
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// element is the one thing that a previewed page has and a built one has not.
func without(page string) (string, bool) {
	before, rest, ok := strings.Cut(page, "<kohyo-preview ")
	_, after, ended := strings.Cut(rest, "</kohyo-preview>")
	return before + after, ok && ended && !strings.Contains(after, "kohyo-preview")
}

// Every file of the sample is in the preview byte for byte what a build
// writes, but for one marked element; the public's view too.
func TestPreviewIsWhatGetsPublished(t *testing.T) {
	dir := sample(t)
	out := filepath.Join(t.TempDir(), "out")
	if text, err := kohyo(t, "build", "-C", dir, "--out", out, "--now", now).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	before := listing(t, dir)
	p := start(t, dir)
	files, marked := 0, 0
	err := filepath.WalkDir(out, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(out, name)
		rel = filepath.ToSlash(rel)
		if err != nil || strings.HasPrefix(filepath.Base(rel), ".kohyo") {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		address := (&url.URL{Path: "/" + rel}).EscapedPath()
		for _, view := range []string{"", "/-/public/" + now, "/-/public/now"} {
			files++
			status, got := p.get(t, view+address)
			if short, had := without(got); had {
				marked++
				got = short
			}
			if status != 200 || got != string(text) {
				t.Errorf("%s%s: %d, and other bytes than the build's", view, address, status)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 200 || marked < 100 {
		t.Errorf("only %d files, %d of them pages", files, marked)
	}
	for _, path := range []string{"/", "/-/ja/", "/-/en/yellowhat-2rinkan/", "/-/ja/yellowhat-2rinkan/3/changes/"} {
		if status, _ := p.get(t, path); status != 200 {
			t.Errorf("%s: %d", path, status)
		}
	}
	p.stop(t)
	if after := listing(t, dir); after != before {
		t.Errorf("the folder has changed:\n%s\nwas\n%s", after, before)
	}
}

// listing names every file and folder with its size and time.
func listing(t testing.TB, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %v %d %v\n", name, info.Mode(), info.Size(), info.ModTime().UnixNano())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A terminal is told of findings once; saving the same again says nothing.
func TestTerminal(t *testing.T) {
	p := start(t, sample(t))
	const file = "content/horikiri-hospital-papers/1.toml"
	p.edit(t, file, `"lost-papers"`, `"lost-paper"`)
	eventually(t, "the finding is printed", func() bool { return strings.Contains(p.err.String(), "unknown-word") })
	p.edit(t, file, `"lost-paper"`, `"lost-paper" `)
	p.edit(t, "content/docsrs-disk-full/1.toml", "docs.rs", "docs.rs ")
	time.Sleep(500 * time.Millisecond)
	if n := strings.Count(p.err.String(), "unknown-word"); n != 1 {
		t.Errorf("printed %d times:\n%s", n, p.err)
	}
	p.edit(t, file, `"lost-paper" `, `"lost-papers"`)
	eventually(t, "the end of the findings is printed", func() bool { return strings.Contains(p.err.String(), "no findings any more") })
	p.stop(t)
}
