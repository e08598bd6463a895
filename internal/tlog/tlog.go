// Package tlog keeps the record of everything published: a transparency log
// in the form of C2SP tlog-tiles, as files under /log/ of a site. One leaf
// for each published report, and one more for whatever happens to it later.
//
// The package knows no content, no pages and no network: it is handed bytes,
// and a function that reads public files by their names in the site.
package tlog

import (
	"io"
	"iter"
	"time"
)

// ReadFile reads a file by its name in the site ("log/checkpoint"). The error
// is fs.ErrNotExist for a file that is not there.
type ReadFile func(name string) ([]byte, error)

// Options say which log it is, and by whose word.
type Options struct {
	Origin string   // the log's name, from site.toml; "" takes that of the public log
	Keys   []string // public keys (vkey lines) that are believed, the present one first; none for a log without signatures

	// For those who verify. Old reads every old checkpoint, and believes keys
	// for which an earlier one vouches; Openings reads every opening.
	Old, Openings bool

	// Whole says that all public files change in one step: no publication was
	// interrupted among them.
	Whole bool
}

// Report is a public report, as the log sees it.
type Report struct {
	Slug      string
	Number    int
	Published time.Time
	Withdrawn time.Time // zero: it was not
	Data      []byte    // its data file, /<slug>/<n>.json; what of it counts, Facts says
	Texts     []Text    // its notice.txt, one for each language; what of it counts, OwnText says
	Files     []File    // its attachments, by name

	// Known is the hash of the entry that the report is known to have: the rest
	// is left out then, and asked of Again where the log has another entry.
	Known [32]byte
	Again func() (Report, error)
}

// Text is a report as plain text in a language.
type Text struct {
	Lang  string
	Bytes []byte
}

// File is a file by its hash.
type File struct {
	Name   string // in the site, or, of an attachment, in its folder
	Size   int64
	SHA256 [32]byte
}

// Open reads the public log and proves it: the signature, if there is a key,
// every tile derived anew from the entries, every old checkpoint a prefix.
// Where nothing is public yet the log is empty.
func Open(read ReadFile, o Options) (*Log, error) { return open(read, o) }

// Append holds every public report to its leaf and adds the leaves that are
// wanted. The log itself is not changed: the Update is what it would become.
// Salts are read from random, which is crypto/rand.Reader but in tests; dry
// runs need none, and take what they like.
func (l *Log) Append(reports iter.Seq2[Report, error], random io.Reader) (*Update, error) {
	return l.append(reports, random)
}

// Leaf is an entry of the log that tells of a report.
type Leaf struct {
	Index  int64
	Slug   string
	Number int
	State  State
}

// State is what a leaf says of its report.
type State string

// The states.
const (
	Published State = "published"
	Restated  State = "restated"  // other words, the same facts
	Withdrawn State = "withdrawn" // taken down
)

// Conflict is a report that is not what its leaf says: what is public must
// not become this.
type Conflict struct {
	Slug   string
	Number int
	Kind   ConflictKind
}

// ConflictKind is in what a report differs from its leaf.
type ConflictKind string

// The kinds of conflict.
const (
	Changed  ConflictKind = "changed"  // its facts
	Moved    ConflictKind = "moved"    // its moment of publication
	Files    ConflictKind = "files"    // its attachments
	Gone     ConflictKind = "gone"     // in the log, but no longer among the reports
	Returned ConflictKind = "returned" // withdrawn before, and now it is back
)
