package render

import (
	"html/template"
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// Frame is what every page has: head, header, banners, footer.
type Frame struct {
	Lang, Dir       string
	HeadTitle       string // <title>
	Description     string // meta description
	Canonical       string // absolute address
	Alternates      []Alternate
	Feeds           []Feed
	Style, Icon     string // links to the style sheet and the icon
	StyleOfChanges  string // link to a second style sheet, where changes are told
	StyleOfLists    string // link to a second style sheet, on lists
	StyleOfSearch   string // link to a second style sheet, where readers search
	Versions        []Version
	LinkedData      *LinkedData // for machines
	Home            string      // link to the first page of the language; "" on it
	Logo            *Logo
	Organization    string
	OrganizationURL string
	Address         string
	SiteLinks       []Link // in the header
	Languages       []LanguageLink
	Banners         []Banner
	Keep            []Link // the page in other forms: data, feeds
	Permanent       *Link  // the report at the address that never changes
	Logged          *Link  // where the log holds the report, and how to verify that
	SourceNote      string // which language is the original
	FooterLinks     []Link

	words *wording.Writer
}

// L gives a label in the language of the page. An unknown label is an error.
func (f *Frame) L(key string, args ...any) (string, error) { return f.words.LabelErr(key, args...) }

// Alternate is the same page in another language.
type Alternate struct{ Lang, URL string }

// Version is another report of the incident: Rel says which (RFC 5829).
type Version struct{ Rel, Href string }

// Feed is a feed to discover.
type Feed struct{ Href, Type, Title string }

// Logo is the publisher's sign.
type Logo struct{ Src string }

// Link is a labelled address. Current marks the page itself.
type Link struct {
	Href, Text, Type string
	Current          bool
}

// LanguageLink leads to the same page in another language.
type LanguageLink struct {
	Tag, Name, Href string
	Current         bool
}

// Banner is a text above the page.
type Banner struct {
	Label string
	Text  template.HTML
}

// Phrase is a piece of a title that does not break.
type Phrase struct {
	Text  string
	Space bool   // a space stands before it
	Lang  string // when it is not that of the page
}

// frame fills what all pages share. Address a page through p; links are
// relative to it, except on the 404 page, which is served at any depth.
func (r *Renderer) frame(p site.Page, w *wording.Writer, tag string) Frame {
	set := r.site.Settings
	f := Frame{
		Lang: tag, Dir: r.langs[tag].Dir(),
		Style: r.link(p, r.assets.Address("site.css")), Icon: r.link(p, r.assets.Address("icon.svg")),
		Organization: plain(w, set.Organization.Name), OrganizationURL: set.Organization.URL.V,
		Address: plain(w, set.Organization.Address),
		words:   w,
	}
	if logo := set.Organization.Logo.V; logo != "" {
		f.Logo = &Logo{Src: r.link(p, r.assets.Address(logo))}
	}
	if p.Kind != site.Home || p.Number > 1 {
		f.Home = r.link(p, tag+"/")
	}
	for _, l := range set.Organization.Header {
		f.SiteLinks = append(f.SiteLinks, Link{Href: l.URL.V, Text: plain(w, l.Text)})
	}
	for _, l := range set.Organization.Footer {
		f.FooterLinks = append(f.FooterLinks, Link{Href: l.URL.V, Text: plain(w, l.Text)})
	}
	if p.Kind != site.NotFound {
		f.Canonical = r.site.Absolute(p.Address)
	}
	for _, a := range r.site.Alternates(p) {
		f.Alternates = append(f.Alternates, Alternate{a.Lang, r.site.Absolute(a.Address)})
	}
	f.banners(w, set.Theme.Banner, prose.Facts{}) // which quotes nothing
	return f
}

// lists adds what pages in one language have and the language choice has not.
func (r *Renderer) lists(f *Frame, p site.Page, w *wording.Writer) {
	all := Link{Href: r.link(p, p.Lang+"/"), Text: w.Label("nav.all_notices"), Current: p.Kind == site.Home}
	own := []Link{all}
	if p.Incident == nil && r.site.Settings.Data.HasSearch() { // a notice has no byte to spare
		own = append(own, Link{Href: r.link(p, site.SearchAddress(p.Lang)), Text: w.Label("search.link"), Current: p.Kind == site.Search})
	}
	f.SiteLinks = append(own, f.SiteLinks...)
	for _, tag := range r.site.Langs {
		l := LanguageLink{Tag: tag, Name: r.langs[tag].Name(), Current: tag == p.Lang}
		if !l.Current {
			l.Href = r.link(p, r.inLanguage(p, tag))
		}
		f.Languages = append(f.Languages, l)
	}
	f.Feeds = r.feeds(p, f.Organization, w)
	if source := r.site.Langs[0]; source != p.Lang {
		f.SourceNote = w.Label("footer.source_note", r.langs[p.Lang].NameOf(source))
	}
}

// feeds are those that a reader of feeds discovers. A notice names the feed
// of its incident in the place of the JSON Feed.
func (r *Renderer) feeds(p site.Page, organization string, w *wording.Writer) []Feed {
	if !r.site.Settings.Data.HasFeeds() {
		return nil
	}
	atom := Feed{r.link(p, site.AtomAddress(p.Lang)), atomType, organization + " (Atom)"}
	if p.Incident == nil {
		return []Feed{atom, {r.link(p, site.JSONFeedAddress(p.Lang)), "application/feed+json", organization + " (JSON Feed)"}}
	}
	if !r.site.Settings.Data.HasIncidentFeeds() {
		return []Feed{atom}
	}
	return []Feed{{r.link(p, site.IncidentAtomAddress(p.Lang, p.Incident.Slug)), atomType, w.Label("footer.follow")}, atom}
}

// feedLinks are the feeds of the page's language.
func (r *Renderer) feedLinks(p site.Page, w *wording.Writer) []Link {
	if !r.site.Settings.Data.HasFeeds() {
		return nil
	}
	return []Link{
		{Href: r.link(p, site.AtomAddress(p.Lang)), Text: w.Label("footer.atom")},
		{Href: r.link(p, site.JSONFeedAddress(p.Lang)), Text: w.Label("footer.jsonfeed")},
	}
}

// inLanguage is the address of the same page in another language.
func (r *Renderer) inLanguage(p site.Page, tag string) string {
	return tag + strings.TrimPrefix(p.Address, p.Lang)
}

// link is how page p names another address of the site.
func (r *Renderer) link(p site.Page, address string) string {
	switch p.Kind {
	case site.NotFound:
		return r.site.BasePath() + address
	case site.Print, site.Bilingual, site.PlainText: // a file that is sent and kept by itself
		return r.site.Absolute(address)
	}
	if rel := site.Relative(p.Address, address); rel != "" {
		return rel
	}
	return "./"
}

func (f *Frame) banners(w *wording.Writer, text notice.Prose, facts prose.Facts) {
	if text.IsZero() {
		return
	}
	said, from := w.Text(text.Text)
	html := trusted(prose.HTML(said, facts))
	f.Banners = append(f.Banners, Banner{Label: w.Label("banner.label"), Text: inLang(html, from, w, "div")})
}

// phrases cuts a title where its author said it may break.
func phrases(w *wording.Writer, t notice.Text) []Phrase {
	_, from := w.Text(t)
	var out []Phrase
	title := w.Title(t)
	for n, s := range title {
		p := Phrase{Text: strings.TrimSpace(s), Space: strings.HasPrefix(s, " ")}
		if n > 0 && strings.HasSuffix(title[n-1], " ") {
			p.Space = true
		}
		if from != w.Tag() {
			p.Lang = from
		}
		out = append(out, p)
	}
	return out
}

// plain is a text without markup.
func plain(w *wording.Writer, t notice.Text) string {
	s, _ := w.Text(t)
	return s
}
