package render

import (
	"encoding/xml"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// The shape of RFC 4287.
type atomFeed struct {
	XMLName xml.Name     `xml:"feed"`
	Space   string       `xml:"xmlns,attr"`
	Lang    string       `xml:"xml:lang,attr"`
	ID      string       `xml:"id"`
	Title   string       `xml:"title"`
	About   string       `xml:"subtitle"`
	Updated string       `xml:"updated"`
	Authors []atomAuthor `xml:"author"`
	Links   []atomLink   `xml:"link"`
	Entries []atomEntry  `xml:"entry"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     atomText     `xml:"title"`
	Published string       `xml:"published"`
	Updated   string       `xml:"updated"`
	Authors   []atomAuthor `xml:"author"`
	Category  atomCategory `xml:"category"`
	Links     []atomLink   `xml:"link"`
	Summary   atomText     `xml:"summary"`
}

type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

type atomAuthor struct {
	Name string `xml:"name"`
	URI  string `xml:"uri,omitempty"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Lang string `xml:"hreflang,attr,omitempty"`
	Href string `xml:"href,attr"`
}

const (
	htmlType = "text/html"
	atomType = "application/atom+xml"
	jsonType = "application/json"

	// never is when a feed without entries changed last: the format demands
	// a time, and the time of the build would make two builds differ.
	never = "1970-01-01T00:00:00Z"
)

// Atom renders the Atom feed of a language, or of an incident in it: one entry
// per report, under the report's permanent address.
func Atom(s *site.Site, p site.Page, words Words, compare Compare) ([]byte, error) {
	org := organization(s, words(p.Lang, nil))
	home, title, about := feedHead(s, p, words)
	feed := atomFeed{
		Space: "http://www.w3.org/2005/Atom", Lang: p.Lang,
		ID: home, Title: title, About: about,
		Authors: []atomAuthor{{org.name, org.url}},
		Links: []atomLink{
			{Rel: "self", Type: atomType, Href: s.Absolute(p.Address)},
			{Rel: "alternate", Type: htmlType, Lang: p.Lang, Href: home},
		},
	}
	for _, a := range s.Alternates(p) {
		if a.Lang != p.Lang {
			feed.Links = append(feed.Links, atomLink{"alternate", atomType, a.Lang, s.Absolute(a.Address)})
		}
	}
	for _, item := range feedItems(s, p, words, compare) {
		feed.Entries = append(feed.Entries, atomEntryOf(s, p.Lang, item))
	}
	feed.Updated = lastUpdate(s, p.Reports)
	return xmlFile(feed)
}

// lastUpdate is when a feed last became another.
func lastUpdate(s *site.Site, reports []*notice.Report) string {
	var last time.Time
	for _, r := range reports {
		if at := s.UpdatedAt(r); at.After(last) {
			last = at
		}
	}
	if last.IsZero() {
		return never
	}
	return timestamp(last)
}

func atomEntryOf(s *site.Site, lang string, item feedItem) atomEntry {
	r := item.report
	e := atomEntry{
		ID: item.url, Title: atomTextOf(lang, item.title), Published: item.time, Updated: item.updated,
		Category: atomCategory{r.Kind.ID, item.words.Word("kinds", r.Kind.ID)},
		Summary:  atomTextOf(lang, item.summary),
	}
	for _, a := range item.authors {
		e.Authors = append(e.Authors, atomAuthor{a.name, a.url})
	}
	e.Links = append(e.Links, atomLink{"alternate", htmlType, lang, item.url})
	for _, other := range s.Langs {
		if other != lang {
			e.Links = append(e.Links, atomLink{"alternate", htmlType, other, s.Absolute(site.ReportAddress(other, r.Slug, r.Number))})
		}
	}
	if item.data != "" {
		e.Links = append(e.Links, atomLink{Rel: "alternate", Type: jsonType, Href: item.data})
	}
	return e
}

func atomTextOf(lang string, p passage) atomText {
	t := atomText{Type: "text", Text: p.text}
	if p.lang != lang {
		t.Lang = p.lang
	}
	return t
}
