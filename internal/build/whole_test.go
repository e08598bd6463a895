package build_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"kohyo"
	"kohyo/internal/build"
)

// sites are those that have most to show: the sample archive, every field of
// the format, and made ones, with texts in lists that quote facts.
func sites(t *testing.T) map[string]fs.FS {
	t.Helper()
	made := made(40).(fstest.MapFS)
	for name, f := range made {
		if strings.HasSuffix(name, "/1.toml") && strings.Contains(name, "3") {
			text := strings.Replace(string(f.Data), `{ ja = "`, `{ ja = "{counts.total} `, 1)
			made[name] = file(text)
		}
	}
	return map[string]fs.FS{"the archive": os.DirFS("../.."), "made": made}
}

// Pages whose reports are read again say what they say where everything stays
// understood, and lists that are made of heads what they are made of
// everything.
func TestForgottenSaysTheSame(t *testing.T) {
	for name, content := range sites(t) {
		got := written(t, content)
		knowing, err := build.OpenKnowingAll(content, kohyo.Theme, build.Options{Now: benchNow})
		if err != nil {
			t.Fatal(err)
		}
		want := filesOf(t, knowing)
		if len(want) < 100 || len(got) != len(want) {
			t.Fatalf("%s: %d files, %d", name, len(want), len(got))
		}
		for file, data := range want {
			if got[file] != data {
				t.Errorf("%s: %s is another when its report is read again, or needs more of reports than their heads", name, file)
			}
		}
	}
}

func written(t *testing.T, content fs.FS) map[string]string {
	t.Helper()
	site, findings, err := build.Open(content, kohyo.Theme, build.Options{Now: benchNow})
	if err != nil || site == nil {
		t.Fatal(err, findings)
	}
	return filesOf(t, site)
}

func filesOf(t *testing.T, site *build.Site) map[string]string {
	t.Helper()
	files := map[string]string{}
	for name := range site.Addresses() {
		data, err := site.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}

// A report that is changed between the check and its pages is on no page: it
// was never checked, and other pages may show what it said before.
func TestChangedMeanwhile(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, content(fstest.MapFS{"content/aaa/1.toml": file(strings.Replace(report, "attachments", "#", 1))})); err != nil {
		t.Fatal(err)
	}
	site, _, err := build.Open(os.DirFS(dir), kohyo.Theme, build.Options{Now: moment})
	if err != nil || site == nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "content", "outage", "1.toml")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	// content/aaa has been understood by now: a check asks for the first report.
	for _, change := range []func() error{
		func() error { return os.WriteFile(name, append(text, "# later\n"...), 0o666) },
		func() error { return os.Remove(name) },
		func() error { return os.RemoveAll(filepath.Dir(name)) },
	} {
		if err := change(); err != nil {
			t.Fatal(err)
		}
		for _, page := range []string{"ja/outage/index.html", "ja/outage/1/print/index.html", "outage/1.json", "ja/feed.xml"} {
			_, err := site.ReadFile(page)
			changed, ok := errors.AsType[*build.ChangedError](err)
			if !ok || changed.Slug != "outage" {
				t.Errorf("%s shows what was never checked: %v", page, err)
			}
		}
	}
}

// reportsRead counts how often a report's file is opened.
type reportsRead struct {
	fs.FS
	n atomic.Int64
}

func (r *reportsRead) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".toml") {
		r.n.Add(1)
	}
	return r.FS.Open(name)
}

// Each incident of a large site is understood three times: to check it, for its
// pages, and for the index that readers search in.
func TestUnderstoodThrice(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many sites")
	}
	const reports = 300 // many more incidents than are kept
	files := &reportsRead{FS: made(reports)}
	site, _, err := build.Open(files, kohyo.Theme, build.Options{Now: benchNow})
	if err != nil || site == nil {
		t.Fatal(err)
	}
	if n := files.n.Load(); n > reports*11/10+20 {
		t.Errorf("%d files were opened to check %d reports", n, reports)
	}
	files.n.Store(0)
	for name := range site.Addresses() {
		if strings.HasSuffix(name, "/bilingual/index.html") || strings.HasSuffix(name, "/changes/index.html") {
			continue // all other kinds are enough, and take less time
		}
		if _, err := site.ReadFile(name); err != nil {
			t.Fatal(err)
		}
	}
	if n := files.n.Load(); n < reports || n > reports*23/10+50 {
		t.Errorf("%d reports were read %d times for their pages", reports, n)
	}
}
