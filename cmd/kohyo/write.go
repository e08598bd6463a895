package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
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
