package render

import (
	"slices"
	"strings"

	"kohyo/internal/change"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// Compare compares two reports of an incident in a language.
type Compare func(lang string, before, after *notice.Report) *change.Comparison

// mostNews is how many changes feeds and data tell of, besides those that have
// a reason; the page of the changes has them all.
const mostNews = 10

// news tells what a report changes against the one before, a line each: what
// comparing them finds, with its author's reasons, and what its author states
// besides.
func news(in *site.Incident, w *wording.Writer, r *notice.Report, known prose.Facts, compare Compare) []string {
	before := in.Before(r)
	if before == nil {
		return stated(w, r.Changes, known)
	}
	c := compare(w.Tag(), before, r)
	var lines []string
	found, _ := c.Foremost(len(c.Differences))
	found = slices.DeleteFunc(found, func(d change.Difference) bool { return d.Path == "lead" }) // it stands above
	left := 0
	for i, d := range found {
		if i >= mostNews && d.Reason.IsZero() {
			left++
			continue
		}
		d.Old, d.New = inBrief(inOneLine(d.Old)), inBrief(inOneLine(d.New))
		lines = append(lines, w.Label("plain.item")+c.Line(d)+because(w, d.Reason, known))
	}
	if left > 0 {
		lines = append(lines, w.Label("plain.item")+w.Label("compare.others", left))
	}
	return append(lines, stated(w, c.Stated, known)...)
}

// stated is what only the author says has changed.
func stated(w *wording.Writer, changes []notice.Change, known prose.Facts) []string {
	var lines []string
	for _, c := range changes {
		what, _ := w.Text(c.What)
		if name, ok := w.FactName(what); ok && c.What.Same != nil {
			what = name
		}
		before, _ := w.Text(c.Old)
		now, _ := w.Text(c.New)
		switch {
		case before != "" && now != "":
			what += w.Label("text.colon") + w.Label("feed.changed", before, now)
		case before+now != "":
			what += w.Label("text.colon") + before + now
		}
		lines = append(lines, w.Label("plain.item")+prose.PlainText(what, known)+because(w, c.Reason, known))
	}
	return lines
}

// because is a reason in brackets.
func because(w *wording.Writer, reason notice.Prose, known prose.Facts) string {
	text, _ := w.Text(reason.Text)
	if text == "" {
		return ""
	}
	return w.Label("text.bracketed", inOneLine(prose.Plain(text, known)))
}

func inOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// incidentOf is the incident of a report in a feed.
func incidentOf(p site.Page, r *notice.Report) *site.Incident {
	if p.Incident != nil {
		return p.Incident
	}
	for _, in := range p.Items {
		if in.Slug == r.Slug {
			return in
		}
	}
	return &site.Incident{Slug: r.Slug, Reports: []*notice.Report{r}}
}
