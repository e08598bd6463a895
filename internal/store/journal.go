package store

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"kohyo/internal/publish"
)

const journalName = ours + "journal"

// journal is what a publisher leaves for the one after it, in case it does not
// come to its end. Many objects cannot change in one step: until the new
// checkpoint stands, the public log is the old one, and this keeps what the
// old one consists of.
type journal struct {
	Base  string            `json:"base"`  // the etag of the checkpoint that is to be replaced; "" where there was none
	Saved map[string][]byte `json:"saved"` // files of the log that change, as they were

	New     []string `json:"new"`     // what is brought that was not public, but for numbered reports
	Changed []string `json:"changed"` // what is brought in the place of something else
	Gone    []string `json:"gone"`    // what is to be removed once the checkpoint stands
}

// readJournal gives what an earlier publisher left, nil where all is done.
func (c *client) readJournal(ctx context.Context) (*journal, object, error) {
	text, o, _, err := c.get(ctx, journalName)
	if errors.Is(err, errNothing) {
		return nil, object{}, nil
	}
	if err != nil {
		return nil, object{}, err
	}
	var j journal
	if json.Unmarshal(text, &j) != nil {
		return nil, o, nil // not ours; it will be written anew
	}
	return &j, o, nil
}

// openJournal makes the journal of a plan. What a publisher before has left
// unfinished is taken over.
func (s *Store) openJournal(w *work) (*journal, error) {
	j := &journal{Base: s.base.etag, Saved: map[string][]byte{}}
	switch before := s.before; {
	case s.unfinished():
		j.New, j.Changed, j.Gone = before.New, before.Changed, before.Gone
	case before != nil: // it reached the checkpoint, and did not come to clearing up
		j.Gone = before.left(w.wanted)
	}
	var saved []string
	for _, f := range w.all() {
		switch {
		case f.Change == publish.Gone:
			j.Gone = append(j.Gone, f.Name)
		case f.Class == publish.Checkpoint:
		case f.Change == publish.Changed:
			j.Changed = append(j.Changed, f.Name)
			if strings.HasPrefix(f.Name, "log/") {
				saved = append(saved, f.Name)
			}
		case f.Class != publish.Report:
			j.New = append(j.New, f.Name)
		}
	}
	for _, names := range []*[]string{&j.New, &j.Changed, &j.Gone} {
		slices.Sort(*names)
		*names = slices.Compact(*names)
	}
	return j, s.save(w, j, saved)
}

// save keeps the files of the log that change, as the checkpoint knows them.
func (s *Store) save(w *work, j *journal, names []string) error {
	var mu sync.Mutex
	return s.each(w.ctx, len(names), func(ctx context.Context, i int) error {
		text, err := s.read(ctx, names[i])
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		mu.Lock()
		defer mu.Unlock()
		j.Saved[names[i]] = text
		return err
	})
}

func (s *Store) writeJournal(ctx context.Context, j *journal) error {
	text, err := json.Marshal(j)
	if err != nil {
		return err
	}
	return s.replace(ctx, upload{journalName, kinds[".json"], "no-store", text}, s.journaled)
}

// restore brings back what a publisher before has changed in the log, where
// the public checkpoint is to stay: the site is again what it was.
func (s *Store) restore(w *work) error {
	if !s.unfinished() {
		return nil
	}
	names := slices.Sorted(maps.Keys(s.before.Saved))
	return s.each(w.ctx, len(names), func(ctx context.Context, i int) error {
		name, text := names[i], s.before.Saved[names[i]]
		return s.replace(ctx, upload{name, contentType(name), cacheControl(name, publish.Tile), text}, w.stored[name])
	})
}

// left are the objects that no plan knows of any more: brought by a publisher
// that came to no end, or to be removed by one. A numbered report that was
// brought stays: somebody may have read it.
func (j *journal) left(wanted map[string]bool) []string {
	var names []string
	for _, name := range slices.Concat(j.Gone, j.New) {
		if !wanted[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// stages parts names into those that may be removed at once: pages before what
// they show, and that before their styles.
func stages(names []string) [][]string {
	all := make([][]string, 3)
	for _, name := range names {
		n := 1
		switch {
		case strings.HasPrefix(name, "assets/"):
			n = 2
		case slices.Contains([]string{".html", ".xml", ".json", ".csv", ".txt"}, path.Ext(name)):
			n = 0
		}
		all[n] = append(all[n], name)
	}
	return all
}

// view is a file of the log as the public checkpoint knows it, where the
// journal says that it may have been changed since.
func (j *journal) view(name string) (text []byte, known bool, err error) {
	if j == nil {
		return nil, false, nil
	}
	if text, ok := j.Saved[name]; ok {
		return text, true, nil
	}
	if strings.HasPrefix(name, "log/") && slices.Contains(j.New, name) {
		return nil, true, &fs.PathError{Op: "read", Path: name, Err: fs.ErrNotExist}
	}
	return nil, false, nil
}
