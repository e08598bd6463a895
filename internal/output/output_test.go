package output

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// pages is a site in memory.
type pages map[string]string

func (p pages) Addresses() iter.Seq[string] { return slices.Values(slices.Sorted(maps.Keys(p))) }

func (p pages) ReadFile(name string) ([]byte, error) {
	if text := p[name]; text != "broken" {
		return []byte(text), nil
	}
	return nil, errors.New("the template has a mistake")
}

// generation is a whole site whose every file names the same generation, so
// that a mixture of two shows.
func generation(n, files int) pages {
	p := pages{"index.html": fmt.Sprintf("generation %d", n)}
	for i := 1; i < files; i++ {
		p[fmt.Sprintf("ja/事案-%03d/%d/index.html", i, n%3)] = strings.Repeat(fmt.Sprintf("generation %d\n", n), 20+i)
	}
	return p
}

// held reads a tree back, without the manifest.
func held(t *testing.T, root string) pages {
	t.Helper()
	got := pages{}
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || name == manifestName {
			return err
		}
		data, err := os.ReadFile(filepath.Join(root, name))
		got[name] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return got
}

// wantWhole fails unless the target holds exactly one of the given sites.
func wantWhole(t *testing.T, target string, legal ...pages) {
	t.Helper()
	got := held(t, target)
	for _, p := range legal {
		if maps.Equal(got, p) {
			if _, err := inspect(target, target); err != nil {
				t.Errorf("a whole tree is not known to be ours: %v", err)
			}
			return
		}
	}
	t.Fatalf("the output is none of the legal ones: %d files, index %q", len(got), got["index.html"])
}

// wantNoLitter fails if anything but the target lies in its folder.
func wantNoLitter(t *testing.T, target string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(target))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(target) {
			t.Errorf("left behind: %s", e.Name())
		}
	}
}

func mustWrite(t *testing.T, target string, p pages) Stats {
	t.Helper()
	stats, err := Write(t.Context(), target, p, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

func TestReplacesWhole(t *testing.T) {
	target := filepath.Join(t.TempDir(), "a", "b", "公開")
	first, second := generation(1, 40), generation(2, 25)
	stats := mustWrite(t, target, first)
	wantWhole(t, target, first)
	if stats.Files != 40 || stats.Left != "" {
		t.Errorf("stats: %+v", stats)
	}
	mustWrite(t, target, second)
	wantWhole(t, target, second)
	mustWrite(t, target, second)
	wantWhole(t, target, second)
	wantNoLitter(t, target)
}

func TestSameSiteSameBytes(t *testing.T) {
	one, two := filepath.Join(t.TempDir(), "x"), filepath.Join(t.TempDir(), "y")
	p := generation(1, 30)
	mustWrite(t, one, p)
	mustWrite(t, two, p)
	a, errA := os.ReadFile(filepath.Join(one, manifestName))
	b, errB := os.ReadFile(filepath.Join(two, manifestName))
	if errA != nil || errB != nil || string(a) != string(b) {
		t.Errorf("the manifests differ (%v, %v)", errA, errB)
	}
	if entries, err := decode(a); err != nil || len(entries) != 30 {
		t.Errorf("decode: %d entries, %v", len(entries), err)
	}
}

func TestManifestIsStrict(t *testing.T) {
	good := string(encode([]entry{describe("b", nil), describe("a", []byte("x"))}))
	for _, bad := range []string{
		"", manifestHead, good[:len(good)-1], good + "\n", good + good, strings.ToUpper(good), good[:strings.LastIndex(good[:len(good)-1], "\n")+1],
		strings.Replace(good, " a\n", " ../a\n", 1), strings.Replace(good, " 1 ", " 01 ", 1),
		strings.Replace(good, " 1 ", " -1 ", 1), strings.Replace(good, "\n", "\r\n", 1),
	} {
		if _, err := decode([]byte(bad)); err == nil {
			t.Errorf("accepted %q", bad)
		}
	}
	if _, err := decode([]byte(good)); err != nil {
		t.Error(err)
	}
}

func TestModesAndEmptyTarget(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such modes")
	}
	target := filepath.Join(t.TempDir(), "public")
	if err := os.Mkdir(target, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(target, ".DS_Store"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p := generation(1, 3)
	mustWrite(t, target, p)
	wantWhole(t, target, p)
	wantNoLitter(t, target)
	if info, err := os.Stat(target); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder's mode changed: %v, %v", info.Mode(), err)
	}
}

func TestBrokenPageLeavesThePreviousOutput(t *testing.T) {
	target := filepath.Join(t.TempDir(), "deep", "public")
	broken := generation(2, 50)
	broken["ja/b.html"], broken["ja/a.html"] = "broken", "broken"
	for range 20 {
		if _, err := Write(t.Context(), target, broken, Options{Workers: 4}); err == nil || !strings.HasPrefix(err.Error(), "ja/a.html: ") {
			t.Fatalf("the first broken page should be named, got %v", err)
		}
	}
	if _, err := os.Stat(filepath.Dir(target)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the folder above stayed: %v", err)
	}
	old := generation(1, 50)
	mustWrite(t, target, old)
	if _, err := Write(t.Context(), target, broken, Options{}); err == nil {
		t.Fatal("no error")
	}
	wantWhole(t, target, old)
	wantNoLitter(t, target)
}

// waiting is a site that is interrupted while it is rendered.
type waiting struct {
	pages
	cancel context.CancelFunc
}

func (w waiting) ReadFile(name string) ([]byte, error) {
	w.cancel()
	return w.pages.ReadFile(name)
}

func TestInterruptedLeavesThePreviousOutput(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	old := generation(1, 10)
	mustWrite(t, target, old)
	ctx, cancel := context.WithCancel(t.Context())
	if _, err := Write(ctx, target, waiting{generation(2, 10), cancel}, Options{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	wantWhole(t, target, old)
	wantNoLitter(t, target)
}

func TestConcurrentWriters(t *testing.T) {
	for name, d := range map[string]disk{"exchange": osDisk{}, "two renames": noExchange{}} {
		t.Run(name, func(t *testing.T) {
			target := filepath.Join(t.TempDir(), "public")
			legal := make([]pages, 8)
			errs := make(chan error)
			for i := range legal {
				legal[i] = generation(i, 20)
				go func() {
					var err error
					for range 5 {
						_, e := writeTree(t.Context(), d, target, legal[i], Options{})
						err = errors.Join(err, e)
					}
					errs <- err
				}()
			}
			for range legal {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			wantWhole(t, target, legal...)
			mustWrite(t, target, legal[0])
			wantWhole(t, target, legal[0])
			wantNoLitter(t, target)
		})
	}
}

func TestSweepsOnlyTheDead(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	dead, alive := besides(target), besides(target)
	for _, p := range []string{dead, alive, target + ".kohyo-notes", filepath.Join(filepath.Dir(target), ".public.kohyo-notes")} {
		if err := os.MkdirAll(filepath.Join(p, "ja"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	lock, err := tryLock(alive)
	if err != nil {
		t.Skip(err)
	}
	defer lock.release()
	mustWrite(t, target, generation(1, 3))
	for path, want := range map[string]bool{dead: false, alive: true, target + ".kohyo-notes": true} {
		if _, err := os.Stat(path); (err == nil) != want {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(target), ".public.kohyo-notes")); err != nil {
		t.Error("somebody's own folder was swept")
	}
}

func BenchmarkWrite2000(b *testing.B) {
	p := pages{}
	for i := range 2000 {
		p[fmt.Sprintf("ja/%04d/incident-%04d/index.html", 2000+i%20, i)] = strings.Repeat("お知らせの本文。", 500+i%700)
	}
	for name, opt := range map[string]Options{"synced": {}, "unsynced": {NoSync: true}} {
		b.Run(name, func(b *testing.B) {
			target := filepath.Join(b.TempDir(), "public")
			for b.Loop() {
				if _, err := Write(b.Context(), target, p, opt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
