package output

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
)

// File is one file of a tree that is to be written.
type File struct {
	Name   string
	Size   int64
	SHA256 [sha256.Size]byte
}

// fill writes a whole tree and brings it to the disk. Files that readers see
// already get a second name instead of being written again: a publication
// costs what has changed. They are read first, so a damaged one is replaced.
func (g *Generations) fill(ctx context.Context, tree string, files []File, site Source, done func()) (Stats, error) {
	served, err := g.Served()
	if err != nil {
		return Stats{}, err
	}
	names := make([]string, len(files))
	entries := make([]entry, len(files))
	for i, f := range files {
		names[i], entries[i] = f.Name, entry{f.Name, f.Size, f.SHA256}
	}
	if err := g.disk.mkdir(tree); err != nil {
		return Stats{}, err
	}
	folders := foldersOf(names)
	if err := makeFolders(ctx, g.disk, tree, folders); err != nil {
		return Stats{}, err
	}
	linked, differs := make([]bool, len(files)), make([]bool, len(files))
	var size atomic.Int64
	workers := runtime.GOMAXPROCS(0)
	err = each(ctx, workers, len(files), func(i int) error {
		path := filepath.FromSlash(names[i])
		if old := filepath.Join(served, path); served != "" {
			differs[i] = !isFile(old, files[i])
			// Where no link can be, the file is written.
			if linked[i] = !differs[i] && g.disk.link(old, filepath.Join(tree, path)) == nil; linked[i] {
				return nil
			}
		}
		size.Add(files[i].Size)
		defer done()
		return g.writeFile(filepath.Join(tree, path), files[i], site)
	})
	if err != nil {
		return Stats{}, err
	}
	if err := g.disk.write(filepath.Join(tree, manifestName), encode(entries)); err != nil {
		return Stats{}, err
	}
	written := make([]bool, len(names))
	for i := range names {
		written[i] = !linked[i]
	}
	fresh := append([]string{manifestName}, chosen(names, written)...)
	if err := settle(ctx, g.disk, tree, append(append(fresh, folders...), ".")); err != nil {
		return Stats{}, err
	}
	if err := keepMode(g.disk, served, tree); served != "" && err != nil {
		return Stats{}, err
	}
	err = each(ctx, workers, len(files), func(i int) error {
		path := filepath.Join(tree, filepath.FromSlash(names[i]))
		if !linked[i] && !isFile(path, files[i]) {
			return fmt.Errorf("%s is not what was written to it", path)
		}
		return nil
	})
	return Stats{Files: len(fresh) - 1, Bytes: size.Load(), Differs: chosen(names, differs)}, err
}

// chosen are the names that are marked.
func chosen(names []string, marks []bool) (out []string) {
	for i, name := range names {
		if marks[i] {
			out = append(out, name)
		}
	}
	return out
}

// isFile reports whether there is a file with the wanted bytes. No link is
// followed: its file would be nobody's.
func isFile(path string, want File) bool {
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() || info.Size() != want.Size {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	hash := sha256.New()
	_, err = io.Copy(hash, f)
	return err == nil && bytes.Equal(hash.Sum(nil), want.SHA256[:])
}

func (g *Generations) writeFile(path string, want File, site Source) error {
	data, err := site.ReadFile(want.Name)
	if err != nil {
		return fmt.Errorf("%s: %w", want.Name, err)
	}
	if sha256.Sum256(data) != want.SHA256 {
		return fmt.Errorf("%s changed while it was being published", want.Name)
	}
	return g.disk.write(path, data)
}

// serve lets readers see a finished tree.
func (g *Generations) serve(tree, id string) error {
	final := filepath.Join(g.trees(), id)
	if err := g.disk.rename(tree, final); err != nil {
		removeAll(g.disk, tree)
		return err
	}
	err := g.disk.sync(g.trees())
	if err == nil {
		err = g.disk.sync(g.store)
	}
	if err == nil && g.opt.Folder {
		err = g.exchangeFolder(final)
	} else if err == nil {
		err = g.turnLink(id)
	}
	if err != nil {
		g.tidy() // takes the tree away again, if nobody sees it
	}
	return err
}

// turnLink makes the link lead to another tree: in one step, for a link that
// is renamed over another leaves no moment without one.
func (g *Generations) turnLink(id string) error {
	link := filepath.Join(g.target, linkName)
	before, err := os.Readlink(link)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := g.point(filepath.Join(storeName, treesName, id), link); err != nil {
		return err
	}
	err = g.disk.sync(g.target)
	if err == nil {
		err = g.syncMade()
	}
	switch {
	case err == nil:
		g.markSeen(id)
		g.markSince(filepath.Base(before))
		return nil
	case before == "":
		return errors.Join(err, stuck(g.disk.remove(link)))
	}
	return errors.Join(err, stuck(g.point(before, link)))
}

func (g *Generations) point(to, link string) error {
	fresh := filepath.Join(g.store, newMark+linkName)
	if err := g.disk.remove(fresh); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := g.disk.symlink(to, fresh); err != nil {
		return err
	}
	return g.disk.rename(fresh, link)
}

// syncMade brings the folders to the disk that had to be made for the target.
func (g *Generations) syncMade() error {
	for _, p := range g.made {
		if err := g.disk.sync(filepath.Dir(p)); err != nil {
			return err
		}
	}
	g.made = nil
	return nil
}

// exchangeFolder puts a tree in the place of the served folder. The old one
// is found under the new one's name in the store.
func (g *Generations) exchangeFolder(final string) error {
	// Looked at once more: writing took its time, and people save files.
	t, err := inspect(g.target, g.dir)
	if err != nil {
		return withWay(err)
	}
	step, back := g.disk.exchange, g.disk.exchange
	if !t.exists {
		step, back = g.disk.rename, func(a, b string) error { return g.disk.rename(b, a) }
	}
	if err := step(final, g.target); err != nil {
		return hint(err)
	}
	for _, folder := range []string{filepath.Dir(g.target), g.trees()} {
		if err := g.disk.sync(folder); err != nil {
			return errors.Join(err, stuck(back(final, g.target)))
		}
	}
	if err := g.syncMade(); err != nil {
		return errors.Join(err, stuck(back(final, g.target)))
	}
	g.markSeen("target")
	if t.exists {
		g.markSince(filepath.Base(final))
	}
	return nil
}
