package tlog

import (
	"cmp"
	"crypto/sha256"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// id names a report.
type id struct {
	slug   string
	number int
}

func byID(a, b id) int { return cmp.Or(cmp.Compare(a.slug, b.slug), cmp.Compare(a.number, b.number)) }

// leafOf is the newest leaf of a report, and where its first stands: there its
// salt is kept, for ever at the same place.
type leafOf struct {
	index, first int64
	entry        *Entry
}

// Log is a log that has been proven.
type Log struct {
	origin  string
	key     string // that it is signed with from now on; "" for none
	tree    *tree
	entries [][]byte
	reports map[id]leafOf
	keys    []namedKey // that entries name, in their order
	salts   map[id]string
	kept    []old // checkpoints before the present one
	public  []byte
	head    *Checkpoint
	files   []File // the public manifest
	settled bool   // the manifest is the one that the checkpoint names
	read    ReadFile
}

// namedKey is a key that an entry names.
type namedKey struct {
	index int64
	key   string
}

// Size is the number of leaves.
func (l *Log) Size() int64 { return l.tree.size }

// Head is what the public checkpoint says, nil where there is none.
func (l *Log) Head() *Checkpoint { return l.head }

// Files is the public manifest. It is not proven where a publication was
// interrupted before its checkpoint, or where somebody has changed it: then
// nothing is known of what is public.
func (l *Log) Files() (files []File, proven bool) { return l.files, l.settled }

// Index gives the newest leaf of a report.
func (l *Log) Index(slug string, number int) (leaf int64, ok bool) {
	r, ok := l.reports[id{slug, number}]
	return r.index, ok
}

// Leaf is what the newest leaf of a report says, nil where it has none.
func (l *Log) Leaf(slug string, number int) *Entry { return l.reports[id{slug, number}].entry }

// EntryHash is the hash of what the newest leaf of a report says. It reports
// false where there is none.
func (l *Log) EntryHash(slug string, number int) (sum [32]byte, ok bool) {
	e := l.Leaf(slug, number)
	if e == nil {
		return sum, false
	}
	return sha256.Sum256(e.Bytes()), true
}

// Leaves gives the newest leaves, by slug and number.
func (l *Log) Leaves() []Leaf {
	var all []Leaf
	for _, i := range slices.SortedFunc(maps.Keys(l.reports), byID) {
		r := l.reports[i]
		all = append(all, Leaf{r.index, i.slug, i.number, r.entry.State})
	}
	return all
}

// Contains reports whether an earlier checkpoint tells of a part of this log,
// which holds all of it: nothing was changed or removed since.
func (l *Log) Contains(c *Checkpoint) bool {
	if c.Origin != l.origin || c.Size > l.tree.size {
		return false
	}
	root, err := l.tree.root(c.Size)
	return err == nil && root == c.Root
}

// Included proves by the hashes beside its way to the root that an entry
// stands in the tree of the public checkpoint.
func (l *Log) Included(index int64) error {
	proof, err := tlog.ProveRecord(l.head.Size, index, l.tree)
	if err != nil {
		return err
	}
	return tlog.CheckRecord(proof, l.head.Size, l.head.Root, index, tlog.RecordHash(l.entries[index]))
}

// grow enters an entry that has been read, or made.
func (l *Log) grow(text []byte, e *Entry) error {
	if err := l.tree.add(text); err != nil {
		return err
	}
	index := int64(len(l.entries))
	l.entries = append(l.entries, text)
	if e.Key != "" {
		l.keys = append(l.keys, namedKey{index, e.Key})
		return nil
	}
	r, known := l.reports[id{e.Slug, e.Number}]
	if !known {
		r.first = index
	}
	r.index, r.entry = index, e
	l.reports[id{e.Slug, e.Number}] = r
	return nil
}

// follows says what is wrong with an entry after those before it, "" if nothing.
func (l *Log) follows(e *Entry) string {
	if e.Key != "" {
		return ""
	}
	before, known := l.reports[id{e.Slug, e.Number}]
	switch {
	case !known && e.State == Restated:
		return "restated before it was published"
	case !known:
		return ""
	case e.State == Published:
		return "published twice"
	case !before.entry.Published.Equal(e.Published):
		return "another moment of publication than before"
	case before.entry.State == Withdrawn && e.State != Withdrawn:
		return "back after it was withdrawn"
	case e.State == Restated && (e.Data != before.entry.Data || e.Files != before.entry.Files):
		return "restated with other facts"
	}
	return ""
}

// currentKey is the key that the log names last.
func (l *Log) currentKey() string {
	if len(l.keys) == 0 {
		return ""
	}
	return l.keys[len(l.keys)-1].key
}

// copied is a log that can grow without changing this one.
func (l *Log) copied() *Log {
	n := *l
	n.tree, n.entries = l.tree.copied(), slices.Clip(l.entries)
	n.reports, n.salts = maps.Clone(l.reports), maps.Clone(l.salts)
	n.keys, n.kept = slices.Clip(l.keys), slices.Clip(l.kept)
	return &n
}
