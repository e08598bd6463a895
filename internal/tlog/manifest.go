package tlog

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// ManifestFile and CheckpointFile are the two files that the manifest does not
// list: itself, and what signs it.
const (
	ManifestFile   = "log/files"
	CheckpointFile = "log/checkpoint"
)

// Manifest is the text of log/files: a line for each file, sorted by name.
func Manifest(files []File) []byte {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	var b []byte
	for _, f := range files {
		b = fmt.Appendf(b, "%x %d %s\n", f.SHA256, f.Size, f.Name)
	}
	return b
}

// ParseManifest reads a manifest. Names lead to nothing outside of the site.
func ParseManifest(text []byte) ([]File, error) {
	if len(text) > 0 && text[len(text)-1] != '\n' {
		return nil, errors.New("log/files: its last line is cut off")
	}
	var files []File
	for line := range strings.Lines(string(text)) {
		hash, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		size, name, _ := strings.Cut(rest, " ")
		f := File{Name: name}
		var err error
		if f.Size, err = strconv.ParseInt(size, 10, 64); err != nil || f.Size < 0 || !isHex(hash, sha256.Size) || !fs.ValidPath(name) || name == "." {
			return nil, fmt.Errorf("log/files: line %d is no line of a hash, a size and a name", len(files)+1)
		}
		_, _ = hex.Decode(f.SHA256[:], []byte(hash))
		if len(files) > 0 && files[len(files)-1].Name >= name {
			return nil, fmt.Errorf("log/files: line %d is not in the order of names", len(files)+1)
		}
		files = append(files, f)
	}
	return files, nil
}

// find gives the line of a file.
func find(files []File, name string) (File, bool) {
	at, ok := slices.BinarySearchFunc(files, name, func(f File, name string) int { return cmp.Compare(f.Name, name) })
	if !ok {
		return File{}, false
	}
	return files[at], true
}

// Is reports whether data are the bytes of the file.
func (f File) Is(data []byte) bool {
	return int64(len(data)) == f.Size && sha256.Sum256(data) == f.SHA256
}

// FileOf describes a file by its bytes.
func FileOf(name string, data []byte) File {
	return File{name, int64(len(data)), sha256.Sum256(data)}
}
