package output

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// filesOf are the files of a site, as Replace is told of them.
func filesOf(p pages) []File {
	var files []File
	for _, name := range slices.Sorted(maps.Keys(p)) {
		files = append(files, File{name, int64(len(p[name])), sha256.Sum256([]byte(p[name]))})
	}
	return files
}

// place publishes to a folder, with a link or with a real folder.
type placing struct {
	folder bool
	disk   disk
	now    time.Time
}

func (p placing) at(t *testing.T, dir string) *Generations {
	t.Helper()
	d := p.disk
	if d == nil {
		d = osDisk{}
	}
	g, err := at(d, dir, GenerationsOptions{Folder: p.folder, Who: "a test", Now: func() time.Time {
		if p.now.IsZero() {
			return time.Now()
		}
		return p.now
	}})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func (p placing) publish(t *testing.T, dir string, site pages) (Stats, error) {
	t.Helper()
	g := p.at(t, dir)
	if err := g.Lock(); err != nil {
		return Stats{}, err
	}
	defer g.Close()
	return g.Replace(t.Context(), filesOf(site), site, func() {})
}

func (p placing) mustPublish(t *testing.T, dir string, site pages) Stats {
	t.Helper()
	stats, err := p.publish(t, dir, site)
	if err != nil {
		t.Fatal(err)
	}
	p.wantServed(t, dir, site)
	return stats
}

func (p placing) served(dir string) string {
	if p.folder {
		return dir
	}
	return filepath.Join(dir, linkName)
}

// wantServed fails unless readers see exactly one of the sites.
func (p placing) wantServed(t *testing.T, dir string, legal ...pages) {
	t.Helper()
	served := p.served(dir)
	if real, err := filepath.EvalSymlinks(served); err == nil {
		served = real
	}
	got := held(t, served)
	for _, l := range legal {
		if maps.Equal(got, l) {
			return
		}
	}
	t.Fatalf("readers see none of the legal sites: %d files, index %q", len(got), got["index.html"])
}

func each2(t *testing.T, do func(t *testing.T, p placing)) {
	for _, folder := range []bool{false, true} {
		t.Run(fmt.Sprintf("folder=%v", folder), func(t *testing.T) { do(t, placing{folder: folder}) })
	}
}

// TestGenerationsLink publishes three times, and looks at what costs what.
func TestGenerationsLink(t *testing.T) {
	each2(t, func(t *testing.T, p placing) {
		dir := filepath.Join(t.TempDir(), "a", "site")
		if stats := p.mustPublish(t, dir, generation(1, 9)); stats.Files != 9 {
			t.Errorf("the first publication wrote %d files", stats.Files)
		}
		next := generation(1, 9)
		next["index.html"] = "changed"
		next["new.html"] = "new"
		if stats := p.mustPublish(t, dir, next); stats.Files != 2 || stats.Bytes != 10 {
			t.Errorf("a change of two files wrote %+v", stats)
		}
		// A damaged file is not handed on.
		name := slices.Sorted(maps.Keys(next))[3]
		if !p.folder {
			if err := os.WriteFile(filepath.Join(p.served(dir), name), []byte("damaged"), 0o644); err != nil {
				t.Fatal(err)
			}
			if stats := p.mustPublish(t, dir, next); stats.Files != 1 {
				t.Errorf("a damaged file: wrote %+v", stats)
			}
		}
		p.mustPublish(t, dir, pages{"index.html": "less"})
	})
}

// quick is a disk that is not waited for: no test switches off the machine.
type quick struct{ osDisk }

func (quick) sync(string) error { return nil }

// TestGenerationsFailure lets each single operation fail, in turn: alone, and
// with all that follow it, which is what a kill at that point does. Readers
// see the old tree or the new one, and the next run comes to the new one.
func TestGenerationsFailure(t *testing.T) {
	errs := []error{syscall.EIO, syscall.ENOSPC, io.ErrShortWrite}
	total := 0
	each2(t, func(t *testing.T, p placing) {
		for _, first := range []bool{true, false} {
			for _, sticky := range []bool{true, false} {
				at := int64(1)
				for p.failOne(t, &faulty{disk: quick{}, at: at, sticky: sticky, err: errs[at%3]}, first) {
					at++
				}
				total += int(at - 1)
				if at < 20 {
					t.Errorf("only %d operations were seen: the faults miss the work", at)
				}
			}
		}
	})
	t.Logf("%d faults: readers always saw one whole tree", total)
}

func (p placing) failOne(t *testing.T, f *faulty, first bool) bool {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "site")
	old, fresh := pages{}, generation(2, 4)
	p.disk = quick{}
	if !first {
		old = generation(1, 3)
		old["same.html"], fresh["same.html"] = "the same", "the same"
		p.mustPublish(t, dir, old)
	}
	p.disk = f
	_, err := p.publish(t, dir, fresh)
	reached := f.count.Load() >= f.at
	switch {
	case !reached && err != nil:
		t.Fatalf("no fault, but %v", err)
	case err == nil:
		p.wantServed(t, dir, fresh)
	case !f.sticky:
		p.wantServed(t, dir, old)
		if !errors.Is(err, f.err) {
			t.Errorf("operation %d: another error: %v", f.at, err)
		}
	default:
		p.wantServed(t, dir, old, fresh)
	}
	p.disk = quick{}
	p.mustPublish(t, dir, fresh)
	wantTidy(t, p.at(t, dir))
	return reached
}

// wantTidy fails if the store holds anything that no rule keeps there.
func wantTidy(t *testing.T, g *Generations) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(g.store, newMark+"*"))
	if err != nil || len(names) > 0 {
		t.Errorf("left behind: %q, %v", names, err)
	}
	for _, k := range g.list() {
		if k.since.IsZero() && k.number != g.servedNumber() {
			t.Errorf("%s: neither served nor marked", k.id)
		}
	}
}

// TestGenerationsKept counts the days of old trees.
func TestGenerationsKept(t *testing.T) {
	each2(t, func(t *testing.T, p placing) {
		dir := filepath.Join(t.TempDir(), "site")
		p.now = time.Date(2026, 11, 23, 15, 0, 0, 0, time.UTC)
		count := func() int { return len(p.at(t, dir).list()) }
		for n := range 5 {
			p.mustPublish(t, dir, generation(n, 3))
			p.now = p.now.Add(time.Minute)
		}
		others := 5
		if p.folder {
			others = 4 // the served one is not in the store
		}
		if got := count(); got != others {
			t.Errorf("within an hour: %d trees, want %d", got, others)
		}
		p.now = p.now.Add(KeepAtLeast - 10*time.Minute)
		p.mustPublish(t, dir, generation(5, 3))
		if got := count(); got != others+1 {
			t.Errorf("within a day: %d trees, want %d", got, others+1)
		}
		p.now = p.now.Add(KeepAtLeast)
		p.mustPublish(t, dir, generation(6, 3))
		p.now = p.now.Add(100 * KeepAtLeast)
		p.mustPublish(t, dir, generation(7, 3))
		if got := count(); got != 2 {
			t.Errorf("long after: %d trees, want the last two", got)
		}
		wantTidy(t, p.at(t, dir))
	})
}

// TestGenerationsStoreIsHidden looks at who can read earlier publications,
// also at a place that an earlier version has made.
func TestGenerationsStoreIsHidden(t *testing.T) {
	each2(t, func(t *testing.T, p placing) {
		dir := filepath.Join(t.TempDir(), "site")
		mode := func(path string) fs.FileMode {
			t.Helper()
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			return info.Mode().Perm()
		}
		p.mustPublish(t, dir, generation(1, 3))
		open := mode(p.served(dir))
		store := p.at(t, dir).store
		for n := range 3 {
			want := fs.FileMode(0o700)
			if !p.folder {
				want = open // readers go through it
			}
			if got := mode(store); got != want {
				t.Errorf("publication %d: the store has mode %v, want %v", n, got, want)
			}
			if got := mode(p.served(dir)); got&0o700 != 0o700 || got != open {
				t.Errorf("publication %d: the served folder has mode %v, had %v", n, got, open)
			}
			if err := os.Chmod(store, 0o755); err != nil {
				t.Fatal(err)
			}
			if p.folder {
				open = 0o750 // a mode that somebody chose stays
				if err := os.Chmod(dir, open); err != nil {
					t.Fatal(err)
				}
			} else {
				open = 0o755
			}
			p.mustPublish(t, dir, generation(n+2, 3))
		}
	})
}

// TestGenerationsBusy lets a second publisher come while the first is at work.
func TestGenerationsBusy(t *testing.T) {
	each2(t, func(t *testing.T, p placing) {
		dir := filepath.Join(t.TempDir(), "site")
		first, second := p.at(t, dir), p.at(t, dir)
		if err := first.Lock(); err != nil {
			t.Fatal(err)
		}
		busy, ok := errors.AsType[*Busy](second.Lock())
		if !ok || busy.Who != "a test" {
			t.Errorf("the second publisher is told %v", busy)
		}
		if _, err := first.Replace(t.Context(), filesOf(generation(1, 3)), generation(1, 3), func() {}); err != nil {
			t.Error(err)
		}
		first.Close()
		if err := second.Lock(); err != nil {
			t.Error(err)
		}
		second.Close()
	})
}

// TestGenerationsRefuse names places that are not ours.
func TestGenerationsRefuse(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	cases := map[string]struct {
		folder bool
		make   func(dir string)
		want   string
	}{
		"a folder with files": {false, func(dir string) {
			must(os.MkdirAll(dir, 0o755))
			must(os.WriteFile(filepath.Join(dir, "thesis.txt"), nil, 0o644))
		}, "thesis.txt"},
		"a folder with files, to be exchanged": {true, func(dir string) {
			must(os.MkdirAll(dir, 0o755))
			must(os.WriteFile(filepath.Join(dir, "thesis.txt"), nil, 0o644))
		}, "thesis.txt"},
		"a foreign link": {false, func(dir string) {
			placing{}.mustPublish(t, dir, generation(1, 2))
			must(os.Remove(filepath.Join(dir, linkName)))
			must(os.Symlink("/etc", filepath.Join(dir, linkName)))
		}, "not a link that this program made"},
		"a folder in the place of the link": {false, func(dir string) {
			placing{}.mustPublish(t, dir, generation(1, 2))
			must(os.Remove(filepath.Join(dir, linkName)))
			must(os.Mkdir(filepath.Join(dir, linkName), 0o755))
		}, "not a symbolic link"},
		"the link is lost": {false, func(dir string) {
			placing{}.mustPublish(t, dir, generation(1, 2))
			placing{}.mustPublish(t, dir, generation(2, 2))
			must(os.Remove(filepath.Join(dir, linkName)))
		}, "missing"},
		"the link of the only publication is lost": {false, func(dir string) {
			placing{}.mustPublish(t, dir, generation(1, 2))
			must(os.Remove(filepath.Join(dir, linkName)))
		}, "missing"},
		"the link was set back": {false, func(dir string) {
			placing{}.mustPublish(t, dir, generation(1, 2))
			before, err := os.Readlink(filepath.Join(dir, linkName))
			must(err)
			placing{}.mustPublish(t, dir, generation(2, 2))
			must(os.Remove(filepath.Join(dir, linkName)))
			must(os.Symlink(before, filepath.Join(dir, linkName)))
		}, "set back"},
		"the only folder is lost": {true, func(dir string) {
			placing{folder: true}.mustPublish(t, dir, generation(1, 2))
			must(os.RemoveAll(dir))
		}, "missing"},
		"the link leads nowhere": {false, func(dir string) {
			placing{}.mustPublish(t, dir, generation(1, 2))
			must(os.Remove(filepath.Join(dir, linkName)))
			must(os.Symlink(".kohyo/generations/000009-x", filepath.Join(dir, linkName)))
		}, "gone"},
		"the folder is lost": {true, func(dir string) {
			placing{folder: true}.mustPublish(t, dir, generation(1, 2))
			placing{folder: true}.mustPublish(t, dir, generation(2, 2))
			must(os.RemoveAll(dir))
		}, "missing"},
		"a file that somebody has put into the folder": {true, func(dir string) {
			placing{folder: true}.mustPublish(t, dir, generation(1, 2))
			must(os.WriteFile(filepath.Join(dir, "challenge.txt"), nil, 0o644))
		}, "challenge.txt"},
		"a file": {false, func(dir string) { must(os.WriteFile(dir, nil, 0o644)) }, "a file"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			c.make(dir)
			_, err := At(dir, GenerationsOptions{Folder: c.folder})
			if r, ok := errors.AsType[*Refused](err); !ok || !strings.Contains(r.Error(), c.want) {
				t.Errorf("%v does not say %q", err, c.want)
			}
		})
	}
}

// TestGenerationsTouchNothing looks at a place without leaving a trace.
func TestGenerationsTouchNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	g, err := At(dir, GenerationsOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := g.Open(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing is public, but %v", err)
	}
	if entries, _ := os.ReadDir(filepath.Dir(dir)); len(entries) > 0 {
		t.Errorf("looking made %v", entries)
	}
}
