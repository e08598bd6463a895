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
	if !slices.IsSortedFunc(entries, byName) {
		entries = slices.SortedFunc(slices.Values(entries), byName)
	}
	size := 64
	for _, e := range entries {
		size += len(e.name) + 2*len(e.hash) + 24
	}
	b := fmt.Appendf(make([]byte, 0, size), "%s %d\n", manifestHead, len(entries))
	for _, e := range entries {
		b = e.append(b)
	}
	return b
}

func byName(a, b entry) int { return cmp.Compare(a.name, b.name) }

// append writes the entry's line.
func (e entry) append(b []byte) []byte {
	b = append(hex.AppendEncode(b, e.hash[:]), ' ')
	b = append(strconv.AppendInt(b, e.size, 10), ' ')
	return append(append(b, e.name...), '\n')
}

var errManifest = errors.New("not a manifest of this program")

// decode reads a manifest strictly: what it gives, encoded again, must be the
// bytes read, so that no edited or cut-off list passes for ours.
func decode(data []byte) (map[string]entry, error) {
	first, rest, ok := bytes.Cut(data, []byte("\n"))
	n := bytes.Count(rest, []byte("\n"))
	if !ok || string(first) != manifestHead+" "+strconv.Itoa(n) {
		return nil, errManifest
	}
	entries := make(map[string]entry, n)
	before := ""
	var again []byte
	for len(rest) > 0 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		e, err := parseEntry(string(line))
		if err != nil || e.name <= before {
			return nil, errManifest
		}
		if again = e.append(again[:0]); !bytes.HasPrefix(rest, again) {
			return nil, errManifest
		}
		entries[e.name], before, rest = e, e.name, after
	}
	return entries, nil
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
