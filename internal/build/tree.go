package build

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Has reports whether there is a file of that name, and renders nothing.
func (s *Site) Has(name string) bool {
	_, ok := s.pages.Find(name)
	return ok
}

// Open opens a file, which is rendered now, or a folder.
func (s *Site) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	if _, ok := s.pages.Find(name); ok {
		data, err := s.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return &file{info{name: path.Base(name), size: int64(len(data))}, bytes.NewReader(data)}, nil
	}
	entries, ok := s.tree()[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &folder{info: info{name: path.Base(name), folder: true}, entries: entries}, nil
}

// tree gives the entries of every folder, in order of their names.
func (s *Site) tree() map[string][]fs.DirEntry {
	s.once.Do(func() {
		s.folders = map[string][]fs.DirEntry{".": nil}
		for name := range s.Addresses() {
			s.folders[path.Dir(name)] = append(s.entries(path.Dir(name)), entry{site: s, path: name})
		}
		for name, entries := range s.folders {
			slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
			s.folders[name] = entries
		}
	})
	return s.folders
}

// entries gives what is in a folder so far, and enters the folder itself into
// those above it.
func (s *Site) entries(name string) []fs.DirEntry {
	entries, ok := s.folders[name]
	if !ok {
		s.folders[name] = nil
		above := path.Dir(name)
		s.folders[above] = append(s.entries(above), entry{site: s, path: name, folder: true})
	}
	return entries
}

// info describes a file or a folder. Nothing has a time of its own: the same
// content gives the same site, whenever it is opened.
type info struct {
	name   string
	size   int64
	folder bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.folder }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.folder {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// file is an open page.
type file struct {
	info
	*bytes.Reader
}

func (f *file) Size() int64                { return f.info.size }
func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

// folder is an open folder.
type folder struct {
	info
	entries []fs.DirEntry
	at      int
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }

func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := f.entries[f.at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 && n < len(rest) {
		rest = rest[:n]
	}
	f.at += len(rest)
	return slices.Clone(rest), nil
}

// entry is a file or folder in a folder. Its size is known only once it is
// rendered, so that is left until somebody asks.
type entry struct {
	site   *Site
	path   string
	folder bool
}

func (e entry) Name() string { return path.Base(e.path) }
func (e entry) IsDir() bool  { return e.folder }

func (e entry) Type() fs.FileMode {
	if e.folder {
		return fs.ModeDir
	}
	return 0
}

func (e entry) Info() (fs.FileInfo, error) {
	if e.folder {
		return info{name: e.Name(), folder: true}, nil
	}
	return fs.Stat(e.site, e.path)
}
