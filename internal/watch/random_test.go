package watch

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// view is the content as somebody knows it who reads only what is told.
type view map[string]string

func (v view) read(dir string, c Change) {
	paths := c.Paths
	if paths == nil {
		paths = parts
	}
	for _, name := range paths {
		for known := range v {
			if known == name || strings.HasPrefix(known, name+"/") {
				delete(v, known)
			}
		}
		_ = filepath.WalkDir(filepath.Join(dir, filepath.FromSlash(name)), func(full string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return nil // gone by now: that will be told
			}
			rel, _ := filepath.Rel(dir, full)
			if rel = filepath.ToSlash(rel); ours(rel) && !noise(rel) {
				text, _ := os.ReadFile(full)
				v[rel] = string(text)
			}
			return nil
		})
	}
}

func (v view) hear(dir string, c Change) {
	if !c.Early {
		v.read(dir, c)
	}
}

// However a site changes, who reads what is told of knows it as it is, without
// a look at all of it, and without what is told early. KOHYO_EDITS=10000 makes
// as many changes.
func TestNothingIsMissed(t *testing.T) {
	steps := 150
	if n, err := strconv.Atoi(os.Getenv("KOHYO_EDITS")); err == nil {
		steps = n
	}
	s := newSite(t)
	w := s.open(hasty)
	known := view{}
	known.read(s.dir, Change{})
	rnd := rand.New(rand.NewPCG(7, 8))
	folder := func() string { return "content/n-" + strconv.Itoa(rnd.IntN(12)) }
	ways := slices.Sorted(maps.Keys(saves))
	for step := range steps {
		a, b := folder(), folder()
		_, err := os.Stat(s.path(a))
		switch n := rnd.IntN(10); {
		case err != nil || n == 0:
			s.write(a+"/1.toml", strconv.Itoa(step))
			s.write(a+"/files/deep/list.txt", strconv.Itoa(step))
		case n == 1:
			s.remove(a)
		case n == 2 && a != b:
			s.remove(b)
			s.rename(a, b)
		case n == 3:
			s.rename(a, "aside")
			s.write(a+"/1.toml", "in its place "+strconv.Itoa(step))
			s.remove("aside")
		case n == 4: // another branch
			for range 200 {
				s.write(folder()+"/"+strconv.Itoa(rnd.IntN(9))+".toml", strconv.Itoa(step))
			}
		default:
			s.write(a+"/1.toml", "before "+strconv.Itoa(step))
			saves[ways[rnd.IntN(len(ways))]](s, a+"/1.toml", "text of step "+strconv.Itoa(step))
		}
		if rnd.IntN(4) == 0 {
			time.Sleep(time.Duration(rnd.IntN(30)) * time.Millisecond)
		}
		for more := true; more; {
			select {
			case c := <-w.Changes():
				known.hear(s.dir, c)
			default:
				more = false
			}
		}
	}
	late := time.After(20 * time.Second)
	for {
		is := view{}
		is.read(s.dir, Change{})
		if maps.Equal(known, is) {
			return
		}
		select {
		case c := <-w.Changes():
			known.hear(s.dir, c)
		case <-late:
			for name, text := range is {
				if known[name] != text {
					t.Errorf("%s is %q, known as %q", name, text, known[name])
				}
			}
			t.Fatalf("%d files, %d known", len(is), len(known))
		}
	}
}
