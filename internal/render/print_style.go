package render

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
	"unicode"

	"kohyo/internal/wording"
)

// printStyle is the style sheet of a page, with what stands in the margins of
// every sheet, and the policy that allows this style and nothing else.
func (r *Renderer) printStyle(editions []*Edition) (style template.HTML, policy string) {
	own := "@page{size:" + orElse(r.site.Settings.Print.Paper.ID, "a4") + "}\n"
	for _, e := range editions {
		own += marginStyle(e)
	}
	sum := sha256.New()
	sum.Write(r.paper)
	sum.Write([]byte(own))
	policy = "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum.Sum(nil)) +
		"'; img-src data:; base-uri 'none'; form-action 'none'"
	return trusted("<style>" + string(r.paper) + own + "</style>"), policy
}

// marginStyle writes the margins as literal text: browsers cannot take it from
// the document (CSS Generated Content for Paged Media, string-set).
func marginStyle(e *Edition) string {
	box := func(name, content string) string {
		if content == "" {
			return ""
		}
		return "@" + name + "{content:" + content + "}"
	}
	number := e.StageText
	if e.Reference != "" {
		number = e.words.Label("facts.reference") + " " + e.Reference + e.words.Label("text.bracketed", e.StageText)
	}
	sample := ""
	for _, b := range e.Banners {
		sample = b.Label
	}
	return fmt.Sprintf("@page %[1]s{%[2]s%[3]s%[4]s%[5]s%[6]s}\n.edition:lang(%[1]s){page:%[1]s}\n", e.Lang,
		box("top-left", cssString(e.Company)), box("top-center", cssString(sample)), box("top-right", cssString(number)),
		box("bottom-left", cssString(e.Date)), box("bottom-right", pageOfPages(e.words)))
}

// pageOfPages is "page 2 of 5" for each sheet.
func pageOfPages(w *wording.Writer) string {
	const page, pages = "\x01", "\x02"
	before, rest, _ := strings.Cut(w.Label("print.page", page, pages), page)
	between, after, _ := strings.Cut(rest, pages)
	return cssString(before) + " counter(page) " + cssString(between) + " counter(pages) " + cssString(after)
}

// cssString writes a string of CSS (CSS Syntax Level 3, section 4.3.5). All
// that could end it, or the element around it, is escaped.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r == ' ' || unicode.IsLetter(r) || unicode.IsDigit(r) || r > unicode.MaxASCII && unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\%x `, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
