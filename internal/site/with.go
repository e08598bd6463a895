package site

import (
	"maps"
	"slices"
	"time"

	"kohyo/internal/notice"
)

// With is the site at a moment, with some incidents changed; nil stands for
// one that is gone. It is what New makes of the changed content, at a cost
// that grows with what changed: the rest is taken over. files is Options.Files
// of the changed content.
func (s *Site) With(now time.Time, changed map[string]*notice.Incident, files func(slug string) []string) *Site {
	if now.Before(s.Now) {
		return s.anew(now, changed, files)
	}
	all := maps.Clone(changed)
	if all == nil {
		all = map[string]*notice.Incident{}
	}
	for _, e := range s.content {
		if _, ok := all[e.Slug]; !ok && e.turns(s, now) {
			all[e.Slug] = e.Incident
		}
	}
	if len(all) == 0 {
		n := *s
		n.Now, n.listed = now, files
		return &n
	}
	if len(all) > 64 {
		return s.anew(now, changed, files)
	}
	n := *s
	n.Now, n.zones, n.listed = now, maps.Clone(s.zones), files
	n.content, n.rising = slices.Clone(s.content), slices.Clone(s.rising)
	n.Incidents, n.archive = slices.Clone(s.Incidents), slices.Clone(s.archive)
	for slug, in := range all {
		n.remove(slug, s)
		n.insert(in)
	}
	n.cut()
	return &n
}

// turns reports whether the incident is another one at a later moment.
func (e entry) turns(s *Site, now time.Time) bool {
	return !e.next.IsZero() && !e.next.After(now) || s.Drafts && e.undated && !now.Equal(s.Now)
}

func (s *Site) anew(now time.Time, changed map[string]*notice.Incident, files func(slug string) []string) *Site {
	var all []*notice.Incident
	for _, e := range s.content {
		if _, ok := changed[e.Slug]; !ok {
			all = append(all, e.Incident)
		}
	}
	for _, in := range changed {
		if in != nil {
			all = append(all, in)
		}
	}
	return New(s.Settings, all, now, Options{Drafts: s.Drafts, PDFs: s.pdfs, Logged: s.logged, Assets: s.assets, Files: files})
}

// remove takes an incident out, as it stands in the site from which this one
// is made.
func (s *Site) remove(slug string, was *Site) {
	at, known := s.at(slug)
	if !known {
		return
	}
	if old := s.content[at].shown; old != nil {
		s.Incidents = without(s.Incidents, old, byNewest)
		s.archive = without(s.archive, old, byFirst)
		for _, d := range was.dated(old) { // a moment that is not said is now: was.Now
			s.rising = without(s.rising, d, byPublication)
		}
	}
	s.content = slices.Delete(s.content, at, at+1)
}

func (s *Site) insert(in *notice.Incident) {
	if in == nil {
		return
	}
	e := s.entry(in)
	s.content = with(s.content, e, bySlug)
	if e.shown == nil {
		return
	}
	s.Incidents = with(s.Incidents, e.shown, byNewest)
	s.archive = with(s.archive, e.shown, byFirst)
	for _, d := range s.dated(e.shown) {
		s.rising = with(s.rising, d, byPublication)
	}
}

func with[T any](sorted []T, item T, order func(a, b T) int) []T {
	at, _ := slices.BinarySearchFunc(sorted, item, order)
	return slices.Insert(sorted, at, item)
}

func without[T any](sorted []T, item T, order func(a, b T) int) []T {
	at, ok := slices.BinarySearchFunc(sorted, item, order)
	if !ok {
		return sorted
	}
	return slices.Delete(sorted, at, at+1)
}

// Whole is the incident with other values of the same reports: all that they
// say, where the site was made of less.
func (i *Incident) Whole(report func(*notice.Report) *notice.Report) *Incident {
	whole := *i.Open()
	reports := whole.Reports
	whole.Reports = make([]*notice.Report, len(reports))
	for at, r := range reports {
		whole.Reports[at] = report(r)
	}
	return &whole
}
