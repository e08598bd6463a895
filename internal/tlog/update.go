package tlog

import (
	"cmp"
	"encoding/hex"
	"io"
	"iter"
	"maps"
	"slices"
)

// Update is a log as it is to become.
type Update struct {
	New       []Leaf     // in their order
	Conflicts []Conflict // by slug and number; with any, nothing may be published

	old, log *Log
	made     made
}

// Index gives the newest leaf of a report.
func (u *Update) Index(slug string, number int) (leaf int64, ok bool) {
	return u.log.Index(slug, number)
}

// EntryHash is the hash of a report's newest entry, for Report.Known.
func (u *Update) EntryHash(slug string, number int) (sum [32]byte, ok bool) {
	return u.log.EntryHash(slug, number)
}

// wanted is a leaf that is to be added.
type wanted struct {
	id
	entry *Entry
	salt  string
}

// appending holds reports to their leaves.
type appending struct {
	*Update
	random io.Reader
	wanted []wanted
	seen   map[id]bool
}

func (l *Log) append(reports iter.Seq2[Report, error], random io.Reader) (*Update, error) {
	a := &appending{Update: &Update{old: l, log: l.copied()}, random: random, seen: map[id]bool{}}
	for r, err := range reports {
		if err != nil {
			return nil, err
		}
		a.seen[id{r.Slug, r.Number}] = true
		if err := a.report(r); err != nil {
			return nil, err
		}
	}
	for _, i := range slices.SortedFunc(maps.Keys(l.reports), byID) {
		if !a.seen[i] {
			a.conflict(i, Gone)
		}
	}
	slices.SortFunc(a.Conflicts, func(x, y Conflict) int { return byID(id{x.Slug, x.Number}, id{y.Slug, y.Number}) })
	if err := a.nameKey(); err != nil {
		return nil, err
	}
	slices.SortFunc(a.wanted, func(x, y wanted) int {
		return cmp.Or(x.entry.moment().Compare(y.entry.moment()), byID(x.id, y.id))
	})
	for _, w := range a.wanted {
		a.New = append(a.New, Leaf{a.log.Size(), w.slug, w.number, w.entry.State})
		if err := a.log.grow(w.entry.Bytes(), w.entry); err != nil {
			return nil, err
		}
		a.log.salts[w.id] = w.salt
	}
	a.log.archive()
	return a.Update, nil
}

// nameKey enters the key that signs from now on, where the log names another.
func (a *appending) nameKey() error {
	l := a.log
	if l.key == "" || l.key == l.currentKey() {
		return nil
	}
	e := &Entry{Key: l.key}
	return l.grow(e.Bytes(), e)
}

func (a *appending) conflict(i id, kind ConflictKind) {
	a.Conflicts = append(a.Conflicts, Conflict{i.slug, i.number, kind})
}

// report holds one report to its newest leaf.
func (a *appending) report(r Report) error {
	i := id{r.Slug, r.Number}
	if r.Again != nil {
		if sum, ok := a.old.EntryHash(r.Slug, r.Number); ok && sum == r.Known {
			return nil
		}
		var err error
		if r, err = r.Again(); err != nil {
			return err
		}
	}
	f, err := factsOf(r)
	if err != nil {
		return err
	}
	state := Published
	if !r.Withdrawn.IsZero() {
		state = Withdrawn
	}
	leaf, known := a.old.reports[i]
	if !known {
		// A salt without a leaf is that of a publication that was interrupted:
		// with the same one, the files that it left behind are right.
		return a.want(i, f, r, state, a.old.salts[i])
	}
	was, salt := leaf.entry, a.old.salts[i]
	now := f.entry(r, state, salt)
	switch {
	case !was.Published.Equal(now.Published):
		a.conflict(i, Moved)
	case was.State == Withdrawn && state != Withdrawn:
		a.conflict(i, Returned)
	case state == Withdrawn && was.State == Withdrawn:
		if now.State = was.State; string(now.Bytes()) == string(was.Bytes()) {
			return nil
		}
		return a.want(i, f, r, Withdrawn, "") // another reason, perhaps
	case state == Withdrawn:
		return a.want(i, f, r, Withdrawn, "")
	case was.Data != now.Data:
		a.conflict(i, Changed)
	case was.Files != now.Files:
		a.conflict(i, Files)
	case !slices.Equal(was.Texts, now.Texts):
		return a.want(i, f, r, Restated, salt)
	}
	return nil
}

// want asks for a leaf, with a salt of its own unless it is given one.
func (a *appending) want(i id, f facts, r Report, state State, salt string) error {
	if salt == "" {
		var b [16]byte
		if _, err := io.ReadFull(a.random, b[:]); err != nil {
			return err
		}
		salt = hex.EncodeToString(b[:])
	}
	e := f.entry(r, state, salt)
	if err := e.sound(); err != nil {
		return err
	}
	a.wanted = append(a.wanted, wanted{i, e, salt})
	return nil
}
