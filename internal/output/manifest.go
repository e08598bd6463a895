package output

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// manifestName is the list of a tree's files, in the tree. It is what makes a
// folder ours.
const manifestName = ".kohyo-manifest"

// manifestHead names the form, so that a later one can tell itself apart.
const manifestHead = "kohyo-manifest 1"

// entry is one file of a tree.
type entry struct {
	name string
	size int64
	hash [sha256.Size]byte
}

func describe(name string, data []byte) entry {
	return entry{name, int64(len(data)), sha256.Sum256(data)}
}

// encode writes the manifest: a head with the number of files, so that a list
// cut off between two lines shows, then a line per file with hash, size and
// name, sorted by name. The same tree gives the same bytes.
func encode(entries []entry) []byte {
	sorted := slices.SortedFunc(slices.Values(entries), func(a, b entry) int { return cmp.Compare(a.name, b.name) })
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %d\n", manifestHead, len(sorted))
	for _, e := range sorted {
		fmt.Fprintf(&b, "%x %d %s\n", e.hash, e.size, e.name)
	}
	return b.Bytes()
}

var errManifest = errors.New("not a manifest of this program")

// decode reads a manifest strictly: what it gives, encoded again, must be the
// bytes read, so that no edited or cut-off list passes for ours.
func decode(data []byte) (map[string]entry, error) {
	lines := strings.Split(string(data), "\n")
	if len(lines) < 2 || lines[len(lines)-1] != "" {
		return nil, errManifest
	}
	lines = lines[1 : len(lines)-1]
	entries := make([]entry, 0, len(lines))
	byName := make(map[string]entry, len(lines))
	for _, line := range lines {
		e, err := parseEntry(line)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
		byName[e.name] = e
	}
	if len(byName) != len(entries) || !bytes.Equal(encode(entries), data) {
		return nil, errManifest
	}
	return byName, nil
}

func parseEntry(line string) (entry, error) {
	var e entry
	parts := strings.SplitN(line, " ", 3)
	if len(parts) != 3 || !storable(parts[2]) {
		return e, errManifest
	}
	hash, hashErr := hex.DecodeString(parts[0])
	size, sizeErr := strconv.ParseInt(parts[1], 10, 64)
	if hashErr != nil || len(hash) != sha256.Size || sizeErr != nil || size < 0 {
		return e, errManifest
	}
	e.name, e.size = parts[2], size
	copy(e.hash[:], hash)
	return e, nil
}
