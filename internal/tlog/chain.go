package tlog

import (
	"golang.org/x/mod/sumdb/note"
)

// readOld reads every old checkpoint: its file, and its signature by a key
// that the log names. It tells too which keys are believed in the end: one
// that is believed vouches, by its signature, for those that the log names up
// to there.
func (x *examiner) readOld() error {
	l := x.log
	var named []string
	for _, k := range l.keys {
		named = append(named, k.key)
	}
	all, err := verifiers(named)
	if err != nil {
		return err
	}
	all = append(all, x.known...)
	for n := range l.kept {
		data, err := l.Old(n)
		if isMissing(err) {
			x.fault(Missing, oldName(n), "")
			continue
		}
		if f, ok := err.(*Fault); ok {
			x.faults = append(x.faults, f)
			continue
		}
		if err != nil {
			return err
		}
		if err := x.oldCheckpoint(n, data, all); err != nil {
			return err
		}
	}
	if len(x.known) > 0 {
		x.signature(CheckpointFile, l.public)
	}
	return nil
}

func (x *examiner) oldCheckpoint(n int, data []byte, all []note.Verifier) error {
	l, o := x.log, x.log.kept[n]
	c, err := ParseCheckpoint(data)
	if err != nil {
		x.fault(BadForm, oldName(n), "%v", err)
		return nil
	}
	if c.Origin != l.origin || c.Size != o.size || c.Root != o.root || n > 0 && c.Size < l.kept[n-1].size {
		x.fault(BadIndex, oldName(n), "%s, size %d, root %v", c.Origin, c.Size, c.Root)
		return nil
	}
	before := len(l.keys) == 0 || c.Size <= l.keys[0].index // no key then
	if !before || c.Signed && len(all) > 0 {
		if err := signedBy(data, all); err != nil {
			x.fault(BadSignature, oldName(n), "%v", err)
			return nil
		}
	}
	if len(x.known) == 0 || signedBy(data, x.known) != nil {
		return nil
	}
	for _, k := range l.keys {
		if k.index < c.Size {
			more, err := verifiers([]string{k.key})
			if err != nil {
				return err
			}
			x.known = append(x.known, more...)
		}
	}
	return nil
}

// readOpenings holds the opening of each report to its leaf.
func (x *examiner) readOpenings() error {
	l := x.log
	for _, leaf := range l.Leaves() {
		name := OpeningName(leaf.Slug, leaf.Number)
		data, err := x.file(name)
		if err != nil {
			return err
		}
		if data == nil {
			continue
		}
		if _, err := ParseOpening(data); err != nil {
			x.fault(BadForm, name, "%v", err)
		} else if string(data) != string(l.OpeningOf(leaf.Slug, leaf.Number)) {
			x.fault(BadOpening, name, "leaf %d", leaf.Index)
		}
	}
	return nil
}

// Signed reports whether a checkpoint that somebody kept is signed by a key
// that the log names, or by one of these.
func (l *Log) Signed(checkpoint []byte, keys []string) bool {
	for _, k := range l.keys {
		keys = append(keys[:len(keys):len(keys)], k.key)
	}
	known, err := verifiers(keys)
	return err == nil && signedBy(checkpoint, known) == nil
}
