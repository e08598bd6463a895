package render

import (
	"html/template"
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// facts answers the references of prose: quoted facts, notes, attachments.
type facts struct {
	w      *wording.Writer
	report *notice.Report
	link   func(address string) string
	image  func(file string) (url string, ok bool) // nil where images stand beside the page
	place  func(anchor string) string              // the name of an anchor; nil for itself
}

// quoting answers in the words of a writer.
func (v *viewer) quoting(w *wording.Writer) prose.Facts {
	f := &facts{w: w, report: v.report, link: func(a string) string { return v.link(v.page, a) }, place: v.place}
	if onPaper(v.page) {
		f.image = v.inlined
	}
	return f.known()
}

func (f *facts) known() prose.Facts {
	known := prose.Facts{Fact: f.fact, Note: f.note, File: f.file, Link: f.page}
	if f.image != nil {
		known.Image = func(name string) (string, bool) { return f.image(f.report.Slug + "/files/" + plainName(name)) }
	}
	return known
}

func (f *facts) fact(path string) (string, bool) { return f.w.Fact(path) }

func (f *facts) note(id string) (mark, anchor string, ok bool) {
	for i, n := range f.report.Notes {
		if n.ID.V == id {
			anchor = "note-" + id
			if f.place != nil {
				anchor = f.place(anchor)
			}
			return f.w.Label("notes.mark", i+1), anchor, true
		}
	}
	return "", "", false
}

// page makes a link within the site relative, as all of them are.
func (f *facts) page(path string) (string, bool) {
	return f.link(strings.TrimPrefix(path, "/")), true
}

func (f *facts) file(name string) (string, bool) {
	return f.link(site.FileAddress(f.report.Slug, plainName(name))), true
}

// plainName is a file's name in the folder files.
func plainName(name string) string { return strings.TrimPrefix(name, "files/") }

// mark holds the place of markup in a label, until the label is cut there.
const mark = "\x00"

// inLang marks a text whose language is not that of the page.
func inLang(html template.HTML, from string, w *wording.Writer, element string) template.HTML {
	if from == "" || from == w.Tag() || html == "" {
		return html
	}
	return trusted("<" + element + ` lang="` + template.HTMLEscapeString(from) + `">` + string(html) + "</" + element + ">")
}

// factsIn answers in the language of the text that quotes: one that still
// waits for its translation keeps to its own.
func (v *viewer) factsIn(lang string) prose.Facts {
	if lang == v.page.Lang || v.langs[lang] == nil {
		return v.facts
	}
	return v.quoting(v.writer(lang, v.report))
}

// text is a text as HTML, its references quoted.
func (v *viewer) text(t notice.Text) template.HTML {
	if t.IsZero() {
		return ""
	}
	s, from := v.w.Text(t)
	return inLang(trusted(prose.Inline(s, v.factsIn(from))), from, v.w, "span")
}

// prose is Markdown as HTML, its references quoted.
func (v *viewer) prose(p notice.Prose) template.HTML {
	if p.IsZero() {
		return ""
	}
	s, from := v.w.Text(p.Text)
	html := strings.TrimSpace(v.doc(s).HTML(v.factsIn(from)))
	if strings.Contains(html, "<a ") && v.paper() {
		html = v.withAddresses(html)
	}
	return inLang(trusted(html), from, v.w, "div")
}

// doc is Markdown that has been read.
func (r *Renderer) doc(src string) *prose.Doc {
	return r.made.docs.get(src, func() *prose.Doc { return prose.Parse(src) })
}

func (v *viewer) plainProse(p notice.Prose) string {
	s, from := v.w.Text(p.Text)
	return v.doc(s).Plain(v.factsIn(from))
}

func (v *viewer) plainText(t notice.Text) string {
	s, from := v.w.Text(t)
	return prose.PlainText(s, v.factsIn(from))
}

// escape is words of the program's own as HTML.
func (v *viewer) escape(s string) template.HTML { return trusted(template.HTMLEscapeString(s)) }

// linked is a text that leads somewhere, if it has an address.
func (v *viewer) linked(t notice.Text, url string) template.HTML { return v.anchor(url, v.text(t)) }

// anchor is a link, for the schemes that a public page may link to, telephone
// numbers among them. check has refused the rest already; here they leave the
// text alone.
func (v *viewer) anchor(url string, text template.HTML) template.HTML {
	scheme, _, _ := strings.Cut(url, ":")
	scheme = strings.ToLower(scheme)
	switch scheme {
	case "http", "https", "mailto", "tel":
		html := `<a href="` + template.HTMLEscapeString(url) + `">` + string(text) + "</a>"
		if scheme != "tel" && v.paper() {
			html = v.withAddresses(html)
		}
		return trusted(html)
	}
	return text
}

// time is a moment or span as HTML, with <time> where ISO 8601 can say it.
func (v *viewer) time(x notice.When) template.HTML {
	words := v.escape(v.w.When(x))
	if !x.Label.IsZero() {
		words = v.text(x.Label) + v.escape(v.w.Label("text.colon")) + words
	}
	if iso := v.w.MomentISO(x.From); iso != "" && !x.IsSpan {
		return trusted(`<time datetime="` + iso + `">` + string(words) + "</time>")
	}
	return words
}

// texts is a list of texts as one, joined as the language joins lists.
func (v *viewer) texts(list []template.HTML) template.HTML {
	words := make([]string, len(list))
	for i, t := range list {
		words[i] = string(t)
	}
	return trusted(v.w.List(words))
}

// details is a row of remarks that are no list of like things.
func (v *viewer) details(list []template.HTML) template.HTML {
	var out template.HTML
	for i, t := range list {
		if i > 0 {
			out += v.escape(v.w.Label("text.comma"))
		}
		out += t
	}
	return out
}

// words are the labels of words of a vocabulary, as a list.
func (v *viewer) words(vocab string, list []notice.Word) []string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = v.w.Word(vocab, w.ID)
	}
	return out
}
