package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// draft is a file to be written for an author.
type draft struct{ name, text string }

// writeNew writes files that are not there yet, into a folder. It overwrites
// nothing: if one is there already, or cannot be written, those it has
// written are taken away again.
func writeNew(root *os.Root, files []draft) (err error) {
	var made []string // files and folders, in the order in which they came
	defer func() {
		if err != nil {
			for _, name := range slices.Backward(made) {
				_ = root.Remove(name)
			}
		}
	}()
	for _, f := range files {
		folders, err := makeFolders(root, path.Dir(f.name))
		made = append(made, folders...)
		if err != nil {
			return err
		}
		file, err := root.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return err
		}
		made = append(made, f.name)
		_, err = file.WriteString(f.text)
		if err := errors.Join(err, file.Close()); err != nil {
			return fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	return nil
}

// makeFolders makes a folder and those above it, and says which were not
// there before.
func makeFolders(root *os.Root, name string) (made []string, err error) {
	if name == "." {
		return nil, nil
	}
	made, err = makeFolders(root, path.Dir(name))
	if err != nil {
		return made, err
	}
	switch err := root.Mkdir(name, 0o777); {
	case err == nil:
		return append(made, name), nil
	case errors.Is(err, fs.ErrExist):
		return made, nil
	default:
		return made, err
	}
}

// partMark is in the name of a file on its way, which begins with a dot and
// ends in random digits.
const partMark = ".kohyo-part-"

// writeWhole writes a file, or leaves the one that is there: whoever looks
// sees one or the other, whole, also after a power cut.
func writeWhole(name string, data []byte) (err error) {
	folder, base := filepath.Split(name)
	part := filepath.Join(folder, "."+base+partMark+strconv.FormatUint(rand.Uint64(), 10))
	f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part)
		}
	}()
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	return os.Rename(part, name)
}

// abandoned is how long a file is on its way at most: writing takes no time.
const abandoned = 10 * time.Minute

// sweepFiles removes what killed runs left on its way to a folder.
func sweepFiles(folder string) {
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		_, digits, ours := strings.Cut(e.Name(), partMark)
		if !ours || !strings.HasPrefix(e.Name(), ".") || strings.Trim(digits, "0123456789") != "" || !e.Type().IsRegular() {
			continue
		}
		if info, err := e.Info(); err == nil && time.Since(info.ModTime()) > abandoned {
			_ = os.Remove(filepath.Join(folder, e.Name()))
		}
	}
}
