package check

import (
	"fmt"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// stated is a fact of a report as it can be compared with that of another.
type stated struct {
	path   string // as prose quotes it: counts.total.person
	value  string // equal where the facts are
	shown  string // as its author wrote it
	at     diag.Place
	labels []string // what an author may call it
	// numbers and dates are those that a text about the fact may name.
	numbers []int64
	dates   []string
}

// stated gives the facts of the report under check.
func (s *source) stated() []stated {
	if s.comparable == nil {
		s.comparable = factsOf(s.report)
	}
	return s.comparable
}

// factsOf gives the facts of a report that a later one must not change
// silently: figures, dates, spans, data items and statuses.
func factsOf(r *notice.Report) []stated {
	var all []stated
	all = append(all, countsStated(r)...)
	all = append(all, spansStated("scope.exposure", r.Scope.Exposure)...)
	all = append(all, spansStated("scope.data_period", r.Scope.DataPeriod)...)
	all = append(all, itemsStated(r)...)
	all = append(all, eventsStated(r)...)
	return append(all, statesStated(r)...)
}

func countsStated(r *notice.Report) []stated {
	var all []stated
	for _, c := range r.Counts {
		if c.ID.V == "" {
			continue
		}
		labels := append(notice.Names(c.Label), notice.CalledAs("counts")...)
		if _, g := r.Group(c.Group.ID); g != nil {
			labels = append(labels, notice.Names(g.Name)...)
		}
		path := "counts." + c.ID.V
		for _, m := range c.Measures {
			f := stated{path: path + "." + m.Unit.ID, at: m.Place, labels: labels, shown: m.Figure.ID, value: m.Figure.ID}
			if b, ok := boundsOf(m); ok {
				f.shown = fmt.Sprint(b)
				f.value = fmt.Sprint(b, m.Approx.V, m.Gross.V)
			}
			for _, n := range []notice.Int{m.Value, m.Min, m.Max} {
				if n.Set {
					f.numbers = append(f.numbers, n.V)
				}
			}
			all = append(all, f)
		}
		if c.Status.ID != "" {
			all = append(all, stated{path: path + ".status", value: c.Status.ID, shown: c.Status.ID, at: c.Status.Place, labels: labels})
		}
	}
	return all
}

// spansStated gives the ends of spans. Several spans are compared as one.
func spansStated(path string, spans []notice.Span) []stated {
	labels := notice.CalledAs(path)
	if len(spans) == 1 {
		var all []stated
		for _, end := range []struct {
			key string
			m   notice.Moment
		}{{"from", spans[0].From}, {"to", spans[0].To}} {
			if !end.m.IsZero() {
				all = append(all, momentStated(path+"."+end.key, end.m, append(notice.Names(spans[0].Label), labels...)))
			}
		}
		return all
	}
	if len(spans) == 0 {
		return nil
	}
	f := stated{path: path, at: spans[0].Place, labels: labels}
	for _, s := range spans {
		f.value += s.From.Raw + "–" + s.To.Raw + " "
		f.labels = append(f.labels, notice.Names(s.Label)...)
		f.dates = append(f.dates, dateOf(s.From), dateOf(s.To))
	}
	f.value = strings.TrimSpace(f.value)
	f.shown = f.value
	return []stated{f}
}

func momentStated(path string, m notice.Moment, labels []string) stated {
	return stated{path: path, value: strings.Replace(m.Raw, "T", " ", 1), shown: m.Raw, at: m.Place, labels: labels, dates: []string{dateOf(m)}}
}

// dateOf is the day of a moment, "" where it is not known by the day.
func dateOf(m notice.Moment) string {
	if m.Precision < notice.ByDay {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", m.Year, m.Month, m.Day)
}

func itemsStated(r *notice.Report) []stated {
	var all []stated
	for _, g := range r.Scope.Groups {
		labels := append(notice.Names(g.Name), notice.CalledAs("groups")...)
		for _, d := range g.Data {
			for _, item := range d.Items {
				all = append(all, stated{path: "groups." + g.ID.V + "." + item.ID, value: d.Status.ID, shown: d.Status.ID, at: item.Place, labels: labels})
			}
		}
	}
	return all
}

// eventsStated gives the events that stand once in the timeline, except those
// that every report has anew.
func eventsStated(r *notice.Report) []stated {
	times := map[string]int{}
	for _, e := range r.Timeline {
		times[e.Event.ID]++
	}
	var all []stated
	for _, e := range r.Timeline {
		if e.Event.ID == "" || times[e.Event.ID] > 1 || e.Event.Is("announced", "other", "forecast") {
			continue
		}
		labels := append([]string{e.Event.ID}, notice.CalledAs("timeline")...)
		f := momentStated("timeline."+e.Event.ID, e.At.From, labels)
		if e.At.IsSpan {
			f.value, f.shown = raw(e.At), raw(e.At)
			f.dates = append(f.dates, dateOf(e.At.To))
		}
		f.at = place(e.At)
		all = append(all, f)
	}
	return all
}

func statesStated(r *notice.Report) []stated {
	var all []stated
	add := func(path string, w notice.Word, labels ...string) {
		if w.ID != "" {
			all = append(all, stated{path: path, value: w.ID, shown: w.ID, at: w.Place, labels: labels})
		}
	}
	add("cause.state", r.Cause.State, notice.CalledAs("cause")...)
	add("harm.state", r.Harm.State, notice.CalledAs("harm")...)
	for _, s := range r.Services {
		if s.ID.V != "" {
			add("services."+s.ID.V+".state", s.State, append(notice.Names(s.Name), notice.CalledAs("services")...)...)
		}
	}
	return all
}

// naturally reports whether a state changes by itself as an investigation
// goes on, which needs no word.
func naturally(before, now stated) bool {
	switch before.path {
	case "cause.state", "harm.state":
		return before.value == "under-investigation" || before.value == "unknown"
	}
	return false
}
