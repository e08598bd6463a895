package output

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// tree is what a folder on the disk holds, all of it ours to delete.
type tree struct {
	exists  bool
	files   []string // slash paths; the manifest is not among them
	folders []string // each before those in it

	manifest [sha256.Size]byte // the hash of its manifest; zero where it has none
	entries  map[string]entry  // what that lists; a file may be gone
	read     []stamp           // of the files that were read to be compared with it
}

// stamp tells whether a file was touched since it was read.
type stamp struct{ size, time int64 }

func stampOf(info fs.FileInfo) stamp { return stamp{info.Size(), info.ModTime().UnixNano()} }

// inspect looks at a folder that is about to be replaced and refuses it
// unless every single file is one that an earlier run wrote and nobody has
// touched since. dir is the caller's name for it.
func inspect(root, dir string) (tree, error) {
	if err := refuseKind(root, dir); err != nil {
		return tree{}, err
	}
	t, foreign, err := walk(root)
	if err != nil || !t.exists {
		return t, err
	}
	data, err := os.ReadFile(filepath.Join(root, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		if names := slices.Concat(t.folders, notLitter(t.files), foreign); len(names) > 0 {
			slices.Sort(names)
			return tree{}, refuse(dir, names, "このプログラムが作ったフォルダーではなく、中にファイルがあります。",
				"it was not made by this program and is not empty.")
		}
		return t, nil
	}
	if err != nil {
		return tree{}, err
	}
	listed, err := decode(data)
	if err != nil {
		return tree{}, refuse(dir, []string{manifestName}, "ファイルの一覧が壊れているか、書き換えられています。",
			"it has a list of files that is damaged or was edited.")
	}
	t.manifest, t.entries = sha256.Sum256(data), listed
	return t, compare(root, dir, &t, foreign, listed)
}

// untouched reports whether a tree is still what it was when it was inspected,
// by the names of what is in it, and by the sizes and times of its files. That
// is enough within a run: who saves a file meanwhile changes its time.
func (t tree) untouched(root string) bool {
	now, foreign, err := walk(root)
	if err != nil || len(foreign) > 0 || !slices.Equal(now.files, t.files) || !slices.Equal(now.folders, t.folders) {
		return false
	}
	names := notLitter(now.files)
	return len(names) == len(t.read) && nil == Each(context.Background(), len(names), func(i int) error {
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(names[i])))
		if err == nil && (!info.Mode().IsRegular() || stampOf(info) != t.read[i]) {
			err = errTouched
		}
		return err
	})
}

var errTouched = errors.New("touched since it was read")

// compare refuses a tree that differs from its manifest, naming what differs.
// A listed file that is missing is no reason: nothing of it can be lost.
func compare(root, dir string, t *tree, foreign []string, listed map[string]entry) error {
	var known []entry
	for _, name := range notLitter(t.files) {
		if e, ok := listed[name]; ok {
			known = append(known, e)
		} else {
			foreign = append(foreign, name)
		}
	}
	ours := map[string]bool{}
	for name := range listed {
		for p, _, ok := cutLast(name); ok; p, _, ok = cutLast(p) {
			ours[p] = true
		}
	}
	for _, f := range t.folders {
		if !ours[f] {
			foreign = append(foreign, f+"/")
		}
	}
	if len(foreign) > 0 {
		slices.Sort(foreign)
		return refuse(dir, foreign, "このプログラムが作っていないファイルがあります。", "it has files that this program did not make.")
	}
	changed, read, err := changedSince(root, known)
	t.read = read
	if err == nil && len(changed) > 0 {
		return refuse(dir, changed, "作成後に書き換えられたファイルがあります。", "it has files that were changed after they were made.")
	}
	return err
}

// changedSince lists the files whose bytes are not those that were written.
// It reads them all: a changed byte need not show in the size, and a time of
// change says nothing after a copy or a checkout.
func changedSince(root string, known []entry) (names []string, read []stamp, err error) {
	differs := make([]bool, len(known))
	read = make([]stamp, len(known))
	err = Each(context.Background(), len(known), func(i int) error {
		f, err := os.Open(filepath.Join(root, filepath.FromSlash(known[i].name)))
		if err != nil {
			return err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return err
		}
		read[i] = stampOf(info)
		hash := sha256.New()
		size, err := io.Copy(hash, f)
		differs[i] = size != known[i].size || !bytes.Equal(hash.Sum(nil), known[i].hash[:])
		return err
	})
	for i, e := range known {
		if differs[i] {
			names = append(names, e.name)
		}
	}
	return names, read, err
}

// walk lists a folder's files and folders; foreign is what is neither, such
// as a link or a socket: never ours.
func walk(root string) (t tree, foreign []string, err error) {
	err = filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			if path == root && errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			return err
		}
		rel, err := filepath.Rel(root, path)
		name := filepath.ToSlash(rel)
		switch {
		case name == ".":
			t.exists = true
		case e.IsDir():
			t.folders = append(t.folders, name)
		case !e.Type().IsRegular():
			foreign = append(foreign, name)
		case name != manifestName:
			t.files = append(t.files, name)
		}
		return err
	})
	return t, foreign, err
}

// notLitter leaves out what systems put into every folder that somebody looks
// at. Nobody misses it.
func notLitter(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		base := name[strings.LastIndexByte(name, '/')+1:]
		return base == ".DS_Store" || base == "Thumbs.db" || base == "desktop.ini"
	})
}

func cutLast(name string) (folder, base string, ok bool) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:], true
	}
	return "", name, false
}
