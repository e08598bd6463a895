// Package overlay lays a site's own files over the shipped theme: the site's
// own file, else the theme's.
package overlay

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// FS is the union of the site's own files and the shipped ones.
type FS struct {
	own     fs.FS // nil where a site has nothing of its own
	shipped fs.FS
}

// New lays own, which may be nil, over shipped.
func New(own, shipped fs.FS) *FS { return &FS{own, shipped} }

// Open opens the site's own file, else the shipped one. Whatever keeps an own
// file from being read is an error: falling back to the theme then would
// silently publish something else than the site's authors see in their folder.
func (o *FS) Open(name string) (fs.File, error) {
	layer, isDir, err := o.find("open", name)
	if err != nil {
		return nil, err
	}
	if !isDir {
		return layer.Open(name)
	}
	entries, err := o.ReadDir(name)
	if err != nil {
		return nil, err
	}
	file, err := layer.Open(name)
	if err != nil {
		return nil, err
	}
	return &dir{File: file, name: name, entries: entries}, nil
}

// ReadFile gives the bytes of the site's own file, else of the shipped one.
func (o *FS) ReadFile(name string) ([]byte, error) {
	layer, isDir, err := o.find("read", name)
	if err != nil {
		return nil, err
	}
	if isDir {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("is a folder")}
	}
	return fs.ReadFile(layer, name)
}

// ReadDir lists a folder of both, each name once.
func (o *FS) ReadDir(name string) ([]fs.DirEntry, error) {
	_, isDir, err := o.find("readdir", name)
	if err != nil {
		return nil, err
	}
	if !isDir {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: errors.New("is not a folder")}
	}
	union := map[string]fs.DirEntry{}
	for _, layer := range []fs.FS{o.shipped, o.own} {
		if layer == nil {
			continue
		}
		entries, err := fs.ReadDir(layer, name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		for _, e := range entries {
			union[e.Name()] = e
		}
	}
	return slices.SortedFunc(maps.Values(union), func(a, b fs.DirEntry) int {
		return cmp.Compare(a.Name(), b.Name())
	}), nil
}

// find says which layer has the name, and whether it is a folder there.
func (o *FS) find(op, name string) (layer fs.FS, isDir bool, err error) {
	if !fs.ValidPath(name) {
		return nil, false, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	shipped, shippedErr := fs.Stat(o.shipped, name)
	if o.own == nil {
		if shippedErr != nil {
			return nil, false, shippedErr
		}
		return o.shipped, shipped.IsDir(), nil
	}
	own, err := fs.Stat(o.own, name)
	switch {
	case errors.Is(err, fs.ErrNotExist) && shippedErr != nil:
		return nil, false, shippedErr
	case errors.Is(err, fs.ErrNotExist):
		return o.shipped, shipped.IsDir(), nil
	case err != nil:
		return nil, false, err
	case shippedErr == nil && own.IsDir() != shipped.IsDir():
		return nil, false, &fs.PathError{Op: op, Path: name, Err: errors.New(
			"is a folder in one and a file in the other of the site and the theme")}
	}
	return o.own, own.IsDir(), nil
}

// Own lists the site's own files in a folder and below, sorted. Files that
// editors and systems leave behind (hidden ones, and backups ending in ~) do
// not count: nobody meant them as part of a site.
func (o *FS) Own(folder string) ([]string, error) {
	if o.own == nil {
		return nil, nil
	}
	var names []string
	err := fs.WalkDir(o.own, folder, func(name string, e fs.DirEntry, err error) error {
		switch {
		case name == folder && errors.Is(err, fs.ErrNotExist):
			return fs.SkipAll
		case err != nil:
			return err
		case name != folder && left(path.Base(name)):
			if e.IsDir() {
				return fs.SkipDir
			}
		case !e.IsDir():
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the site's own files: %w", err)
	}
	return names, nil
}

// Unused lists the site's own files in a folder that the shipped theme does
// not have. What that means is the caller's to say: an own template that
// nothing asks for is a mistake, an own picture or an own language is not.
func (o *FS) Unused(folder string) ([]string, error) {
	names, err := o.Own(folder)
	return slices.DeleteFunc(names, o.Ships), err
}

// Ships reports whether the shipped theme has the file.
func (o *FS) Ships(name string) bool {
	info, err := fs.Stat(o.shipped, name)
	return err == nil && !info.IsDir()
}

func left(base string) bool {
	return strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~")
}
