package overlay

import (
	"errors"
	"io"
	"io/fs"
)

// dir is an open folder of the union: one layer's folder for its Stat, the
// entries of both.
type dir struct {
	fs.File
	name    string
	entries []fs.DirEntry
	at      int
}

// Read fails: a folder has no bytes.
func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.name, Err: errors.New("is a folder")}
}

// ReadDir gives the next n entries, or all that are left.
func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	rest := d.entries[d.at:]
	if n > 0 && len(rest) == 0 {
		return nil, io.EOF
	}
	if n > 0 && n < len(rest) {
		rest = rest[:n]
	}
	d.at += len(rest)
	return append([]fs.DirEntry{}, rest...), nil
}
