package build

import (
	"context"
	"io/fs"
	"sync"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// Live keeps a site in memory while its files change. It is safe for
// concurrent use.
type Live struct {
	content, theme fs.FS
	law            []string

	updating sync.Mutex // one update at a time
	mu       sync.Mutex
	state    *State
	newer    chan struct{} // closed when state is replaced
}

// State is a site as its files were at one time. It does not change.
type State struct {
	Seq      uint64        // grows with every change of anything
	Findings diag.Findings // all of every file, as check gives them
	// Checked is what was looked at. Of the reports in its Notices only what
	// lists need can be relied upon: Slug, Number, File, Kind, Stage, Status,
	// Published, Reference, TimeZone, Pending, Title, Issuers, Attachments and
	// NextReport. Incident gives the rest.
	Checked Checked
	// Pending is how many incidents are still to be checked: their findings
	// come with a later state.
	Pending int

	now, good *input // good is nil before there was a good one
}

// OpenLive reads a site. Regimes of law are looked at besides those that
// site.toml chooses. The error is for the disk, and for mistakes of this
// program.
func OpenLive(content, theme fs.FS, law ...string) (*Live, error) {
	l := &Live{content: content, theme: theme, law: law, newer: make(chan struct{})}
	return l, l.Update(nil)
}

// Close ends what goes on in the background.
func (l *Live) Close() {}

// Update reads again what has changed. Names are relative to the site's
// folder: files, or folders with all that is in them. Without names
// everything is looked at. When Update returns, State is the new one. After
// an error, which is for the disk, the state is the one before: try again.
func (l *Live) Update(changed []string) error {
	l.updating.Lock()
	defer l.updating.Unlock()
	in, err := read(l.content, l.theme, l.law...)
	if err != nil {
		return err
	}
	checked, err := Check(l.content, l.theme, l.law...)
	if err != nil {
		return err
	}
	s := &State{Findings: checked.Findings, Checked: checked, now: in, good: in}
	if s.Findings.Errors() > 0 {
		s.good = nil
	}
	l.publish(s)
	return nil
}

func (l *Live) publish(s *State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.state != nil {
		s.Seq = l.state.Seq + 1
		if s.good == nil {
			s.good = l.state.good
		}
	}
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
// what is wrong is left out, and Drafts and Public show in its place what was
// there before: an incident with an error keeps the pages of its last version
// without one, a wrong site.toml or layout those of the last right one.
func (s *State) Good() bool { return s.Findings.Errors() == 0 }

// Drafts is the site with every report, whatever its status; nil before there
// was anything to show. A draft without a moment of publication counts as
// published at now.
func (s *State) Drafts(now time.Time) *Site { return s.site(Options{Now: now, Drafts: true}) }

// Public is the site as the public sees it at a moment, byte for byte; nil
// before there was anything to show.
func (s *State) Public(now time.Time) *Site { return s.site(Options{Now: now}) }

func (s *State) site(opt Options) *Site {
	if s.good == nil {
		return nil
	}
	site, err := s.good.site(opt)
	if err != nil {
		return nil // it would not have been good
	}
	return site
}

// Incident gives an incident as its files are now, right or wrong, with all
// that its reports say; nil when there is none.
func (s *State) Incident(slug string) *notice.Incident {
	for _, in := range s.now.Incidents {
		if in.Slug == slug {
			return in
		}
	}
	return nil
}

// Held reports whether the pages of an incident are not those of its files as
// they are now, because there is an error in them.
func (s *State) Held(slug string) bool { return s.good != s.now }
