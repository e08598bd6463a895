package pdf

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Folder is a folder of one run among the temporary files: the profile of the
// browser, or files on their way. The lock is held as long as the run lives,
// so that another can tell the folder from litter.
type Folder struct {
	Path string
	lock *os.File
}

const (
	folderMark = "kohyo-pdf-"
	lockName   = "lock"
)

// NewFolder makes a folder, and removes those that killed runs have left.
func NewFolder() (f *Folder, err error) {
	base := os.TempDir()
	sweep(base)
	for range 10 { // another run may take the folder for litter before it is locked
		if f, err = tryFolder(base); err == nil {
			return f, nil
		}
	}
	return nil, err
}

func tryFolder(base string) (*Folder, error) {
	var digits [4]byte
	rand.Read(digits[:]) // never fails: it ends the program instead
	f := &Folder{Path: filepath.Join(base, folderMark+hex.EncodeToString(digits[:]))}
	err := os.Mkdir(f.Path, 0o700)
	if err != nil {
		return nil, err
	}
	if f.lock, err = os.OpenFile(filepath.Join(f.Path, lockName), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600); err == nil {
		err = hold(f.lock)
	}
	if err != nil {
		f.Remove()
		return nil, err
	}
	return f, nil
}

// Remove takes the folder away. The last of the browser's processes may still
// be writing in it. The lock goes last: a folder that is not whole gone is
// still known as litter.
func (f *Folder) Remove() {
	for try := range 100 {
		if try > 0 {
			time.Sleep(20 * time.Millisecond)
		}
		if f.empty() {
			break
		}
	}
	if f.lock != nil {
		_ = f.lock.Close()
	}
	_ = os.RemoveAll(f.Path)
}

// empty removes all but the lock.
func (f *Folder) empty() bool {
	entries, err := os.ReadDir(f.Path)
	for _, e := range entries {
		if e.Name() != lockName {
			err = errors.Join(err, os.RemoveAll(filepath.Join(f.Path, e.Name())))
		}
	}
	return err == nil
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
		(&Folder{Path: path, lock: lock}).Remove()
		return
	}
	_ = lock.Close()
}
