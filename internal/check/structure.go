package check

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/prose"
)

// parts are the elements of a text that each language has in equal number.
var parts = []struct {
	count func(prose.Elements) int
	name  diag.Words
}{
	{func(e prose.Elements) int { return e.Links }, diag.Say("リンク", "links")},
	{func(e prose.Elements) int { return e.Items }, diag.Say("箇条書きの項目", "list items")},
	{func(e prose.Elements) int { return e.Headings }, diag.Say("見出し", "headings")},
	{func(e prose.Elements) int { return e.Rows }, diag.Say("表の行", "table rows")},
	{func(e prose.Elements) int { return e.Images }, diag.Say("画像", "images")},
}

// partsDiffer finds links, list items, headings, rows and images that one
// language of a text has more of than the other.
func partsDiffer(s *source, say say) {
	s.pairs(func(p pair) {
		if p.a.Elements == p.b.Elements {
			return
		}
		for _, x := range parts {
			n, m := x.count(p.a.Elements), x.count(p.b.Elements)
			if n == m {
				continue
			}
			at := p.b.Place
			if n < m {
				at = p.a.Place
			}
			text := diag.Say("%[3]sの数が違います: %[1]s は%[5]d、%[2]s は%[6]d。", "%[4]s differ in number: %[5]d in %[1]q, %[6]d in %[2]q",
				p.a.Lang, p.b.Lang, x.name.Ja, x.name.En, n, m)
			say(at, of(p.path, text), diag.Say("片方の言語で抜けているものがないか確かめてください。", "see whether something is missing in one language"))
		}
	})
}

// referencesDiffer finds notes and quoted facts that one language of a text
// has and the other lacks. A fact may be said in plain words instead.
func referencesDiffer(s *source, say say) {
	s.pairs(func(p pair) {
		if len(p.a.References)+len(p.b.References) == 0 {
			return
		}
		s.lacking(p.path, p.a, p.b, say)
		s.lacking(p.path, p.b, p.a, say)
	})
}

// lacking tells what the one refers to and the other does not.
func (s *source) lacking(path string, has, lacks *said, say say) {
	told := map[string]bool{}
	for _, r := range has.References {
		mark := "{" + r.Path + "}"
		switch {
		case r.Note:
			mark = "[^" + r.Path + "]"
		case r.File:
			mark = r.Path
		}
		if told[mark] || slices.ContainsFunc(lacks.References, func(o prose.Reference) bool { return o.Path == r.Path && o.Note == r.Note }) {
			continue
		}
		told[mark] = true
		// Each language may have a file of its own, and its own words for a fact.
		if r.File && strings.Contains(lacks.Text, "files/") || !r.Note && !r.File && s.inItsWords(r.Path, has, lacks) {
			continue
		}
		say(has.At(r.Line, r.Column), of(path, diag.Say("%[1]s が %[2]s の文にありません。", "the text in %[2]q lacks %[1]s", mark, lacks.Lang)),
			diag.Say("どの言語の読み手にも同じことを伝えてください。", "tell the readers of every language the same"))
	}
}
