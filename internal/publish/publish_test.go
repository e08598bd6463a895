package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo/internal/output"
	"kohyo/internal/tlog"
)

// pages is a site in memory.
type pages map[string]string

func (p pages) Addresses() iter.Seq[string] { return maps.Keys(p) }

func (p pages) ReadFile(name string) ([]byte, error) {
	if text, ok := p[name]; ok {
		return []byte(text), nil
	}
	return nil, fs.ErrNotExist
}

// content is that site without reports.
func (p pages) content() Content {
	return Content{
		Languages: []string{"ja", "en"},
		Reports:   func(func(tlog.Report, error) bool) {},
		Site:      func(func(string, int) (int64, bool)) Source { return p },
	}
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// publisher publishes pages to a folder at a moment.
type publisher struct {
	dir string
	now time.Time
	opt Options
}

func newPublisher(t *testing.T) *publisher {
	return &publisher{filepath.Join(t.TempDir(), "srv"), noon, Options{Log: tlog.Options{Origin: "example.com"}, Keep: 48 * time.Hour, Removals: 2}}
}

func (u *publisher) publish(t *testing.T, p pages) (*Prepared, Stats, error) {
	t.Helper()
	folder, err := NewFolder(u.dir, output.GenerationsOptions{Now: func() time.Time { return u.now }})
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	spool, err := NewSpool()
	if err != nil {
		t.Fatal(err)
	}
	defer spool.Close()
	read, err := folder.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	u.opt.At = u.now
	ready, err := Prepare(t.Context(), read, p.content(), spool, u.opt)
	if err != nil {
		return nil, Stats{}, err
	}
	stats, err := folder.Move(t.Context(), ready.Plan, ready.Source, func() {})
	if err != nil {
		t.Fatal(err)
	}
	if read, err = folder.Look(t.Context()); err != nil {
		t.Fatal(err)
	}
	return ready, stats, ReadBack(t.Context(), read, ready.Plan)
}

func (u *publisher) must(t *testing.T, p pages) *Prepared {
	t.Helper()
	ready, _, err := u.publish(t, p)
	if err != nil {
		t.Fatal(err)
	}
	return ready
}

// have lists the files of the theme that are public.
func (u *publisher) have(t *testing.T) string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(u.dir, "current", "assets", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range names {
		names[i] = filepath.Base(names[i])
	}
	return strings.Join(names, " ")
}

// TestOldAssetsStay counts the days for which a style stays that no page names.
func TestOldAssetsStay(t *testing.T) {
	u := newPublisher(t)
	site := func(style string) pages {
		return pages{"index.html": "names " + style, "assets/" + style: style, "assets/icon.svg": "icon"}
	}
	u.must(t, site("a.css"))
	u.now = u.now.Add(time.Hour)
	u.must(t, site("b.css"))
	if got := u.have(t); got != "a.css b.css icon.svg" {
		t.Errorf("after the change: %s", got)
	}
	u.now = u.now.Add(47 * time.Hour)
	if p := u.must(t, site("b.css")); !p.Nothing() {
		t.Error("a second publication does something")
	}
	u.must(t, site("c.css"))
	if got := u.have(t); got != "a.css b.css c.css icon.svg" {
		t.Errorf("two days later: %s", got)
	}
	u.now = u.now.Add(time.Hour)
	u.must(t, site("c.css"))
	if got := u.have(t); got != "b.css c.css icon.svg" {
		t.Errorf("when the time of the first is over: %s", got)
	}
	// One that pages name again is theirs again.
	u.must(t, site("b.css"))
	u.now = u.now.Add(100 * time.Hour)
	u.must(t, site("b.css"))
	if got := u.have(t); got != "b.css icon.svg" {
		t.Errorf("at last: %s", got)
	}
	if _, err := os.Stat(filepath.Join(u.dir, "current", "log", "kept")); err == nil {
		t.Error("there is a list of nothing")
	}
}

// TestPlanOfChanges holds a plan to what changed.
func TestPlanOfChanges(t *testing.T) {
	u := newPublisher(t)
	first := pages{"index.html": "1", "ja/x/index.html": "x", "ja/x/1/index.html": "x1", "x/1.json": "{}", "x/files/a.pdf": "a", "ja/old/index.html": "old"}
	if p := u.must(t, first); p.Plan.Count(New) != len(p.Plan.Files) || p.Signed {
		t.Errorf("the first plan: %v", p.Plan)
	}
	next := maps.Clone(first)
	next["index.html"], next["ja/new/index.html"] = "2", "new"
	delete(next, "ja/old/index.html")
	p := u.must(t, next)
	var got []string
	for _, f := range p.Plan.Files {
		if f.Change != Same {
			got = append(got, fmt.Sprintf("%s %s", f.Change, f.Name))
		}
	}
	want := []string{"new ja/new/index.html", "changed index.html", "changed log/files", "changed log/checkpoint", "gone ja/old/index.html"}
	at := -1
	for _, w := range want { // in this order, whatever the log adds between
		i := slices.Index(got, w)
		if i <= at {
			t.Errorf("the plan is %q, which has not %q behind %d", got, w, at)
		}
		at = i
	}
}

// TestRemovals refuses to take away more than was allowed.
func TestRemovals(t *testing.T) {
	u := newPublisher(t)
	u.must(t, pages{"index.html": "1", "ja/a/index.html": "a", "ja/b/index.html": "b", "ja/c/index.html": "c", "assets/a.css": "a"})
	_, _, err := u.publish(t, pages{"index.html": "1"})
	r, ok := errors.AsType[*Refused](err)
	if !ok || len(r.Removals) != 3 || !strings.Contains(r.Text.En, "3 public files would go; not more than 2") {
		t.Fatalf("three pages go: %v", err)
	}
	u.opt.Removals = 3
	u.must(t, pages{"index.html": "1"})
}

// TestUnsignedAfterSigned refuses to go on without a key.
func TestUnsignedAfterSigned(t *testing.T) {
	private, public, err := tlog.NewKeys(zeros{}, "example.com")
	if err != nil {
		t.Fatal(err)
	}
	u := newPublisher(t)
	u.opt.Log.Keys, u.opt.Keys = []string{public}, []string{private}
	if p := u.must(t, pages{"index.html": "1"}); !p.Signed {
		t.Error("not signed")
	}
	u.opt.Keys = nil
	if p := u.must(t, pages{"index.html": "1"}); !p.Nothing() {
		t.Error("nothing has changed, but something is done")
	}
	for _, keys := range [][]string{{public}, nil} {
		u.opt.Log.Keys = keys
		_, _, err := u.publish(t, pages{"index.html": "2"})
		if r, ok := errors.AsType[*Refused](err); !ok || !r.Unsigned {
			t.Errorf("a signed log goes on without a signature: %v", err)
		}
	}
	// Who has no key may look all the same.
	u.opt.Log.Keys, u.opt.Dry = []string{public}, true
	if p, _, err := u.publish(t, pages{"index.html": "2"}); err != nil || p.Nothing() {
		t.Errorf("a dry run without the key: %v", err)
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// TestClasses puts addresses into their order.
func TestClasses(t *testing.T) {
	for name, want := range map[string]Class{
		"assets/site.1a2b.css": Asset, "x/files/a.pdf": Attachment, "files/files/a.pdf": Attachment,
		"x/1.json": Report, "ja/x/1/index.html": Report, "ja/x/12/print/index.html": Report,
		"log/tile/0/000": Tile, "log/tile/entries/000.p/3": Tile, "log/key": Tile, "log/reports/x/1.json": Tile,
		"ja/x/index.html": Notice, "ja/x/feed.xml": Notice,
		"index.html": Index, "ja/index.html": Index, "ja/2019/index.html": Index, "ja/feed.xml": Index, "ja/kind/theft/2/index.html": Index, "ja/overview/index.html": Index, "404.html": Index,
		"log/files": Index, "search/en/1-2/0.bin": Index, "schema/index-1.json": Index, ".well-known/security.txt": Index, "log/checkpoint": Checkpoint,
	} {
		if got := ClassOf(name, []string{"ja", "en"}); got != want {
			t.Errorf("%s: class %d, want %d", name, got, want)
		}
	}
}

// TestWaitAsksTheClock lets clocks jump while somebody waits.
func TestWaitAsksTheClock(t *testing.T) {
	for name, jump := range map[string]time.Duration{"none": 0, "back": -time.Hour, "forth": 3 * time.Minute, "asleep": 10 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			now, sleeps := noon, 0
			c := Clock{Now: func() time.Time { return now }, Sleep: func(_ context.Context, d time.Duration) error {
				if sleeps++; sleeps == 30 {
					now = now.Add(jump)
				}
				now = now.Add(d)
				return nil
			}}
			until := noon.Add(time.Minute)
			if err := c.Wait(t.Context(), until); err != nil || now.Before(until) {
				t.Errorf("over at %v, %v", now, err)
			}
			if jump <= 0 && !now.Equal(until) {
				t.Errorf("over at %v, late", now)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (Clock{time.Now, Sleep}).Wait(ctx, time.Now().Add(time.Hour)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
