package output

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// disk is every change that this package makes to the file system. It is an
// interface so that a test can let each single one of them fail.
type disk interface {
	mkdir(path string) error
	write(path string, data []byte) error
	sync(path string) error
	syncAll(path string) error // all that is on its file system; errNoSyncAll where the system has no such call
	chmod(path string, mode fs.FileMode) error
	exchange(a, b string) error   // errNoExchange where the system has no such step
	link(file, name string) error // a second name of a file
	symlink(to, name string) error
	rename(from, to string) error
	remove(path string) error
}

var errNoSyncAll = errors.New("this system cannot wait for a whole file system")

var errNoExchange = errors.New("this file system cannot exchange two folders in one step")

type osDisk struct{}

func (osDisk) mkdir(path string) error                   { return os.Mkdir(path, 0o755) }
func (osDisk) chmod(path string, mode fs.FileMode) error { return os.Chmod(path, mode) }
func (osDisk) exchange(a, b string) error                { return exchange(a, b) }
func (osDisk) link(file, name string) error              { return os.Link(file, name) }
func (osDisk) symlink(to, name string) error             { return os.Symlink(to, name) }
func (osDisk) rename(from, to string) error              { return os.Rename(from, to) }
func (osDisk) remove(path string) error                  { return os.Remove(path) }

func (osDisk) write(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

func (osDisk) sync(path string) error {
	f, err := openForSync(path)
	if f == nil {
		return err
	}
	err = f.Sync()
	if cannotSync(err) {
		err = nil // this file system syncs no folders: there is nothing to wait for
	}
	return errors.Join(err, f.Close())
}

func (osDisk) syncAll(path string) error { return syncAll(path) }

// makeParents makes the folders above the target and says which were missing.
func makeParents(d disk, path string) (made []string, err error) {
	var missing []string
	for p := path; ; p = filepath.Dir(p) {
		if _, err := os.Stat(p); err == nil || p == filepath.Dir(p) {
			break
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		missing = append(missing, p)
	}
	for _, p := range slices.Backward(missing) {
		err := d.mkdir(p)
		switch {
		case err == nil:
			made = append(made, p)
		case !errors.Is(err, fs.ErrExist): // another run may have made it just now
			removeParents(d, made)
			return nil, err
		}
	}
	return made, nil
}

// makeFolders makes the folders of a tree, each before those in it.
func makeFolders(ctx context.Context, d disk, root string, folders []string) error {
	for _, level := range levels(folders) {
		err := Each(ctx, len(level), func(i int) error { return d.mkdir(filepath.Join(root, filepath.FromSlash(level[i]))) })
		if err != nil {
			return err
		}
	}
	return nil
}

// removeParents takes back what makeParents made, unless somebody uses it now.
func removeParents(d disk, made []string) {
	for _, p := range slices.Backward(made) {
		_ = d.remove(p) // refuses a folder that is not empty: then it stays
	}
}

// removeAll removes a folder that is ours whole.
func removeAll(d disk, path string) {
	entries, _ := os.ReadDir(path)
	for _, e := range entries {
		if p := filepath.Join(path, e.Name()); e.IsDir() {
			removeAll(d, p)
		} else {
			_ = d.remove(p)
		}
	}
	_ = d.remove(path) // what could not be removed, the next run's sweep finds
}

// keepMode gives the new tree the permissions that the old folder has: a
// group that could read it before can do so after.
func keepMode(d disk, target, tree string) error {
	info, err := os.Stat(target)
	if err != nil {
		return nil // there is no old folder
	}
	return d.chmod(tree, info.Mode().Perm()|info.Mode()&fs.ModeSetgid)
}
