package law

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// facts is the latest report of an incident, as the items look at it.
type facts struct {
	site   *notice.Site
	report *notice.Report
	zone   *time.Location
	zoned  bool // somebody has said which zone it is
}

// factsOf gives the facts of an incident's latest report that still stands,
// nil when there is none.
func factsOf(site *notice.Site, incident *notice.Incident) *facts {
	if site == nil || incident == nil {
		return nil
	}
	reports := slices.DeleteFunc(slices.Clone(incident.Reports), (*notice.Report).IsWithdrawn)
	if len(reports) == 0 {
		return nil
	}
	f := &facts{site: site, report: reports[len(reports)-1], zone: time.UTC}
	if name := cmp.Or(f.report.TimeZone.V, site.TimeZone.V); name != "" {
		if zone, err := time.LoadLocation(name); err == nil {
			f.zone, f.zoned = zone, true
		}
	}
	return f
}

// inForce reports whether something that applies from one day to another
// applies to this incident: on the day it became known, else on that of the
// report. Without either it does.
func (f *facts) inForce(from, to string) bool {
	if from == "" && to == "" {
		return true
	}
	m, _ := f.known()
	if !m.Known() {
		m = f.report.Published
	}
	at, ok := m.Earliest(f.zone)
	if !ok {
		return true
	}
	day := at.Format(time.DateOnly)
	return (from == "" || day >= from) && (to == "" || day <= to)
}

// event gives the moment at which the first of the named events began.
func (f *facts) event(ids ...string) (notice.Moment, notice.Event) {
	for _, id := range ids {
		for _, e := range f.report.Timeline {
			if e.Event.ID == id && !e.At.From.IsZero() {
				return e.At.From, e
			}
		}
	}
	return notice.Moment{}, notice.Event{}
}

// known gives when the incident became known, and the event that says so.
// Whoever detects or is told of something knows of it.
func (f *facts) known() (notice.Moment, notice.Event) {
	return f.event("known", "detected", "reported-to-us")
}

// items calls see for every data item that may be affected.
func (f *facts) items(see func(item string, d notice.GroupData)) {
	for _, g := range f.report.Scope.Groups {
		for _, d := range g.Data {
			for _, item := range d.Items {
				if !d.Status.Is("ruled-out") {
					see(item.ID, d)
				}
			}
		}
	}
}

// holds gives the first affected data item of those named, "" if none is.
func (f *facts) holds(ids ...string) (item string, at diag.Place) {
	f.items(func(id string, d notice.GroupData) {
		if item == "" && slices.Contains(ids, id) {
			item, at = id, d.Place
		}
	})
	return item, at
}

// cardData gives the first affected item of a payment card, "" if none is.
func (f *facts) cardData() (item string, at diag.Place) {
	f.items(func(id string, d notice.GroupData) {
		if item == "" && strings.HasPrefix(id, "card.") {
			item, at = id, d.Place
		}
	})
	return item, at
}

// said reports whether an English text of the report says one of the words.
func (f *facts) said(words ...string) bool {
	for p := range f.report.Passages() {
		if p.Lang != "" && p.Lang != "en" && !strings.HasPrefix(p.Lang, "en-") {
			continue
		}
		for _, w := range words {
			if strings.Contains(strings.ToLower(p.Text), strings.ToLower(w)) {
				return true
			}
		}
	}
	return false
}

var (
	impersonal = []string{"source-code", "trade-secret", "company-name"}
	// 要配慮個人情報, as far as an item of the vocabulary is one by itself.
	sensitive = []string{"health", "diagnosis", "tests", "prescription", "treatment", "disability", "criminal-record", "creed", "race"}
	malicious = []string{"unauthorized-access", "ransomware", "malware", "phishing", "theft", "insider"}
	humans    = []string{"person", "customer", "member", "employee", "patient", "student"}
)

// personalData answers whether personal data are concerned at all.
func personalData(f *facts) answer {
	personal, some := false, false
	for _, g := range f.report.Scope.Groups {
		some = some || len(g.Data) > 0
	}
	f.items(func(id string, _ notice.GroupData) {
		personal = personal || !slices.Contains(impersonal, id)
	})
	none := diag.Words{Ja: "個人データの記載がありません", En: "no personal data stated"}
	switch {
	case personal:
		return answer{state: Present}
	case some, f.report.Kind.Is("outage", "disaster") && len(f.report.Scope.Groups) == 0:
		return answer{state: NotApplicable, field: "scope.groups", why: none}
	}
	return answer{} // nothing said of data: that is what an item may find missing
}

// people says whether the number of people reaches a threshold. It cannot be
// told where figures are missing, only lower limits, or parts that may add up
// or overlap.
func (f *facts) people(t threshold) (reached, decided bool, at diag.Place) {
	var sum int64
	known, open := false, false
	for _, c := range f.report.Counts {
		if c.Of.ID != "" && c.Of.ID != "affected" || c.Status.Is("ruled-out") {
			continue
		}
		for _, m := range c.Measures {
			if !human(m.Unit.ID) {
				continue
			}
			n, ok := m.Largest()
			gross := m.Gross.Set && m.Gross.V
			switch {
			case !ok:
				open = true
			case t.reached(n) && !gross:
				return true, true, c.Place
			case gross && t.reached(n), m.Min.Set && !m.Max.Set:
				open = true
			}
			if known = true; len(c.PartOf) == 0 {
				sum += n
			}
			at = c.Place
		}
	}
	return false, known && !open && !t.reached(sum), at
}

// human reports whether a unit counts people, the site's own units among
// them: "customer-data" is people by another name.
func human(unit string) bool {
	first, _, _ := strings.Cut(unit, "-")
	return slices.Contains(humans, first)
}
