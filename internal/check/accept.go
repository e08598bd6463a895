package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
)

// unusedAcceptance is the rule about acceptances that accept nothing. It has
// its row in the table for its severity; only accept can know what it finds.
const unusedAcceptance = "unused-acceptance"

// acceptance is what an author decided to live with, and whether it did
// anything.
type acceptance struct {
	notice.Accepted
	source *source
	path   string
	used   bool
}

// accept drops the findings that site.toml or the report in question accept,
// and says which acceptances accept nothing. Sources and findings are of one
// site.
func accept(all []*source, found diag.Findings) diag.Findings {
	var list []*acceptance
	for _, s := range all {
		written := s.site.Check.Accept
		path := "check, accept "
		if s.report != nil {
			written, path = s.report.Accept, "accept "
		}
		for i, a := range written {
			list = append(list, &acceptance{Accepted: a, source: s, path: path + strconv.Itoa(i+1)})
		}
	}
	if len(list) == 0 {
		return found
	}
	texts := map[string]*source{}
	for _, s := range all {
		texts[s.file()] = s
	}
	var left diag.Findings
	for _, f := range found {
		accepted := false
		for _, a := range list {
			if a.covers(f, texts[f.File]) {
				accepted, a.used = true, true
			}
		}
		if !accepted {
			left = append(left, f)
		}
	}
	for _, a := range list {
		if !a.used {
			left = append(left, a.finding(found))
		}
	}
	return left
}

// covers reports whether the acceptance is for a finding. of is the source of
// the finding's file, nil for a file that is none.
func (a *acceptance) covers(f diag.Finding, of *source) bool {
	switch {
	case f.Rule != a.Rule.V || !acceptable(f) || !a.reaches(f.File):
		return false
	case mustName(f):
		return a.Text.V != "" && names(f, a.Text.V, of)
	}
	return strings.Contains(f.Text.Ja, a.Text.V) || strings.Contains(f.Text.En, a.Text.V) || strings.Contains(f.File, a.Text.V)
}

// reaches reports whether the acceptance may speak of a file: site.toml of
// all, a report of itself and of what is attached to its incident.
func (a *acceptance) reaches(file string) bool {
	r := a.source.report
	return r == nil || file == r.File || strings.HasPrefix(file, "content/"+r.Slug+"/files/")
}

// acceptable tells the findings of checks from those of reading: nothing can
// be made of what cannot be read.
func acceptable(f diag.Finding) bool {
	return f.Severity == diag.Warning || slices.ContainsFunc(rules, func(r Rule) bool { return r.ID == f.Rule })
}

// mustName reports whether only the exact text found can be accepted: what
// is wrong with markup, embargo and personal data must not be waved through
// in one go.
func mustName(f diag.Finding) bool {
	return f.Severity == diag.Error && (slices.Contains(prose.Rules, f.Rule) || grave[f.Rule])
}

// grave are the rules about embargo and personal data.
var grave = map[string]bool{ruleCard: true, ruleIndividual: true, rulePosition: true, ruleTracked: true}

// names reports whether text is exactly what a finding is about: it stands at
// the finding's place, or the finding quotes it.
func names(f diag.Finding, text string, s *source) bool {
	if strings.Contains(f.Text.Ja, "「"+text+"」") || strings.Contains(f.Text.En, strconv.Quote(text)) {
		return true
	}
	if s == nil {
		return false
	}
	for _, field := range s.fields {
		if v, ok := field.Value.(notice.String); ok && v.Place == f.Place && v.V == text {
			return true
		}
	}
	for _, p := range s.said {
		if p.Line <= f.Line && standsAt(p.Passage, text, f.Place) {
			return true
		}
	}
	return false
}

// standsAt reports whether text stands at a place of a passage, not as a
// part of a longer word or number.
func standsAt(p notice.Passage, text string, at diag.Place) bool {
	for from := 0; ; {
		i := strings.Index(p.Text[from:], text)
		if i < 0 {
			return false
		}
		start, end := from+i, from+i+len(text)
		line := 1 + strings.Count(p.Text[:start], "\n")
		column := 1 + utf8.RuneCountInString(p.Text[strings.LastIndexByte(p.Text[:start], '\n')+1:start])
		if p.At(line, column) == at && ends(p.Text[start:end], p.Text[end:]) {
			return true
		}
		_, size := utf8.DecodeRuneInString(p.Text[start:])
		from = start + size
	}
}

// ends reports whether a word or a number ends between the two texts.
func ends(before, after string) bool {
	b, _ := utf8.DecodeLastRuneInString(before)
	a, _ := utf8.DecodeRuneInString(after)
	switch {
	case unicode.IsDigit(b):
		return !unicode.IsDigit(a) && !(strings.ContainsRune("- ", a) && len(after) > 1 && after[1] >= '0' && after[1] <= '9')
	case b < utf8.RuneSelf && unicode.IsLetter(b):
		return a >= utf8.RuneSelf || !unicode.IsLetter(a)
	}
	return b != '<' || len(before) > 1
}

// finding says that the acceptance accepts nothing, and why.
func (a *acceptance) finding(found diag.Findings) diag.Finding {
	hint := diag.Say("指摘がなくなっていれば、この受け入れを削除してください。", "if the finding is gone, remove this acceptance")
	text := diag.Say("「%s」の指摘を一つも受け入れていません。", "this accepts no finding of %q", a.Rule.V)
	for _, f := range found {
		if f.Rule != a.Rule.V || !a.reaches(f.File) {
			continue
		}
		switch {
		case !acceptable(f):
			text = diag.Say("「%s」の誤りは受け入れられません。", "errors of %q cannot be accepted", a.Rule.V)
			hint = diag.Say("指摘されたところを直してください。", "mend what the finding names")
		case mustName(f):
			hint = diag.Say("「%s」の誤りは、見つかった文字をそのまま text に書いたときだけ受け入れられます。",
				"an error of %q is accepted only when text is exactly what was found", a.Rule.V)
		default:
			hint = diag.Say("指摘はありますが、text の「%s」を含むものはありません。", "there are findings, but none with the text %q", a.Text.V)
		}
		break
	}
	ids := make([]string, len(rules))
	for i, r := range rules {
		ids[i] = r.ID
	}
	if near := nearest(a.Rule.V, ids); near != "" && near != a.Rule.V {
		hint = diag.Say("「%s」のことですか。", "did you mean %q?", near)
	}
	return diag.Finding{Rule: unusedAcceptance, Severity: diag.Warning, Place: a.Rule.Place, Text: of(a.path, text), Hint: hint}
}

// found by accept, once all other rules have spoken.
func nothingAccepted(*source, say) {}

// file is the name of the source's file.
func (s *source) file() string {
	if s.report != nil {
		return s.report.File
	}
	return s.site.File
}
