package output

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// temporary is the folder that a run writes, beside its target. Its lock is
// held as long as the run lives, so that other runs can tell it from litter.
type temporary struct {
	path string
	lock *lock
}

const (
	mark    = ".kohyo-" // between the target's name and 16 random digits
	oldMark = ".old"    // behind the digits: the previous output, set aside for a moment
)

func newTemporary(d disk, target string) (temporary, error) {
	for try := 0; ; try++ {
		path := besides(target)
		if err := d.mkdir(path); err != nil {
			return temporary{}, err
		}
		lock, err := tryLock(path)
		if err == nil || errors.Is(err, errNoLocks) {
			return temporary{path, lock}, nil
		}
		// Another run took it for litter before it was locked.
		if try == 9 {
			removeAll(d, path)
			return temporary{}, err
		}
	}
}

func besides(target string) string {
	var digits [8]byte
	rand.Read(digits[:]) // never fails: it ends the program instead
	folder, base := filepath.Split(target)
	return filepath.Join(folder, "."+base+mark+hex.EncodeToString(digits[:]))
}

// isBesides reports whether a name is one that besides makes.
func isBesides(base, name string) (yes, old bool) {
	digits, ok := strings.CutPrefix(name, "."+base+mark)
	digits, old = strings.CutSuffix(digits, oldMark)
	raw, err := hex.DecodeString(digits)
	return ok && err == nil && len(raw) == 8 && digits == strings.ToLower(digits), old
}

// stale is when a temporary folder counts as left behind on systems where no
// lock can tell.
const stale = 24 * time.Hour

// sweep clears what killed runs left beside the target. It gives back an
// output that such a run had set aside, and otherwise stays silent about what
// it cannot remove: litter is no reason to keep a notice from being published.
func sweep(d disk, target string) error {
	folder, base := filepath.Split(target)
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		yes, old := isBesides(base, e.Name())
		if !yes || !e.IsDir() {
			continue
		}
		if err := sweepOne(d, filepath.Join(folder, e.Name()), old, target); err != nil {
			return err
		}
	}
	return nil
}

func sweepOne(d disk, path string, old bool, target string) error {
	lock, err := tryLock(path)
	if err != nil && !errors.Is(err, errNoLocks) {
		return nil // a living run's, or gone by now
	}
	defer lock.release()
	if _, err := os.Lstat(target); old && errors.Is(err, fs.ErrNotExist) {
		return d.rename(path, target)
	}
	if info, err := os.Lstat(path); lock == nil && (err != nil || time.Since(info.ModTime()) < stale) {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(path, manifestName))
	if err == nil {
		_, err = decode(data)
	}
	if err != nil { // the beginning of a new tree: the manifest is written last
		removeAll(d, path)
		return nil
	}
	// A whole tree: the old output after a swap, or the new one before it.
	// Whatever somebody has put into it since stays, and so does the tree.
	if t, err := inspect(path, path); err == nil {
		_ = erase(d, path, t) // what stays, the next sweep finds
	}
	return nil
}

// erase removes a tree that was inspected: those files and no others. The
// manifest goes last, so that a tree cut short is still known to be ours.
func erase(d disk, root string, t tree) error {
	remove := func(names []string) error {
		return Each(context.Background(), len(names), func(i int) error {
			return d.remove(filepath.Join(root, filepath.FromSlash(names[i])))
		})
	}
	if err := remove(t.files); err != nil {
		return err
	}
	for _, level := range slices.Backward(levels(t.folders)) {
		if err := remove(level); err != nil {
			return err
		}
	}
	if err := d.remove(filepath.Join(root, manifestName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return d.remove(root)
}
