package render

import (
	"encoding/xml"
	"time"

	"kohyo/internal/site"
)

const (
	sitemapSpace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	xhtmlSpace   = "http://www.w3.org/1999/xhtml"
)

type urlSet struct {
	XMLName xml.Name     `xml:"urlset"`
	Space   string       `xml:"xmlns,attr"`
	XHTML   string       `xml:"xmlns:xhtml,attr"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapURL struct {
	Loc        string             `xml:"loc"`
	LastMod    string             `xml:"lastmod,omitempty"`
	Alternates []sitemapAlternate `xml:"xhtml:link"`
}

type sitemapAlternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	Href string `xml:"href,attr"`
}

type sitemapIndex struct {
	XMLName  xml.Name  `xml:"sitemapindex"`
	Space    string    `xml:"xmlns,attr"`
	Sitemaps []partURL `xml:"sitemap"`
}

type partURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

// Sitemap renders sitemap.xml: all pages for readers with their languages, or
// an index of the parts when they are too many for one file.
func Sitemap(s *site.Site, p site.Page) ([]byte, error) {
	changes := lastChanges{}
	parts := s.SitemapParts()
	if p.Kind == site.Sitemap && len(parts) > 0 {
		index := sitemapIndex{Space: sitemapSpace}
		for _, part := range parts {
			index.Sitemaps = append(index.Sitemaps, partURL{s.Absolute(part.Address), changes.of(s, part.Items)})
		}
		return xmlFile(index)
	}
	set := urlSet{Space: sitemapSpace, XHTML: xhtmlSpace}
	if p.Number == p.Of { // the only one, or the last
		for _, list := range s.SitemapLists() {
			set.URLs = append(set.URLs, sitemapEntry(s, list, changes.of(s, list.Items)))
		}
	}
	for _, in := range p.Items {
		for page := range s.ReaderPages(in) {
			set.URLs = append(set.URLs, sitemapEntry(s, page, timestamp(s.UpdatedAt(page.Report))))
		}
	}
	return xmlFile(set)
}

func sitemapEntry(s *site.Site, p site.Page, lastMod string) sitemapURL {
	u := sitemapURL{Loc: s.Absolute(p.Address), LastMod: lastMod}
	for _, a := range s.Alternates(p) {
		u.Alternates = append(u.Alternates, sitemapAlternate{"alternate", a.Lang, s.Absolute(a.Address)})
	}
	return u
}

// lastChanges is when a report of an incident was last published or withdrawn. An
// incident stands in many lists, and is opened once for them.
type lastChanges map[*site.Incident]time.Time

// of is the last change of some incidents.
func (c lastChanges) of(s *site.Site, incidents []*site.Incident) string {
	var last time.Time
	for _, in := range incidents {
		at, known := c[in]
		if !known {
			for _, r := range in.Open().Reports {
				at = later(at, s.UpdatedAt(r))
			}
			c[in] = at
		}
		last = later(last, at)
	}
	if last.IsZero() {
		return ""
	}
	return timestamp(last)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// timestamp is an instant as the feeds and the sitemap write it.
func timestamp(t time.Time) string { return t.Format(time.RFC3339) }

// xmlFile is a value as a whole XML file.
func xmlFile(v any) ([]byte, error) {
	b, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(append([]byte(xml.Header), b...), '\n'), nil
}
