package output

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// kept is a tree of the store.
type kept struct {
	id     string
	number int
	since  time.Time // since when it is not served any more; zero: not known
	seen   bool      // readers have seen it
}

// list gives the trees of the store, in the order of their numbers.
func (g *Generations) list() []kept {
	entries, _ := os.ReadDir(g.trees())
	var all []kept
	for _, e := range entries {
		digits, _, _ := strings.Cut(e.Name(), "-")
		number, err := strconv.Atoi(digits)
		if err != nil || !e.IsDir() {
			continue
		}
		t := kept{id: e.Name(), number: number}
		// A mark that was cut off in the writing says nothing, and is written again.
		if data, err := os.ReadFile(g.sinceFile(t.id)); err == nil {
			t.since, _ = time.Parse(time.RFC3339, strings.TrimSpace(string(data)))
		}
		_, err = os.Lstat(g.seenFile(t.id))
		t.seen = err == nil || !t.since.IsZero()
		all = append(all, t)
	}
	slices.SortStableFunc(all, func(a, b kept) int { return cmp.Compare(a.number, b.number) })
	return all
}

func (g *Generations) sinceFile(id string) string { return filepath.Join(g.trees(), id+sinceMark) }

func (g *Generations) seenFile(id string) string { return filepath.Join(g.trees(), id+seenMark) }

// markSeen notes that readers have seen a tree. What is killed before that is
// made up for by the next run.
func (g *Generations) markSeen(id string) { _ = g.disk.write(g.seenFile(id), nil) }

// markSince notes that a tree is not served from now on.
func (g *Generations) markSince(id string) {
	if id == "" || id == "." {
		return
	}
	_ = g.disk.remove(g.sinceFile(id))
	_ = g.disk.write(g.sinceFile(id), []byte(g.opt.Now().UTC().Format(time.RFC3339)+"\n"))
	// Without the mark, the next run writes one: the tree stays longer, never shorter.
}

// tidy clears what killed runs have left, and trees that nobody reads any
// more. It stays silent about what it cannot remove: litter is no reason to
// keep a notice from being published, and the next run tries again.
func (g *Generations) tidy() {
	entries, _ := os.ReadDir(g.store)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), newMark) {
			g.clear(filepath.Join(g.store, e.Name()), e.IsDir())
		}
	}
	served := g.servedNumber()
	tree, err := g.Served()
	nothing := tree == "" && err == nil
	var old []kept
	for _, t := range g.list() {
		switch {
		case served == t.number:
			if !t.since.IsZero() {
				_ = g.disk.remove(g.sinceFile(t.id)) // it was brought back by hand
			}
			if !t.seen {
				g.markSeen(t.id)
			}
		case !t.since.IsZero():
			old = append(old, t)
		case !t.seen && (nothing || !g.opt.Folder && t.number > served): // finished, and killed before readers saw it
			g.clear(filepath.Join(g.trees(), t.id), true)
		default:
			g.markSince(t.id)
		}
	}
	g.prune(old)
}

// hideStore keeps readers out of a store that lies beside the served folder:
// many servers serve that place too, and what was withdrawn would stay readable
// under a name that can be guessed. A link leads into its store, so that one
// stays open.
func (g *Generations) hideStore() error {
	if !g.opt.Folder {
		return nil
	}
	info, err := os.Stat(g.store)
	if err != nil || info.Mode().Perm() == 0o700 {
		return err
	}
	return g.disk.chmod(g.store, 0o700)
}

// servedNumber is the number of the tree that the link leads to, 0 before
// there is one. Where the served tree is the target, none of the store is it.
func (g *Generations) servedNumber() int {
	if g.opt.Folder {
		return 0
	}
	to, err := os.Readlink(filepath.Join(g.target, linkName))
	if err != nil {
		return 0
	}
	digits, _, _ := strings.Cut(filepath.Base(to), "-")
	n, _ := strconv.Atoi(digits)
	return n
}

// prune removes the trees whose time is over, but for the last one that was
// served before the present one. Time counts, not number: a reader who began
// yesterday reads on, however often something was published since. Where a
// run was killed in the middle of the exchange, one tree of the store may
// never have been served: there, one more stays.
func (g *Generations) prune(old []kept) {
	last := 1
	if g.opt.Folder {
		last = 2
	}
	slices.SortStableFunc(old, func(a, b kept) int { return a.since.Compare(b.since) })
	for _, t := range old[:max(0, len(old)-last)] {
		if g.opt.Now().Sub(t.since) < g.opt.Keep {
			continue
		}
		g.clear(filepath.Join(g.trees(), t.id), true)
		if _, err := os.Lstat(filepath.Join(g.trees(), t.id)); err != nil {
			_ = g.disk.remove(g.seenFile(t.id))
			_ = g.disk.remove(g.sinceFile(t.id)) // last: what is left of a tree keeps its mark
		}
	}
}

func (g *Generations) clear(path string, folder bool) {
	if folder {
		removeAll(g.disk, path)
	} else {
		_ = g.disk.remove(path)
	}
}
