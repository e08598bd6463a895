package verify

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// Source is where the public files are: a folder or an address. ReadFile may
// be called from several goroutines; it gives fs.ErrNotExist for a file that
// is not there, and never more than limit bytes and one.
type Source interface {
	ReadFile(ctx context.Context, name string, limit int64) ([]byte, error)
	// Names lists all files, where that is possible; else it gives nil.
	Names() ([]string, error)
	// Live reports whether the files can change while they are read.
	Live() bool
	Close() error
}

// errLink is for a link where a file should be: for what reads on, no file.
var errLink = fmt.Errorf("it is a link: %w", fs.ErrNotExist)

// folder is a Source on this machine.
type folder struct{ root *os.Root }

// Folder opens a folder: one that holds the files of a site, or a target of
// kohyo publish, where "current" leads to them.
func Folder(dir string) (Source, error) {
	served := filepath.Join(dir, "current")
	if _, err := os.Stat(filepath.Join(dir, "log")); errors.Is(err, fs.ErrNotExist) {
		if to, err := filepath.EvalSymlinks(served); err == nil {
			dir = to // a folder of its own, so that nothing beside it can be read
		}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &folder{root}, nil
}

func (f *folder) ReadFile(_ context.Context, name string, limit int64) ([]byte, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	info, err := f.root.Lstat(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return nil, errLink // it could lead anywhere, and elsewhere tomorrow
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist} // Names tells of it
	}
	file, err := f.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readLimited(file, limit)
}

// Names lists whatever is no folder, links too: they could lead anywhere.
func (f *folder) Names() ([]string, error) {
	var names []string
	err := fs.WalkDir(f.root.FS(), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			names = append(names, path.Clean(name))
		}
		return err
	})
	slices.Sort(names)
	return names, err
}

func (f *folder) Live() bool   { return false }
func (f *folder) Close() error { return f.root.Close() }
