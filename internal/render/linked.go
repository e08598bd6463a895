package render

import (
	"strings"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// LinkedData is what the head of a notice tells search engines and other
// machines in the words of schema.org.
type LinkedData struct {
	Context   string        `json:"@context"`
	Type      string        `json:"@type"`
	Headline  string        `json:"headline"`
	Language  string        `json:"inLanguage"`
	Published string        `json:"datePublished"`
	Modified  string        `json:"dateModified,omitempty"` // when it is another
	Version   int           `json:"version"`
	BasedOn   string        `json:"isBasedOn,omitempty"` // the report before
	Authors   []LinkedParty `json:"author"`
	Publisher *LinkedParty  `json:"publisher,omitempty"` // when it is not the author
}

// LinkedParty is a body, and whom to ask there.
type LinkedParty struct {
	Type     string          `json:"@type"`
	Name     string          `json:"name"`
	URL      string          `json:"url,omitempty"`
	Contacts []LinkedContact `json:"contactPoint,omitempty"`
}

// LinkedContact is a way to ask.
type LinkedContact struct {
	Type      string   `json:"@type"`
	Phone     string   `json:"telephone,omitempty"`
	Email     string   `json:"email,omitempty"`
	Form      string   `json:"url,omitempty"`
	Languages []string `json:"availableLanguage,omitempty"`
}

// linkedData describes a notice, or one report of it. The date of a notice is
// that of the first report, for a reader who looks for the incident.
func (v *viewer) linkedData() *LinkedData {
	if v.page.Kind != site.Notice && v.page.Kind != site.Report {
		return nil
	}
	if !v.site.Settings.Data.HasLinkedData() || v.report.Published.IsZero() || v.report.IsWithdrawn() {
		return nil
	}
	in, known := v.page.Incident, v.facts
	d := &LinkedData{
		Context: "https://schema.org", Type: "Article", Headline: titleText(v.w, v.report, known), Language: v.page.Lang,
		Published: v.site.PublishedAt(v.report).Format(time.RFC3339), Version: v.report.Number,
	}
	if first := in.First(); v.page.Kind == site.Notice && first != v.report {
		d.Published, d.Modified = v.site.PublishedAt(first).Format(time.RFC3339), d.Published
	}
	if before := in.Before(v.report); before != nil {
		d.BasedOn = v.site.Absolute(site.ReportAddress(v.page.Lang, before.Slug, before.Number))
	}
	for _, a := range authors(v.site, v.w, v.report, known) {
		d.Authors = append(d.Authors, LinkedParty{Type: "Organization", Name: a.name, URL: a.url})
	}
	for _, c := range v.report.Contacts {
		d.Authors[0].Contacts = append(d.Authors[0].Contacts, v.linkedContact(c))
	}
	if len(v.report.Issuers) > 0 {
		org := organization(v.site, v.w)
		d.Publisher = &LinkedParty{Type: "Organization", Name: org.name, URL: org.url}
	}
	return d
}

func (v *viewer) linkedContact(c notice.Contact) LinkedContact {
	_, tel := v.w.Phone(c.Phone.V)
	one := LinkedContact{Type: "ContactPoint", Phone: strings.TrimPrefix(tel, "tel:"), Email: c.Email.V, Form: c.Form.V}
	for _, tag := range c.Languages {
		one.Languages = append(one.Languages, tag.V)
	}
	return one
}
