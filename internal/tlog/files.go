package tlog

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"slices"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// written is how a file of the log is made.
type written struct {
	name string
	make func() ([]byte, error)
}

// list gives the files of the log, by name.
func (u *Update) list() []written {
	l := u.log
	var all []written
	put := func(name string, make func() ([]byte, error)) { all = append(all, written{name, make}) }
	is := func(data []byte) func() ([]byte, error) { return func() ([]byte, error) { return data, nil } }
	if key := l.currentKey(); key != "" {
		put(KeyFile, is([]byte(key+"\n")))
	}
	if len(l.kept) > 0 {
		put(IndexFile, is(l.index()))
	}
	for n := range l.kept {
		put(oldName(n), func() ([]byte, error) { return l.Old(n) })
	}
	for _, t := range u.tiles() {
		put(tileName(t), func() ([]byte, error) {
			if t.L < 0 {
				return bundle(l.entries[t.N*width:][:t.W]), nil
			}
			return l.tree.tile(t)
		})
	}
	for n, list := range l.saltFiles() {
		put(saltsName(n), func() ([]byte, error) { return l.saltsOf(list), nil })
	}
	for i := range l.reports {
		put(OpeningName(i.slug, i.number), func() ([]byte, error) { return l.opening(i), nil })
	}
	slices.SortFunc(all, func(a, b written) int { return cmp.Compare(a.name, b.name) })
	return all
}

// tiles are those of the new tree, and the partial ones of the public tree
// that are not full yet: a reader who holds the public checkpoint still finds
// them.
func (u *Update) tiles() []tlog.Tile {
	all := tiles(u.log.Size())
	for _, t := range tiles(u.old.Size()) {
		full := slices.ContainsFunc(all, func(n tlog.Tile) bool { return n.L == t.L && n.N == t.N && (n.W == width || n.W == t.W) })
		if !full {
			all = append(all, t)
		}
	}
	return all
}

// made are the files of an update, once somebody asks for them.
type made struct {
	once  sync.Once
	names []string
	files map[string]func() ([]byte, error)
}

func (u *Update) files() *made {
	u.made.once.Do(func() {
		u.made.files = map[string]func() ([]byte, error){}
		for _, w := range u.list() {
			u.made.names = append(u.made.names, w.name)
			u.made.files[w.name] = w.make
		}
	})
	return &u.made
}

// Names gives the files of the log, sorted, all but the last two: the
// manifest log/files, and log/checkpoint, which Sign makes.
func (u *Update) Names() []string { return slices.Clone(u.files().names) }

// ReadFile gives one of these files. It may be called from several goroutines.
func (u *Update) ReadFile(name string) ([]byte, error) {
	if make, ok := u.files().files[name]; ok {
		return make()
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// Sign gives the new log/checkpoint, over the log and the manifest of all
// files (the bytes of log/files). Before that it reads what is about to be
// public and derives every tile anew: one flipped bit, once signed, could
// never be taken back. Without keys the checkpoint is not signed; a log that
// has a public key is not written without the private one.
func (u *Update) Sign(about ReadFile, manifest []byte, at time.Time, privateKeys ...string) ([]byte, error) {
	var signers []note.Signer
	for _, text := range privateKeys {
		keys, err := ParseKeys(text)
		if err != nil {
			return nil, err
		}
		for _, k := range keys {
			if k.signer != nil {
				signers = append(signers, k.signer)
			}
		}
	}
	if err := u.mayBeSignedBy(signers); err != nil {
		return nil, err
	}
	if err := u.readAgain(about, manifest); err != nil {
		return nil, err
	}
	root, err := u.log.tree.root(u.log.Size())
	if err != nil {
		return nil, err
	}
	c := Checkpoint{Origin: u.log.origin, Size: u.log.Size(), Root: root, Files: sha256.Sum256(manifest), Time: at}
	if len(signers) == 0 {
		return []byte(c.text()), nil
	}
	return note.Sign(&note.Note{Text: c.text()}, signers...)
}

// mayBeSignedBy holds the private keys to the public key of the log.
func (u *Update) mayBeSignedBy(signers []note.Signer) error {
	if !plainOrigin(u.log.origin) {
		return &Fault{OtherLog, CheckpointFile, fmt.Sprintf("%q", u.log.origin)}
	}
	key := u.log.currentKey()
	if key == "" {
		return nil
	}
	v, err := note.NewVerifier(key)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(signers, func(s note.Signer) bool { return s.Name() == v.Name() && s.KeyHash() == v.KeyHash() }) {
		return &Fault{NoPrivateKey, "site.toml", ""}
	}
	return nil
}

// readAgain is the second pass: the log as it is about to be public, by the
// same way as a reader's, and that it begins with the public one.
func (u *Update) readAgain(about ReadFile, manifest []byte) error {
	list, err := ParseManifest(manifest)
	if err != nil {
		return err
	}
	for _, name := range u.Names() {
		if _, listed := find(list, name); !listed {
			return &Fault{BadWriting, name, "not in log/files"}
		}
	}
	head := &Checkpoint{Origin: u.log.origin, Size: u.log.Size()}
	if head.Root, err = u.log.tree.root(head.Size); err != nil {
		return err
	}
	x := &examiner{log: &Log{origin: u.log.origin, tree: &tree{}, reports: map[id]leafOf{}, salts: map[id]string{}, head: head,
		read: func(name string) ([]byte, error) {
			f, listed := find(list, name)
			if !listed {
				return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
			}
			data, err := about(name)
			if err == nil && !f.Is(data) {
				return nil, &Fault{BadWriting, name, "not what log/files says"}
			}
			return data, err
		}}}
	for _, step := range []func() error{x.readIndex, x.readEntries, x.readTiles, x.readKey, x.proveIndex, x.readSalts} {
		if err := step(); err != nil {
			return writing(x, err)
		}
	}
	x.log.files = list
	if err := x.readListed(); err != nil || len(x.faults) > 0 {
		return writing(x, err)
	}
	for n, o := range x.log.kept {
		if f, _ := find(list, oldName(n)); f.SHA256 != o.sum {
			return &Fault{BadWriting, oldName(n), "not what the index says"}
		}
	}
	for i := range x.log.reports {
		name := OpeningName(i.slug, i.number)
		if f, _ := find(list, name); !f.Is(x.log.opening(i)) {
			return &Fault{BadWriting, name, "not what the log gives"}
		}
	}
	if u.old.head != nil && !x.log.Contains(u.old.head) {
		return &Fault{BadWriting, CheckpointFile, "the public log is no part of it"}
	}
	return nil
}

// writing says that what was made cannot be signed.
func writing(x *examiner, err error) error {
	if len(x.faults) > 0 {
		f := x.faults[0]
		return &Fault{BadWriting, f.File, f.Error()}
	}
	return err
}
