package render

import (
	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// feedItem is a report as both feeds tell of it.
type feedItem struct {
	url, data, time string
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
func feedItems(s *site.Site, p site.Page, words Words) []feedItem {
	items := make([]feedItem, len(p.Reports))
	for i, r := range p.Reports {
		w := words(p.Lang, r)
		known := (&facts{w: w, report: r, link: s.Absolute}).orNone()
		items[i] = feedItem{
			url:    s.Absolute(site.ReportAddress(p.Lang, r.Slug, r.Number)),
			data:   s.Absolute(site.DataAddress(r.Slug, r.Number)),
			time:   timestamp(s.PublishedAt(r)),
			title:  feedTitle(w, r, known),
			report: r, words: w,
			summary: summary(w, r, known),
			authors: authors(s, w, r, known),
		}
	}
	return items
}

// feedTitle is the title with the report's number: in a feed the reports of
// one incident stand among those of others.
func feedTitle(w *wording.Writer, r *notice.Report, known prose.Facts) passage {
	_, from := w.Text(r.Title)
	return passage{from, w.Label("feed.entry_title", titleText(w, r, known), w.Stage(r))}
}

// titleText is a report's title in one piece.
func titleText(w *wording.Writer, r *notice.Report, known prose.Facts) string {
	return prose.PlainText(join(w.Title(r.Title)), known)
}

// summary is the lead, or failing that what kind of incident it was.
func summary(w *wording.Writer, r *notice.Report, known prose.Facts) passage {
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
