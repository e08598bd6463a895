package render

import (
	"strings"

	"kohyo/internal/site"
)

// Properties is what the file of a printed report says of itself.
type Properties struct{ Title, Author, Subject string }

// Properties gives those of a report in some languages. The first says who
// gives it out and what it is about.
func (r *Renderer) Properties(p site.Page, langs []string) Properties {
	var out Properties
	var titles []string
	for i, tag := range langs {
		w := r.writer(tag, p.Report)
		publisher := plain(w, r.site.Settings.Organization.Name)
		titles = append(titles, w.Label("page.report_title", join(w.Title(p.Report.Title)), w.Stage(p.Report), publisher))
		if i > 0 {
			continue
		}
		about := []string{w.Word("kinds", p.Report.Kind.ID), w.Stage(p.Report)}
		if !p.Report.Published.IsZero() {
			about = append(about, w.Published(p.Report))
		}
		if p.Report.Reference.V != "" {
			about = append(about, p.Report.Reference.V)
		}
		authors := []string{}
		for _, issuer := range p.Report.Issuers {
			authors = append(authors, plain(w, issuer.Name))
		}
		if len(authors) == 0 {
			authors = append(authors, publisher)
		}
		out.Author, out.Subject = w.List(authors), strings.Join(about, " · ")
	}
	out.Title = strings.Join(titles, " / ")
	return out
}
