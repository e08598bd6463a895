package build

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// reader reads a site's files: all of them at once for Open and Check, and
// those that have changed for Live. What they say is understood one incident
// at a time, and forgotten; wholes understands it again for the pages.
type reader struct {
	files, theme fs.FS
	law          []string
	now          time.Time // zero: nothing runs out
	packs        bool      // the texts are kept, to show what is on the disk no more
	memory       *Memory   // what the run before has kept; nil where nobody asks for it
	wholes       wholes
}

// Progress is told how much is done, of how much. It is called from several
// goroutines at once.
type Progress func(done, of int)

// readAll reads and checks a whole site.
func readAll(files, theme fs.FS, at Options, law ...string) (*reader, *content, error) {
	f, err := readFrame(files, theme)
	if err != nil {
		return nil, nil, err
	}
	r, c := &reader{files: files, theme: theme, law: law, now: at.clock(f.Site)}, &content{frame: f, using: f}
	if err := r.readIncidents(c, at); err != nil {
		return nil, nil, err
	}
	return r, c, r.checkLinked(c)
}

// readIncidents checks each incident as soon as it is read, when nothing is
// known of the others.
func (r *reader) readIncidents(c *content, opt Options) error {
	slugs, err := c.list(r.files)
	if err != nil {
		return err
	}
	slices.SortFunc(slugs, byPath)
	c.entries = make([]tracked, len(slugs))
	for i, slug := range slugs {
		c.entries[i].slug = slug
	}
	if opt.Recall != nil && len(slugs) >= remembersFrom && c.frame.Site != nil {
		r.memory = opt.Recall().of(c.frame, opt.moment(c.frame.Site.TimeZone.V))
	}
	alone := check.New(check.Input{
		Site: c.frame.Site, Law: r.law, Now: r.now, Open: c.frame.open, Files: c.filesNow,
		Whole: func(string) *notice.Incident { return nil },
	})
	errs := make([]error, len(slugs))
	var done atomic.Int64
	inParallel(len(slugs), runtime.GOMAXPROCS(0), func(i int) {
		e := &c.entries[i]
		var in load.Incident
		if e.now, in, errs[i] = r.readThoroughly(e.slug, c.frame.settings); e.now != nil && !e.now.checked {
			e.now = e.now.judged(alone, in)
		}
		e.shown = e.now
		if n := int(done.Add(1)); opt.Progress != nil {
			opt.Progress(n, len(slugs))
		}
	})
	// A folder that has gone since it was listed was never there.
	c.entries = slices.DeleteFunc(c.entries, func(e tracked) bool { return e.now == nil })
	return errors.Join(errs...)
}

// checkLinked checks again the incidents whose findings depend on others, now
// that all are known. They are few.
func (r *reader) checkLinked(c *content) error {
	var places []int
	for i, e := range c.entries {
		if len(e.now.part.Links) > 0 {
			places = append(places, i)
		}
	}
	for i, v := range r.check(c, places, runtime.GOMAXPROCS(0)) {
		e := &c.entries[places[i]]
		if v == nil {
			return &ChangedError{e.slug}
		}
		e.now, e.shown = v, v
	}
	return nil
}

// check checks the incidents at some places, and gives what became of them:
// nil of those whose files are others by now.
func (r *reader) check(c *content, places []int, workers int) []*version {
	checker := r.checker(c, c.using)
	checked := make([]*version, len(places))
	inParallel(len(places), workers, func(i int) { checked[i] = c.entries[places[i]].now.check(checker, r.files, r.packs) })
	return checked
}

// checker checks the incidents of the content.
func (r *reader) checker(c *content, f *frame) *check.Checker {
	return check.New(check.Input{
		Site: f.Site, Incidents: c.notices(), Files: c.filesNow, Law: r.law, Now: r.now, Open: f.open,
		Whole: func(slug string) *notice.Incident {
			at, ok := c.at(slug)
			if !ok {
				return nil
			}
			in, _ := r.wholes.of(c.entries[at].now, r.files)
			return in
		},
	})
}

// findings are all that are known. Those of site.toml depend on all others.
func (r *reader) findings(c *content) diag.Findings {
	rest := slices.Concat(c.strays, c.frame.findings)
	if c.frame.readable() || c.frame == c.using {
		rest = r.checker(c, c.frame).Site(rest, func(yield func(check.Part) bool) {
			for _, e := range c.entries {
				if !yield(e.now.part) {
					return
				}
			}
		})
	}
	rest = slices.Concat(rest, c.frame.layout, c.layouts).Sort()
	n := len(rest)
	for _, e := range c.entries {
		n += len(e.now.findings())
	}
	all, inOrder := make(diag.Findings, 0, n), true
	for _, e := range c.entries {
		found := e.now.findings()
		// What is said of a folder itself stands before other folders.
		inOrder = inOrder && (len(found) == 0 || found[0].File != "content/"+e.slug)
		for len(found) > 0 && len(rest) > 0 && rest[0].File < found[0].File {
			all, rest = append(all, rest[0]), rest[1:]
		}
		all = append(all, found...)
	}
	if all = append(all, rest...); !inOrder {
		return all.Sort()
	}
	return all
}

// checked is what was looked at in the content, and what was found.
func (r *reader) checked(c *content, findings diag.Findings) Checked {
	out := Checked{Incidents: len(c.entries), Findings: findings, Site: c.frame.Site, Notices: c.notices(), reader: r, content: c}
	for _, in := range out.Notices {
		out.Reports += len(in.Open().Reports)
	}
	return out
}

// pages are the pages of the content at a moment.
func (c *content) pages(opt Options) *site.Site {
	f := c.using
	return site.New(f.Site, c.shown(), opt.moment(f.Site.TimeZone.V), site.Options{
		Drafts: opt.Drafts, PDFs: opt.PDFs != nil, Assets: f.assets.Addresses(), Files: c.files,
	})
}

// site shows pages of the content. Attachments are read from the disk, as they
// are there.
func (r *reader) site(c *content, pages *site.Site, opt Options) *Site {
	f := c.using
	s := &Site{reader: r, content: c, pages: pages, opt: opt}
	s.render = f.proto.Reading(f.reading(opt.PDFs)).For(pages).WithWhole(func(in *site.Incident) (*site.Incident, error) { return s.completed(in, always) })
	return s.logged()
}

// ChangedError says that an incident's files were changed while its site was
// being made: its pages would say what was never checked, or be half of the
// old and half of the new.
type ChangedError struct{ Slug string }

func (e *ChangedError) Error() string {
	return "content/" + e.Slug + " was changed while it was being read"
}
