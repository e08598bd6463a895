package output

import (
	"io/fs"
	"os"
	"path/filepath"
)

// previous is the tree that is to be replaced, as far as its files are to be
// had again. It was found to be what its manifest says, and is looked at once
// more after the swap: a file that is changed meanwhile has two names by then,
// and is found.
type previous struct {
	tree
	root   string
	folder fs.FileInfo // of root
	source Remembering // nil: nothing is known of the files
}

// newPrevious takes the tree that was found at a place.
func newPrevious(t tree, root string, site Source) previous {
	p := previous{tree: t, root: root}
	if folder, err := os.Lstat(root); err == nil && t.exists {
		p.folder = folder
		p.source, _ = site.(Remembering)
	}
	return p
}

// link gives a file of the tree a second name, if it is known to be what would
// be made now. Where no link can be, the file has to be made.
func (p previous) link(d disk, name, path string) (entry, bool) {
	e, listed := p.entries[name]
	if p.source == nil || !listed || !p.source.Unchanged(p.manifest, name) {
		return entry{}, false
	}
	return e, d.link(filepath.Join(p.root, filepath.FromSlash(name)), path) == nil
}

// still reports whether the tree is where it was. Where another run has put
// its own in the place, files with the same names may be others.
func (p previous) still() bool {
	if p.source == nil {
		return true
	}
	now, err := os.Lstat(p.root)
	return err == nil && os.SameFile(now, p.folder)
}
