package render

import (
	"cmp"
	"encoding/base64"
	"html"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strings"

	"kohyo/internal/layout"
	"kohyo/internal/notice"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// The layouts of what is printed: files of their own, for paper has another
// form than a screen, and a page that is sent by mail must hold everything.
const (
	paper      = "print/page.html"
	paperStyle = "print/print.css"

	// sheets are the page without the editions, which are rendered before.
	sheets = "sheets of " + paper
)

var paperLayouts = []string{paper, "print/sections.html"}

// PrintPage is what print/page.html receives: a report on paper, in one
// language or, each beginning on a new sheet, in all of them.
type PrintPage struct {
	Lang, Dir   string
	HeadTitle   string
	Description string
	Author      string // the first of those who issue the report
	Canonical   string // the address of the report itself
	Policy      string // a content security policy: the page loads nothing
	Style       template.HTML
	Draft       []string // across every sheet of what is not public, in the languages of the editions
	Editions    []*Edition
}

// Edition is a report on paper in one language.
type Edition struct {
	*NoticePage
	Prefix    string // before every anchor, for a page may hold several editions
	Logo      template.HTML
	Date      string // of publication
	Reference string
	Addressee template.HTML
	Company   string // the first of the issuers
	Own       bool   // the publisher itself issues it: its address belongs to it
	Issuers   []template.HTML
	About     []Pair // systems, kind
	Parts     []PrintSection
	Marked    string // what the bars in the margin mean; "" when nothing can have changed
	Now       string // when the text is from, and where the newest one is

	// Rendered is the edition itself, in the place of the template of its name:
	// Prefix stands between its pieces.
	Rendered []template.HTML

	marks *marks
}

// PrintSection is a section on paper.
type PrintSection struct {
	Section
	Prefix string
	marks  *marks
}

// erasOnPaper reports whether only paper has era years in a language.
func (r *Renderer) erasOnPaper(tag string) bool {
	set := r.site.Settings
	return set.Print.Eras.V && !set.Theme.Eras.V && r.langs[tag].HasEras()
}

// paperWriter writes years as era years, where only paper has them.
func (r *Renderer) paperWriter(tag string, report *notice.Report) *wording.Writer {
	return r.made.writers.get(writerKey{tag, report, true}, func() *wording.Writer {
		set := *r.site.Settings
		set.Theme.Eras = set.Print.Eras
		return wording.New(r.langs[tag], &set, report)
	})
}

func onPaper(p site.Page) bool { return p.Kind == site.Print || p.Kind == site.Bilingual }

// preparePaper prepares the layouts twice: for the editions, and for the pages
// that hold them.
func (r *Renderer) preparePaper(layouts fs.FS) (err error) {
	if r.layouts[paper], err = layout.Parse(layouts, paperLayouts...); err != nil {
		return err
	}
	r.layouts[sheets], err = r.layouts[paper].Instead(`{{define "edition"}}{{range $i, $piece := .Rendered}}{{if $i}}{{$.Prefix}}{{end}}{{$piece}}{{end}}{{end}}`)
	return err
}

func (r *Renderer) printPage(p site.Page) ([]byte, error) {
	tags := []string{p.Lang}
	if p.Kind == site.Bilingual {
		tags = r.site.Langs
	}
	page := &PrintPage{Canonical: r.site.Absolute(site.ReportAddress(p.Lang, p.Report.Slug, p.Report.Number))}
	for i, tag := range tags {
		in := p
		in.Lang = tag
		prefix := ""
		if i > 0 {
			prefix = tag + "-"
		}
		e := r.edition(in)
		if e.err != nil {
			return nil, e.err
		}
		page.Editions = append(page.Editions, e.among(prefix))
	}
	first := page.Editions[0]
	page.Lang, page.Dir, page.Author = first.Lang, first.Dir, first.Company
	page.HeadTitle, page.Description = first.HeadTitle, first.Description
	for _, e := range page.Editions {
		if word := r.draft(p.Report, e.words); word != "" && !slices.Contains(page.Draft, word) {
			page.Draft = append(page.Draft, word)
		}
	}
	page.Style, page.Policy = r.printStyle(page.Editions)
	return r.html(sheets, page)
}

// draft is the word across every sheet of a report that is not public.
func (r *Renderer) draft(rep *notice.Report, w *wording.Writer) string {
	switch {
	case r.site.Public(rep):
		return ""
	case rep.Status.Is("ready"):
		return w.Label("print.embargoed")
	}
	return w.Label("notice.draft")
}

// printed is a report in one language as it stands on every page that shows it.
type printed struct {
	edition *Edition
	html    []template.HTML // cut where its anchors wait for their place
	says    map[string]bool
	err     error
}

// edition makes a report in one language, and marks what has changed since the
// report before. It is the same in print and in the bilingual edition.
func (r *Renderer) edition(p site.Page) *printed {
	p.Kind, p.Address = site.Print, site.PrintAddress(p.Lang, p.Report.Slug, p.Report.Number)
	return r.made.editions.get(tellingKey{p.Lang, true, p.Report}, func() *printed {
		var m marks
		before := p.Incident.Before(p.Report)
		if before != nil {
			old := p
			old.Report = before
			known := r.edition(old)
			if known.err != nil {
				return known
			}
			m.before = known.says
		}
		if p.Report != p.Incident.Newest() {
			m.says = map[string]bool{}
		}
		e := r.plainEdition(p, &m)
		if before != nil {
			e.Marked = e.words.Label("print.marked", e.words.Stage(before))
		}
		made := &printed{edition: e, says: m.says}
		made.err = r.layouts[paper].Lend("edition", e, func(html []byte) { made.html = cutAtAnchors(string(html)) })
		return made
	})
}

// among is an edition on a page, where its anchors begin with prefix.
func (p *printed) among(prefix string) *Edition {
	e := *p.edition
	e.Rendered, e.Prefix = p.html, prefix
	return &e
}

func cutAtAnchors(html string) []template.HTML {
	pieces := make([]template.HTML, 0, strings.Count(html, waitingAnchor)+1)
	for piece := range strings.SplitSeq(html, waitingAnchor) {
		pieces = append(pieces, trusted(piece))
	}
	return pieces
}

func (r *Renderer) plainEdition(p site.Page, m *marks) *Edition {
	v := r.viewer(p)
	e := &Edition{NoticePage: v.notice(), Prefix: v.place(""), Reference: p.Report.Reference.V, Issuers: v.issuers(), marks: m}
	if !p.Report.Published.IsZero() {
		e.Date = v.w.Published(p.Report)
	}
	if logo, ok := r.logo(); ok {
		e.Logo = trusted(`<img class="logo" src="` + logo + `" alt="">`)
	}
	e.Company, e.Own = e.Organization, len(p.Report.Issuers) == 0
	if !e.Own {
		e.Company = v.plainText(p.Report.Issuers[0].Name)
	}
	e.Addressee = v.addressee()
	e.About = v.about()
	e.Parts = make([]PrintSection, 0, len(e.Sections))
	for _, s := range e.Sections {
		e.Parts = append(e.Parts, PrintSection{s, e.Prefix, m})
	}
	newest := r.site.Absolute(site.NoticeAddress(p.Lang, p.Report.Slug))
	e.Now = v.w.Label("print.newest", newest)
	return e
}

// about is what a letter's head does not say: the systems and the kind.
func (v *viewer) about() []Pair {
	names := []string{v.w.Label("facts.systems"), v.w.Label("facts.kind")}
	var out []Pair
	for _, p := range v.document() {
		if p.Name == names[0] || p.Name == names[1] {
			out = append(out, p)
		}
	}
	return out
}

// addressee is whom the report is addressed to: as it says itself, or else as
// all of the publisher's reports do.
func (v *viewer) addressee() template.HTML {
	return cmp.Or(v.text(v.report.Addressee), v.text(v.site.Settings.Print.Addressee), v.escape(v.w.Label("print.to_readers")))
}

// L gives a label in the language of the edition.
func (e *Edition) L(key string, args ...any) (string, error) { return e.words.LabelErr(key, args...) }

// Letter reports whether the edition has the form of a letter, as everywhere
// but in Japan, where a notice has its own: 記 … 以上.
func (e *Edition) Letter() bool { return e.Lang != "ja" }

// withAddresses writes the address behind every link that does not show it:
// on paper nobody can follow a word.
func (v *viewer) withAddresses(markup string) string {
	const open, end = `<a href="`, "</a>"
	if !strings.Contains(markup, open) {
		return markup
	}
	var out strings.Builder
	for {
		before, link, found := strings.Cut(markup, open)
		out.WriteString(before)
		if !found {
			return out.String()
		}
		out.WriteString(open)
		href, rest, _ := strings.Cut(link, `"`)
		_, rest, _ = strings.Cut(rest, ">")
		text, rest, closed := strings.Cut(rest, end)
		if !closed || !leadsAway(href) || strings.Contains(text, "\n") {
			markup = link
			continue
		}
		out.WriteString(link[:len(link)-len(rest)])
		address := strings.TrimPrefix(html.UnescapeString(href), "mailto:")
		shown := strings.TrimSuffix(html.UnescapeString(text), "/")
		if !strings.Contains(shown, ".") || !strings.HasSuffix(strings.TrimSuffix(address, "/"), shown) {
			out.WriteString(`<span class="address">` + template.HTMLEscapeString(v.w.Label("text.bracketed", address)) + `</span>`)
		}
		markup = rest
	}
}

// leadsAway reports whether an address is one that a reader of paper can use.
func leadsAway(href string) bool {
	return strings.HasPrefix(href, "https:") || strings.HasPrefix(href, "http:") || strings.HasPrefix(href, "mailto:")
}

// logo is the publisher's sign as a data address.
func (r *Renderer) logo() (string, bool) {
	name := r.site.Settings.Organization.Logo.V
	if name == "" {
		return "", false
	}
	data, err := r.assets.Read(path.Base(r.assets.Address(name)))
	return dataURL(name, data), err == nil
}

// inlined is an image of a report as a data address.
func (r *Renderer) inlined(file string) (string, bool) {
	data, err := r.files.Read(file)
	return dataURL(file, data), err == nil
}

func dataURL(name string, data []byte) string {
	kind := http.DetectContentType(data)
	if path.Ext(name) == ".svg" {
		kind = "image/svg+xml"
	}
	return "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(data)
}
