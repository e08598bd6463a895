package check

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/pattern"
)

// plainUnits are words after a figure that stand for one kind of thing alone.
// Letters and emails are not among them: often there is one for each person.
var plainUnits = []string{
	"人", "名", "社", "台", "円", "世帯", "校", "ドル",
	"people", "persons", "companies", "devices", "vehicles", "households", "schools", "yen", "dollars",
}

// things are units of things that a person may have one of: of as many things
// one may say as many people.
var things = []string{
	"account", "record", "case", "card", "transaction", "request", "package", "mail", "address", "letter", "sheet", "copy", "document", "file", "image", "row",
}

var englishWord = pattern.New(`^ ([a-z]+)`)

// unitInText finds figures of the report that prose states in another unit:
// 3,148台 of 3,148 people.
func unitInText(s *source, say say) {
	if s.report == nil || len(s.report.Counts) == 0 || s.figuresInError() {
		return
	}
	units := slices.Clone(s.knows().units)
	if s.previous != nil {
		units = append(units, s.previous.knows().units...)
	}
	for _, p := range s.said {
		for _, w := range p.reading.found {
			if w.kind != isNumber || w.v < 100_000 {
				continue
			}
			after := p.reading.text[w.to:]
			word := unitAfter(after)
			if word == "" {
				continue
			}
			wrong := ""
			for _, k := range units {
				if k.v != w.v {
					continue
				}
				words := s.wordsOf(k.unit)
				if len(words) == 0 || slices.Contains(things, k.unit) || hasCounter(after, words) {
					wrong = ""
					break
				}
				wrong = k.unit
			}
			if wrong != "" {
				say(p.reading.at(p, w.from), of(p.Path, diag.Say("「%[1]s」の単位「%[2]s」が、報の事実（%[3]s）と違います。", "“%[1]s” is in %[2]s here, and in another unit (%[3]s) among the facts of the report", p.reading.shown(w), word, wrong)),
					diag.Say("単位を確かめてください。{counts.…} と引用すると、単位も自動で付きます。", "check the unit; a figure that is quoted, as {counts.…}, comes with its unit"))
			}
		}
	}
}

// unitAfter is the unit right after a figure, if it is a plain one.
func unitAfter(after string) string {
	if m := englishWord().FindStringSubmatch(after); m != nil {
		if slices.Contains(plainUnits, m[1]) {
			return m[1]
		}
		return ""
	}
	for _, word := range plainUnits {
		if word[0] >= 0x80 && strings.HasPrefix(after, word) {
			return word
		}
	}
	return ""
}

// wordsOf are the words that may stand after a figure in a unit.
func (s *source) wordsOf(unit string) []string {
	words := counters[unit]
	for _, forms := range s.site.Vocabulary["units"][unit].Labels {
		for _, form := range forms {
			words = append(slices.Clone(words), form)
		}
	}
	return words
}
