//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"kohyo/internal/build"
)

// embargoed is a site of one report, due on a day at 15:00 in a zone, and
// another one that waits for a later day.
func embargoed(t *testing.T, zone string) (dir string, due time.Time) {
	t.Helper()
	dir = t.TempDir()
	at, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	due = time.Date(2026, 3, 29, 15, 0, 0, 0, at)
	site := fmt.Sprintf("base_url = \"https://www.example.com/\"\nlanguages = [\"en\"]\ntime_zone = %q\n[organization]\nname = { en = \"Sample Inc.\" }\n", zone)
	report := func(published time.Time, title string) string {
		return fmt.Sprintf("kind = \"outage\"\nstage = \"first\"\nstatus = \"ready\"\npublished = %s\ntitle = { en = %q }\n"+
			"lead = { en = \"Look at [this](http://canary.example.com/).\" }\n", published.Format(time.RFC3339), title)
	}
	for name, text := range map[string]string{
		"site.toml":                 site,
		"content/old/1.toml":        report(due.AddDate(-1, 0, 0), "An old outage"),
		"content/canary-one/1.toml": report(due, "The canary sings"),
		"content/canary-two/1.toml": report(due.AddDate(0, 0, 1), "The canary sleeps"),
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir, due
}

// wind is a clock that goes only when somebody sleeps.
type wind struct {
	now   time.Time
	slept func(now time.Time)
}

func (w *wind) sleep(ctx context.Context, d time.Duration) error {
	w.now = w.now.Add(d)
	if w.slept != nil {
		w.slept(w.now)
	}
	return ctx.Err()
}

// run runs the program on that clock, as in the log of a CI job.
func (w *wind) run(t *testing.T, dir string, args ...string) (said string) {
	t.Helper()
	code, said := w.ends(t, t.Context(), dir, args...)
	if code != exitDone {
		t.Fatalf("exit code %d:\n%s", code, said)
	}
	return said
}

func (w *wind) ends(t *testing.T, ctx context.Context, dir string, args ...string) (code int, said string) {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "..", "cache"))
	var out bytes.Buffer
	code = run(ctx, world{
		stdout: &out, stderr: &out, getenv: func(string) string { return "" },
		now: func() time.Time { return w.now }, sleep: w.sleep, terminal: func(io.Writer) bool { return false },
	}, append([]string{"-C", dir}, args...))
	return code, out.String()
}

// tells reports whether anything below a folder tells of the canaries.
func tells(t *testing.T, dir string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) || e == nil || !e.Type().IsRegular() {
			return nil
		}
		data, err := os.ReadFile(name)
		found = found || strings.Contains(name[len(dir):], "canary-") || bytes.Contains(data, []byte("canary-"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

var eightZones = []string{
	"Asia/Tokyo", "UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Chatham", "America/St_Johns", "Pacific/Kiritimati",
}

// One second before its minute nothing of a report is public, at the minute it
// is, wherever the site and the machine are; and nothing is said of it before.
func TestTheMinuteOfPublication(t *testing.T) {
	for i, zone := range eightZones {
		t.Run(zone, func(t *testing.T) {
			machine, err := time.LoadLocation(eightZones[len(eightZones)-1-i])
			if err != nil {
				t.Fatal(err)
			}
			dir, due := embargoed(t, zone)
			target := filepath.Join(t.TempDir(), "srv")
			w := &wind{now: due.Add(-time.Second).In(machine)}
			if said := w.run(t, dir, "publish", target); strings.Contains(said, "canary-") || tells(t, target) {
				t.Errorf("one second before: said %q", said)
			}
			w.now = due.In(machine)
			w.run(t, dir, "publish", target)
			if _, err := os.Stat(filepath.Join(target, "current/en/canary-one/index.html")); err != nil {
				t.Errorf("at the minute: %v", err)
			}
			if _, err := os.Stat(filepath.Join(target, "current/en/canary-two")); err == nil {
				t.Error("at the minute, the report of tomorrow is public")
			}
		})
	}
}

// A runner that starts early waits, says nothing of what it waits for, and
// publishes at the minute, also when the clock is put back meanwhile.
func TestWaitUntil(t *testing.T) {
	for _, until := range []string{"next", "2026-03-29T15:00", "2026-03-29T15:00:00+02:00"} {
		t.Run(until, func(t *testing.T) {
			dir, due := embargoed(t, "Europe/Berlin") // summer time begins on that day
			target := filepath.Join(t.TempDir(), "srv")
			w := &wind{now: due.Add(-20 * time.Minute)}
			back := false
			w.slept = func(now time.Time) {
				if tells(t, target) && now.Before(due) {
					t.Fatalf("public at %v", now)
				}
				if !back && due.Sub(now) < 5*time.Minute {
					back, w.now = true, now.Add(-time.Minute)
				}
			}
			said := w.run(t, dir, "publish", target, "--wait-until", until)
			if strings.Contains(said, "canary-") || until == "next" && strings.Contains(said, "15:00") {
				t.Errorf("said %q", said)
			}
			if _, err := os.Stat(filepath.Join(target, "current/en/canary-one/index.html")); err != nil {
				t.Error(err)
			}
			if took := w.now.Sub(due); took != 0 || !back {
				t.Errorf("published %v late", took)
			}
		})
	}
}

// What cannot be rendered is told of without a name while one waits.
func TestWaitUntilSaysNothingOfErrors(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	w := &wind{now: due.Add(-time.Minute)}
	p := &publication{app: &app{world: world{stderr: io.Discard, now: func() time.Time { return w.now }, terminal: func(io.Writer) bool { return false }}, dir: dir}}
	for _, err := range []error{
		&fs.PathError{Op: "open", Path: "content/canary-one/files/x.png", Err: syscall.EIO},
		&build.ChangedError{Slug: "canary-one"},
		fmt.Errorf("canary-one/1: something new"),
	} {
		if said := p.discreet(ofContent(err)).Error(); strings.Contains(said, "canary-") {
			t.Errorf("said %q", said)
		}
	}
}

// Where nothing is due soon, nobody waits, and nothing is said of that either.
func TestWaitUntilNextSoonOnly(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	w := &wind{now: due.Add(-3 * time.Hour)}
	begun := w.now
	quiet := w.run(t, dir, "publish", target, "--wait-until", "next")
	if !w.now.Equal(begun) || strings.Contains(quiet, "canary-") || strings.Contains(quiet, "wait") {
		t.Errorf("waited %v, said %q", w.now.Sub(begun), quiet)
	}
}

// What is due already does not wait for what is due later.
func TestWaitUntilNextPublishesWhatIsDue(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	w := &wind{now: due.Add(-20 * time.Minute)}
	w.slept = func(now time.Time) {
		if _, err := os.Stat(filepath.Join(target, "current/en/old/index.html")); err != nil {
			t.Fatalf("at %v: %v", now, err)
		}
	}
	purge := filepath.Join(t.TempDir(), "changed")
	w.run(t, dir, "publish", target, "--wait-until", "next", "--purge-list", purge)
	// Both publications changed what caches know.
	list, err := os.ReadFile(purge)
	if err != nil || !strings.Contains(string(list), "/en/old/\n") || strings.Count(string(list), "/en/canary-one/\n") != 1 || strings.Count(string(list), "/en/\n") != 1 {
		t.Errorf("%v: to purge are\n%s", err, list)
	}
}

// Somebody else publishes while one waits: then everything is looked at anew.
func TestWaitUntilOthersPublish(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	w := &wind{now: due.Add(-time.Minute)}
	other := &wind{now: w.now}
	once := false
	w.slept = func(time.Time) {
		if !once {
			once = true
			rewrite(t, filepath.Join(dir, "site.toml"), "Sample Inc.", "Other Inc.")
			other.run(t, dir, "publish", target)
		}
	}
	w.run(t, dir, "publish", target, "--wait-until", "next")
	w.slept = nil
	page, err := os.ReadFile(filepath.Join(target, "current/en/canary-one/index.html"))
	if err != nil || !once || !bytes.Contains(page, []byte("Other Inc.")) {
		t.Errorf("the page is not the newest one: %v", err)
	}
	if said := w.run(t, dir, "publish", target); !strings.Contains(said, "nothing has changed") {
		t.Errorf("said %q", said)
	}
}

// A report that its author puts off while one waits is not published.
func TestWaitUntilPutOff(t *testing.T) {
	for _, until := range []string{"next", "2026-03-29T15:00"} {
		dir, due := embargoed(t, "Asia/Tokyo")
		target := filepath.Join(t.TempDir(), "srv")
		w := &wind{now: due.Add(-time.Minute)}
		w.slept = func(time.Time) {
			rewrite(t, filepath.Join(dir, "content/canary-one/1.toml"), `"ready"`, `"draft"`)
		}
		if said := w.run(t, dir, "publish", target, "--wait-until", until); strings.Contains(said, "canary-") || tells(t, target) {
			t.Errorf("%s: published all the same: %s", until, said)
		} else if strings.Contains(said, "nothing has changed:") || until == "next" && !strings.Contains(said, "nothing has changed in what is public: ") {
			t.Errorf("%s: the content was changed, and said is %s", until, said)
		}
		if _, err := os.Stat(filepath.Join(target, "current/en/old/index.html")); err != nil {
			t.Error(err)
		}
	}
}

// A dry run leaves everything as it is, to the times of the files.
func TestDryRunTouchesNothing(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	for _, more := range [][]string{nil, {"--real-folder"}} {
		target := filepath.Join(t.TempDir(), "srv")
		w := &wind{now: due.Add(-time.Hour)}
		w.run(t, dir, append([]string{"publish", target}, more...)...)
		before := listing(t, filepath.Dir(target)) + listing(t, filepath.Dir(dir))
		w.now = due
		if said := w.run(t, dir, append([]string{"publish", target, "--dry-run"}, more...)...); !strings.Contains(said, "en/canary-one/index.html") {
			t.Errorf("said %q", said)
		}
		if after := listing(t, filepath.Dir(target)) + listing(t, filepath.Dir(dir)); after != before {
			t.Errorf("%q: something was touched", more)
		}
	}
}

// What the fast path remembers ends at the moment of the next report.
func TestRememberedUntilTheNext(t *testing.T) {
	dir, due := embargoed(t, "Asia/Tokyo")
	target := filepath.Join(t.TempDir(), "srv")
	w := &wind{now: due.Add(-time.Second)}
	w.run(t, dir, "publish", target)
	if said := w.run(t, dir, "publish", target); !strings.Contains(said, "nothing has changed") {
		t.Errorf("said %q", said)
	}
	w.now = due
	if said := w.run(t, dir, "publish", target); !strings.Contains(said, "added to the log: 1") {
		t.Errorf("at the minute: %q", said)
	}
	files, err := filepath.Glob(filepath.Join(dir, "..", "cache", "kohyo", "publish", "*.json"))
	if err != nil || len(files) != 1 {
		t.Fatalf("remembered in %q, %v", files, err)
	}
	if info, err := os.Stat(files[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others can read what is remembered: %v, %v", info.Mode(), err)
	}
}

// What was waited for is remembered too, as the content was when it was
// rendered: the next run renders nothing, unless a file was changed since.
func TestWaitUntilIsRemembered(t *testing.T) {
	for _, until := range []string{"next", "2026-03-29T15:00"} {
		t.Run(until, func(t *testing.T) {
			dir, due := embargoed(t, "Asia/Tokyo")
			target := filepath.Join(t.TempDir(), "srv")
			w := &wind{now: due.Add(-time.Minute)}
			w.run(t, dir, "publish", target, "--wait-until", until)
			files, err := filepath.Glob(filepath.Join(dir, "..", "cache", "kohyo", "publish", "*.json"))
			if err != nil || len(files) != 1 {
				t.Fatalf("remembered in %q, %v", files, err)
			}
			p := &publication{app: &app{world: world{now: func() time.Time { return w.now }, getenv: func(string) string { return "" }}, dir: dir},
				publishFlags: publishFlags{keep: publishKeep}}
			if _, err := p.look(t.Context()); err != nil || p.inputs != readKnown(files[0]).Inputs {
				t.Errorf("the content is %q (%v), what is remembered %q", p.inputs, err, readKnown(files[0]).Inputs)
			}
			rewrite(t, filepath.Join(dir, "content/old/1.toml"), "An old outage", "An old one")
			if same, err := p.look(t.Context()); same || err != nil {
				t.Errorf("a change is not seen: %v", err)
			}
		})
	}
}
