// Package desk says how things stand with each incident, for those who write
// it: which report is public and which is not, what a language lacks, what
// the checks and the laws have to say. Plain values, to be shown by somebody
// else.
package desk

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/lang"
	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// Input is what there is to know.
type Input struct {
	Settings  *notice.Site
	Incidents []*notice.Incident                 // what lists need of them
	Whole     func(slug string) *notice.Incident // all that an incident says; nil when there is none
	Held      func(slug string) bool             // its pages are older than its files; may be nil
	Unchecked func(slug string) bool             // its findings are still to come; may be nil
	Findings  diag.Findings
	Pending   int                       // how many incidents are still to be checked
	Words     map[string]*lang.Language // the words of the desk's own languages
	Law       []string                  // regimes besides those of the settings
	Now       func() time.Time
}

// State says whether the public sees a report.
type State int

// A Draft is never public. An Embargoed report is ready and waits for its
// moment.
const (
	Draft State = iota
	Embargoed
	Published
)

// String names the state for templates and style sheets.
func (s State) String() string { return [...]string{"draft", "embargoed", "published"}[s] }

// Report is how a report stands.
type Report struct {
	*notice.Report
	State State
	At    time.Time // from when it is public; zero for a draft without a moment
	ByDay bool      // At is the first minute of a day that was written without a time
}

// Incident is how an incident stands.
type Incident struct {
	Slug      string
	Reports   []Report // newest first
	Findings  diag.Findings
	Held      bool // its pages are older than its files
	Unchecked bool // its findings are still to come
}

// Newest is the report with the highest number.
func (i Incident) Newest() Report { return i.Reports[0] }

// Report gives the report with a number.
func (i Incident) Report(number int) (Report, bool) {
	at := slices.IndexFunc(i.Reports, func(r Report) bool { return r.Number == number })
	if at < 0 {
		return Report{}, false
	}
	return i.Reports[at], true
}

// Public is the report that the public sees as the notice.
func (i Incident) Public() (Report, bool) {
	at := slices.IndexFunc(i.Reports, func(r Report) bool { return r.State == Published })
	if at < 0 {
		return Report{}, false
	}
	return i.Reports[at], true
}

// InWork reports whether something of the incident is not public yet.
func (i Incident) InWork() bool {
	return slices.ContainsFunc(i.Reports, func(r Report) bool { return r.State != Published })
}

// Desk is how all incidents stand, as their files were at one time.
type Desk struct {
	Input
	findings map[string]diag.Findings // by slug; "" for the rest

	mu   sync.Mutex
	all  []Incident
	asOf time.Time // of all
}

// New lays out the desk. What is costly is worked out when it is asked for.
func New(in Input) *Desk {
	if in.Settings == nil {
		in.Settings = &notice.Site{}
	}
	if in.Whole == nil {
		in.Whole = func(string) *notice.Incident { return nil }
	}
	d := &Desk{Input: in, findings: map[string]diag.Findings{}}
	for _, f := range in.Findings {
		slug := slugOf(f.File)
		d.findings[slug] = append(d.findings[slug], f)
	}
	return d
}

// slugOf is the incident that a file belongs to, "" for none.
func slugOf(file string) string {
	rest, ok := strings.CutPrefix(file, "content/")
	slug, _, inside := strings.Cut(rest, "/")
	if !ok || !inside {
		return ""
	}
	return slug
}

// All gives every incident that has reports: first those in work, then by
// their newest moment.
func (d *Desk) All() []Incident {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.now().Truncate(time.Minute); d.all == nil || !now.Equal(d.asOf) {
		d.all, d.asOf = d.list(), now
	}
	return d.all
}

// now is the present moment; a desk without one has no incidents either.
func (d *Desk) now() time.Time {
	if d.Now == nil {
		return time.Time{}
	}
	return d.Now()
}

func (d *Desk) list() []Incident {
	pages := d.at(d.Incidents)
	var all []Incident
	for _, in := range d.Incidents {
		if len(in.Reports) > 0 {
			all = append(all, d.stand(pages, in))
		}
	}
	work := func(i Incident) int {
		if i.InWork() {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b Incident) int {
		return cmp.Or(cmp.Compare(work(a), work(b)), b.Newest().At.Compare(a.Newest().At), cmp.Compare(a.Slug, b.Slug))
	})
	return all
}

// Incident gives one incident, with all that its reports say.
func (d *Desk) Incident(slug string) (Incident, bool) {
	in := d.Whole(slug)
	if in == nil || len(in.Reports) == 0 {
		return Incident{}, false
	}
	return d.stand(d.at([]*notice.Incident{in}), in), true
}

// Stand says how one incident stands, without what its reports say. It costs
// little, however many incidents there are.
func (d *Desk) Stand(slug string) (Incident, bool) {
	at := slices.IndexFunc(d.Incidents, func(in *notice.Incident) bool { return in.Slug == slug })
	if at < 0 || len(d.Incidents[at].Reports) == 0 {
		return Incident{}, false
	}
	in := d.Incidents[at]
	return d.stand(d.at([]*notice.Incident{in}), in), true
}

// InWork reports whether any report is not public yet.
func (d *Desk) InWork() bool {
	// Only what was published lately, or will be, is looked at closely.
	y, m, n := d.now().AddDate(0, 0, -2).Date()
	for _, in := range d.Incidents {
		for _, r := range in.Reports {
			p := r.Published
			late := cmp.Or(cmp.Compare(p.Year, y), cmp.Compare(p.Month, int(m)), cmp.Compare(p.Day, n)) >= 0
			if !r.Status.Is("ready") || late && d.stand(d.at([]*notice.Incident{in}), in).InWork() {
				return true
			}
		}
	}
	return false
}

// at reads moments as the site does.
func (d *Desk) at(incidents []*notice.Incident) *site.Site {
	return site.New(d.Settings, incidents, d.now(), site.Options{Drafts: true})
}

func (d *Desk) stand(pages *site.Site, in *notice.Incident) Incident {
	out := Incident{Slug: in.Slug, Findings: d.findings[in.Slug], Held: d.Held != nil && d.Held(in.Slug)}
	out.Unchecked = d.Unchecked != nil && d.Unchecked(in.Slug)
	for _, r := range in.Reports {
		one := Report{Report: r, ByDay: r.Published.Precision == notice.ByDay}
		if r.Published.Known() {
			one.At = pages.PublishedAt(r)
		}
		switch {
		case pages.Public(r):
			one.State = Published
		case r.Status.Is("ready") && !one.At.IsZero():
			one.State = Embargoed
		}
		out.Reports = append(out.Reports, one)
	}
	slices.SortFunc(out.Reports, func(a, b Report) int { return cmp.Compare(b.Number, a.Number) })
	return out
}

// Others are the findings that belong to no incident: site.toml, layouts.
func (d *Desk) Others() diag.Findings { return d.findings[""] }

// Languages are the languages of the site, the source first.
func (d *Desk) Languages() []string {
	var all []string
	for _, l := range d.Settings.Languages {
		all = append(all, l.V)
	}
	return all
}
