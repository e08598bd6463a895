package render

import (
	"html/template"
	"slices"
	"strings"

	"kohyo/internal/change"
	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// ChangesPage is what changes.html receives: what a report changes against the
// one before, fact by fact.
type ChangesPage struct {
	Frame
	Title    string
	Of       *Link // the report
	Reports  []ComparedReport
	Sections []ChangedSection
	Stated   []Change // what the author says has changed, besides
	Others   []Link   // the comparisons before and after
}

// ComparedReport is one of the two.
type ComparedReport struct {
	Name string // earlier, this
	Link Link
	Date string
}

// ChangedSection is what differs in one section of a notice.
type ChangedSection struct {
	ID, Title string
	Others    []SectionLink // the same in the other languages
	Facts     []ChangedFact
}

// ChangedFact is a fact in which the two reports differ.
type ChangedFact struct {
	Kind, Word   string // added, gone, changed, and the word for it
	Entry, Field string // what it is about, and which fact about it
	Old, New, By string
	Words        []Run // of a text that has changed: it word by word
	Lang         string
	Reason       template.HTML
}

// Run is a piece of a text: kept, deleted or inserted.
type Run struct{ Mark, Text string }

// Since is what has changed since the last report, in some lines.
type Since struct {
	Title string
	Facts []ChangedFact
	All   *Link // nil where there are no such pages
}

// changesStyle is the style sheet of what tells of changes: a first report does
// without it.
const changesStyle = "changes.css"

// mostFacts is how many changes a report tells of at its top.
const mostFacts = 5

// compare compares a report with the one before; nil where there is none.
func (r *Renderer) compare(tag string, before, after *notice.Report) *change.Comparison {
	if before == nil {
		return nil
	}
	return r.made.comparisons.get(comparedKey{tag, before, after}, func() *change.Comparison {
		return change.Between(r.langs[tag], before, after, r.writer(tag, before), r.writer(tag, after))
	})
}

type comparedKey struct {
	lang          string
	before, after *notice.Report
}

func (r *Renderer) changesPage(p site.Page) *ChangesPage {
	v := r.viewer(p)
	before := p.Incident.Before(p.Report)
	c := r.compare(p.Lang, before, p.Report)
	page := &ChangesPage{
		Frame: v.frame(p, v.w, p.Lang), Title: v.w.Label("compare.title", v.w.Stage(before)),
		Of:     &Link{Href: v.link(p, site.ReportAddress(p.Lang, p.Report.Slug, p.Report.Number)), Text: join(v.w.Title(p.Report.Title))},
		Stated: v.stated(c.Stated), Sections: v.changedSections(c),
		Reports: []ComparedReport{v.compared("compare.before", before), v.compared("compare.after", p.Report)},
	}
	v.describe(&page.Frame)
	page.StyleOfChanges = v.link(p, v.assets.Address(changesStyle))
	page.HeadTitle = v.w.Label("page.report_title", page.Title, page.Of.Text, page.Organization)
	page.Description = shortened(page.Title + v.w.Label("text.colon") + page.Of.Text)
	_, after := p.Incident.Neighbours(p.Report)
	for _, other := range []*notice.Report{before, after} {
		if other != nil && p.Incident.Before(other) != nil {
			title := v.w.Label("compare.title", v.w.Stage(p.Incident.Before(other)))
			page.Others = append(page.Others, Link{
				Href: v.link(p, site.ChangesAddress(p.Lang, other.Slug, other.Number)),
				Text: v.w.Stage(other) + v.w.Label("text.colon") + title,
			})
		}
	}
	r.lists(&page.Frame, p, v.w)
	return page
}

func (v *viewer) compared(name string, r *notice.Report) ComparedReport {
	w := v.writer(v.page.Lang, r)
	return ComparedReport{
		Name: v.w.Label(name), Date: w.Label("notice.published_on", w.Published(r)),
		Link: Link{Href: v.link(v.page, site.ReportAddress(v.page.Lang, r.Slug, r.Number)), Text: w.Stage(r)},
	}
}

// changedSections puts the differences under the headings of the notice, in
// its order; what stands in its head comes first.
func (v *viewer) changedSections(c *change.Comparison) []ChangedSection {
	var out []ChangedSection
	for _, id := range append([]string{""}, sectionOrder(v.site.Settings.Sections)...) {
		s := ChangedSection{ID: id, Title: v.sectionTitle(id)}
		for _, d := range c.Differences {
			if d.Section == id && !inHead(d) {
				s.Facts = append(s.Facts, v.changedFact(d))
			}
		}
		if s.Facts == nil {
			continue
		}
		if id == "" {
			s.ID, s.Title = "report", v.w.Label("compare.whole")
		}
		s.Others = v.otherLanguages(s.ID)
		out = append(out, s)
	}
	return out
}

// inHead reports whether the head of the page says the same: which reports
// they are, and of which day.
func inHead(d change.Difference) bool { return d.Path == "stage" || d.Path == "published" }

func (v *viewer) changedFact(d change.Difference) ChangedFact {
	kind := [...]string{change.Changed: "changed", change.Added: "added", change.Gone: "gone"}[d.Kind]
	f := ChangedFact{
		Kind: kind, Word: v.w.Label("compare." + kind), Entry: d.Entry, Field: d.Field,
		Old: d.Old, New: d.New, Lang: d.Lang, Reason: v.prose(d.Reason),
	}
	if d.By != "" {
		f.By = v.w.Label("text.bracketed", d.By)
	}
	for _, r := range d.Words {
		f.Words = append(f.Words, Run{[...]string{change.Kept: "kept", change.Deleted: "deleted", change.Inserted: "inserted"}[r.Mark], r.Text})
	}
	return f
}

// stated is what the author says has changed and no comparison finds.
func (v *viewer) stated(changes []notice.Change) []Change {
	var out []Change
	for _, c := range changes {
		out = append(out, Change{What: v.changed(c), Old: v.text(c.Old), New: v.text(c.New), Reason: v.prose(c.Reason)})
	}
	return out
}

// since tells at the top of a report what has changed since the last one.
func (v *viewer) since(c *change.Comparison) *Since {
	first, others := c.Foremost(mostFacts)
	if len(first) == 0 {
		return nil
	}
	s := &Since{
		Title: v.w.Label("compare.title", v.w.Stage(c.Before)),
	}
	if v.site.Settings.Archive.HasComparisons() {
		s.All = &Link{
			Href: v.link(v.page, site.ChangesAddress(v.page.Lang, v.report.Slug, v.report.Number)),
			Text: v.w.Label("compare.all", len(first)+others),
		}
	}
	for _, d := range first {
		f := v.changedFact(d)
		if f.Words != nil {
			f.Old, f.New, f.Words = "", v.w.Label("compare.reworded"), nil
		}
		f.Reason = ""
		f.Old, f.New = inBrief(f.Old), inBrief(f.New)
		s.Facts = append(s.Facts, f)
	}
	return s
}

// inBrief cuts a value to what a line at the top of a report can hold.
// Japanese letters are twice as wide as others.
func inBrief(s string) string {
	const most = 120
	columns := 0
	for at, r := range s {
		if columns++; r >= 0x2e80 {
			columns++
		}
		if columns > most {
			return strings.TrimSpace(s[:at]) + "…"
		}
	}
	return s
}

// tellHistory adds to the list of reports what each has changed, in one line.
func (v *viewer) tellHistory(s *Section) {
	byNumber := v.page.Incident.Reports
	for i := range min(len(s.History), len(byNumber)) {
		e, rep := &s.History[i], byNumber[i]
		if rep.Number > v.report.Number {
			break // a report says nothing of what was found later
		}
		c := v.compare(v.page.Lang, v.page.Incident.Before(rep), rep)
		if c == nil {
			continue
		}
		first, others := c.Foremost(1)
		if len(first) == 0 {
			continue
		}
		e.Changes = &Link{Text: inBrief(c.Line(first[0]))}
		if v.site.Settings.Archive.HasComparisons() {
			e.Changes.Href = v.link(v.page, site.ChangesAddress(v.page.Lang, rep.Slug, rep.Number))
		}
		if others > 0 {
			e.Others = v.w.Label("compare.others", others)
		}
	}
	if v.report == v.page.Incident.Newest() {
		s.Trends = v.trends()
	}
}

// trends shows the figures that have changed from report to report, each as a
// bar: counts that stand in several reports, in one unit.
func (v *viewer) trends() []CountTable {
	var out []CountTable
	for _, c := range v.report.Counts {
		if c.ID.V == "" || len(c.PartOf) > 0 || len(c.Measures) == 0 {
			continue
		}
		if t, ok := v.trend(c); ok {
			out = append(out, t)
		}
	}
	return out
}

func (v *viewer) trend(count notice.Count) (CountTable, bool) {
	unit := count.Measures[0].Unit.ID
	t := v.table()
	name := v.countName(count)
	before, after, _ := strings.Cut(v.w.Label("compare.figures", mark), mark)
	t.Caption, t.Heading, t.Drawn = v.escape(before)+name+v.escape(after), v.w.Label("reports.stage"), true
	largest, values := int64(1), map[string]bool{}
	reports := slices.DeleteFunc(slices.Clone(v.page.Incident.Reports), (*notice.Report).IsWithdrawn)
	for _, rep := range reports {
		if c := rep.Count(count.ID.V); c != nil {
			largest = max(largest, inUnit(*c, unit))
		}
	}
	outlined := false
	for _, rep := range reports {
		w := v.writer(v.page.Lang, rep)
		row := CountRow{Group: Group{Name: v.escape(w.Stage(rep)), Note: v.escape(w.Published(rep))}}
		c := rep.Count(count.ID.V)
		m, ok := notice.Measure{}, false
		if c != nil {
			m, ok = c.In(unit)
		}
		if !ok {
			row.Figures = []Figure{{After: v.w.Label("facts.no_figure")}}
			t.Rows = append(t.Rows, row)
			continue
		}
		at := *v
		at.w, at.report = w, rep
		row.Figures = at.figures([]notice.Measure{m})
		if n, stated := m.Largest(); stated && n > 0 {
			class := "full"
			if !m.Value.Set || m.Approx.V {
				class, outlined = "part", true
			}
			row.Bar = &Bar{Width: percent(n, largest), Class: class}
			values[w.Measure(m)] = true
		}
		t.Rows = append(t.Rows, row)
	}
	if outlined {
		t.Remarks = []template.HTML{v.escape(v.w.Label("compare.bars"))}
	}
	return t, len(values) > 1
}

// versions are the links to the other reports of an incident, as RFC 5829
// names them.
func (v *viewer) versions() []Version {
	reports := v.page.Incident.Reports
	if len(reports) < 2 {
		return nil
	}
	var out []Version
	add := func(rel string, r *notice.Report) {
		if r != nil {
			out = append(out, Version{rel, v.link(v.page, site.ReportAddress(v.page.Lang, r.Slug, r.Number))})
		}
	}
	if v.page.Kind != site.Notice {
		out = append(out, Version{"latest-version", v.link(v.page, site.NoticeAddress(v.page.Lang, v.report.Slug))})
	}
	before, after := v.page.Incident.Neighbours(v.report)
	add("predecessor-version", before)
	add("successor-version", after)
	return out
}

// found is what has changed since the last report, for paper, which has no page
// to lead to, where the author has listed nothing.
func (v *viewer) found() []Change {
	c := v.compare(v.page.Lang, v.page.Incident.Before(v.report), v.report)
	if c == nil {
		return nil
	}
	const most = 20
	first, _ := c.Foremost(most)
	var out []Change
	for _, d := range first {
		f := v.changedFact(d)
		what := f.Entry
		if f.Field != "" {
			what += v.w.Label("text.bracketed", f.Field)
		}
		if f.Words != nil {
			f.Old, f.New = "", v.w.Label("compare.reworded")
		}
		out = append(out, Change{What: v.escape(what), Old: v.escape(f.Old), New: v.escape(f.New + f.By)})
	}
	return out
}

// tellChanges adds to a notice what it changes: at its top, on the passages
// that are new, and in its list of reports.
func (v *viewer) tellChanges(t *telling) {
	if len(v.page.Incident.Reports) < 2 {
		return
	}
	n := *t.page
	t.page = &n
	if before := v.page.Incident.Before(v.report); before != nil {
		n.Since = v.since(v.compare(v.page.Lang, before, v.report))
		old := v.page
		old.Report = before
		markUpdated(v.viewer(old).told().said, &n, v.w.Label("compare.updated"))
	}
	for i := range n.Sections {
		if n.Sections[i].History != nil {
			v.tellHistory(&n.Sections[i])
		}
	}
}
