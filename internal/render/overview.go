package render

import (
	"strconv"
	"time"

	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// OverviewPage is what overview.html receives: all incidents on a time axis,
// and the totals of what they state.
type OverviewPage struct {
	Frame
	Trail    []Link
	Title    string
	Intro    string
	States   []CountLink // how many are open, and closed
	Axis     *Axis       // few incidents, one by one
	Calendar *Calendar   // many, counted by month
	Totals   []Total
	Choices  []Choices
}

// Axis draws each incident as a line from its first report to its newest.
// Places are percentages of the width.
type Axis struct {
	Years []AxisTick
	Rows  []AxisRow
}

// AxisTick is where a year begins; its name, where there is room.
type AxisTick struct{ X, Text string }

// AxisRow is one incident.
type AxisRow struct {
	Href        string
	Title       []Phrase
	Span, State string
	Open        bool
	From, To    string // where its line begins and ends
	Dots        []string
}

// Calendar counts incidents by year and month.
type Calendar struct {
	Months  []string
	Years   []CalendarYear
	Earlier string // how many are older than the years shown
}

// CalendarYear is a row of it.
type CalendarYear struct {
	Year  CountLink
	Cells []CalendarCell
}

// CalendarCell is a month: how many incidents, and a bar of a height of at
// most barHeight.
type CalendarCell struct {
	Text      string // "" for none
	Y, Height int
}

// Total is what the newest reports state together of one thing that is counted.
type Total struct {
	ID, Title  string
	Rows       []TotalRow
	Made, More string   // what the total is made of; how many rows are left out
	Rest       []string // which incidents are not in it, and why
}

// TotalRow is the sum of figures that are equally sure.
type TotalRow struct {
	First     bool // of its unit
	Name      string
	Figure    Figure
	Incidents string
}

// How much the page shows: it stays below 100 kB, whatever the archive holds.
const (
	calendarYears = 30
	totalRows     = 120
	yearLabels    = 5 // with room for each on a phone
	barHeight     = 20
)

func (r *Renderer) overviewPage(p site.Page) *OverviewPage {
	w := r.writer(p.Lang, nil)
	o := &OverviewPage{
		Frame: r.frame(p, w, p.Lang), Title: w.Label("overview.title"), Trail: r.trail(p, w), Choices: r.choices(p, w), Totals: r.totals(w),
	}
	o.Trail = append(o.Trail, Link{Text: o.Title, Current: true})
	r.lists(&o.Frame, p, w)
	o.StyleOfLists = r.link(p, r.assets.Address(listsStyle))
	o.HeadTitle = w.Label("page.title", o.Title, o.Organization)
	o.Description = w.Label("page.list_description", o.Organization, o.Title)
	r.keepLists(&o.Frame, p, w)
	n := r.site.Count()
	if n == 0 {
		o.Intro = w.Label("list.empty")
		return o
	}
	years := r.site.Years()
	oldest, newest := w.Year(years[len(years)-1].Year), w.Year(years[0].Year)
	o.Intro = w.Label("overview.lead", oldest, newest, w.Plural("list.count", int64(n)))
	if oldest == newest {
		o.Intro = w.Label("overview.lead_year", newest, w.Plural("list.count", int64(n)))
	}
	_, _, states := r.site.Choices(site.Filter{})
	for _, s := range states {
		o.States = append(o.States, CountLink{
			Href: r.link(p, site.ArchiveAddress(p.Lang, s.Filter, 0)), Text: w.Label("list." + s.Filter.State), Count: w.Plural("list.count", int64(s.Count)),
		})
	}
	if p.Items != nil {
		o.Axis = r.axis(p)
	} else {
		o.Calendar = r.calendar(p, w)
	}
	return o
}

// axis draws the incidents from the year of the first to that of the last
// report.
func (r *Renderer) axis(p site.Page) *Axis {
	from, to := r.site.First(p.Items[0]), r.site.Last(p.Items[0])
	for _, in := range p.Items {
		if first := r.site.First(in); first.Before(from) {
			from = first
		}
		if last := r.site.Last(in); last.After(to) {
			to = last
		}
	}
	start := time.Date(from.Year(), 1, 1, 0, 0, 0, 0, r.site.Zone)
	length := time.Date(to.Year()+1, 1, 1, 0, 0, 0, 0, r.site.Zone).Sub(start)
	place := func(at time.Time) string {
		return strconv.FormatFloat(float64(at.Sub(start))/float64(length)*100, 'f', 1, 64)
	}
	w := r.writer(p.Lang, nil)
	a := &Axis{}
	years := to.Year() + 1 - from.Year()
	for y := from.Year(); y <= to.Year(); y += (years + yearLabels - 1) / yearLabels {
		tick := AxisTick{X: place(time.Date(y, 1, 1, 0, 0, 0, 0, r.site.Zone))}
		if (to.Year()+1-y)*yearLabels >= years { // else its name would not end within the width
			tick.Text = w.Year(y)
		}
		a.Years = append(a.Years, tick)
	}
	for _, in := range p.Items {
		a.Rows = append(a.Rows, r.axisRow(p, in, place))
	}
	return a
}

func (r *Renderer) axisRow(p site.Page, in *site.Incident, place func(time.Time) string) AxisRow {
	newest := in.Newest()
	w := r.writer(p.Lang, newest)
	first, last := r.site.First(in), r.site.Last(in)
	row := AxisRow{
		Href: r.link(p, site.NoticeAddress(p.Lang, in.Slug)), Title: phrases(w, newest.Title),
		Span: days(w, first, last), State: w.Label("list." + in.State), Open: in.State == site.Open,
		From: place(first), To: place(last),
	}
	for _, rep := range in.Reports {
		if at := place(r.site.PublishedAt(rep)); len(row.Dots) == 0 || row.Dots[len(row.Dots)-1] != at {
			row.Dots = append(row.Dots, at)
		}
	}
	return row
}

func (r *Renderer) calendar(p site.Page, w *wording.Writer) *Calendar {
	c := &Calendar{}
	for m := 1; m <= 12; m++ {
		c.Months = append(c.Months, w.Month(m))
	}
	most, earlier := 1, 0
	all := r.site.Months()
	for _, y := range all {
		for _, n := range y.Months {
			most = max(most, n)
		}
	}
	for i, y := range all {
		if i >= calendarYears {
			earlier += y.Count
			continue
		}
		year := CalendarYear{Year: CountLink{
			Href: r.link(p, site.ArchiveAddress(p.Lang, site.Filter{Year: y.Year}, 0)), Text: w.Year(y.Year), Count: r.langs[p.Lang].Number(int64(y.Count)),
		}}
		for _, n := range y.Months {
			cell := CalendarCell{}
			if n > 0 {
				cell.Text, cell.Height = r.langs[p.Lang].Number(int64(n)), max(2, n*barHeight/most)
			}
			cell.Y = barHeight - cell.Height
			year.Cells = append(year.Cells, cell)
		}
		c.Years = append(c.Years, year)
	}
	if earlier > 0 {
		c.Earlier = w.Label("overview.earlier", w.Plural("list.count", int64(earlier)))
	}
	return c
}

// totals are in the words of one report of nobody: the figures are sums.
func (r *Renderer) totals(w *wording.Writer) []Total {
	var out []Total
	number := func(n int) string { return r.langs[w.Tag()].Number(int64(n)) }
	rows := 0
	for _, t := range r.site.Totals() {
		total := Total{
			ID: "total-" + t.Of, Title: w.Word("counted", t.Of),
			Made: w.Label("overview.made", number(t.Added), number(r.site.Count())),
		}
		left := 0
		for _, u := range t.Units {
			for i, sum := range u.Sums {
				if rows++; rows > totalRows {
					left++
					continue
				}
				total.Rows = append(total.Rows, totalRow(w, sum, i == 0))
			}
		}
		if left > 0 {
			total.More = w.Label("overview.more", number(left))
		}
		for _, rest := range []struct {
			label string
			n     int
		}{{"overview.several", t.Several}, {"overview.reasons", t.Reasons}, {"overview.silent", t.Silent}} {
			if rest.n > 0 {
				total.Rest = append(total.Rest, w.Label(rest.label, w.Plural("list.count", int64(rest.n))))
			}
		}
		out = append(out, total)
	}
	return out
}

func totalRow(w *wording.Writer, s site.Sum, first bool) TotalRow {
	m := s.Measure
	name := "exact"
	switch {
	case s.Unconfirmed:
		name = "unconfirmed"
	case m.Min.Set && m.Max.Set:
		name = "between"
	case m.Max.Set:
		name = "at_most"
	case m.Min.Set:
		name = "at_least"
	case m.Approx.V:
		name = "about"
	}
	before, number, after := cutFigure(w, m)
	return TotalRow{First: first, Name: w.Label("overview." + name), Figure: Figure{before, number, after}, Incidents: w.Plural("list.count", int64(s.Incidents))}
}
