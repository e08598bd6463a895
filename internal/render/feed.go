package render

import (
	"cmp"
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// feedItem is a report as both feeds tell of it.
type feedItem struct {
	url, data, time string
	updated         string // later than time when the report was withdrawn
	title, summary  passage
	authors         []author
	report          *notice.Report
	words           *wording.Writer
}

// passage is a text with its language, which is not the feed's where a
// translation is pending.
type passage struct{ lang, text string }

type author struct{ name, url string }

// feedItems tells of the reports of a feed, in its language.
func feedItems(s *site.Site, p site.Page, words Words, compare Compare) []feedItem {
	items := make([]feedItem, len(p.Reports))
	for i, r := range p.Reports {
		in := incidentOf(p, r)
		r = in.Report(r.Number) // the incident knows its reports themselves
		w := words(p.Lang, r)
		known := (&facts{w: w, report: r, link: s.Absolute}).known()
		items[i] = feedItem{
			url:  s.Absolute(site.ReportAddress(p.Lang, r.Slug, r.Number)),
			data: s.DataURL(r),
			time: timestamp(s.PublishedAt(r)), updated: timestamp(s.UpdatedAt(r)),
			title:  feedTitle(w, r, known),
			report: r, words: w,
			summary: summary(w, r, known, news(in, w, r, known, compare)),
			authors: authors(s, w, r, known),
		}
	}
	return items
}

// feedHead tells what a feed is about: its page for readers, which is its id,
// its title and a description.
func feedHead(s *site.Site, p site.Page, words Words) (home, title, about string) {
	w := words(p.Lang, nil)
	org := organization(s, w)
	if p.Incident == nil {
		return s.Absolute(site.HomeAddress(p.Lang)), w.Label("feed.title", org.name), w.Label("feed.subtitle", org.name)
	}
	newest := p.Incident.Newest()
	of := words(p.Lang, newest)
	known := (&facts{w: of, report: newest, link: s.Absolute}).known()
	return s.Absolute(site.NoticeAddress(p.Lang, newest.Slug)),
		w.Label("feed.incident_title", titleText(of, newest, known)), w.Label("feed.incident_subtitle", org.name)
}

// feedTitle is the title with the report's number: in a feed the reports of
// one incident stand among those of others.
func feedTitle(w *wording.Writer, r *notice.Report, known prose.Facts) passage {
	_, from := w.Text(r.Title)
	return passage{cmp.Or(from, w.Tag()), w.Label("feed.entry_title", titleText(w, r, known), w.Stage(r))}
}

// titleText is a report's title in one piece.
func titleText(w *wording.Writer, r *notice.Report, known prose.Facts) string {
	return prose.PlainText(join(w.Title(r.Title)), known)
}

// summary is the lead, and what has changed since the report before.
func summary(w *wording.Writer, r *notice.Report, known prose.Facts, lines []string) passage {
	p := opening(w, r, known)
	if len(lines) > 0 {
		p.text += "\n\n" + w.Label("feed.changes") + "\n" + strings.Join(lines, "\n")
	}
	return p
}

// opening is the lead, or failing that what kind of incident it was.
func opening(w *wording.Writer, r *notice.Report, known prose.Facts) passage {
	if r.IsWithdrawn() {
		return passage{w.Tag(), withdrawal(w, r, known)}
	}
	if !r.Lead.IsZero() {
		text, from := w.Text(r.Lead.Text)
		return passage{from, prose.Plain(text, known)}
	}
	_, from := w.Text(r.Title)
	return passage{from, w.Label("feed.entry_summary", w.Word("kinds", r.Kind.ID), titleText(w, r, known))}
}

// authors are those in whose name the report is published: its issuers, else
// the site's organization.
func authors(s *site.Site, w *wording.Writer, r *notice.Report, known prose.Facts) []author {
	if len(r.Issuers) == 0 {
		return []author{organization(s, w)}
	}
	var all []author
	for _, i := range r.Issuers {
		name, _ := w.Text(i.Name)
		all = append(all, author{prose.PlainText(name, known), i.URL.V})
	}
	return all
}

func organization(s *site.Site, w *wording.Writer) author {
	return author{plain(w, s.Settings.Organization.Name), s.Settings.Organization.URL.V}
}
