package build

import (
	"cmp"
	"context"
	"io/fs"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// Live keeps a site in memory while its files change. It is safe for
// concurrent use.
//
// What a change costs grows with what has changed: an incident that has not
// changed is neither read nor checked again, and a page is rendered when
// somebody asks for it.
type Live struct {
	reader

	updating sync.Mutex // guards content: one change at a time
	content  *content
	work     chan struct{} // there is some to do in the background
	closing  chan struct{}
	ended    chan struct{}
	close    sync.Once

	changed atomic.Int64 // when something has last changed, in ns

	mu    sync.Mutex
	state *State
	newer chan struct{} // closed when state is replaced
}

// State is a site as its files were at one time. It does not change.
type State struct {
	Seq      uint64        // grows with every change of anything
	Findings diag.Findings // all of every file, as check gives them
	Checked  Checked       // what was looked at
	// Pending is how many incidents are still to be checked: their findings
	// come with later states.
	Pending int

	live           *Live
	content        *content
	drafts, public *pagesAt
}

// OpenLive reads a site. Regimes of law are looked at besides those that
// site.toml chooses. Of a large site the checks go on after it returns. The
// error is for the disk, and for mistakes of this program.
func OpenLive(files, theme fs.FS, law ...string) (*Live, error) {
	l := &Live{
		reader: reader{files: files, theme: theme, law: law, packs: true}, content: &content{},
		work: make(chan struct{}, 1), closing: make(chan struct{}), ended: make(chan struct{}), newer: make(chan struct{}),
	}
	if err := l.Update(nil); err != nil {
		return nil, err
	}
	go l.background()
	return l, nil
}

// Close ends what goes on in the background. States stay as they are.
func (l *Live) Close() {
	l.close.Do(func() { close(l.closing) })
	<-l.ended
}

// Update reads again what has changed. Names are relative to the site's
// folder: files, or folders with all that is in them. Without names
// everything is looked at, and what differs is read. When Update returns,
// State is the new one; it stays the same when nothing has changed. After an
// error, which is for the disk, the state is the one before: try again.
func (l *Live) Update(changed []string) error { return l.update(changed, false) }

func (l *Live) update(changed []string, glance bool) error {
	l.updating.Lock()
	defer l.updating.Unlock()
	next := *l.content
	next.entries = slices.Clone(next.entries)
	what := sortNames(changed, &next)
	if glance && (what.frame || what.listing) {
		return nil
	}
	if what.frame {
		f, err := readFrame(l.files, l.theme)
		if err != nil {
			return err
		}
		switch {
		case next.frame != nil && next.frame.sum == f.sum:
		case next.using != nil && next.using.sum == f.sum: // mended
			next.frame = next.using
		default:
			next.frame, next.layouts = f, nil
		}
	}
	if err := l.readEntries(&next, what); err != nil {
		return err
	}
	if glance && !l.whole(&next, what.slugs) {
		return nil
	}
	if err := l.settle(&next); err != nil {
		return err
	}
	if !l.compare(&next) && l.State() != nil {
		return nil
	}
	l.checkNew(&next)
	if glance && !next.right(what.slugs) {
		return nil
	}
	l.content = &next
	l.publish()
	l.changed.Store(time.Now().UnixNano())
	select {
	case l.work <- struct{}{}:
	default:
	}
	return nil
}

// readEntries reads the folders of incidents that may have changed.
func (l *Live) readEntries(next *content, what names) error {
	slugs := what.slugs
	if what.listing {
		there, err := next.list(l.files)
		if err != nil {
			return err
		}
		for _, e := range slices.Clone(next.entries) {
			if _, ok := slices.BinarySearch(there, e.slug); !ok {
				next.put(e.slug, nil)
			}
		}
		slugs = slices.DeleteFunc(slugs, func(slug string) bool {
			_, ok := slices.BinarySearch(there, slug)
			return !ok
		})
		if what.all {
			slugs = there
		}
	}
	versions := make([]*version, len(slugs))
	inParallel(len(slugs), runtime.GOMAXPROCS(0), func(i int) {
		var was *version
		if at, ok := next.at(slugs[i]); ok && !what.attached[slugs[i]] {
			was = next.entries[at].now
		}
		versions[i] = readVersion(l.files, slugs[i], next.settings(), was)
	})
	if len(next.entries) == 0 {
		next.entries = make([]tracked, 0, len(slugs))
	}
	for i, v := range versions {
		next.put(slugs[i], v)
	}
	return nil
}

// settle decides whether the frame that is shown changes. A wrong one is not
// shown as long as there is a right one.
func (l *Live) settle(next *content) error {
	f := next.frame
	if f == next.using || !f.readable() {
		return nil
	}
	if next.using != nil && l.checker(next, f).Site(f.findings, func(func(check.Part) bool) {}).Errors() > 0 {
		return nil
	}
	if f.ownLayout {
		if err := f.note(l.tryLayouts(next, f)); err != nil || !f.readable() {
			return err
		}
	}
	before := next.using
	next.using = f
	inParallel(len(next.entries), runtime.GOMAXPROCS(0), func(i int) {
		e := &next.entries[i]
		switch {
		case !e.now.settings.ReadsAs(f.settings):
			e.now = e.now.readAs(f.settings, l.files)
		case before != nil && before.said != f.said:
			e.now = e.now.unchecked()
		}
		*e = e.choose()
	})
	return nil
}

// compare finds out what has changed since the content before, and what is to
// be checked again for it.
func (l *Live) compare(next *content) bool {
	was := l.content
	changed, faces := map[string]bool{}, false
	for old, e := range pairs(was.entries, next.entries) {
		if old.now != e.now {
			changed[cmp.Or(e.slug, old.slug)] = true
			faces = faces || old.now == nil || e.now == nil || old.now.face() != e.now.face()
		}
	}
	next.linked(changed, faces)
	next.try = next.using != nil && next.using.ownLayout && (was.try || len(changed) > 0)
	return len(changed) > 0 || was.frame != next.frame || was.using != next.using || !slices.Equal(was.strays, next.strays)
}

// publish makes a state of the content.
func (l *Live) publish() {
	c := l.content
	s := &State{live: l, content: c, Findings: l.findings(c), Pending: len(c.unchecked())}
	if c.try {
		s.Pending++
	}
	s.Checked = l.checked(c, s.Findings)
	before := l.State()
	if before == nil {
		s.drafts, s.public = newPages(c, nil, nil, true), newPages(c, nil, nil, false)
	} else {
		s.Seq = before.Seq + 1
		s.drafts = newPages(c, before.content, before.drafts, true)
		s.public = newPages(c, before.content, before.public, false)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.state = s
	close(l.newer)
	l.newer = make(chan struct{})
}

// State gives the newest state.
func (l *Live) State() *State {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.state
}

// Next waits for a state newer than the one with a number, and gives it. It
// gives an error when the context ends first. States come from Update, and
// from checks in the background.
func (l *Live) Next(ctx context.Context, seq uint64) (*State, error) {
	for {
		l.mu.Lock()
		s, newer := l.state, l.newer
		l.mu.Unlock()
		if s.Seq > seq {
			return s, nil
		}
		select {
		case <-newer:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// Good reports whether nothing in the state's files is an error. Otherwise
// Drafts and Public show in the place of what is wrong what was there before:
// an incident with an error keeps the pages of its last version without one, a
// wrong site.toml or layout those of the last right one. Of an incident that
// never was without an error, the newest version is shown that can be read.
func (s *State) Good() bool { return s.Findings.Errors() == 0 }

// Drafts is the site with every report, whatever its status; nil before there
// was anything to show. A draft without a moment of publication counts as
// published at now.
func (s *State) Drafts(now time.Time) *Site { return s.site(s.drafts, now) }

// Public is the site as the public sees it at a moment, byte for byte; nil
// before there was anything to show.
func (s *State) Public(now time.Time) *Site { return s.site(s.public, now) }

func (s *State) site(p *pagesAt, now time.Time) *Site {
	if s.content.using == nil {
		return nil
	}
	pages := p.at(now)
	return s.live.site(s.content, pages, Options{Now: pages.Now, Drafts: pages.Drafts})
}

// Incident gives an incident as its files are now, right or wrong, with all
// that its reports say; nil when there is none.
func (s *State) Incident(slug string) *notice.Incident {
	in, _ := s.Checked.Incident(slug)
	return in
}

// Unchecked reports whether findings of an incident are still to come, with a
// later state.
func (s *State) Unchecked(slug string) bool {
	at, ok := s.content.at(slug)
	return ok && !s.content.entries[at].now.checked
}

// Held reports whether the pages of an incident are not those of its files as
// they are now, because there is an error in them.
func (s *State) Held(slug string) bool {
	at, ok := s.content.at(slug)
	if !ok {
		return false
	}
	e := s.content.entries[at]
	return e.shown == nil || !e.shown.same(e.now)
}
