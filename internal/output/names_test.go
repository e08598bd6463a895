package output

import (
	"context"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Names that are the same to some file system are found whatever stands
// between them, and no others are.
func TestTwins(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", "A", "b", "a-b", "a.b", "が", "が", "ß", "ss", "ab"}
	for range 20000 {
		var names []string
		for range 1 + rnd.IntN(5) {
			var name []string
			for range 1 + rnd.IntN(3) {
				name = append(name, parts[rnd.IntN(len(parts))])
			}
			names = append(names, strings.Join(name, "/"))
		}
		_, err := sortedNames(slices.Clone(names), "out")
		if want := haveTwins(names); want != (err != nil) {
			t.Fatalf("%q: twins %v, and said of it: %v", names, want, err)
		}
	}
}

// haveTwins compares every name with every other one.
func haveTwins(names []string) bool {
	spelt := map[string]string{}
	files := map[string]int{}
	for _, name := range names {
		files[fold(name)]++
		for p := name; p != "."; p = path.Dir(p) {
			if was, ok := spelt[fold(p)]; ok && was != p {
				return true
			}
			spelt[fold(p)] = p
		}
	}
	for _, name := range names {
		for p := path.Dir(name); p != "."; p = path.Dir(p) {
			if files[fold(p)] > 0 {
				return true
			}
		}
		if files[fold(name)] > 1 {
			return true
		}
	}
	return false
}

func TestFoldersOf(t *testing.T) {
	names := []string{"ja/x/1/index.html", "index.html", "ja/x-y/index.html", "ja/index.html", "en/x/index.html", "ja/x/index.html"}
	want := []string{"en", "en/x", "ja", "ja/x", "ja/x-y", "ja/x/1"}
	if got := foldersOf(names); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// Many files are brought to the disk together where the system can do so, and
// one by one elsewhere; that a disk fails is told either way.
func TestSettle(t *testing.T) {
	root := t.TempDir()
	var names []string
	for range manyFiles {
		name := "f" + strings.Repeat("x", len(names))
		names = append(names, name)
		if err := os.WriteFile(filepath.Join(root, name), []byte(name), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for all, want := range map[error]int{nil: 1, errNoSyncAll: 1 + manyFiles, os.ErrInvalid: 1} {
		d := &settling{all: all}
		d.disk = osDisk{}
		err := settle(context.Background(), d, root, names)
		if n := int(d.count.Load()); n != want || (all == os.ErrInvalid) != (err != nil) {
			t.Errorf("%v: %d calls, want %d; %v", all, n, want, err)
		}
	}
	d := &settling{}
	d.disk = osDisk{}
	if err := settle(context.Background(), d, root, names[1:]); err != nil || int(d.count.Load()) != manyFiles-1 {
		t.Errorf("few files: %d calls, %v", d.count.Load(), err)
	}
}

// settling is a disk that syncs all, cannot, or fails.
type settling struct {
	faulty
	all error
}

func (s *settling) syncAll(path string) error {
	s.count.Add(1)
	if s.all != nil {
		return s.all
	}
	return s.disk.syncAll(path)
}

func (s *settling) sync(path string) error {
	s.count.Add(1)
	return s.disk.sync(path)
}
