package build_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/internal/build"
)

func openLive(t *testing.T, content fstest.MapFS) *build.Live {
	t.Helper()
	live, err := build.OpenLive(content, kohyo.Theme)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(live.Close)
	return live
}

// A save that breaks a file shows what was there before, and says why.
func TestLastGoodPagesStay(t *testing.T) {
	site := content(nil)
	live := openLive(t, site)
	first := live.State()
	good, err := first.Public(moment).ReadFile("ja/outage/index.html")
	if err != nil || !first.Good() {
		t.Fatal(err, rules(first.Findings))
	}
	site["content/outage/1.toml"] = file("title = ")
	if err := live.Update([]string{"content/outage/1.toml"}); err != nil {
		t.Fatal(err)
	}
	broken, err := live.Next(context.Background(), first.Seq)
	if err != nil || broken.Good() || !broken.Held("outage") {
		t.Fatal(err, rules(broken.Findings))
	}
	for _, s := range []*build.Site{broken.Public(moment), broken.Drafts(moment)} {
		if page, err := s.ReadFile("ja/outage/index.html"); err != nil || string(page) != string(good) {
			t.Errorf("the last good page is gone: %v", err)
		}
	}
	site["content/outage/1.toml"] = file(report)
	if err := live.Update([]string{"content/outage/1.toml"}); err != nil {
		t.Fatal(err)
	}
	if s := live.State(); !s.Good() || s.Seq <= broken.Seq || s.Held("outage") {
		t.Errorf("after mending: %s", rules(s.Findings))
	}
}

func TestNothingGoodYet(t *testing.T) {
	s := openLive(t, fstest.MapFS{"site.toml": file("base_url =")}).State()
	if s.Good() || s.Drafts(moment) != nil || s.Public(moment) != nil || s.Incident("outage") != nil {
		t.Errorf("%s", rules(s.Findings))
	}
}

func TestNextEndsWithItsContext(t *testing.T) {
	live := openLive(t, content(nil))
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if s, err := live.Next(ctx, live.State().Seq); err == nil {
		t.Errorf("state %d came from nowhere", s.Seq)
	}
}

// counting counts the files that are opened.
type counting struct {
	fs.FS
	opened *atomic.Int64
}

func (c counting) Open(name string) (fs.File, error) {
	c.opened.Add(1)
	return c.FS.Open(name)
}

// What a change costs does not grow with what has not changed.
func TestOnlyWhatChangedIsRead(t *testing.T) {
	site := content(nil)
	for i := range 200 {
		site[fmt.Sprintf("content/n-%03d/1.toml", i)] = file(strings.Replace(report, "attachments", "#", 1))
	}
	var opened atomic.Int64
	live, err := build.OpenLive(counting{site, &opened}, kohyo.Theme)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	s := settled(t, live)
	if !s.Good() || s.Checked.Reports != 201 || len(s.Checked.Notices) != 201 {
		t.Fatalf("%d reports: %s", s.Checked.Reports, rules(s.Findings))
	}
	opened.Store(0)
	site["content/n-100/1.toml"] = file(strings.Replace(string(site["content/n-100/1.toml"].Data), "Notice of", "News of", 1))
	if err := live.Update([]string{"content/n-100/1.toml"}); err != nil {
		t.Fatal(err)
	}
	next := live.State()
	page, err := next.Public(moment).ReadFile("en/n-100/index.html")
	if err != nil || !strings.Contains(string(page), "News of") || next.Pending > 0 {
		t.Errorf("the change is not shown: %v", err)
	}
	if n := opened.Load(); n > 8 {
		t.Errorf("%d files were opened for a change of one", n)
	}
	if same := live.Update(nil); same != nil || live.State() != next {
		t.Errorf("a new state without a change: %v", same)
	}
	if old, err := s.Public(moment).ReadFile("en/n-100/index.html"); err != nil || strings.Contains(string(old), "News of") {
		t.Errorf("the state before has changed: %v", err)
	}
}

// What the disk does not let be read is said, and the rest goes on.
func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	for name, f := range content(fstest.MapFS{"content/other/1.toml": file(strings.Replace(report, "attachments", "#", 1))}) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	live, err := build.OpenLive(root.FS(), kohyo.Theme)
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	good := live.State()
	link := filepath.Join(dir, "content", "outage", "2.toml")
	if err := os.Symlink(filepath.Join(t.TempDir(), "elsewhere.toml"), link); err != nil {
		t.Skip(err)
	}
	if err := live.Update([]string{"content/outage/2.toml"}); err != nil {
		t.Fatal(err)
	}
	s := live.State()
	if got := rules(s.Findings); !strings.HasSuffix(got, " content/outage/2.toml") || s.Good() || !s.Held("outage") || s.Held("other") {
		t.Errorf("findings %q, held %t", got, s.Held("outage"))
	}
	for _, name := range []string{"ja/outage/index.html", "ja/other/index.html"} {
		if _, err := s.Public(moment).ReadFile(name); err != nil {
			t.Error(err)
		}
	}
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	if err := live.Update([]string{"content/outage/2.toml"}); err != nil || !live.State().Good() || live.State().Seq == good.Seq {
		t.Errorf("%v: %s", err, rules(live.State().Findings))
	}
}
