// Package output writes a site to a folder, all or nothing: a build that
// fails, is interrupted or is refused leaves the previous output exactly as
// it was, and a finished one replaces it whole.
//
// The new tree is written beside the target under a name of its own, brought
// safely to the disk, and swapped with the old one in a single step where the
// system has such a step. The manifest in every tree says which files are
// ours, so that nothing is ever deleted that somebody else put there.
package output

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"runtime"
	"slices"
	"sync/atomic"
)

// Source is the site to write: its addresses, and each file's bytes on demand.
// ReadFile is called from several goroutines at once.
type Source interface {
	Addresses() iter.Seq[string] // slash paths of files, such as "ja/index.html", always in the same order
	ReadFile(name string) ([]byte, error)
}

// Remembering is a source that knows which files of an earlier tree are what
// they would be now. A tree is known by the hash of its manifest.
type Remembering interface {
	Unchanged(tree [sha256.Size]byte, name string) bool
}

// Options are what a caller may say besides.
type Options struct {
	Site    string // the site's own folder, which must not be overwritten; "" means none
	NoSync  bool   // do not wait for the disk: only where losing the output at a power cut is fine
	Workers int    // how many files are rendered at once; 0 means one per processor
	Log     bool   // the site has the log of publications: it may replace a folder that has one

	// Progress is told how many files are written, of how many; nil for nobody.
	// It is called from several goroutines at once.
	Progress func(done, of int)
}

// Stats says what a run did.
type Stats struct {
	Files int
	Bytes int64

	Kept int               // of the files those that were there already, and were not made again
	Tree [sha256.Size]byte // what Remembering is to know the tree by

	// Left is a folder of ours that could not be removed after the swap. The
	// output is whole all the same, and the next run tries again.
	Left string

	// Differs lists the files that Generations.Replace found at their place with
	// other bytes than those wanted, or not at all.
	Differs []string
}

// Write replaces the folder dir with the site. An error of type *Refused means
// that dir is not the program's to replace. Any error means that dir is as it
// was before, save where the disk failed twice and the error says so.
func Write(ctx context.Context, dir string, site Source, opt Options) (Stats, error) {
	return writeTree(ctx, osDisk{}, dir, site, opt)
}

func writeTree(ctx context.Context, d disk, dir string, site Source, opt Options) (Stats, error) {
	names, err := addresses(site, dir)
	if err != nil {
		return Stats{}, err
	}
	target, err := locate(dir, opt.Site)
	if err == nil {
		err = refusePublication(target, dir, opt)
	}
	if err != nil {
		return Stats{}, err
	}
	var before previous
	err = locked(ctx, target, func(there bool) error {
		t, err := inspectLocked(target, dir, there)
		before = newPrevious(t, target, site)
		return err
	})
	if err != nil {
		return Stats{}, err
	}
	made, err := makeParents(d, filepath.Dir(target))
	if err != nil {
		return Stats{}, err
	}
	stats, err := replace(ctx, d, target, dir, before, names, site, opt)
	if err != nil {
		removeParents(d, made)
	}
	return stats, err
}

// replace writes the new tree beside the target and swaps the two.
func replace(ctx context.Context, d disk, target, dir string, before previous, names []string, site Source, opt Options) (Stats, error) {
	if err := sweep(d, target); err != nil {
		return Stats{}, fmt.Errorf("clear what a killed run left: %w", err)
	}
	next, err := newTemporary(d, target)
	if err != nil {
		return Stats{}, err
	}
	defer next.lock.release()
	stats, err := fill(ctx, d, next.path, before, names, site, opt)
	if err == nil && !before.still() {
		removeAll(d, next.path)
		return replace(ctx, d, target, dir, previous{}, names, site, opt)
	}
	if err == nil {
		err = keepMode(d, target, next.path)
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		stats.Left, err = swap(ctx, d, next, target, dir, before.tree, opt)
	}
	if err != nil {
		removeAll(d, next.path)
		return Stats{}, err
	}
	return stats, nil
}

// fill writes the whole new tree, its manifest last, and brings it to the disk.
// It writes in the order of the names: what belongs together is made together.
// What was made before gets a second name instead.
func fill(ctx context.Context, d disk, root string, before previous, names []string, site Source, opt Options) (Stats, error) {
	workers := opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	folders := foldersOf(names)
	if err := makeFolders(ctx, d, root, folders); err != nil {
		return Stats{}, err
	}
	entries, linked := make([]entry, len(names)), make([]bool, len(names))
	var done atomic.Int64
	err := each(ctx, workers, len(names), func(i int) (err error) {
		name := names[i]
		path := filepath.Join(root, filepath.FromSlash(name))
		if entries[i], linked[i] = before.link(d, name, path); !linked[i] {
			entries[i], err = write(d, name, path, site)
		}
		if n := int(done.Add(1)); opt.Progress != nil {
			opt.Progress(n, len(entries))
		}
		return err
	})
	if err != nil {
		return Stats{}, err
	}
	fresh := []string{manifestName}
	stats := Stats{Files: len(names)}
	for i, e := range entries {
		stats.Bytes += e.size
		if linked[i] {
			stats.Kept++
		} else {
			fresh = append(fresh, names[i])
		}
	}
	slices.SortFunc(entries, byName)
	manifest := encode(entries)
	stats.Tree = sha256.Sum256(manifest)
	if err := d.write(filepath.Join(root, manifestName), manifest); err != nil || opt.NoSync {
		return stats, err
	}
	return stats, settle(ctx, d, root, append(append(fresh, folders...), "."))
}

// write makes a file.
func write(d disk, name, path string, site Source) (entry, error) {
	data, err := site.ReadFile(name)
	if err != nil {
		return entry{}, fmt.Errorf("%s: %w", name, err)
	}
	return describe(name, data), d.write(path, data)
}

// manyFiles is from how many files on one wait for the whole file system is
// shorter than one for each of them: it is also for what others have written.
const manyFiles = 100

// settle waits until the disk has the files and folders of a tree that has
// been written. Doing so after everything is written lets the file system take
// all of it in a few transactions, or in one: a sync per file as it is written
// is many times slower.
func settle(ctx context.Context, d disk, root string, names []string) error {
	if len(names) >= manyFiles {
		if err := d.syncAll(root); !errors.Is(err, errNoSyncAll) {
			return err
		}
	}
	return each(ctx, runtime.GOMAXPROCS(0), len(names), func(i int) error {
		return d.sync(filepath.Join(root, filepath.FromSlash(names[i])))
	})
}
