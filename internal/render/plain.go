package render

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// plainWriter writes a notice as plain text, for e-mail and wire services: the
// values of its page, in its order.
type plainWriter struct {
	textWriter
	w *wording.Writer
}

func (r *Renderer) plain(p site.Page) []byte {
	n := r.noticePage(p)
	w := r.writer(p.Lang, p.Report)
	t := r.plainWriter(p.Lang, w)
	t.out.Grow(r.made.room(p.Kind))
	if mark := r.draft(p.Report, w); mark != "" {
		t.part(mark)
		t.blank()
	}
	t.head(n)
	t.glance(n.Facts)
	// The list of reports stands below the rule: what is above it is the
	// report's own, and no later report may change it.
	history := slices.IndexFunc(n.Sections, func(s Section) bool { return s.History != nil })
	number := 0
	for i, s := range n.Sections {
		if i != history {
			number++
			t.heading(strconv.Itoa(number) + ". " + s.Title)
			t.section(s)
		}
	}
	t.end(n)
	if history >= 0 {
		t.heading(n.Sections[history].Title)
		t.section(n.Sections[history])
		t.blank()
	}
	t.foot(n, r.site.Absolute(site.ReportAddress(p.Lang, p.Report.Slug, p.Report.Number)))
	return t.out.Bytes()
}

func (r *Renderer) plainWriter(lang string, w *wording.Writer) *plainWriter {
	t := &plainWriter{w: w}
	t.base = r.site.Absolute("")
	t.item, t.colon, t.eastAsian = w.Label("plain.item"), w.Label("text.colon"), eastAsian(lang)
	t.titled = func(title string) string { return w.Label("plain.part", title) }
	return t
}

// eastAsian reports whether a language is written in characters beside which
// signs such as ※ and … are as wide as they are.
func eastAsian(tag string) bool {
	script, _ := language.Make(tag).Script()
	return slices.Contains([]string{"Jpan", "Hans", "Hant", "Kore"}, script.String())
}

func (t *plainWriter) head(n *NoticePage) {
	t.warnings(n)
	t.line("", "", n.StageText)
	if n.Published != nil {
		t.line("", "", n.Published.Text)
	}
	t.blank()
	title := t.title(n.Title)
	widest := 0
	for _, line := range title {
		t.put(line)
		widest = max(widest, t.width(line))
	}
	t.put(strings.Repeat("=", widest))
	t.blank()
	for _, p := range n.Document {
		t.named("", p.Name, t.all(p.Values))
	}
	for _, html := range []template.HTML{n.Lead, n.Apology} {
		t.blank()
		t.prose("", "", html)
	}
}

// warnings are what stands above a notice.
func (t *plainWriter) warnings(n *NoticePage) {
	for _, b := range n.Banners {
		t.part(b.Label)
		t.prose("", "", b.Text)
		t.blank()
	}
	if n.Newer != nil {
		t.line("", "", t.w.Label("notice.newer")+t.address(n.Newer.Href, ""))
		t.blank()
	}
	if n.Pending {
		t.line("", "", t.w.Label("notice.translation_pending"))
		t.blank()
	}
}

// about tells of a notice what its sections do not.
func (t *plainWriter) about(n *NoticePage) {
	t.warnings(n)
	t.line("", "", n.StageText)
	if n.Published != nil {
		t.line("", "", n.Published.Text)
	}
	for _, p := range n.Document {
		t.named("", p.Name, t.all(p.Values))
	}
	t.blank()
	t.prose("", "", n.Apology)
	t.blank()
	t.signed(n)
	t.blank()
	if n.SourceNote != "" {
		t.line("", "", n.SourceNote)
	}
}

// title breaks a title where its author said it may, as far as that will do.
func (t *plainWriter) title(phrases []Phrase) []string {
	var list []piece
	for _, p := range phrases {
		at := len(list)
		if t.width(p.Text) <= columns {
			list = append(list, piece{text: p.Text})
		} else {
			list = pieces(list, p.Text)
		}
		list[at].space = p.Space
	}
	return t.fill(nil, "", "", list)
}

// all joins values, without those that another one tells already.
func (t *plainWriter) all(values []template.HTML) string {
	var out []string
	for _, v := range values {
		said := t.words(v)
		if !slices.ContainsFunc(out, func(s string) bool { return strings.Contains(s, "<"+said+">") }) {
			out = append(out, said)
		}
	}
	return t.w.List(out)
}

// end ends what the report says. The rule is a promise: docs/log.md tells how
// to find a report's own text between the title's rule and this one.
func (t *plainWriter) end(n *NoticePage) {
	t.blank()
	t.signed(n)
	t.blank()
	t.line("", "", t.w.Label("notice.end"))
	t.blank()
	t.put(strings.Repeat("-", columns))
}

func (t *plainWriter) foot(n *NoticePage, permanent string) {
	t.line("", "", t.w.Label("footer.permanent_text"))
	t.line("", "", permanent)
	if n.Logged != nil {
		t.line("", "", n.Logged.Text)
		t.line("", "", n.Logged.Href)
	}
	for _, l := range n.Languages {
		if !l.Current {
			t.line("", "", l.Name)
			t.line("", "", l.Href)
		}
	}
	if n.SourceNote != "" {
		t.line("", "", n.SourceNote)
	}
	t.blank()
	t.line("", "", n.Organization+t.address(n.OrganizationURL, n.Organization))
	if n.Address != "" {
		t.line("", "", n.Address)
	}
}

func (t *plainWriter) signed(n *NoticePage) {
	for _, s := range n.Signatories {
		t.line("", "", strings.Join(slices.DeleteFunc([]string{t.words(s.Organization), t.words(s.Title), t.words(s.Name)}, isEmpty), " "))
	}
}

func isEmpty(s string) bool { return s == "" }

// heading begins a section.
func (t *plainWriter) heading(title string) {
	t.blank()
	title = t.w.Label("plain.heading", title)
	t.line("", "", title)
	t.put(strings.Repeat("-", min(t.width(title), columns)))
	t.fresh = true
}

// part begins a part of a section.
func (t *plainWriter) part(title string) {
	if title != "" {
		t.line("", "", t.titled(title))
	}
}

// indent is that of what belongs to an item.
func (t *plainWriter) indent() string { return t.hang(t.item) }

// point writes an item of a list.
func (t *plainWriter) point(text string) {
	if text != "" {
		t.line(t.item, t.indent(), text)
	}
}

// under writes a line that belongs to the item before.
func (t *plainWriter) under(text string) {
	if text != "" {
		t.line(t.indent(), t.indent(), text)
	}
}

// named writes a value with its name, if there is one.
func (t *plainWriter) named(indent, name, value string) {
	if value != "" {
		t.line(indent, indent+"  ", t.pair(name, value))
	}
}

// bracketed adds a remark to words, if there is one.
func (t *plainWriter) bracketed(said, remark string) string {
	if remark == "" {
		return said
	}
	if said == "" {
		return remark
	}
	return said + t.w.Label("text.bracketed", remark)
}
