//go:build unix

package main

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kohyo/internal/publish"
)

// Whoever interrupts a run that waits is told what is public and what is not.
func TestWaitUntilInterrupted(t *testing.T) {
	for until, want := range map[string]string{
		"next":             "what was due before is done, what was waited for has not been published",
		"2026-03-29T15:00": "nothing has been published; what is public is as it was",
	} {
		dir, due := embargoed(t, "Asia/Tokyo")
		target := filepath.Join(t.TempDir(), "srv")
		ctx, cancel := context.WithCancel(t.Context())
		w := &wind{now: due.Add(-time.Minute), slept: func(time.Time) { cancel() }}
		code, said := w.ends(t, ctx, dir, "publish", target, "--wait-until", until)
		if code != exitMachine || !strings.Contains(said, want) || !strings.Contains(said, "run the same command again") ||
			strings.Contains(said, "read back\n") || strings.Contains(said, "canary-") || tells(t, target) {
			t.Errorf("%s: exit code %d: %s", until, code, said)
		}
		_, err := os.Stat(filepath.Join(target, "current/en/old/index.html"))
		if public := err == nil; public != (until == "next") {
			t.Errorf("%s: what was due before: %v", until, err)
		}
	}
}

// What fails at its moment is not said to be public because something before
// it is.
func TestWaitUntilFails(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	w := &wind{now: due.Add(-time.Second), slept: func(time.Time) {
		lock := filepath.Join(target, ".kohyo", "lock")
		if err := os.Remove(lock); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join("nowhere", "lock"), lock); err != nil {
			t.Fatal(err)
		}
	}}
	code, said := w.ends(t, t.Context(), dir, "publish", target, "--wait-until", "next")
	if code != exitMachine || strings.Contains(said, "could not be read back") || !strings.Contains(said, "what was waited for has not been published") {
		t.Errorf("exit code %d: %s", code, said)
	}
}

// rewrite changes words in a file of a site.
func rewrite(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, bytes.ReplaceAll(text, []byte(from), []byte(to)), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A report that is put off to a later minute while one waits is waited for
// again, if it is still due within the time, and only then.
func TestWaitUntilMovedOn(t *testing.T) {
	for _, c := range []struct {
		until, later string
		public       bool
	}{
		{"next", "15:30:00", true},
		{"next", "15:50:00", false},
		{"2026-03-29T15:00", "15:30:00", false},
	} {
		dir, due := embargoed(t, "Asia/Tokyo")
		target := filepath.Join(t.TempDir(), "srv")
		w := &wind{now: due.Add(-20 * time.Minute)}
		w.slept = func(now time.Time) {
			rewrite(t, filepath.Join(dir, "content/canary-one/1.toml"), "T15:00:00", "T"+c.later)
			if now.Before(due.Add(30*time.Minute)) && tells(t, target) {
				t.Fatalf("public at %v", now)
			}
		}
		said := w.run(t, dir, "publish", target, "--wait-until", c.until)
		if strings.Count(said, "the content was changed while this run waited, and was read anew\n") != 1 || strings.Contains(said, "canary-") {
			t.Errorf("%s to %s: said %q", c.until, c.later, said)
		}
		end := due
		if c.public {
			end = due.Add(30 * time.Minute)
		}
		if tells(t, target) != c.public || !w.now.Equal(end) {
			t.Errorf("%s to %s: public %v at %v", c.until, c.later, !c.public, w.now)
		}
	}
}

// A moment that has passed is not waited for, and whoever named it is told.
func TestWaitUntilPassed(t *testing.T) {
	for _, until := range []string{"2026-03-29T14:00", "2026-03-29"} {
		dir, due := embargoed(t, "Asia/Tokyo")
		w := &wind{now: due.Add(-time.Minute)}
		said := w.run(t, dir, "publish", filepath.Join(t.TempDir(), "srv"), "--wait-until", until)
		if !strings.Contains(said, "the moment of --wait-until has passed") || !w.now.Equal(due.Add(-time.Minute)) {
			t.Errorf("%s: said %q", until, said)
		}
	}
}

// Nothing is said of who is at work where nobody knows.
func TestPublishBusy(t *testing.T) {
	for who, want := range map[string]string{"?": "another publication is at work", "host": "another publication is at work (host)"} {
		f := asFault((&publication{app: &app{}}).fault(&publish.Busy{Who: who}))
		if f.text.En != want+"\n"+standing[begun].En {
			t.Errorf("%q: %q", who, f.text.En)
		}
	}
}

// A target that cannot be used is told before anybody waits for the moment.
func TestWaitUntilTriesTheTarget(t *testing.T) {
	for name, c := range map[string]struct {
		code int
		want string
		args func(dir, target string) []string
	}{
		"a lock that leads nowhere": {exitMachine, "nothing has been published; what is public is as it was", func(dir, target string) []string {
			if err := os.MkdirAll(filepath.Join(target, ".kohyo"), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("nowhere/lock", filepath.Join(target, ".kohyo", "lock")); err != nil {
				t.Fatal(err)
			}
			return []string{target}
		}},
		"a folder of somebody else, to be copied": {exitRefused, "thesis.txt", func(dir, target string) []string {
			if err := os.MkdirAll(target, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(target, "thesis.txt"), nil, 0o644); err != nil {
				t.Fatal(err)
			}
			nothing := httptest.NewServer(http.NotFoundHandler())
			t.Cleanup(nothing.Close)
			return []string{target, "--previous", nothing.URL, "--first"}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			dir, due := embargoed(t, "Asia/Tokyo")
			w := &wind{now: due.Add(-time.Minute), slept: func(time.Time) { t.Error("somebody waits") }}
			args := append([]string{"publish", "--wait-until", "2026-03-29T15:00"}, c.args(dir, filepath.Join(t.TempDir(), "srv"))...)
			code, said := w.ends(t, t.Context(), dir, args...)
			if code != c.code || strings.Contains(said, "ready") || !strings.Contains(said, c.want) {
				t.Errorf("exit code %d: %s", code, said)
			}
		})
	}
}

// Errors that are found at the moment stop what was waited for, and nobody is
// told that nothing was published where something was before.
func TestWaitUntilFindsErrors(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	w := &wind{now: due.Add(-time.Second), slept: func(time.Time) {
		rewrite(t, filepath.Join(dir, "content/canary-one/1.toml"), "stage =", "stag =")
	}}
	code, said := w.ends(t, t.Context(), dir, "publish", target, "--wait-until", "next")
	if code != exitContent || strings.Contains(said, "nothing has been published") || !strings.Contains(said, "what was due before is done") {
		t.Errorf("exit code %d: %s", code, said)
	}
}
