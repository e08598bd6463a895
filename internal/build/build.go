// Package build knows the order of the stages: load, check, site, render. It
// is the only package that does.
//
// What it gives is a site as a read-only file system, whose files are
// rendered when they are opened. There is no other way from content to bytes.
package build

import (
	"cmp"
	"io/fs"
	"iter"
	"slices"
	"sync"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/render"
	"kohyo/internal/site"
)

// Options say which site to make of the content.
type Options struct {
	Now    time.Time // the moment: what is public then
	Local  bool      // Now has no zone: its clock is that of the site
	Drafts bool      // take in every report, whatever its status: the preview
	Leaf   Leaf      // where reports stand in the log; nil for none: see WithLog
	Public bool      // Open heeds the errors of what is public alone: those of drafts, and of reports whose moment has not come, are told and stop nothing
	PDFs   fs.FS     // PDFs of the print pages, under the names that Papers gives them; nil for none

	Progress Progress       // is told how many incidents have been read; nil for nobody
	Recall   func() *Memory // gives what the run before has kept: Open asks for it, of a large site; nil for nobody
}

// Site is all pages of a site. It is an fs.FS, safe for concurrent use.
//
// It knows the heads of all reports, and understands an incident again when
// one of its pages is asked for: whoever asks for the pages in the order of
// Addresses has each understood once. The files must stay as they are until
// then; a page of files that have changed is a ChangedError.
type Site struct {
	reader  *reader
	content *content // does not change
	pages   *site.Site
	render  *render.Renderer
	opt     Options

	plain *Site // of a site with a log, the same without one

	once    sync.Once
	folders map[string][]fs.DirEntry

	parts   parts // of the index for searching
	ordered sync.Once
	order   []*site.Incident
}

// Open makes the site of a folder's content, with the shipped theme beneath
// the site's own layouts and static files. There is no site when the findings
// have errors that count. The error is for the disk, and for mistakes of this program.
func Open(content, theme fs.FS, opt Options) (*Site, diag.Findings, error) {
	r, c, err := readAll(content, theme, opt)
	if err != nil {
		return nil, nil, err
	}
	findings := r.findings(c)
	if c.stops(findings, opt) {
		return nil, findings, nil
	}
	return r.site(c, c.pages(opt), opt), findings, nil
}

// Checked is what Check has looked at, and what it found.
type Checked struct {
	Incidents, Reports int
	Findings           diag.Findings
	Site               *notice.Site
	// Notices may be at rest: Open them. Of their reports only what lists need is there: Slug, Number,
	// File, Kind, Stage, Status, Published, Reference, TimeZone, Pending, Title,
	// Issuers, Attachments, NextReport, Withdrawn, the counts that are no part of
	// others, and the groups that these name. Incident gives the rest.
	Notices []*notice.Incident

	reader  *reader
	content *content
}

// Incident gives an incident as its files are, right or wrong, with all that
// its reports say. It reports false when there is none, or no longer.
func (c Checked) Incident(slug string) (*notice.Incident, bool) {
	at, ok := c.content.at(slug)
	if !ok {
		return nil, false
	}
	return c.reader.wholes.of(c.content.entries[at].now, c.reader.files)
}

// Check gives the findings of all stages. It writes nothing, but of a site that
// has layouts of its own it shows one page of each kind to its layout. Regimes of
// law are looked at besides those that site.toml chooses.
func Check(content, theme fs.FS, law ...string) (Checked, error) {
	return CheckAt(content, theme, Options{}, law...)
}

// CheckAt is Check at the moment of the options: it finds besides what runs
// out. Of the options it takes only that, and whom to tell how far it is.
func CheckAt(content, theme fs.FS, at Options, law ...string) (Checked, error) {
	r, c, err := readAll(content, theme, at, law...)
	if err != nil {
		return Checked{}, err
	}
	findings := r.findings(c)
	// What a layout asks for and does not get shows only when it is tried. The
	// shipped ones get everything.
	if c.frame.ownLayout && c.frame.proto != nil && findings.Errors() == 0 {
		err = r.tryLayouts(c, c.frame)
	}
	if broken, ok := layoutError(err); ok {
		findings, err = append(findings, broken.Finding).Sort(), nil
	}
	return r.checked(c, findings), err
}

// tryLayouts renders a page of each kind in each language with the layouts of
// a frame, drafts included.
func (r *reader) tryLayouts(c *content, f *frame) error {
	other := *c
	other.using = f
	opt := Options{Drafts: true}
	return r.site(&other, other.pages(opt), opt).tryLayouts()
}

func (s *Site) tryLayouts() error {
	type kind struct {
		site.Kind
		lang string
	}
	tried := map[kind]bool{}
	for p := range s.pages.Pages() {
		if k := (kind{p.Kind, p.Lang}); p.Kind <= site.NotFound && !tried[k] {
			tried[k] = true
			if _, err := s.ReadFile(p.File()); err != nil {
				return err
			}
		}
	}
	return nil
}

// Settings gives what site.toml says, and the findings about it alone.
func Settings(content fs.FS) (*notice.Site, diag.Findings, error) {
	settings, err := load.ReadSettings(content)
	if err != nil {
		return nil, nil, err
	}
	return settings.Site, settings.Findings.Sort(), nil
}

// Addresses gives the names of all files, always in the same order.
func (s *Site) Addresses() iter.Seq[string] {
	return func(yield func(string) bool) {
		for p := range s.pages.Pages() {
			if !yield(p.File()) {
				return
			}
		}
	}
}

// ReadFile renders a file.
func (s *Site) ReadFile(name string) ([]byte, error) {
	p, ok := s.pages.Find(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if p.Kind == site.Attachment {
		return fs.ReadFile(s.reader.files, attachment(p.Incident.Slug, p.Name))
	}
	if p.Kind == site.PDF {
		return fs.ReadFile(s.opt.PDFs, name)
	}
	data, err := s.show(p)
	if p.Kind == site.Asset {
		data = slices.Clone(data) // the theme's files are one copy for all
	}
	return data, err
}

// show renders a page.
func (s *Site) show(p site.Page) ([]byte, error) {
	p, err := s.complete(p)
	if err != nil {
		return nil, err
	}
	data, err := s.render.Page(p)
	if broken, ok := layoutError(err); ok {
		return nil, broken
	}
	return data, err
}

func attachment(slug, name string) string { return "content/" + slug + "/files/" + name }

// Count is how much a site holds of what is public.
type Count struct{ Incidents, Reports int }

// Count counts the incidents and reports that the site shows.
func (s *Site) Count() Count {
	c := Count{Incidents: len(s.pages.Incidents)}
	for _, in := range s.pages.Incidents {
		c.Reports += len(in.Open().Reports)
	}
	return c
}

// Left is how many reports the site leaves out because they are not public:
// for their author's eyes only, never for an output or a public log.
type Left struct {
	Drafts, Later int
	Next          string // when the first of the later ones becomes public: 2026-12-20 15:00
}

// Left counts the reports that are left out.
func (s *Site) Left() Left { return leftOut(s.pages, s.content.shown()) }

// Left counts the reports that a site made of the same would leave out.
func (c Checked) Left(o Options) Left {
	return leftOut(site.New(c.Site, c.Notices, o.moment(c.Site.TimeZone.V), site.Options{Drafts: o.Drafts}), c.Notices)
}

func leftOut(pages *site.Site, incidents []*notice.Incident) (l Left) {
	var next time.Time
	for _, in := range incidents {
		for _, r := range in.Open().Reports {
			switch {
			case pages.Drafts || pages.Public(r):
			case r.Status.Is("ready"):
				l.Later++
				if at := pages.PublishedAt(r); l.Next == "" || at.Before(next) {
					next, l.Next = at, at.Format("2006-01-02 15:04")
				}
			default:
				l.Drafts++
			}
		}
	}
	return l
}

// clock is what the checks take for now; zero where nobody has said.
func (o Options) clock(s *notice.Site) time.Time {
	if o.Now.IsZero() || s == nil {
		return time.Time{}
	}
	return o.moment(s.TimeZone.V)
}

// moment is the moment of the site. A time without a zone is one of the
// site's clock.
func (o Options) moment(zone string) time.Time {
	if !o.Local {
		return o.Now
	}
	at, err := time.LoadLocation(cmp.Or(zone, "UTC"))
	if err != nil {
		at = time.UTC // load has said so
	}
	n := o.Now
	return time.Date(n.Year(), n.Month(), n.Day(), n.Hour(), n.Minute(), n.Second(), n.Nanosecond(), at)
}
