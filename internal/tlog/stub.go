package tlog

import (
	"errors"
	"io"
	"iter"
	"time"
)

var errNotYet = errors.New("tlog: not yet")

// Log is a log that has been proven.
type Log struct{}

// Size is the number of leaves.
func (l *Log) Size() int64 { return 0 }

// Checkpoint is the public checkpoint, nil where there is none.
func (l *Log) Checkpoint() []byte { return nil }

// Index gives the newest leaf of a report.
func (l *Log) Index(slug string, number int) (leaf int64, ok bool) { return 0, false }

// Update is a log as it is to become.
type Update struct {
	New       []Leaf     // in their order
	Conflicts []Conflict // by slug and number; with any, nothing may be published
}

// Index gives the newest leaf of a report.
func (u *Update) Index(slug string, number int) (leaf int64, ok bool) { return 0, false }

// Names gives the files of the log, sorted, all but the last two: the
// manifest log/files, and log/checkpoint, which Sign makes.
func (u *Update) Names() []string { return nil }

// ReadFile gives one of these files.
func (u *Update) ReadFile(name string) ([]byte, error) { return nil, errNotYet }

// Sign gives the new log/checkpoint, over the log and the manifest of all
// files (the bytes of log/files). Before that it reads what is about to be
// public and derives every tile anew. Without a private key the checkpoint is
// not signed.
func (u *Update) Sign(about ReadFile, manifest []byte, at time.Time, privateKeys ...string) ([]byte, error) {
	return nil, errNotYet
}

// Manifest is the text of log/files: a line for each file, sorted by name.
func Manifest(files []File) []byte { return nil }

// ParseManifest reads a manifest.
func ParseManifest(text []byte) ([]File, error) { return nil, errNotYet }

func open(read ReadFile, o Options) (*Log, error) { return &Log{}, nil }
func (l *Log) append(reports iter.Seq2[Report, error], random io.Reader) (*Update, error) {
	return &Update{}, nil
}
