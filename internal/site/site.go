// Package site knows which pages exist: their addresses and order, the pairs
// of languages, the archive, the feeds. It is pure: no files, no HTML, no
// clock; the moment "now" is a parameter.
package site

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"kohyo/internal/notice"
)

// How much one page holds. No list grows with the number of reports: what is
// older stands in the archive of its year.
const (
	homeItems    = 20    // newest notices on the page of a language
	perPage      = 50    // incidents on a page of the archive, unless site.toml says otherwise
	feedEntries  = 50    // reports in a feed
	indexNewest  = 100   // reports in index.json itself
	indexPerFile = 1000  // reports in one index file of a year
	csvNewest    = 1000  // reports in reports.csv
	sitemapURLs  = 10000 // addresses in one sitemap
	sitemapLists = 1000  // of them kept free for the lists, so that a new year moves nothing
)

// Options are what the caller knows besides the content.
type Options struct {
	// Drafts takes in every report, whatever its status and moment: the preview.
	Drafts bool
	// PDFs says that there are PDFs beside the print pages.
	PDFs bool
	// Logged says that the reports stand in a log that everybody can verify.
	Logged bool
	// Assets are the addresses of the theme's files ("assets/site.1a2b.css").
	Assets []string
	// Files lists the files in content/<slug>/files/. Without it every cited
	// attachment is taken to exist.
	Files func(slug string) []string
}

// Site is all pages of one publisher at one moment.
type Site struct {
	Settings *notice.Site
	Langs    []string // the first is the source language
	Zone     *time.Location
	Now      time.Time
	Drafts   bool

	// Incidents with at least one public report, the one with the newest
	// report first, then by slug.
	Incidents []*Incident

	content  []entry // all incidents, by slug
	base     *url.URL
	address  string // base, as text
	zones    map[string]*time.Location
	archive  []*Incident   // by first publication, newest first
	years    []ArchiveYear // of archive, newest first
	sorted   *lists        // of archive
	rising   []dated       // all reports by publication, oldest first
	files    []indexFile   // of rising, newest year first
	gone     []dated       // of rising, those withdrawn
	sitemaps []stretch     // of archive, oldest first
	lately   *atomic.Pointer[opened]
	assets   []string
	listed   func(slug string) []string
	pdfs     bool
	logged   bool
}

// Incident is an incident as the public sees it: its public reports, and
// nothing that would tell of others. In a site of incidents at rest it is at
// rest too, in all lists.
type Incident struct {
	Slug    string
	Reports []*notice.Report // by number; none while the incident is at rest
	Year    int              // of its first publication: its place in the archive for ever
	Kind    string           // as its newest report says
	State   string           // Open or Closed

	first, newest time.Time
	rest          *notice.Incident // nil: it is not at rest
	numbers       []int            // of its reports, while it is
}

// Open gives the incident with its reports: itself, unless it is at rest.
func (i *Incident) Open() *Incident {
	if i == nil || i.rest == nil {
		return i
	}
	open := *i
	open.rest, open.numbers = nil, nil
	for _, r := range i.rest.Open().Reports {
		if slices.Contains(i.numbers, r.Number) {
			open.Reports = append(open.Reports, r)
		}
	}
	slices.SortFunc(open.Reports, byNumber)
	return &open
}

func byNumber(a, b *notice.Report) int { return cmp.Compare(a.Number, b.Number) }

// size is how many reports the incident has.
func (i *Incident) size() int { return max(len(i.Reports), len(i.numbers)) }

// Newest is the report that the notice shows: the one with the highest number.
func (i *Incident) Newest() *notice.Report { return i.Reports[len(i.Reports)-1] }

// First is the public report with the lowest number.
func (i *Incident) First() *notice.Report { return i.Reports[0] }

// Report gives the public report with a number, or nil.
func (i *Incident) Report(number int) *notice.Report {
	at, ok := slices.BinarySearchFunc(i.Reports, number, func(r *notice.Report, n int) int { return cmp.Compare(r.Number, n) })
	if !ok {
		return nil
	}
	return i.Reports[at]
}

// Neighbours gives the public reports before and after one; nil where there is
// none.
func (i *Incident) Neighbours(r *notice.Report) (before, after *notice.Report) {
	at := slices.Index(i.Reports, r)
	if at > 0 {
		before = i.Reports[at-1]
	}
	if at >= 0 && at+1 < len(i.Reports) {
		after = i.Reports[at+1]
	}
	return before, after
}

// Before gives the report that a report is compared with: the last one before
// it that has not been withdrawn. It is nil for the first, and for a withdrawn
// report, which says nothing.
func (i *Incident) Before(r *notice.Report) *notice.Report {
	at := slices.Index(i.Reports, r)
	if at < 0 || r.IsWithdrawn() {
		return nil
	}
	for _, before := range slices.Backward(i.Reports[:at]) {
		if !before.IsWithdrawn() {
			return before
		}
	}
	return nil
}

// ArchiveYear is one year of the archive.
type ArchiveYear struct {
	Year  int
	Count int // incidents first published in it

	from int // index in Site.archive
}

// New works out the site of the content at a moment.
func New(settings *notice.Site, incidents []*notice.Incident, now time.Time, opt Options) *Site {
	s := &Site{
		Settings: settings, Now: now, Drafts: opt.Drafts,
		zones: map[string]*time.Location{}, lately: &atomic.Pointer[opened]{},
		assets: slices.Sorted(slices.Values(opt.Assets)), listed: opt.Files, pdfs: opt.PDFs, logged: opt.Logged,
	}
	for _, l := range settings.Languages {
		s.Langs = append(s.Langs, l.V)
	}
	s.base = base(settings.BaseURL.V)
	s.address = s.base.String()
	s.addZone(settings.TimeZone.V)
	s.Zone = cmp.Or(s.zones[settings.TimeZone.V], time.UTC)
	for _, in := range incidents {
		e := s.entry(in)
		s.content = append(s.content, e)
		if i := e.shown; i != nil {
			s.Incidents, s.archive = append(s.Incidents, i), append(s.archive, i)
			s.rising = append(s.rising, s.dated(i)...)
		}
	}
	slices.SortFunc(s.content, bySlug)
	slices.SortFunc(s.Incidents, byNewest)
	slices.SortFunc(s.archive, byFirst)
	slices.SortFunc(s.rising, byPublication)
	s.cut()
	return s
}

func byNewest(a, b *Incident) int {
	return cmp.Or(b.newest.Compare(a.newest), cmp.Compare(a.Slug, b.Slug))
}

func byFirst(a, b *Incident) int {
	return cmp.Or(b.first.Compare(a.first), cmp.Compare(a.Slug, b.Slug))
}

// entry is an incident of the content, and what the site shows of it.
type entry struct {
	*notice.Incident
	shown   *Incident // nil where no report is public
	next    time.Time // when its next report becomes public; zero for never
	undated bool      // a report counts as published now
}

func bySlug(a, b entry) int { return cmp.Compare(a.Slug, b.Slug) }

// entry takes in an incident's public reports.
func (s *Site) entry(in *notice.Incident) entry {
	e := entry{Incident: in}
	i := &Incident{Slug: in.Slug}
	open := in.Open()
	for _, r := range open.Reports {
		s.addZone(r.TimeZone.V)
		at, ok := s.instant(r)
		e.undated = e.undated || !ok
		if ok && at.After(s.Now) && r.Status.Is("ready") && (e.next.IsZero() || at.Before(e.next)) {
			e.next = at
		}
		if s.Drafts || s.Public(r) {
			i.Reports = append(i.Reports, r)
		}
	}
	if len(i.Reports) == 0 {
		return e
	}
	slices.SortFunc(i.Reports, byNumber)
	// The earliest moment, not report 1's: an incident must not move to
	// another year when a report with a lower number is published late.
	i.first, i.newest = s.PublishedAt(i.First()), s.PublishedAt(i.Newest())
	for _, r := range i.Reports[1:] {
		if at := s.PublishedAt(r); at.Before(i.first) {
			i.first = at
		}
	}
	i.Year, i.Kind, i.State = i.first.In(s.Zone).Year(), i.Newest().Kind.ID, stateOf(i.Reports)
	if open != in {
		for _, r := range i.Reports {
			i.numbers = append(i.numbers, r.Number)
		}
		i.Reports, i.rest = nil, in
	}
	e.shown = i
	return e
}

// cut cuts the sorted lists, so that every page is a stretch of one.
func (s *Site) cut() {
	s.years = nil
	for at, i := range s.archive {
		if n := len(s.years); n == 0 || s.years[n-1].Year != i.Year {
			s.years = append(s.years, ArchiveYear{Year: i.Year, from: at})
		}
		s.years[len(s.years)-1].Count++
	}
	s.sorted = &lists{}
	s.cutReports()
	s.cutSitemaps()
}

func (s *Site) perPage() int {
	if n := s.Settings.Archive.PerPage; n.Set && n.V > 0 {
		return int(n.V)
	}
	return perPage
}

func pagesFor(items, per int) int { return (items + per - 1) / per }

// Years lists the years of the archive, newest first. They are the same in
// every language.
func (s *Site) Years() []ArchiveYear { return s.years }

// Incident gives the incident with a slug, or nil when the public knows none.
func (s *Site) Incident(slug string) *Incident {
	at, known := s.at(slug)
	if !known {
		return nil
	}
	return s.content[at].shown
}

// opened is an incident, at rest and opened.
type opened struct{ rest, open *Incident }

// open gives the incident with a slug and its reports. The pages of an incident
// are mostly asked for one after another: it is opened once for them.
func (s *Site) open(slug string) *Incident {
	in := s.Incident(slug)
	if in == nil || in.rest == nil {
		return in
	}
	if last := s.lately.Load(); last != nil && last.rest == in {
		return last.open
	}
	open := in.Open()
	s.lately.Store(&opened{in, open})
	return open
}

// at is where an incident stands, or would stand, in the content.
func (s *Site) at(slug string) (int, bool) {
	return slices.BinarySearchFunc(s.content, slug, func(e entry, slug string) int { return cmp.Compare(e.Slug, slug) })
}

// base reads base_url. It ends in a slash, so that addresses can follow it.
func base(raw string) *url.URL {
	u, err := url.Parse(raw)
	if err != nil {
		u = &url.URL{Path: "/"} // check has said so
	}
	u.RawQuery, u.Fragment = "", ""
	if !strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("/")
	}
	return u
}
