package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/law"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
)

// unusedAcceptance is the rule about acceptances that accept nothing. It has
// its row in the table for its severity; only accept can know what it finds.
const unusedAcceptance = "unused-acceptance"

// acceptance is what an author decided to live with, and what became of it.
type acceptance struct {
	notice.Accepted
	report *notice.Report // nil in site.toml
	path   string
	use    use
}

// use is how far an acceptance came to accepting something.
type use int

// From the least to the most.
const (
	noFinding use = iota
	otherText     // there are findings, none with its text
	onlyNamed     // it has to name the exact text
	never         // its findings cannot be accepted
	accepted
)

// acceptances are those of site.toml.
func (c *Checker) acceptances() []*acceptance {
	return acceptances(c.Input.Site.Check.Accept, nil, "check, accept ")
}

func acceptances(written []notice.Accepted, report *notice.Report, path string) []*acceptance {
	var list []*acceptance
	for i, a := range written {
		list = append(list, &acceptance{Accepted: a, report: report, path: path + strconv.Itoa(i+1)})
	}
	return list
}

// accept drops the findings that are accepted, and notes what became of the
// acceptances. Those of reports and the findings are of the same sources.
func accept(list []*acceptance, all []*source, found diag.Findings) diag.Findings {
	if len(list) == 0 {
		return found
	}
	texts := map[string]*source{}
	for _, s := range all {
		texts[s.file()] = s
	}
	var left diag.Findings
	for _, f := range found {
		covered := false
		for _, a := range list {
			u := a.on(f, texts[f.File])
			a.use = max(a.use, u)
			covered = covered || u == accepted
		}
		if !covered {
			left = append(left, f)
		}
	}
	return left
}

// on tells what the acceptance makes of a finding. of is the source of the
// finding's file, nil for a file that is none.
func (a *acceptance) on(f diag.Finding, of *source) use {
	switch {
	case f.Rule != a.Rule.V || !a.reaches(f.File):
		return noFinding
	case !acceptable(f):
		return never
	case mustName(f) && a.Text.V != "" && names(f, a.Text.V, of):
		return accepted
	case mustName(f):
		return onlyNamed
	case strings.Contains(f.Text.Ja, a.Text.V) || strings.Contains(f.Text.En, a.Text.V) || strings.Contains(f.File, a.Text.V):
		return accepted
	}
	return otherText
}

// reaches reports whether the acceptance may speak of a file: site.toml of
// all, a report of itself and of what is attached to its incident.
func (a *acceptance) reaches(file string) bool {
	r := a.report
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
func (a *acceptance) finding() diag.Finding {
	hint := diag.Say("指摘がなくなっていれば、この受け入れを削除してください。", "if the finding is gone, remove this acceptance")
	text := diag.Say("「%s」の指摘を一つも受け入れていません。", "this accepts no finding of %q", a.Rule.V)
	switch a.use {
	case never:
		text = diag.Say("「%s」の誤りは受け入れられません。", "errors of %q cannot be accepted", a.Rule.V)
		hint = diag.Say("指摘されたところを直してください。", "mend what the finding names")
	case onlyNamed:
		hint = diag.Say("「%s」の誤りは、見つかった文字をそのまま text に書いたときだけ受け入れられます。",
			"an error of %q is accepted only when text is exactly what was found", a.Rule.V)
	case otherText:
		hint = diag.Say("指摘はありますが、text の「%s」を含むものはありません。", "there are findings, but none with the text %q", a.Text.V)
	}
	ids := ruleIDs()
	near := nearest(a.Rule.V, ids)
	if slices.Contains(ids, "law-"+a.Rule.V) {
		near = "law-" + a.Rule.V
	}
	if near != "" && near != a.Rule.V {
		hint = diag.Say("「%s」のことですか。", "did you mean %q?", near)
	}
	return diag.Finding{Rule: unusedAcceptance, Severity: diag.Warning, Place: a.Rule.Place, Text: of(a.path, text), Hint: hint}
}

// ruleIDs are the names of all rules that an acceptance may mean.
func ruleIDs() []string {
	ids := law.Rules()
	for _, r := range rules {
		ids = append(ids, r.ID)
	}
	return ids
}

// found by accept, once all other rules have spoken.
func nothingAccepted(*source, say) {}
