// Package check holds every rule about what the content says: one function
// and one row in one table. It reads, reports and changes nothing.
//
// Run looks at a whole site, on all processors. Whoever follows a site while
// it changes makes a Checker with New, asks Incident for each incident, keeps
// the parts that it gives, and asks Site for the rest:
//
//	c := check.New(input)                     // cheap: what the incidents share
//	part := c.Incident(incident, found)       // all rules, on the files of one incident
//	rest := c.Site(found, slices.Values(parts)) // site.toml, and what spans the incidents
//
// The findings are those of rest and of the parts. When one incident changes,
// its part has to be made anew, the parts that link to it (Part.Links), and
// the rest. When site.toml changes, everything has to. A Checker is safe for
// concurrent use, and does not change with what it was made from.
package check

import (
	"iter"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// Input is what the rules look at.
type Input struct {
	Site      *notice.Site
	Incidents []*notice.Incident         // may be at rest
	Files     func(slug string) []string // the names in content/<slug>/files; nil: there are none
	Found     diag.Findings              // what the stages before have found; for Run
	Law       []string                   // regimes to look at besides those of site.toml
	Now       time.Time                  // for what runs out; zero where nobody looks at a clock

	// Whole gives an incident with all that its reports say, nil where there is
	// none. With it, Incidents may hold only the heads of reports: number, file,
	// status, publication, attachments.
	Whole func(slug string) *notice.Incident

	// Open reads a file of an incident; nil when none is to be looked into. It
	// is called from several goroutines at a time.
	Open func(slug, name string) ([]byte, error)
}

// Checker knows what the checks of all incidents share.
type Checker struct {
	Input
	regimes   []string // chosen
	addresses []string // that site.toml declares
	zones     sync.Map // time zones by name

	targets func() []target // what there is to link to
}

// Part is what was found in one incident.
type Part struct {
	Findings diag.Findings // in order, without what is accepted
	Links    []string      // the slugs of other incidents that its texts link to; or Every

	uses []use // what became of each acceptance of site.toml
}

// Every stands among the links of a part whose findings depend on which
// incidents there are, and on when their reports are published.
const Every = "*"

// New prepares the checks of a site. The incidents may be checked in any
// order, or not at all.
func New(in Input) *Checker {
	c := &Checker{Input: in}
	c.targets = sync.OnceValue(c.readTargets)
	if c.Whole == nil {
		bySlug := make(map[string]*notice.Incident, len(in.Incidents))
		for _, incident := range in.Incidents {
			bySlug[incident.Slug] = incident
		}
		c.Whole = func(slug string) *notice.Incident { return bySlug[slug] }
	}
	if in.Site != nil {
		c.regimes = regimesOf(in)
		c.addresses = addressesOf(nil, []*source{c.looking(1).source(in.Site.Fields())})
	}
	return c
}

// Run applies every rule and gives what they and the stages before have
// found, in order, without what site.toml and the reports accept.
func Run(in Input) diag.Findings {
	if in.Site == nil {
		return slices.Clone(in.Found).Sort()
	}
	c := New(in)
	before, rest := c.share(in.Found)
	parts := make([]Part, len(in.Incidents))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(parts)) {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(parts)); i = next.Add(1) - 1 {
				parts[i] = c.Incident(in.Incidents[i], before[in.Incidents[i].Slug])
			}
		})
	}
	wg.Wait()
	found := c.Site(rest, slices.Values(parts))
	for _, p := range parts {
		found = append(found, p.Findings...)
	}
	return found.Sort()
}

// share gives each incident what the stages before have found in its folder.
func (c *Checker) share(found diag.Findings) (byIncident map[string]diag.Findings, rest diag.Findings) {
	byIncident = map[string]diag.Findings{}
	for _, f := range found {
		if slug := Slug(f.File); c.Whole(slug) != nil {
			byIncident[slug] = append(byIncident[slug], f)
		} else {
			rest = append(rest, f)
		}
	}
	return byIncident, rest
}

// Slug is the incident that a file belongs to: the name of its folder in
// content, or "".
func Slug(file string) string {
	inside, ok := strings.CutPrefix(path.Clean(file), "content/")
	if !ok {
		return ""
	}
	slug, _, _ := strings.Cut(inside, "/")
	return slug
}

// Incident applies every rule to the reports of one incident. found is what
// the stages before have found in its folder.
func (c *Checker) Incident(incident *notice.Incident, found diag.Findings) Part {
	found = slices.Clone(found)
	about := c.looking(len(incident.Reports))
	var all []*source
	for _, report := range incident.Reports {
		s := about.source(report.Fields())
		s.report, s.incident, s.unread = report, incident, errorsIn(found, report.File)
		if !report.IsWithdrawn() {
			s.follow(all)
		}
		all = append(all, s)
	}
	about.addresses = addressesOf(c.addresses, all)
	for _, s := range all {
		found = s.apply(found)
	}
	found = append(found, c.lawFindings(incident)...)
	list := c.acceptances()
	for _, r := range incident.Reports {
		list = append(list, acceptances(r.Accept, r, "accept ")...)
	}
	found = accept(list, all, found)
	part := Part{uses: make([]use, len(c.Input.Site.Check.Accept))}
	for i, a := range list {
		if i < len(part.uses) {
			part.uses[i] = a.use
		} else if a.use != accepted {
			found = append(found, a.finding())
		}
	}
	conceal(found, all...)
	part.Findings, part.Links = found.Sort(), slices.Sorted(maps.Keys(about.linked))
	return part
}

// Site applies every rule to site.toml, and looks for acceptances in it that
// accept nothing in any part. found is what the stages before have found
// outside of the incidents' folders. It gives these findings alone, in order.
func (c *Checker) Site(found diag.Findings, parts iter.Seq[Part]) diag.Findings {
	s := c.looking(1).source(c.Input.Site.Fields())
	s.addresses = c.addresses
	list := c.acceptances()
	found = accept(list, []*source{s}, s.apply(slices.Clone(found)))
	for p := range parts {
		for i, a := range list[:min(len(list), len(p.uses))] {
			a.use = max(a.use, p.uses[i])
		}
	}
	for _, a := range list {
		if a.use != accepted {
			found = append(found, a.finding())
		}
	}
	conceal(found, s)
	return found.Sort()
}
