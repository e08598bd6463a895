package check

import (
	"slices"
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/pattern"
	"kohyo/internal/prose"
)

// sameDay are words that say a moment without naming it.
var sameDay = pattern.New(`(?i)同日|当日|本日|今日|前日|翌日|昨日|その日|この日|同月|同年|その後|直後|\b(?:same|that|this|next|following|previous|very) (?:day|date|time|month|year|morning|afternoon|evening|night)\b|\btoday\b|\byesterday\b|\btomorrow\b|\bthe (?:day|date)\b|\b(?:then|now)\b`)

// ordinal is the 20th, the third.
var ordinal = pattern.New(`(?:st|nd|rd|th|first|second)$`)

// inItsWords reports whether a text may say in its own words what the other
// quotes: a name, or a figure, a moment or a number to call that the other
// does not have.
func (s *source) inItsWords(path string, has, lacks *said) bool {
	about := aboutOf(path)
	if about == "" || !readable(has.Lang) || !readable(lacks.Lang) {
		return true
	}
	for _, r := range lacks.References { // the same by another name
		if s.sameFact(path, r.Path) && !slices.ContainsFunc(has.References, func(o prose.Reference) bool { return o.Path == r.Path }) {
			return true
		}
	}
	if about == "email" {
		return strings.Contains(lacks.Text, "@")
	}
	if about == "moment" && len(sameDay().FindAllString(lacks.Text, -1)) > len(sameDay().FindAllString(has.Text, -1)) {
		return true
	}
	a, b := readAll(has.plain), readAll(lacks.plain)
	own := leftover(append(b.found, b.inWords()...), append(a.found, a.inWords()...))
	return slices.ContainsFunc(own, func(w written) bool {
		if w.soft && (w.v < 2000 || ordinal().MatchString(b.text[w.from:w.to])) {
			return false // one, first, third: hardly a fact
		}
		switch about {
		case "figure":
			return w.kind == isNumber && (!s.knows().figures[w.v] || s.states(path, w.v))
		case "phone":
			return w.kind == isPhone
		}
		the20th := w.kind == isNumber && ordinal().MatchString(b.text[w.from:w.to])
		return the20th || w.kind == isYear || w.kind == isMonth || w.kind == isDay || w.kind == isClock || w.kind == isWeekday
	})
}

// aboutOf is what a quoted fact is about, "" for names and the like.
func aboutOf(path string) string {
	first, _, _ := strings.Cut(path, ".")
	switch field := path[strings.LastIndexByte(path, '.')+1:]; {
	case first == "counts":
		return "figure"
	case first == "timeline", first == "published", first == "next_report", strings.HasPrefix(path, "scope.exposure"), strings.HasPrefix(path, "scope.data_period"):
		return "moment"
	case first == "contacts" && (field == "phone" || field == "fax"):
		return "phone"
	case first == "contacts" && field == "email":
		return field
	}
	return ""
}

// sameFact reports whether two paths may name one fact: a count and one of its
// figures, two moments that are not certainly apart.
func (s *source) sameFact(a, b string) bool {
	about := aboutOf(a)
	if about == "" || about != aboutOf(b) {
		return false
	}
	switch first, other := strings.Split(a, "."), strings.Split(b, "."); about {
	case "figure":
		return len(first) > 1 && len(other) > 1 && first[1] == other[1]
	case "moment":
		x, known := s.momentOf(a)
		y, too := s.momentOf(b)
		return !known || !too || !s.apart(x, y)
	default:
		return s.reach(first) == s.reach(other)
	}
}

// momentOf is the moment or span of a path; false when it has several.
func (s *source) momentOf(path string) (notice.When, bool) {
	if s.report == nil {
		return notice.When{}, false
	}
	if path == "published" {
		return notice.When{Span: notice.Span{From: s.report.Published}}, true
	}
	if event, ok := strings.CutPrefix(path, "timeline."); ok {
		for _, e := range s.report.Timeline {
			if e.Event.ID == event {
				return e.At, true
			}
		}
	}
	if x := s.report.Scope.Exposure; len(x) == 1 {
		switch path {
		case "scope.exposure.from":
			return notice.When{Span: notice.Span{From: x[0].From}}, true
		case "scope.exposure.to":
			return notice.When{Span: notice.Span{From: x[0].To}}, true
		}
	}
	return notice.When{}, false
}

// reach is the number or address of a contact: contacts, its id, the field.
func (s *source) reach(path []string) string {
	if s.report != nil && len(path) == 3 {
		for _, c := range s.report.Contacts {
			if c.ID.V == path[1] {
				return map[string]string{"phone": c.Phone.V, "fax": c.Fax.V, "email": c.Email.V}[path[2]]
			}
		}
	}
	return strings.Join(path, ".")
}

// states reports whether a count, in thousandths, has a figure.
func (s *source) states(path string, v int64) bool {
	parts := strings.Split(path, ".")
	if s.report == nil || len(parts) < 2 {
		return false
	}
	c := s.report.Count(parts[1])
	return c != nil && slices.ContainsFunc(c.Measures, func(m notice.Measure) bool {
		return slices.ContainsFunc([]notice.Int{m.Value, m.Min, m.Max}, func(n notice.Int) bool { return n.Set && n.V*1000 == v })
	})
}
