package pdf

import (
	"crypto/rand"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// folder is what one run of the browser keeps on the disk: its profile, and
// whatever it puts among the temporary files. The lock is held as long as the
// run lives, so that another can tell the folder from litter.
type folder struct {
	path string
	lock *os.File
}

const (
	folderMark = "kohyo-pdf-"
	lockName   = "lock"
)

// newFolder tries again when another run took the folder for litter before it
// was locked.
func newFolder() (f *folder, err error) {
	base := os.TempDir()
	sweep(base)
	for range 10 {
		if f, err = tryFolder(base); err == nil {
			return f, nil
		}
	}
	return nil, err
}

func tryFolder(base string) (*folder, error) {
	var digits [4]byte
	rand.Read(digits[:]) // never fails: it ends the program instead
	f := &folder{path: filepath.Join(base, folderMark+hex.EncodeToString(digits[:]))}
	err := os.Mkdir(f.path, 0o700)
	if err != nil {
		return nil, err
	}
	if f.lock, err = os.OpenFile(filepath.Join(f.path, lockName), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
		err = hold(f.lock)
	}
	for _, name := range []string{"profile", "tmp"} {
		if err == nil {
			err = os.Mkdir(filepath.Join(f.path, name), 0o700)
		}
	}
	if err != nil {
		f.remove()
		return nil, err
	}
	return f, nil
}

// remove takes the folder away. The last of the browser's processes may still
// be writing.
func (f *folder) remove() {
	for range 100 {
		if os.RemoveAll(filepath.Join(f.path, "profile")) == nil && os.RemoveAll(filepath.Join(f.path, "tmp")) == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if f.lock != nil {
		_ = f.lock.Close()
	}
	_ = os.RemoveAll(f.path)
}

// sweep removes the folders of runs that were killed.
func sweep(base string) {
	entries, _ := os.ReadDir(base)
	for _, e := range entries {
		digits, ok := strings.CutPrefix(e.Name(), folderMark)
		if raw, err := hex.DecodeString(digits); ok && err == nil && len(raw) == 4 && e.IsDir() {
			sweepOne(filepath.Join(base, e.Name()))
		}
	}
}

func sweepOne(path string) {
	// Others can write among the temporary files: no link is followed.
	root, err := os.OpenRoot(path)
	if err != nil {
		return
	}
	lock, err := root.OpenFile(lockName, os.O_RDWR, 0)
	_ = root.Close()
	if err != nil {
		_ = os.Remove(path) // made, but not locked yet; or somebody's, and not empty
		return
	}
	if abandoned(lock) {
		(&folder{path: path, lock: lock}).remove()
		return
	}
	_ = lock.Close()
}
