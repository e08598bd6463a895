package wording

import (
	"slices"
	"strings"

	"kohyo/internal/notice"
)

// fact is something that prose may quote: what it is called, and how it is
// said.
type fact struct {
	name func(w *Writer) string
	say  func(w *Writer) string
}

// eachFact adds all that the prose of a report may quote. Of two with the same
// path, the first counts.
func eachFact(r *notice.Report, add adder) {
	if r == nil {
		return
	}
	countFacts(r, add)
	scopeFacts(r, add)
	contactFacts(r, add)
	for _, g := range r.Scope.Groups {
		name := func(w *Writer) string { return w.say(g.Name) }
		add("groups."+g.ID.V, name, name)
	}
	for _, p := range r.Parties {
		if p.ID.V != "" {
			name := func(w *Writer) string { return w.partyName(p) }
			add("parties."+p.ID.V, name, name)
		}
	}
	for _, s := range r.Services {
		if s.ID.V == "" {
			continue
		}
		name := func(w *Writer) string { return w.say(s.Name) }
		add("services."+s.ID.V, name, name)
		add("services."+s.ID.V+".state", name, func(w *Writer) string { return w.Word("service-states", s.State.ID) })
	}
	for _, e := range r.Timeline {
		if id := e.Event.ID; id != "" && !e.At.IsZero() {
			add("timeline."+id, func(w *Writer) string { return w.Word("events", id) }, func(w *Writer) string { return w.When(e.At) })
		}
	}
	label := func(key string) func(*Writer) string { return func(w *Writer) string { return w.Label(key) } }
	switch {
	case !r.Published.IsZero():
		add("published", label("facts.published"), func(w *Writer) string { return w.Published(r) })
	case !r.Status.Is("ready"): // a draft, whose moment is still to be set
		add("published", label("facts.published"), label("facts.published"))
	}
	add("organization", label("facts.issuer"), func(w *Writer) string { return w.say(w.site.Organization.Name) })
	if !r.NextReport.IsZero() {
		add("next_report", label("reports.next"), func(w *Writer) string { return w.forecast(r.NextReport) })
	}
}

type adder func(path string, name, say func(w *Writer) string)

func countFacts(r *notice.Report, add adder) {
	for _, c := range r.Counts {
		if c.ID.V == "" || len(c.Measures) == 0 {
			continue
		}
		name := func(w *Writer) string { return w.countName(c) }
		add("counts."+c.ID.V, name, func(w *Writer) string { return w.Count(c) })
		for _, m := range c.Measures {
			add("counts."+c.ID.V+"."+m.Unit.ID, name, func(w *Writer) string { return w.Measure(m) })
		}
	}
}

func scopeFacts(r *notice.Report, add adder) {
	spans := func(path, label string, list []notice.Span) {
		if len(list) == 0 {
			return
		}
		name := func(w *Writer) string { return w.Label(label) }
		add(path, name, func(w *Writer) string {
			var words []string
			for _, s := range list {
				words = append(words, w.Span(s))
			}
			return w.List(words)
		})
		if len(list) > 1 {
			return // of several spans, none has the beginning or the end
		}
		if from := list[0].From; !from.IsZero() {
			add(path+".from", name, func(w *Writer) string { return w.Moment(from) })
		}
		if to := list[0].To; !to.IsZero() {
			add(path+".to", name, func(w *Writer) string { return w.Moment(to) })
		}
	}
	spans("scope.exposure", "facts.exposure", r.Scope.Exposure)
	spans("scope.data_period", "facts.data_period", r.Scope.DataPeriod)
	if len(r.Scope.Systems) > 0 {
		add("scope.systems", func(w *Writer) string { return w.Label("facts.systems") }, func(w *Writer) string {
			var words []string
			for _, s := range r.Scope.Systems {
				words = append(words, w.say(s.Name))
			}
			return w.List(words)
		})
	}
}

func contactFacts(r *notice.Report, add adder) {
	for _, c := range r.Contacts {
		if c.ID.V == "" {
			continue
		}
		of := func(field, label string, there bool, say func(w *Writer) string) {
			if there {
				add("contacts."+c.ID.V+"."+field, func(w *Writer) string { return w.Label(label) }, say)
			}
		}
		phone := func(number string) func(w *Writer) string {
			return func(w *Writer) string { shown, _ := w.Phone(number); return shown }
		}
		of("name", "contacts.name", !c.Name.IsZero(), func(w *Writer) string { return w.say(c.Name) })
		of("phone", "contacts.phone", c.Phone.V != "", phone(c.Phone.V))
		of("fax", "contacts.fax", c.Fax.V != "", phone(c.Fax.V))
		of("email", "contacts.email", c.Email.V != "", func(*Writer) string { return c.Email.V })
		of("form", "contacts.form", c.Form.V != "", func(*Writer) string { return c.Form.V })
		of("address", "contacts.address", !c.Address.IsZero(), func(w *Writer) string { return w.say(c.Address) })
		of("hours", "contacts.hours", len(c.Hours)+len(c.OpenOn)+len(c.ClosedOn) > 0, func(w *Writer) string { return w.HoursLine(c) })
	}
}

// Fact says a fact of the report that prose quotes by its path.
func (w *Writer) Fact(path string) (string, bool) {
	f, ok := w.facts()[path]
	if !ok {
		return "", false
	}
	return f.say(w), true
}

// FactName says what a fact is called: the label of a count, 電話.
func (w *Writer) FactName(path string) (string, bool) {
	f, ok := w.facts()[path]
	if !ok {
		return "", false
	}
	return f.name(w), true
}

// byPath is the facts of a report by their paths.
func byPath(r *notice.Report) map[string]fact {
	out := make(map[string]fact, 64) // as many as reports have
	eachFact(r, func(path string, name, say func(w *Writer) string) {
		if _, known := out[path]; !known {
			out[path] = fact{name, say}
		}
	})
	return out
}

// FactPaths lists what the prose of a report may quote.
func FactPaths(r *notice.Report) []string {
	var out []string
	seen := map[string]bool{}
	eachFact(r, func(path string, _, _ func(w *Writer) string) {
		if !seen[path] {
			seen[path] = true
			out = append(out, path)
		}
	})
	return out
}

// Known reports whether the prose of a report may quote path.
func Known(r *notice.Report, path string) bool {
	return slices.Contains(FactPaths(r), path)
}

// countName is the label of a count, or failing that what it counts.
func (w *Writer) countName(c notice.Count) string {
	if !c.Label.IsZero() {
		return w.say(c.Label)
	}
	if w.report != nil {
		if _, g := w.report.Group(c.Group.ID); g != nil {
			return w.say(g.Name)
		}
	}
	if c.Of.ID == "" {
		return w.Word("counted", "affected")
	}
	return w.Word("counted", c.Of.ID)
}

// partyName is the name of a party, or its role when it has none.
func (w *Writer) partyName(p notice.Party) string {
	if p.Name.IsZero() {
		return w.Word("roles", p.Role.ID)
	}
	return w.say(p.Name)
}

func (w *Writer) forecast(f notice.Forecast) string {
	if !f.Text.IsZero() {
		return strings.TrimSpace(w.say(f.Text))
	}
	return w.Moment(f.Moment)
}
