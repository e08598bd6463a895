package render

import (
	"html/template"
	"strconv"

	"kohyo/internal/notice"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// ListPage is what list.html receives: newest notices, or a year's archive.
type ListPage struct {
	Frame
	Title  string
	Intro  string
	Lists  []List
	Paging *Paging
	Years  []YearLink
}

// List is the notices under one heading.
type List struct {
	ID, Heading, Href                                      string
	DateHeading, TitleHeading, StageHeading, FigureHeading string
	NoFigure                                               string
	Quiet                                                  bool // the page's own title says the same
	Rows                                                   []ListRow
}

// ListRow is one notice.
type ListRow struct {
	Href, ISO, Date string
	Title           []Phrase
	Kind, Issuer    string
	Stage           string
	StageText       string
	Updated         string
	FigureName      template.HTML
	Figures         []Figure
}

// YearLink leads to the archive of a year.
type YearLink struct {
	Href, Text, Count string
	Current           bool
}

// Paging leads through the pages of a list.
type Paging struct {
	Label, Position string
	Previous, Next  *Link
}

func (r *Renderer) listPage(p site.Page) *ListPage {
	w := r.writer(p.Lang, nil)
	l := &ListPage{Frame: r.frame(p, w, p.Lang), Title: w.Label("site.notices_title"), Intro: w.Label("site.notices_lead")}
	r.lists(&l.Frame, p, w)
	if p.Kind == site.Year {
		l.Title, l.Intro = w.Label("list.year_title", w.Year(p.Year)), ""
		l.Paging = r.paging(p, w)
	}
	l.HeadTitle = w.Label("page.title", l.Title, l.Organization)
	if p.Number > 1 {
		l.HeadTitle = w.Label("page.title", w.Label("list.page_title", l.Title, p.Number), l.Organization)
	}
	l.Description = w.Label("page.list_description", l.Organization, l.Title)
	if r.site.Settings.Data.HasJSON() {
		l.Keep = append(l.Keep, Link{Href: r.link(p, site.IndexAddress), Text: w.Label("footer.index"), Type: jsonType})
	}
	if r.site.Settings.Data.HasCSV() {
		table := site.CSVAddress
		if p.Kind == site.Year {
			table = site.CSVYearAddress(p.Year, 1) // there is one: the year's incidents began with a report in it
		}
		l.Keep = append(l.Keep, Link{Href: r.link(p, table), Text: w.Label("footer.table"), Type: "text/csv"})
	}
	l.Keep = append(l.Keep, r.feedLinks(p, w)...)
	if r.site.Logged() {
		l.Keep = append(l.Keep, Link{Href: r.link(p, site.VerifyAddress(p.Lang)), Text: w.Label("verify.title")})
	}
	for _, in := range p.Items {
		r.addToList(l, p, w, in)
	}
	for _, y := range r.site.Years() {
		l.Years = append(l.Years, YearLink{
			Href: r.link(p, site.YearAddress(p.Lang, y.Year, 1)), Text: w.Year(y.Year),
			Count: w.Plural("list.count", int64(y.Count)), Current: p.Kind == site.Year && y.Year == p.Year,
		})
	}
	return l
}

// addToList puts an incident under its year: the lists keep the order of the
// page, and a year that comes again gets a heading again.
func (r *Renderer) addToList(l *ListPage, p site.Page, w *wording.Writer, in *site.Incident) {
	row := r.listRow(p, in)
	heading := w.Year(r.site.PublishedAt(in.Newest()).In(r.site.Zone).Year())
	if p.Kind == site.Year {
		heading = w.Year(p.Year)
	}
	if n := len(l.Lists); n > 0 && l.Lists[n-1].Heading == heading {
		l.Lists[n-1].Rows = append(l.Lists[n-1].Rows, row)
		return
	}
	l.Lists = append(l.Lists, List{
		ID: "list-" + strconv.Itoa(len(l.Lists)+1), Heading: heading, Quiet: p.Kind == site.Year,
		DateHeading: w.Label("list.date"), TitleHeading: w.Label("list.title"),
		StageHeading: w.Label("list.stage"), FigureHeading: w.Label("list.figure"), NoFigure: w.Label("list.no_figure"),
		Rows: []ListRow{row},
	})
}

func (r *Renderer) listRow(p site.Page, in *site.Incident) ListRow {
	rep := in.Newest()
	w := r.writer(p.Lang, rep)
	first, newest := dayOf(r.site.PublishedAt(in.First()).In(r.site.Zone)), dayOf(r.site.PublishedAt(rep).In(r.site.Zone))
	row := ListRow{
		Href: r.link(p, site.NoticeAddress(p.Lang, in.Slug)), ISO: w.MomentISO(newest), Date: w.MonthDay(newest),
		Title: phrases(w, rep.Title), Kind: w.Word("kinds", rep.Kind.ID), Stage: rep.Stage.ID, StageText: w.Stage(rep),
	}
	if p.Kind == site.Year {
		row.ISO, row.Date = w.MomentISO(first), w.MonthDay(first)
		if newest.Raw != first.Raw {
			row.Updated = w.Label("list.updated", w.MomentShort(newest, first))
		}
	} else if newest.Raw != first.Raw {
		row.Updated = w.Label("list.first", w.MomentShort(first, newest))
	}
	if len(rep.Issuers) > 0 {
		row.Issuer = plain(w, rep.Issuers[0].Name)
	}
	v := &viewer{Renderer: r, page: p, report: rep, w: w}
	v.facts = v.quoting(w)
	if c := headline(rep); c != nil {
		row.FigureName, row.Figures = v.countName(*c), v.figures(c.Measures[:1])
	}
	return row
}

// headline is the count that stands for the incident in a list: the people
// affected, or failing that the first count that is no part of another.
func headline(rep *notice.Report) *notice.Count {
	var first *notice.Count
	for i := range rep.Counts {
		c := &rep.Counts[i]
		if len(c.PartOf) > 0 || len(c.Measures) == 0 {
			continue
		}
		if c.Of.ID == "" || c.Of.Is("affected") {
			return c
		}
		if first == nil {
			first = c
		}
	}
	return first
}

func (r *Renderer) paging(p site.Page, w *wording.Writer) *Paging {
	if p.Of < 2 {
		return nil
	}
	out := &Paging{Label: w.Label("list.paging"), Position: w.Label("list.position", p.Number, p.Of)}
	if p.Number > 1 {
		out.Previous = &Link{Href: r.link(p, site.YearAddress(p.Lang, p.Year, p.Number-1)), Text: w.Label("list.newer")}
	}
	if p.Number < p.Of {
		out.Next = &Link{Href: r.link(p, site.YearAddress(p.Lang, p.Year, p.Number+1)), Text: w.Label("list.older")}
	}
	return out
}

// ChoicePage is what choice.html receives: the language choice, or what
// readers see who asked for a page that is not there.
type ChoicePage struct {
	Frame
	Title   string
	Choices []Choice
}

// Choice leads to the notices in one language.
type Choice struct{ Tag, Name, Text, Href string }

func (r *Renderer) rootPage(p site.Page) *ChoicePage {
	c := r.choicePage(p, "site.notices_title")
	c.Title, c.HeadTitle = c.Organization, c.Organization
	w := r.writer(c.Lang, nil)
	c.Description = w.Label("page.list_description", c.Organization, w.Label("site.notices_title"))
	return c
}

func (r *Renderer) notFoundPage(p site.Page) *ChoicePage {
	c := r.choicePage(p, "notfound.text")
	c.Title = r.writer(c.Lang, nil).Label("notfound.title")
	c.HeadTitle = c.Title
	c.Description = c.Title
	return c
}

// choicePage speaks every language of the site at once.
func (r *Renderer) choicePage(p site.Page, text string) *ChoicePage {
	tag := r.site.Langs[0]
	c := &ChoicePage{Frame: r.frame(p, r.writer(tag, nil), tag)}
	c.Home = ""
	for _, tag := range r.site.Langs {
		w := r.writer(tag, nil)
		c.Choices = append(c.Choices, Choice{tag, r.langs[tag].Name(), w.Label(text), r.link(p, site.HomeAddress(tag))})
	}
	return c
}
