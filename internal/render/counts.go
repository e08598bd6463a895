package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/notice"
)

// CountTable is a count with its parts, or counts that stand for themselves.
type CountTable struct {
	Caption                              template.HTML
	Heading, FigureHeading, ShareHeading string
	Drawn                                bool // with bars
	Shares                               bool // with percentages of the total
	Rows                                 []CountRow
	Total                                *CountRow
	Remarks                              []template.HTML
}

// CountRow is one count.
type CountRow struct {
	Group   Group
	Sub     bool // a subset of the row above
	Figures []Figure
	Bar     *Bar `json:"-"`
	Share   string
	Updated string `json:"-"` // "updated", when the report before did not say this
}

// Bar is a figure drawn: Width in percent of the largest in its table.
type Bar struct {
	Width string
	Class string // full when the group's data loss is confirmed
}

// counts makes a table per total that has parts, and one for all the rest.
func (v *viewer) counts() []CountTable {
	var out []CountTable
	var single []notice.Count
	for _, c := range v.report.Counts {
		if len(c.PartOf) > 0 && v.report.Count(c.PartOf[0].ID) != nil {
			continue
		}
		if parts := v.partsOf(c); len(parts) > 0 {
			out = append(out, v.breakdown(c, parts))
			continue
		}
		single = append(single, c)
	}
	if len(single) > 0 {
		out = append([]CountTable{v.singles(single)}, out...)
	}
	if len(out) > 1 {
		for i := range out {
			if out[i].Total != nil {
				before, after, _ := strings.Cut(v.w.Label("counts.breakdown", mark), mark)
				out[i].Caption = v.escape(before) + out[i].Total.Group.Name + v.escape(after)
			}
		}
	}
	return out
}

func (v *viewer) partsOf(c notice.Count) []notice.Count {
	var out []notice.Count
	for _, p := range v.report.Counts {
		if isPart(p, c) {
			out = append(out, p)
		}
	}
	return out
}

func isPart(p, of notice.Count) bool {
	return of.ID.V != "" && len(p.PartOf) > 0 && p.PartOf[0].ID == of.ID.V
}

func (v *viewer) table() CountTable {
	return CountTable{
		Heading: v.w.Label("counts.what"), FigureHeading: v.w.Label("counts.figure"), ShareHeading: v.w.Label("counts.share"),
	}
}

func (v *viewer) singles(counts []notice.Count) CountTable {
	t := v.table()
	for _, c := range counts {
		t.Rows = append(t.Rows, v.countRow(c, ""))
		t.Remarks = append(t.Remarks, v.countRemarks(c)...)
	}
	return t
}

// breakdown draws the parts of a total as bars in one unit. Shares are shown
// only where the parts are said to add up.
func (v *viewer) breakdown(total notice.Count, parts []notice.Count) CountTable {
	t := v.table()
	unit := total.Measures[0].Unit.ID
	whole, _ := total.Measures[0].Largest()
	t.Drawn = drawable(parts, unit)
	t.Shares = t.Drawn && total.Parts.Is("sum") && whole > 0
	largest := int64(1)
	for _, p := range parts {
		largest = max(largest, inUnit(p, unit))
	}
	for _, p := range parts {
		row := v.countRow(p, unit)
		n := inUnit(p, unit)
		if t.Drawn && n > 0 {
			row.Bar = &Bar{Width: percent(n, largest), Class: v.barClass(p)}
		}
		if t.Shares && n > 0 && !v.inside(p, total) {
			row.Share = v.w.Share(n, whole)
		}
		t.Rows = append(t.Rows, row)
		for _, sub := range v.partsOf(p) {
			r := v.countRow(sub, unit)
			r.Sub = true
			t.Rows = append(t.Rows, r)
			t.Remarks = append(t.Remarks, v.countRemarks(sub)...)
		}
		t.Remarks = append(t.Remarks, v.countRemarks(p)...)
	}
	sum := v.countRow(total, unit)
	if t.Shares {
		sum.Share = v.w.Share(whole, whole)
		t.Remarks = append(t.Remarks, v.escape(v.w.Label("counts.rounded")))
	}
	t.Total = &sum
	t.Remarks = append(v.countRemarks(total), t.Remarks...)
	t.Remarks = append(t.Remarks, v.totalRemarks(total, t)...)
	return t
}

// inside tells a part that lies across the groups ("of these, cards") from
// the groups themselves, when there are groups.
func (v *viewer) inside(p, total notice.Count) bool {
	return p.Group.ID == "" && len(v.report.Scope.Groups) > 0 && slices.ContainsFunc(v.report.Counts, func(part notice.Count) bool {
		return part.Group.ID != "" && isPart(part, total)
	})
}

func (v *viewer) totalRemarks(total notice.Count, t CountTable) []template.HTML {
	var out []template.HTML
	for _, r := range t.Rows {
		if r.Bar != nil && r.Bar.Class == "full" && t.Drawn && !v.paper() { // which has no bars
			out = append(out, v.escape(v.w.Label("counts.full_bars")))
			break
		}
	}
	if total.Parts.Is("overlap", "partial") {
		out = append(out, v.escape(v.w.Word("parts", total.Parts.ID)))
	}
	if !total.Difference.IsZero() {
		out = append(out, v.text(total.Difference))
	}
	return out
}

// countRow shows a count, its measure in unit first: the one that is drawn.
func (v *viewer) countRow(c notice.Count, unit string) CountRow {
	row := CountRow{Figures: v.figures(unitFirst(c.Measures, unit)), Group: Group{Name: v.countName(c)}}
	if i, g := v.report.Group(c.Group.ID); g != nil {
		row.Group.Key = v.key(i)
	}
	if c.Status.ID != "" {
		row.Group.Note = v.escape(v.w.Word("statuses", c.Status.ID))
	}
	return row
}

func unitFirst(ms []notice.Measure, unit string) []notice.Measure {
	out := slices.Clone(ms)
	slices.SortStableFunc(out, func(a, b notice.Measure) int {
		switch {
		case a.Unit.Is(unit) == b.Unit.Is(unit):
			return 0
		case a.Unit.Is(unit):
			return -1
		}
		return 1
	})
	return out
}

func (v *viewer) countRemarks(c notice.Count) []template.HTML {
	var out []template.HTML
	add := func(html template.HTML) {
		out = append(out, v.countName(c)+v.escape(v.w.Label("text.colon"))+html)
	}
	if !c.AsOf.IsZero() {
		add(v.escape(v.w.Label("text.as_of", v.w.Moment(c.AsOf))))
	}
	if !c.Basis.IsZero() {
		add(v.text(c.Basis))
	}
	if !c.Note.IsZero() {
		add(v.text(c.Note))
	}
	return out
}

// barClass fills the bar of a group of which some data are confirmed lost.
func (v *viewer) barClass(c notice.Count) string {
	if c.Status.Is("confirmed") {
		return "full"
	}
	if _, g := v.report.Group(c.Group.ID); g != nil {
		for _, d := range g.Data {
			if d.Status.Is("confirmed") {
				return "full"
			}
		}
	}
	return "part"
}

func drawable(parts []notice.Count, unit string) bool {
	n := 0
	for _, p := range parts {
		if inUnit(p, unit) > 0 {
			n++
		}
	}
	return n > 1
}

func inUnit(c notice.Count, unit string) int64 {
	m, ok := c.In(unit)
	if !ok {
		return 0
	}
	n, _ := m.Largest()
	return n
}

// percent is n of whole as a width, in tenths.
func percent(n, whole int64) string {
	return strconv.FormatFloat(float64(n)*99/float64(whole), 'f', 1, 64)
}
