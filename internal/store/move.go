package store

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
)

// manifestName is the list of all files, to which the checkpoint holds.
const manifestName = "log/files"

// work is a plan, sorted into what is sent and what is removed.
type work struct {
	ctx        context.Context
	send       [][]publish.File // one after the other; what is in one of them at once
	checkpoint []publish.File   // at most one
	gone       []publish.File
	stored     map[string]object
	wanted     map[string]bool
	site       publish.Source

	mu    sync.Mutex
	done  func()
	stats publish.Stats
}

// all is everything that the work touches.
func (w *work) all() []publish.File {
	return slices.Concat(slices.Concat(w.send...), w.checkpoint, w.gone)
}

// Move makes a plan's files public.
func (s *Store) Move(ctx context.Context, plan *publish.Plan, site publish.Source, done func()) (publish.Stats, error) {
	if s.lease == nil {
		return publish.Stats{}, errors.New("store: Move without Begin")
	}
	ctx, end := s.guarded(ctx)
	defer end()
	stored, err := s.client.list(ctx)
	if err != nil {
		return publish.Stats{}, err
	}
	w := &work{ctx: ctx, stored: stored, site: site, done: done,
		wanted: map[string]bool{manifestName: true, checkpointName: true}}
	if err := s.sort(w, plan); err != nil {
		return publish.Stats{}, err
	}
	if err := s.strangers(w); err != nil {
		return publish.Stats{}, err
	}
	err = s.carryOut(w)
	return w.stats, err
}

// carryOut does the work in its order.
func (s *Store) carryOut(w *work) error {
	left := s.before
	if len(w.all()) > 0 {
		j, err := s.openJournal(w)
		if err != nil {
			return err
		}
		if err := s.writeJournal(w.ctx, j); err != nil {
			return err
		}
		left = j
	}
	for _, phase := range append(w.send, w.checkpoint) {
		if err := s.sendAll(w, phase); err != nil {
			return err
		}
	}
	if len(w.checkpoint) == 0 {
		if err := s.restore(w); err != nil {
			return err
		}
	}
	s.moved.Store(true)
	if left == nil {
		return nil
	}
	for _, names := range stages(left.left(w.wanted)) {
		if err := s.removeAll(w, names); err != nil {
			return err
		}
	}
	return s.client.remove(w.ctx, journalName)
}

// sort puts the files of a plan into their order, and refuses what may not be.
func (s *Store) sort(w *work, plan *publish.Plan) error {
	var fresh, changed, manifest, replaced, gone []publish.File
	for _, f := range plan.Files {
		w.wanted[f.Name] = f.Change != publish.Gone
		switch {
		case f.Change == publish.Changed && (f.Class == publish.Asset || f.Class == publish.Attachment) && !f.Withdrawn:
			replaced = append(replaced, f)
		case f.Change == publish.Same:
			f.Change = s.mended(w, f)
		}
		switch {
		case f.Change == publish.Same:
		case f.Change == publish.Gone:
			w.gone = append(w.gone, f)
			if lasting(f) && !f.Withdrawn {
				gone = append(gone, f)
			}
		case f.Class == publish.Checkpoint:
			w.checkpoint = append(w.checkpoint, f)
		case f.Name == manifestName:
			manifest = append(manifest, f)
		case f.Change == publish.New:
			fresh = append(fresh, f)
		default:
			changed = append(changed, f)
		}
	}
	switch {
	case len(gone) > 0:
		return refuseNames(namesOf(gone),
			diag.Words{Ja: "公開済みの報のファイルは消せません。何も変えていません。", En: "files of published reports are never removed; nothing has been changed"},
			diag.Words{Ja: "報を content に戻してください。取り下げるには withdrawn を書きます。", En: "bring the report back into content; to take it down, write withdrawn in it"})
	case len(replaced) > 0:
		return s.exists(namesOf(replaced))
	}
	// What is new is named by nothing public until something that changes is
	// sent, so all of it goes first.
	w.send = append(w.send, phases(fresh)...)
	w.send = append(w.send, phases(changed)...)
	w.send = append(w.send, manifest)
	return nil
}

// lasting tells of what stays as long as its report does: its page, and its
// attachments. Its other forms may go, when the settings no longer want them.
func lasting(f publish.File) bool {
	return f.Class == publish.Attachment ||
		f.Class == publish.Report && strings.Count(f.Name, "/") == 3 && strings.HasSuffix(f.Name, "/index.html")
}

// mended is what becomes of a file that should be public already. It is sent
// again where the store does not list it, or not with its size, or where a
// publisher before may have begun to replace it.
func (s *Store) mended(w *work, f publish.File) publish.Change {
	o, there := w.stored[f.Name]
	switch {
	case !there:
		return publish.New
	case o.size != f.Size, s.unfinished() && slices.Contains(s.before.Changed, f.Name):
		return publish.Changed
	}
	return publish.Same
}

// phases parts files into those that may be sent at once: by class; of reports
// the data first, to which the pages are held; of lists first the tables and
// feeds, then the pages, the deepest first, so that the entry to the site and
// the map of all its pages come last.
func phases(files []publish.File) [][]publish.File {
	rank := func(f publish.File) (int, int) {
		switch depth := strings.Count(f.Name, "/"); f.Class {
		case publish.Index:
			switch {
			case strings.HasPrefix(f.Name, "sitemap"):
				return int(f.Class), 1
			case !strings.HasSuffix(f.Name, ".html"):
				return int(f.Class), -1000
			case f.Name != "index.html":
				return int(f.Class), -1 - depth
			}
			return int(f.Class), 0
		case publish.Report:
			return int(f.Class), min(depth, 2)
		}
		return int(f.Class), 0
	}
	order := func(a, b publish.File) int {
		c1, d1 := rank(a)
		c2, d2 := rank(b)
		return cmp.Or(cmp.Compare(c1, c2), cmp.Compare(d1, d2))
	}
	slices.SortStableFunc(files, order)
	var all [][]publish.File
	for len(files) > 0 {
		n := slices.IndexFunc(files, func(f publish.File) bool { return order(files[0], f) != 0 })
		if n < 0 {
			n = len(files)
		}
		all = append(all, files[:n])
		files = files[n:]
	}
	return all
}

func namesOf(files []publish.File) []string {
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = f.Name
	}
	return names
}

// removeAll takes objects away that nothing public names any more.
func (s *Store) removeAll(w *work, names []string) error {
	return s.each(w.ctx, len(names), func(ctx context.Context, i int) error {
		err := s.client.remove(ctx, names[i])
		if err == nil {
			w.mu.Lock()
			w.stats.Removed++
			w.mu.Unlock()
		}
		return err
	})
}

// each runs do for every number below n, some at once, and gives the first
// error, which ends the others.
func (s *Store) each(ctx context.Context, n int, do func(context.Context, int) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(s.opt.Parallel, n) {
		wg.Go(func() {
			for i := range next {
				if err := do(ctx, i); err != nil {
					cancel(err)
					return
				}
			}
		})
	}
	for i := range n {
		select {
		case next <- i:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	wg.Wait()
	return context.Cause(ctx)
}
