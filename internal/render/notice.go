package render

import (
	"html/template"
	"slices"
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// NoticePage is what notice.html receives: the notice, or one report of it.
type NoticePage struct {
	Frame
	Stage       string // first, update, final, correction, recovery
	StageText   string // 第2報
	Published   *Time
	Title       []Phrase
	Document    []Pair // issuer, systems, document number
	Lead        template.HTML
	Apology     template.HTML
	Facts       *Facts
	Sections    []Section
	Signatories []Signatory
	Newer       *Link // the newest report, when this is an older one
	Since       *Since
	Pending     bool // the translation into this language is still to come
}

// Time is a moment in words and, where it can be said, in ISO 8601.
type Time struct{ ISO, Text string }

// Pair is a name with values.
type Pair struct {
	Name   string
	Values []template.HTML
}

// Line is a name with one value.
type Line struct {
	Name  string
	Value template.HTML
}

// Signatory is a person who signs.
type Signatory struct{ Name, Title, Organization template.HTML }

// Section is one section of a notice. Of the fields after Others exactly one
// is set: the one that its ID names.
type Section struct {
	ID     string // the anchor, the same in every language
	Number int    // its place in the order; 0 where it is the only one
	Title  string
	Others []SectionLink // the same section in the other languages

	Affected     *Affected
	Advice       []Advice
	Contacts     []Contact
	Counts       []CountTable
	Scale        *Scale
	Timeline     *Timeline
	Statement    *Statement // cause, harm
	Services     []Service
	Measures     []MeasureGroup
	Notification []Notification
	Parties      *Parties
	Changes      []Change
	Questions    []Question
	Notes        []Note
	Attachments  []Attachment
	History      []HistoryEntry
	Trends       []CountTable // figures over the reports, below the history
}

// SectionLink leads to a section in another language.
type SectionLink struct{ Tag, Name, Href, Title string }

// viewer makes the views of one report in one language.
type viewer struct {
	*Renderer
	page   site.Page
	report *notice.Report
	w      *wording.Writer
	facts  prose.Facts
	asked  []Contact // once they are made: two places tell of them

	waiting bool  // links within the site wait for their page
	apart   *bool // set as soon as something is another on paper; nil where nobody asks
}

func (r *Renderer) viewer(p site.Page) *viewer {
	w := r.writer(p.Lang, p.Report)
	if onPaper(p) && r.erasOnPaper(p.Lang) {
		w = r.paperWriter(p.Lang, p.Report)
	}
	v := &viewer{Renderer: r, page: p, report: p.Report, w: w}
	v.facts = v.quoting(w)
	return v
}

func (r *Renderer) noticePage(p site.Page) *NoticePage {
	v := r.viewer(p)
	n := v.notice()
	r.lists(&n.Frame, p, v.w)
	if n.Versions = v.versions(); n.Versions != nil {
		n.StyleOfChanges = v.link(p, v.assets.Address(changesStyle))
	}
	n.LinkedData = v.linkedData()
	return n
}

// notice is what a report says, without the links of the site around it. In
// what is shared the links within the site still wait.
func (v *viewer) notice() *NoticePage {
	told := v.told()
	n := *told.page
	n.Frame = v.frame(v.page, v.w, v.page.Lang)
	v.describe(&n.Frame)
	n.Description = told.description
	if !v.report.Banner.IsZero() {
		n.Banners = nil
		n.banners(v.w, v.report.Banner, v.facts)
	}
	return &n
}

// content is what a report itself says. screen is the same on screens, where
// this is for paper and that is known.
func (v *viewer) content(screen *telling) *telling {
	rep, w := v.report, v.w
	n := &NoticePage{
		Stage: rep.Stage.ID, StageText: w.Stage(rep), Published: v.published(),
		Title: phrases(w, rep.Title), Document: v.document(), Apology: v.prose(rep.Apology),
		Signatories: v.signatories(), Newer: v.newer(), Pending: v.pending(),
	}
	t := &telling{page: n, bare: n}
	if screen != nil {
		t.description = screen.description // which has no links
	} else {
		t.description = v.description()
	}
	v.alike()
	if screen != nil && screen.leadAlike {
		n.Lead = screen.bare.Lead
	} else {
		n.Lead = v.lead()
	}
	t.leadAlike = v.alike()
	if screen != nil && screen.factsAlike {
		n.Facts = screen.bare.Facts
	} else {
		n.Facts = v.glance()
	}
	t.factsAlike = v.alike()
	n.Sections, t.sections = v.sections(screen)
	return t
}

// describe fills what the head and the foot say of a report.
func (v *viewer) describe(f *Frame) {
	title := join(v.w.Title(v.report.Title))
	f.HeadTitle = v.w.Label("page.title", title, f.Organization)
	number := v.page.Incident.Newest().Number
	if v.page.Kind != site.Notice {
		number = v.report.Number
		f.HeadTitle = v.w.Label("page.report_title", title, v.w.Stage(v.report), f.Organization)
	}
	permanent := site.ReportAddress(v.page.Lang, v.report.Slug, number)
	f.Permanent = &Link{Href: v.link(v.page, permanent), Text: v.site.Absolute(permanent)}
	f.Logged = v.inLog(number)
	f.Keep = slices.Concat(v.printed(number), v.pdfs(), v.textLink(number), v.dataLink(number), v.feedLinks(v.page, v.w))
}

// textLink leads to a report as plain text.
func (v *viewer) textLink(number int) []Link {
	if !v.site.HasText() {
		return nil
	}
	return []Link{{Href: v.link(v.page, site.PlainTextAddress(v.page.Lang, v.report.Slug, number)), Text: v.w.Label("footer.plain"), Type: "text/plain"}}
}

// dataLink leads to a report as data.
func (v *viewer) dataLink(number int) []Link {
	if !v.site.Settings.Data.HasJSON() {
		return nil
	}
	return []Link{{Href: v.link(v.page, site.DataAddress(v.report.Slug, number)), Text: v.w.Label("footer.data"), Type: jsonType}}
}

// printed links to a report on paper.
func (v *viewer) printed(number int) []Link {
	if !v.site.Settings.Print.HasPages() {
		return nil
	}
	slug := v.report.Slug
	out := []Link{{Href: v.link(v.page, site.PrintAddress(v.page.Lang, slug, number)), Text: v.w.Label("footer.print")}}
	if source := v.site.Langs[0]; v.site.Bilingual() {
		out = append(out, Link{Href: v.link(v.page, site.BilingualAddress(source, slug, number)), Text: v.w.Label("footer.bilingual")})
	}
	return out
}

// description is the lead in plain text, or failing that the title.
func (v *viewer) description() string {
	if v.report.IsWithdrawn() {
		return shortened(withdrawal(v.w, v.report, v.facts))
	}
	if !v.report.Lead.IsZero() {
		return shortened(v.plainProse(v.report.Lead))
	}
	return v.w.Label("page.description", v.w.Word("kinds", v.report.Kind.ID), join(v.w.Title(v.report.Title)))
}

// shortened cuts a description to what search engines show.
func shortened(s string) string {
	const most = 150
	s = strings.Join(strings.Fields(s), " ")
	n, end := 0, 0
	for at := range s {
		if n++; n == most {
			end = at
		}
	}
	if n <= most {
		return s
	}
	return strings.TrimSpace(s[:end]) + "…"
}

func (v *viewer) published() *Time {
	if v.report.Published.IsZero() {
		return nil
	}
	return &Time{v.w.MomentISO(v.report.Published), v.w.Label("notice.published_on", v.w.Published(v.report))}
}

func (v *viewer) document() []Pair {
	var out []Pair
	add := func(key string, values ...template.HTML) {
		if len(values) > 0 {
			out = append(out, Pair{v.w.Label(key), values})
		}
	}
	add("facts.issuer", v.issuers()...)
	var systems []template.HTML
	for _, s := range v.report.Scope.Systems {
		systems = append(systems, v.linked(s.Name, s.URL.V))
		if s.URL.V != "" && !v.paper() { // there every link shows its address
			systems = append(systems, v.escape(s.URL.V))
		}
	}
	add("facts.systems", systems...)
	add("facts.kind", v.escape(v.w.Word("kinds", v.report.Kind.ID)))
	if ref := v.report.Reference.V; ref != "" {
		add("facts.reference", v.escape(ref))
	}
	if !v.report.Addressee.IsZero() {
		add("facts.addressee", v.text(v.report.Addressee))
	}
	return out
}

func (v *viewer) issuers() []template.HTML {
	if len(v.report.Issuers) == 0 {
		return []template.HTML{v.text(v.site.Settings.Organization.Name)}
	}
	var out []template.HTML
	for _, i := range v.report.Issuers {
		name := v.linked(i.Name, i.URL.V)
		if i.Role.ID != "" {
			name += v.escape(v.w.Label("text.bracketed", v.w.Word("issuer-roles", i.Role.ID)))
		}
		out = append(out, name)
	}
	return out
}

func (v *viewer) signatories() []Signatory {
	var out []Signatory
	for _, s := range v.report.Signatories {
		out = append(out, Signatory{v.text(s.Name), v.text(s.Title), v.text(s.Organization)})
	}
	return out
}

func (v *viewer) newer() *Link {
	newest := v.page.Incident.Newest()
	if newest == v.report {
		return nil
	}
	return &Link{Href: v.link(v.page, site.NoticeAddress(v.page.Lang, v.report.Slug)), Text: v.w.Stage(newest)}
}

func (v *viewer) pending() bool {
	for _, tag := range v.report.Pending {
		if tag.V == v.page.Lang {
			return true
		}
	}
	return false
}
