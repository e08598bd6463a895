//go:build unix

package main

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A site that something else copies to its place gets the same checks: what
// is public is read over HTTP, and the folder holds all of the site.
func TestPublishPrevious(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	public := t.TempDir() // what the server shows
	server := httptest.NewServer(http.StripPrefix("/notices", http.FileServer(http.Dir(public))))
	defer server.Close()
	out := filepath.Join(t.TempDir(), "out")
	at := due.Add(-time.Hour)
	publish := func(want int, more ...string) string {
		t.Helper()
		var said bytes.Buffer
		code := run(t.Context(), world{
			stdout: &said, stderr: &said, getenv: func(string) string { return "" },
			now: func() time.Time { return at }, terminal: func(io.Writer) bool { return false },
		}, append([]string{"-C", dir, "publish", out, "--previous", server.URL + "/notices/"}, more...))
		if code != want {
			t.Fatalf("exit code %d, want %d:\n%s", code, want, said.String())
		}
		return said.String()
	}
	copied := func() {
		t.Helper()
		if err := os.RemoveAll(public); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(public, os.DirFS(out)); err != nil {
			t.Fatal(err)
		}
	}
	if said := publish(exitRefused); !strings.Contains(said, "--first") {
		t.Errorf("said %q", said)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("refused, but something was written")
	}
	if said := publish(exitDone, "--first"); !strings.Contains(said, "a new record of publications was begun") {
		t.Errorf("the first publication: %q", said)
	}
	written := contents(t, out)["log/checkpoint"]
	if said := publish(exitRefused, "--first"); !strings.Contains(said, "copy all of that folder") {
		t.Errorf("a second log would replace the first: %q", said)
	}
	if contents(t, out)["log/checkpoint"] != written {
		t.Error("refused, but the log was replaced")
	}
	copied()
	if said := publish(exitDone); !strings.Contains(said, "0 new, 0 changed, 0 gone") {
		t.Errorf("nothing has changed, but %q", said)
	}
	sameFolder(t, out, public)
	at = due
	if said := publish(exitDone, "--dry-run"); !strings.Contains(said, "en/canary-one/index.html") {
		t.Errorf("at the minute: %q", said)
	}
	sameFolder(t, out, public)
	publish(exitDone)
	// Not copied yet, or a cache answers with what was there before.
	newest := contents(t, out)["log/checkpoint"]
	for _, more := range []string{"--keep=48h", "--first", "--dry-run"} {
		if said := publish(exitRefused, more); !strings.Contains(said, "does not know") || !strings.Contains(said, "make caches") {
			t.Errorf("what is public is older than the folder: %q", said)
		}
	}
	if contents(t, out)["log/checkpoint"] != newest {
		t.Error("refused, but the log was replaced")
	}
	copied()
	rewrite(t, filepath.Join(dir, "content", "old", "1.toml"), "An old outage", "No outage")
	if said := publish(exitRefused); !strings.Contains(said, "content/old/1.toml: what it says was changed") {
		t.Errorf("a published report was changed: %q", said)
	}
	sameFolder(t, out, public)
	server.Close()
	for _, more := range []string{"--keep=48h", "--first", "--dry-run"} {
		said := publish(exitMachine, more)
		for _, want := range []string{
			"what is public cannot be read from " + server.URL + "/notices/: ", "connection refused",
			"nothing has been published; what is public is as it was", "check the address of --previous and the network, and run the same command again",
		} {
			if !strings.Contains(said, want) || strings.Count(said, server.URL) != 1 {
				t.Errorf("%s: want %q in:\n%s", more, want, said)
			}
		}
	}
}

// What is copied is copied once, when the run is over: what is due already and
// what is waited for go together.
func TestPublishPreviousWaits(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	public, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	server := httptest.NewServer(http.FileServer(http.Dir(public)))
	defer server.Close()
	w := &wind{now: due.Add(-time.Hour)}
	w.run(t, dir, "publish", out, "--previous", server.URL, "--first")
	if err := os.CopyFS(public, os.DirFS(out)); err != nil {
		t.Fatal(err)
	}
	rewrite(t, filepath.Join(dir, "site.toml"), "Sample Inc.", "Other Inc.")
	w.now = due.Add(-20 * time.Minute)
	w.slept = func(time.Time) {
		if tells(t, out) {
			t.Fatal("written before its minute")
		}
	}
	said := w.run(t, dir, "publish", out, "--previous", server.URL, "--wait-until", "next")
	if page := contents(t, out)["en/canary-one/index.html"]; !strings.Contains(page, "Other Inc.") || w.now.Before(due) {
		t.Errorf("at %v: %s", w.now, said)
	}
}

// sameFolder compares two folders, names and bytes.
func sameFolder(t *testing.T, a, b string) {
	t.Helper()
	x, y := contents(t, a), contents(t, b)
	for name, text := range x {
		if y[name] != text {
			t.Errorf("%s differs", name)
		}
	}
	if len(x) != len(y) || len(x) < 10 {
		t.Errorf("%d files and %d", len(x), len(y))
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
