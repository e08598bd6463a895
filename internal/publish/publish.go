// Package publish brings what is public to what is to be public: it works out
// the difference, refuses what would bend history, and has a target move.
//
// A target is where readers are served from: a folder of this machine, or an
// object store. It is asked for what is public, and told what to change, in
// an order in which no reader ever finds a page whose parts are missing.
package publish

import (
	"context"
	"crypto/sha256"
	"iter"
)

// ReadFile gives a public file by its name, such as "ja/index.html". The error
// is fs.ErrNotExist where there is no such file.
type ReadFile = func(name string) ([]byte, error)

// Source is all that is to be public. ReadFile is called from several
// goroutines at once.
type Source interface {
	Addresses() iter.Seq[string]
	ReadFile(name string) ([]byte, error)
}

// Target is a place that readers are served from.
type Target interface {
	// Look gives what is public now. It changes nothing and keeps nobody out.
	Look(ctx context.Context) (ReadFile, error)

	// Try gives the error that Begin or Move would give, as far as it shows
	// beforehand. It leaves what is public as it is, and keeps nobody out.
	Try(ctx context.Context) error

	// Begin is Look for one who will move: until Close, no other publisher
	// changes what was read. An error of type *Busy names the one at work, one
	// of type *Refused says why the place is not ours.
	Begin(ctx context.Context) (ReadFile, error)

	// Witnesses are checkpoints that are known from elsewhere than the public
	// files. What is public must know them all.
	Witnesses() ([]Witness, error)

	// Whole reports, after Begin, whether these files are public as they should
	// be and nothing is left undone, as far as that can be seen without a plan.
	Whole(ctx context.Context, files []File) bool

	// Move makes the plan's files public. It calls done for each file that is
	// brought over. After an error, a run with a new plan comes to the same end.
	Move(ctx context.Context, plan *Plan, site Source, done func()) (Stats, error)

	// Close lets others publish.
	Close() error
}

// Stats says what a move did.
type Stats struct {
	Sent    int   // files brought over
	Bytes   int64 // in them
	Removed int   // files that are public no more
}

// Change is what becomes of a file.
type Change uint8

// The changes.
const (
	Same    Change = iota // it is public already, with these bytes
	New                   // it was not public
	Changed               // it was public with other bytes
	Gone                  // it is public no more
)

// String is the change as the plan shows it.
func (c Change) String() string { return [...]string{"same", "new", "changed", "gone"}[c] }

// File is one file of a plan.
type File struct {
	Name   string
	Size   int64
	SHA256 [sha256.Size]byte // of the new bytes; of a file that is gone, the old ones
	Change Change
	Class  Class

	// Withdrawn says that the report to which the file belongs was taken down.
	// Only then may a target without a swap remove a numbered report or an
	// attachment.
	Withdrawn bool
}

// Plan is all files that are to be public, and those that are public no more,
// in the order in which a target without a swap must bring them: by class, and
// by name in each. Those that are gone come last.
type Plan struct {
	Files []File
}

// Count is how many files have a change.
func (p *Plan) Count(c Change) int {
	n := 0
	for _, f := range p.Files {
		if f.Change == c {
			n++
		}
	}
	return n
}

// Busy says that somebody else is publishing to the same place.
type Busy struct{ Who string }

func (b *Busy) Error() string { return "another publication is at work: " + b.Who }
