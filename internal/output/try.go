package output

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Try gives the error that Write would give, as far as it shows beforehand
// and without a lock. It leaves everything as it is.
func Try(dir string, opt Options) error {
	target, err := locate(dir, opt.Site)
	if err == nil {
		err = refusePublication(target, dir, opt)
	}
	if err == nil {
		_, err = inspect(target, dir)
	}
	if err == nil {
		err = tryToWrite(filepath.Dir(target))
	}
	return err
}

// Try gives the error that Lock or Replace would give, as far as it shows
// beforehand and without the lock. It leaves everything as it is.
func (g *Generations) Try() error {
	if err := g.refuseForeign(); err != nil {
		return err
	}
	lock := filepath.Join(g.store, "lock")
	if _, err := os.Lstat(lock); err == nil {
		f, err := os.Open(lock)
		if err != nil {
			return err
		}
		f.Close()
	}
	// Beside what is served the link is turned, or the folders are exchanged.
	if err := tryToWrite(filepath.Dir(g.Path())); err != nil {
		return err
	}
	return tryToWrite(g.trees())
}

// tryToWrite makes a file in a folder, or in the one that it would be made in,
// and takes it away again: what the system says of permissions is not all that
// may keep a file from being written.
func tryToWrite(folder string) error {
	f, err := os.CreateTemp(folder, ".kohyo-try-*")
	if errors.Is(err, fs.ErrNotExist) && filepath.Dir(folder) != folder {
		if _, there := os.Lstat(folder); there != nil {
			return tryToWrite(filepath.Dir(folder))
		}
	}
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		err = &fs.PathError{Op: "make a file in", Path: folder, Err: p.Err} // not under that name
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
