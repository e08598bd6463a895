package tlog

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// examiner reads a public log and notes what is wrong with it.
type examiner struct {
	log    *Log
	opt    Options
	faults []*Fault
	known  []note.Verifier // keys that are believed
}

// Examine reads the public log and gives all that is wrong with it. There is
// no log when it is too broken to say more. The error is for what could not be
// read, apart from files that are not there.
func Examine(read ReadFile, o Options) (*Log, []*Fault, error) {
	x := &examiner{opt: o, log: &Log{
		origin: o.Origin, tree: &tree{}, reports: map[id]leafOf{}, salts: map[id]string{}, read: read,
	}}
	if len(o.Keys) > 0 {
		x.log.key = o.Keys[0]
	}
	var err error
	if x.known, err = verifiers(o.Keys); err != nil {
		return nil, nil, err
	}
	if err := x.all(); errors.Is(err, errTooBroken) {
		return nil, x.faults, nil
	} else if err != nil {
		return nil, nil, err
	}
	return x.log, x.faults, nil
}

var errTooBroken = errors.New("the log is too broken")

func open(read ReadFile, o Options) (*Log, error) {
	l, found, err := Examine(read, o)
	// A list that the checkpoint does not name is what an interrupted
	// publication leaves behind: the next one sets it right.
	// A log that never named a key may begin to be signed.
	unsigned := l != nil && l.currentKey() == ""
	found = slices.DeleteFunc(found, func(f *Fault) bool {
		return f.Kind == BadManifest || f.Kind == BadSalts || f.Kind == NotSigned && unsigned
	})
	if err == nil && len(found) > 0 {
		return nil, found[0]
	}
	return l, err
}

func (x *examiner) fault(kind FaultKind, file, format string, args ...any) {
	x.faults = append(x.faults, &Fault{kind, file, fmt.Sprintf(format, args...)})
}

// file reads a file that should be there; nil when it is not.
func (x *examiner) file(name string) ([]byte, error) {
	data, err := x.log.read(name)
	if errors.Is(err, fs.ErrNotExist) {
		x.fault(Missing, name, "")
		return nil, nil
	}
	if err == nil && data == nil {
		data = []byte{}
	}
	return data, err
}

func (x *examiner) all() error {
	there, err := x.checkpoint()
	if err != nil || !there {
		return err
	}
	steps := []func() error{x.manifest, x.readIndex, x.readEntries, x.readTiles, x.readKey, x.proveIndex, x.readSalts}
	if x.opt.Old {
		steps = append(steps, x.readOld)
	}
	if x.opt.Openings {
		steps = append(steps, x.readOpenings, x.readListed)
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// checkpoint reads the checkpoint. Without one there must be no log at all:
// else whoever removes one file would have a new log begun, beside the old one.
func (x *examiner) checkpoint() (bool, error) {
	data, err := x.log.read(CheckpointFile)
	if errors.Is(err, fs.ErrNotExist) {
		return false, x.nothing()
	}
	if err != nil {
		return false, err
	}
	c, err := ParseCheckpoint(data)
	if err != nil {
		x.fault(BadForm, CheckpointFile, "%v", err)
		return false, errTooBroken
	}
	x.log.public, x.log.head = data, c
	if x.log.origin == "" {
		x.log.origin = c.Origin
	}
	if c.Origin != x.log.origin {
		x.fault(OtherLog, CheckpointFile, "%s, not %s", c.Origin, x.log.origin)
	}
	if len(x.known) > 0 && !x.opt.Old {
		x.signature(CheckpointFile, data)
	}
	return true, nil
}

func (x *examiner) signature(name string, data []byte) {
	switch err := signedBy(data, x.known); {
	case err == nil:
	case errors.Is(err, errNotSigned):
		x.fault(NotSigned, name, "")
	case errors.Is(err, errOtherKey):
		x.fault(OtherKey, name, "")
	default:
		x.fault(BadSignature, name, "%v", err)
	}
}

func (x *examiner) nothing() error {
	for _, name := range []string{ManifestFile, KeyFile, IndexFile, tileName(tlog.Tile{H: height, L: -1, W: width}), tileName(tlog.Tile{H: height, L: -1, W: 1})} {
		_, err := x.log.read(name)
		if err == nil {
			x.fault(Missing, CheckpointFile, "%s is there", name)
			return errTooBroken
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (x *examiner) manifest() error {
	data, err := x.file(ManifestFile)
	if err != nil || data == nil {
		return err
	}
	if got := sha256.Sum256(data); got != x.log.head.Files {
		x.fault(BadManifest, ManifestFile, "SHA-256 %x, not %x", got, x.log.head.Files)
		return nil
	}
	if x.log.files, err = ParseManifest(data); err != nil {
		x.fault(BadForm, ManifestFile, "%v", err)
		return nil
	}
	x.log.settled = true
	return nil
}

// mostEntries is more than any publisher will ever enter: whoever claims more
// wants to wear readers out.
const mostEntries = 1 << 22

// readEntries reads all entries and computes the tree of them.
func (x *examiner) readEntries() error {
	l := x.log
	if l.head.Size > mostEntries {
		x.fault(BadForm, CheckpointFile, "%d entries, more than %d", l.head.Size, mostEntries)
		return errTooBroken
	}
	for n := int64(0); n*width < l.head.Size; n++ {
		t := tlog.Tile{H: height, L: -1, N: n, W: int(min(width, l.head.Size-n*width))}
		name := tileName(t)
		data, err := x.file(name)
		if err != nil {
			return err
		}
		if data == nil {
			return errTooBroken
		}
		list, err := unbundle(data, t.W)
		if err != nil {
			x.fault(BadForm, name, "%v", err)
			return errTooBroken
		}
		for _, text := range list {
			if err := x.entry(name, text); err != nil {
				return err
			}
		}
	}
	return nil
}

// entry takes an entry in. One that says nothing that can be read is kept too:
// the tree is made of bytes.
func (x *examiner) entry(file string, text []byte) error {
	l, e := x.log, &Entry{}
	e, err := ParseEntry(text)
	if err != nil {
		x.fault(BadForm, file, "entry %d: %v", l.Size(), err)
		l.entries = append(l.entries, text)
		return l.tree.add(text)
	}
	if wrong := l.follows(e); wrong != "" {
		x.fault(BadOrder, file, "entry %d, %s/%d: %s", l.Size(), e.Slug, e.Number, wrong)
	}
	return l.grow(text, e)
}

// readTiles derives every tile from the entries and holds it to what is public.
func (x *examiner) readTiles() error {
	l := x.log
	root, err := l.tree.root(l.head.Size)
	if err != nil {
		return err
	}
	if root != l.head.Root {
		x.fault(BadRoot, CheckpointFile, "%v, not %v", root, l.head.Root)
	}
	for _, t := range tiles(l.head.Size) {
		if t.L < 0 {
			continue // read already
		}
		name := tileName(t)
		data, err := x.file(name)
		if err != nil {
			return err
		}
		want, err := l.tree.tile(t)
		if err != nil {
			return err
		}
		if data != nil && string(data) != string(want) {
			x.fault(BadTile, name, "")
		}
	}
	return nil
}

// readKey holds log/key to what the log names.
func (x *examiner) readKey() error {
	l := x.log
	if l.currentKey() == "" {
		return nil
	}
	if !l.head.Signed && len(x.known) == 0 && l.public != nil {
		x.fault(NotSigned, CheckpointFile, "")
	}
	data, err := x.file(KeyFile)
	if err != nil || data == nil {
		return err
	}
	if string(data) != l.currentKey()+"\n" {
		x.fault(BadKey, KeyFile, "%s, not %s", strings.TrimSpace(string(data)), l.currentKey())
	}
	return nil
}
