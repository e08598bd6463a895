package render

import (
	"html/template"
	"slices"
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// Facts are the key facts at a glance.
type Facts struct {
	Heading string
	Cells   []Fact
}

// Fact is one cell: a figure, a word, a link, or data items by status.
type Fact struct {
	Kind    string // affected, exposure, data, state, contact
	Name    template.HTML
	Span    int  `json:"-"` // of twelve columns
	First   bool `json:"-"` // in its row
	Figures []Figure
	Word    template.HTML
	Call    template.HTML // a link: whom to call
	Items   []ItemLine
	Notes   []template.HTML
	More    *Link
	Updated string `json:"-"` // "updated", when the report before did not say this
}

// Figure is a measure cut where its size changes: up to | 7,996 | people.
type Figure struct{ Before, Number, After string }

// ItemLine is the data items of one status.
type ItemLine struct{ Status, Name, Text string }

// glance makes the facts in rows: figures, then data, then state and contact.
func (v *viewer) glance() *Facts {
	figures := append(v.figureFacts(), v.exposureFacts()...)
	last := append(v.stateFacts(), v.contactFacts()...)
	rows := [][]Fact{figures, v.dataFacts(), last}
	for _, row := range rows {
		for i := range row {
			row[i].Span, row[i].First = 12/min(len(row), 4), i%4 == 0
		}
	}
	cells := slices.Concat(rows...)
	if len(cells) == 0 {
		return nil
	}
	return &Facts{Heading: v.w.Label("facts.heading"), Cells: cells}
}

// figureFacts shows the counts that stand for themselves, then those that are
// part of one without being a group's, three at most: the rest follows in the
// section on figures.
func (v *viewer) figureFacts() []Fact {
	var whole, parts []notice.Count
	for _, c := range v.report.Counts {
		switch {
		case len(c.PartOf) == 0:
			whole = append(whole, c)
		case c.Group.ID == "":
			parts = append(parts, c)
		}
	}
	var out []Fact
	for _, c := range append(whole, parts...) {
		if len(out) == 3 {
			break
		}
		out = append(out, v.figureFact(c))
	}
	return out
}

func (v *viewer) figureFact(c notice.Count) Fact {
	f := Fact{Kind: "affected", Name: v.countName(c)}
	for i, m := range c.Measures {
		if i == 0 {
			f.Figures = v.figures(c.Measures[:1])
			if f.Figures[0].Number == "" {
				f.Word, f.Figures = v.escape(f.Figures[0].After), nil
			}
			continue
		}
		f.Notes = append(f.Notes, v.escape(v.w.Measure(m)))
	}
	if c.Status.ID != "" && !c.Status.Is("confirmed") {
		f.Notes = append(f.Notes, v.escape(v.w.Word("statuses", c.Status.ID)))
	}
	if !c.AsOf.IsZero() {
		f.Notes = append(f.Notes, v.escape(v.w.Label("text.as_of", v.w.Moment(c.AsOf))))
	}
	if !c.Note.IsZero() {
		f.Notes = append(f.Notes, v.text(c.Note))
	}
	return f
}

// countName is what a count is called: its label, its group, or what it counts.
func (v *viewer) countName(c notice.Count) template.HTML {
	if !c.Label.IsZero() {
		return v.text(c.Label)
	}
	if _, g := v.report.Group(c.Group.ID); g != nil {
		return v.text(g.Name)
	}
	return v.escape(v.w.Word("counted", orElse(c.Of.ID, "affected")))
}

func (v *viewer) figures(ms []notice.Measure) []Figure {
	out := make([]Figure, len(ms))
	for i, m := range ms {
		before, number, after := cutFigure(v.w, m)
		out[i] = Figure{before, number, after}
	}
	return out
}

// cutFigure cuts a measure around its number, as the language writes it, so
// that its spaces stay.
func cutFigure(w *wording.Writer, m notice.Measure) (before, number, after string) {
	before, number, after = w.MeasureParts(m)
	if number != "" {
		before, after, _ = strings.Cut(w.Measure(m), number)
	}
	return before, number, after
}

func (v *viewer) exposureFacts() []Fact {
	spans := v.report.Scope.Exposure
	if len(spans) == 0 {
		return nil
	}
	f := Fact{Kind: "exposure", Name: v.escape(v.w.Label("facts.exposure"))}
	if approx, exact, ok := v.w.Duration(spans[0]); ok && len(spans) == 1 {
		f.Word = v.escape(approx)
		if approx == exact {
			exact = ""
		}
		f.Notes = append(f.Notes, v.spanNote(spans[0], exact))
		return []Fact{f}
	}
	if len(spans) == 1 && spans[0].Label.IsZero() {
		f.Word = v.escape(v.w.Span(spans[0]))
		return []Fact{f}
	}
	for _, s := range spans {
		f.Notes = append(f.Notes, v.spanNote(s, ""))
	}
	return []Fact{f}
}

// spanNote is a span with what it is and how long it was.
func (v *viewer) spanNote(s notice.Span, length string) template.HTML {
	words := v.escape(v.w.Span(s))
	if length != "" {
		words += v.escape(v.w.Label("text.bracketed", length))
	}
	if !s.Label.IsZero() {
		words = v.text(s.Label) + v.escape(v.w.Label("text.colon")) + words
	}
	return words
}

// dataFacts lists the data items, each once, under its gravest status.
func (v *viewer) dataFacts() []Fact {
	f := Fact{Kind: "data", Name: v.escape(v.w.Label("facts.data"))}
	seen := map[string]bool{}
	for _, status := range notice.Vocabularies["statuses"] {
		var items []string
		for _, g := range v.report.Scope.Groups {
			for _, d := range g.Data {
				if !d.Status.Is(status) {
					continue
				}
				for _, item := range d.Items {
					if !seen[item.ID] {
						seen[item.ID] = true
						items = append(items, v.w.Word("items", item.ID))
					}
				}
			}
		}
		if len(items) > 0 {
			f.Items = append(f.Items, ItemLine{status, v.w.Word("statuses", status), v.w.List(items)})
		}
	}
	if len(f.Items) == 0 {
		return nil
	}
	return []Fact{f}
}

func (v *viewer) stateFacts() []Fact {
	f := Fact{Kind: "state", Name: v.escape(v.w.Label("facts.state"))}
	switch {
	case !v.report.Situation.IsZero():
		f.Word = v.text(v.report.Situation)
	case len(v.report.Services) > 0:
		var states []template.HTML
		for _, s := range v.report.Services {
			states = append(states, v.text(s.Name)+v.escape(v.w.Label("text.colon")+v.w.Word("service-states", s.State.ID)))
		}
		f.Word = v.texts(states)
	default:
		return nil
	}
	if !v.report.NextReport.IsZero() {
		f.Notes = append(f.Notes, v.escape(v.w.Label("facts.next"))+v.forecast(v.report.NextReport))
	}
	return []Fact{f}
}

// contactFacts is whom to call: the first contact's best way in.
func (v *viewer) contactFacts() []Fact {
	for _, c := range v.contacts() {
		for _, way := range c.Ways {
			if !way.Linked {
				continue
			}
			f := Fact{Kind: "contact", Name: v.escape(way.Label), Call: way.Value}
			if way.Note != "" {
				f.Notes = append(f.Notes, v.escape(way.Note))
			}
			f.Notes = append(f.Notes, way.Hours...)
			if way.Open != nil || way.Closed != nil {
				f.More = &Link{Href: "#contacts", Text: v.w.Label("facts.other_days")}
			}
			return []Fact{f}
		}
	}
	return nil
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
