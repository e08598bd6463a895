package tlog

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Names of files of which there is one.
const (
	KeyFile   = "log/key"
	IndexFile = "log/checkpoints/index"
)

// old is a checkpoint before the present one. All are kept: whoever kept one
// too can compare.
type old struct {
	size int64
	root tlog.Hash
	sum  [sha256.Size]byte // of its file
	data []byte            // nil until it is read
}

func oldName(n int) string { return "log/checkpoints/" + strconv.Itoa(n) }

// archive puts the public checkpoint among the old ones.
func (l *Log) archive() {
	if l.head != nil {
		l.kept = append(l.kept, old{l.head.Size, l.head.Root, sha256.Sum256(l.public), l.public})
	}
}

// index is a line for each old checkpoint: its number, size, root and the
// SHA-256 of its file.
func (l *Log) index() []byte {
	var b []byte
	for i, o := range l.kept {
		b = fmt.Appendf(b, "%d %d %s %x\n", i, o.size, o.root, o.sum)
	}
	return b
}

func parseIndex(text []byte) ([]old, error) {
	var list []old
	for line := range strings.Lines(string(text)) {
		f := strings.Fields(line)
		o := old{}
		ok := len(f) == 4 && f[0] == strconv.Itoa(len(list)) && isHex(f[3], sha256.Size)
		if ok {
			var err, err2 error
			o.size, err = strconv.ParseInt(f[1], 10, 64)
			o.root, err2 = tlog.ParseHash(f[2])
			ok = err == nil && err2 == nil && o.size >= 0
			_, _ = hex.Decode(o.sum[:], []byte(f[3]))
		}
		if !ok {
			return nil, fmt.Errorf("line %d is not a number, a size, a root and a SHA-256", len(list)+1)
		}
		list = append(list, o)
	}
	return list, nil
}

// readIndex reads the list of old checkpoints. None can be newer than the
// present one: then that one is old itself.
func (x *examiner) readIndex() error {
	l := x.log
	data, err := x.log.read(IndexFile)
	if isMissing(err) {
		return nil // the first checkpoint has none before it
	}
	if err != nil {
		return err
	}
	if l.kept, err = parseIndex(data); err != nil {
		x.fault(BadForm, IndexFile, "%v", err)
		l.kept = nil
		return nil
	}
	if n := len(l.kept); n > 0 && l.kept[n-1].sum == sha256.Sum256(l.public) {
		l.kept = l.kept[:n-1] // a publication was interrupted before its checkpoint
		if x.opt.Old || x.opt.Whole {
			x.fault(RolledBack, CheckpointFile, "%s is the same", oldName(n-1))
		}
	}
	for i, o := range l.kept {
		if o.sum == sha256.Sum256(l.public) {
			x.fault(RolledBack, CheckpointFile, "%s is the same, and not the last", oldName(i))
		}
		if o.size > l.head.Size {
			x.fault(RolledBack, CheckpointFile, "%s: %d > %d", oldName(i), o.size, l.head.Size)
		}
	}
	return nil
}

// proveIndex proves every old checkpoint that is listed to be a part of the
// log. Their files are left to Old: a publisher need not read them all.
func (x *examiner) proveIndex() error {
	l := x.log
	for i, o := range l.kept {
		if o.sum == sha256.Sum256(l.public) {
			x.fault(RolledBack, CheckpointFile, "%s is the same, and not the last", oldName(i))
		}
		if o.size > l.head.Size {
			continue // said already
		}
		if root, err := l.tree.root(o.size); err != nil || root != o.root {
			x.fault(NoPart, oldName(i), "%v, not %v", root, o.root)
		}
	}
	return nil
}

// Kept is how many checkpoints there were before the present one.
func (l *Log) Kept() int { return len(l.kept) }

// Old gives the file of an old checkpoint.
func (l *Log) Old(n int) ([]byte, error) {
	if data := l.kept[n].data; data != nil {
		return data, nil
	}
	data, err := l.read(oldName(n))
	if err == nil && sha256.Sum256(data) != l.kept[n].sum {
		err = &Fault{BadIndex, oldName(n), fmt.Sprintf("SHA-256 %x, not %x", sha256.Sum256(data), l.kept[n].sum)}
	}
	return data, err
}

// Knows reports whether a checkpoint is the present one or one of those before.
func (l *Log) Knows(checkpoint []byte) bool {
	sum := sha256.Sum256(checkpoint)
	return string(checkpoint) == string(l.public) || slices.ContainsFunc(l.kept, func(o old) bool { return o.sum == sum })
}
