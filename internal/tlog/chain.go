package tlog

import (
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
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

// readListed looks at what else the manifest lists under log/: tiles of other
// widths, such as those of the checkpoint before, and what the log knows not.
func (x *examiner) readListed() error {
	l := x.log
	known := map[string]bool{IndexFile: true}
	for n := range l.kept {
		known[oldName(n)] = true
	}
	for n := range l.saltFiles() {
		known[saltsName(n)] = true
	}
	for i := range l.reports {
		known[OpeningName(i.slug, i.number)] = true
	}
	for _, f := range l.files {
		inside := false
		for _, folder := range []string{"log/checkpoints/", "log/salts/", "log/reports/", "log/tile/"} {
			inside = inside || strings.HasPrefix(f.Name, folder)
		}
		if !inside || known[f.Name] {
			continue
		}
		if want, ok := l.derived(f.Name); !ok || !f.Is(want) {
			x.fault(Stray, f.Name, "")
		}
	}
	return nil
}

// derived is what a tile of hashes or a bundle of entries should be.
func (l *Log) derived(name string) ([]byte, bool) {
	path := "tile/8/" + strings.TrimPrefix(name, "log/tile/")
	path = strings.Replace(path, "tile/8/entries/", "tile/8/data/", 1)
	t, err := tlog.ParseTilePath(path)
	if err != nil || tileName(t) != name || t.L > 7 || t.N > l.tree.size {
		return nil, false
	}
	if t.L < 0 {
		from := t.N * width
		if from+int64(t.W) > l.tree.size {
			return nil, false
		}
		return bundle(l.entries[from:][:t.W]), true
	}
	data, err := l.tree.tile(t)
	return data, err == nil
}
