package build

import (
	"io/fs"
	"slices"
	"strings"
	"sync"

	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// complete puts all that reports say in the place of their heads, where a page
// needs more than those: an incident is understood when one of its pages is
// asked for.
func (s *Site) complete(p site.Page) (_ site.Page, err error) {
	needs := quotes // lists and tables say what heads say
	switch p.Kind {
	case site.Attachment, site.PDF, site.Sitemap, site.SitemapPart: // addresses and moments alone
		return p, nil
	case site.Atom, site.JSONFeed, site.IncidentAtom:
		needs = always
	}
	if p.Incident != nil {
		if p.Incident, err = s.completed(p.Incident, always); err != nil {
			return p, err
		}
		if p.Report != nil {
			p.Report = p.Incident.Report(p.Report.Number)
		}
	}
	p.Items, p.Reports = slices.Clone(p.Items), slices.Clone(p.Reports)
	for i, in := range p.Items {
		switch open := in.Open(); {
		case slices.ContainsFunc(open.Reports, needs):
			if p.Items[i], err = s.completed(open, needs); err != nil {
				return p, err
			}
		case p.Kind != site.CSAFFeed: // which is long, and opens one after the other
			p.Items[i] = open
		}
	}
	for i, r := range p.Reports {
		if needs(r) {
			if p.Reports[i], err = s.report(r); err != nil {
				return p, err
			}
		}
	}
	return p, nil
}

// completed is an incident with all that those of its reports say that need it.
func (s *Site) completed(in *site.Incident, needs func(*notice.Report) bool) (_ *site.Incident, err error) {
	whole := in.Whole(func(head *notice.Report) *notice.Report {
		if err != nil || !needs(head) {
			return head
		}
		var r *notice.Report
		r, err = s.report(head)
		return r
	})
	return whole, err
}

// report is a report of which the head is known.
func (s *Site) report(head *notice.Report) (*notice.Report, error) {
	at, _ := s.content.at(head.Slug)
	in, ok := s.reader.wholes.of(s.content.entries[at].shown, s.reader.files)
	if !ok && !s.reader.packs { // Live follows the files, and says so with its next state
		return nil, &ChangedError{head.Slug}
	}
	for _, r := range in.Reports {
		if r.Number == head.Number {
			return r, nil
		}
	}
	return head, nil // gone from the disk: Live knows at its next state
}

func always(*notice.Report) bool { return true }

// quotes reports whether what lists say of a report quotes facts of it.
func quotes(r *notice.Report) bool {
	if inBraces(r.Title) {
		return true
	}
	for _, i := range r.Issuers {
		if inBraces(i.Name) {
			return true
		}
	}
	for _, c := range r.Counts {
		if inBraces(c.Label) {
			return true
		}
	}
	for _, g := range r.Scope.Groups {
		if inBraces(g.Name) {
			return true
		}
	}
	return false
}

func inBraces(t notice.Text) bool {
	if t.Same != nil {
		return strings.Contains(t.Same.Text, "{")
	}
	for _, p := range t.By {
		if strings.Contains(p.Text, "{") {
			return true
		}
	}
	return false
}

// wholes keeps what has been understood last: the pages of an incident are
// mostly rendered one after another. Each incident is understood once, however
// many ask for it at the same time.
type wholes struct {
	mu       sync.Mutex
	new, old map[wholeKey]*understanding
}

type wholeKey struct {
	print    *load.Print
	settings *load.Settings
}

type understanding struct {
	once sync.Once
	in   *notice.Incident
	ok   bool
}

// mostWhole is how many incidents are kept twice over: some megabytes.
const mostWhole = 32

// of gives all that the reports of a version say. It reports false when the
// files are others by now.
func (w *wholes) of(v *version, content fs.FS) (*notice.Incident, bool) {
	if v.print == nil {
		return v.heads, true
	}
	key := wholeKey{v.print, v.settings}
	u := w.find(key)
	u.once.Do(func() { u.in, u.ok = v.whole(content) })
	if !u.ok {
		w.forget(key)
	}
	return u.in, u.ok
}

func (w *wholes) find(key wholeKey) *understanding {
	w.mu.Lock()
	defer w.mu.Unlock()
	if u := w.new[key]; u != nil {
		return u
	}
	u := w.old[key]
	if u == nil {
		u = &understanding{}
	}
	if len(w.new) >= mostWhole {
		w.new, w.old = nil, w.new
	}
	if w.new == nil {
		w.new = map[wholeKey]*understanding{}
	}
	w.new[key] = u
	return u
}

func (w *wholes) forget(key wholeKey) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.new, key)
	delete(w.old, key)
}
