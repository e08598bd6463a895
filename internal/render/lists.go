package render

import (
	"html/template"
	"strconv"

	"kohyo/internal/notice"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// ListPage is what list.html receives: newest notices, or those of a year, a
// kind, a state.
type ListPage struct {
	Frame
	Trail    []Link // the wider lists
	Title    string
	Intro    string
	Lists    []List
	Paging   *Paging
	Choices  []Choices
	Overview *Link
}

// List is the notices under one heading.
type List struct {
	ID, Heading                                            string
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

// Paging leads through the pages of a list. Position is from when to when the
// notices of the page are.
type Paging struct {
	Label, Position string
	Previous, Next  *Link
}

func (r *Renderer) listPage(p site.Page) *ListPage {
	w := r.writer(p.Lang, nil)
	l := &ListPage{Frame: r.frame(p, w, p.Lang), Title: w.Label("site.notices_title"), Intro: w.Label("site.notices_lead")}
	r.lists(&l.Frame, p, w)
	l.StyleOfLists = r.link(p, r.assets.Address(listsStyle))
	l.Overview = &Link{Href: r.link(p, site.OverviewAddress(p.Lang)), Text: w.Label("overview.title")}
	title := l.Title
	if p.Kind == site.Archive {
		l.Title, l.Intro = r.archiveTitle(w, p.Filter), ""
		if title = l.Title; p.Filter.State != "" {
			l.Intro = w.Label("list." + p.Filter.State + "_lead")
		}
		l.Trail = r.trail(p, w)
		if l.Paging = r.paging(p, w); p.Number > 0 {
			title = w.Label("list.page_title", title, l.Paging.Position)
		}
	}
	l.HeadTitle = w.Label("page.title", title, l.Organization)
	l.Description = w.Label("page.list_description", l.Organization, title)
	r.keepLists(&l.Frame, p, w)
	for _, in := range p.Items {
		r.addToList(l, p, w, in)
	}
	if p.Number == 0 { // older pages stay as they are, whatever comes later
		l.Choices = r.choices(p, w)
	}
	return l
}

// keepLists leads to what the lists hold in other forms.
func (r *Renderer) keepLists(f *Frame, p site.Page, w *wording.Writer) {
	if r.site.Settings.Data.HasJSON() {
		f.Keep = append(f.Keep, Link{Href: r.link(p, site.IndexAddress), Text: w.Label("footer.index"), Type: jsonType})
	}
	if r.site.Settings.Data.HasCSV() {
		table := site.CSVAddress
		if p.Filter.Year != 0 {
			table = site.CSVYearAddress(p.Filter.Year, 1) // there is one: the year's incidents began with a report in it
		}
		f.Keep = append(f.Keep, Link{Href: r.link(p, table), Text: w.Label("footer.table"), Type: "text/csv"})
	}
	f.Keep = append(f.Keep, r.feedLinks(p, w)...)
	if r.site.Logged() {
		f.Keep = append(f.Keep, Link{Href: r.link(p, site.VerifyAddress(p.Lang)), Text: w.Label("verify.title")})
	}
}

// addToList puts an incident under its year: the lists keep the order of the
// page, and a year that comes again gets a heading again.
func (r *Renderer) addToList(l *ListPage, p site.Page, w *wording.Writer, in *site.Incident) {
	row := r.listRow(p, in)
	heading := w.Year(r.site.PublishedAt(in.Newest()).In(r.site.Zone).Year())
	if p.Kind == site.Archive {
		heading = w.Year(in.Year)
	}
	if n := len(l.Lists); n > 0 && l.Lists[n-1].Heading == heading {
		l.Lists[n-1].Rows = append(l.Lists[n-1].Rows, row)
		return
	}
	l.Lists = append(l.Lists, List{
		ID: "list-" + strconv.Itoa(len(l.Lists)+1), Heading: heading, Quiet: p.Filter.Year != 0,
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
	if p.Kind == site.Archive {
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
	c.StyleOfLists = r.link(p, r.assets.Address(listsStyle))
	for _, tag := range r.site.Langs {
		w := r.writer(tag, nil)
		c.Choices = append(c.Choices, Choice{tag, r.langs[tag].Name(), w.Label(text), r.link(p, site.HomeAddress(tag))})
	}
	return c
}
