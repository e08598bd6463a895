package check

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
)

// pair is a text of the report in two languages: the source language and
// another one.
type pair struct {
	path string
	a, b *said
}

// pairs gives every text that stands in the source language and another.
func (s *source) pairs(f func(p pair)) {
	if s.paired == nil {
		s.paired = s.pair()
	}
	for _, p := range s.paired {
		f(p)
	}
}

func (s *source) pair() []pair {
	all := []pair{}
	if len(s.site.Languages) == 0 {
		return all
	}
	source := s.site.Languages[0].V
	for i := 0; i < len(s.said); {
		path := basePath(s.said[i])
		j, from := i, -1
		for ; j < len(s.said) && basePath(s.said[j]) == path && s.said[j].Lang != ""; j++ {
			if s.said[j].Lang == source {
				from = j
			}
		}
		for at := i; at < j; at++ {
			if from >= 0 && at != from {
				all = append(all, pair{path, s.said[from], s.said[at]})
			}
		}
		i = max(j, i+1)
	}
	return all
}

// basePath is the path of a passage without its language.
func basePath(p *said) string {
	if p.Lang == "" {
		return p.Path
	}
	return p.Path[:len(p.Path)-len(p.Lang)-len(" ()")]
}

// readable are the languages whose numbers, dates and times can be read.
func readable(lang string) bool {
	tag, _, _ := strings.Cut(lang, "-")
	return tag == "ja" || tag == "en"
}

// languagesDiffer finds figures, dates, times and phone numbers that one
// language of a text has and the other does not.
func languagesDiffer(s *source, say say) {
	s.pairs(func(p pair) {
		if !readable(p.a.Lang) || !readable(p.b.Lang) {
			return
		}
		a, b := p.a.reading, p.b.reading
		if len(a.found)+len(b.found) == 0 {
			return
		}
		if len(a.found) == 0 {
			a = readAll(p.a.plain)
		}
		if len(b.found) == 0 {
			b = readAll(p.b.plain)
		}
		c := comparison{say: say, pair: p, known: s.knows().in(zonesIn(p.a, p.b))}
		c.compare(a, b)
	})
}

// comparison is one text in two languages.
type comparison struct {
	say say
	pair
	known *known
}

func (c comparison) compare(a, b *reading) {
	onlyA, onlyB := leftover(a.found, b.found), leftover(b.found, a.found)
	if len(onlyA)+len(onlyB) == 0 {
		return
	}
	softA, softB := a.inWords(), b.inWords()
	allA, allB := append(slices.Clone(a.found), softA...), append(slices.Clone(b.found), softB...)
	onlyA, softB = unmatched(onlyA, softB)
	onlyB, softA = unmatched(onlyB, softA)
	newA, newB := c.unlike(onlyA, allB), c.unlike(onlyB, allA)
	told := map[int]bool{}
	// Of texts that run in parallel, what is left over on both sides belongs together.
	for k := isNumber; k <= isWeekday; k++ {
		x, one := only(onlyA, k)
		y, other := only(onlyB, k)
		if one && other && closeForm(x, y) {
			newA = append(newA, x)
			newB = append(newB, y)
		}
	}
	for _, x := range newA {
		y, ok := partner(x, newB, onlyB, softB)
		c.tell(c.a, a, x, c.b, b, y, ok, told)
	}
	if len(told) > 0 {
		return // said from the one side
	}
	for _, x := range newB {
		y, ok := partner(x, newA, onlyA, softA)
		c.tell(c.b, b, x, c.a, a, y, ok, told)
	}
}

// only gives the one of a kind, if there is but one.
func only(list []written, k kind) (written, bool) {
	var found []written
	for _, w := range list {
		if w.kind == isNumber && !w.counts && w.v%1000 == 0 && w.v/1000 <= 31 {
			w.kind, w.v = isDay, w.v/1000 // the 20th
		}
		if w.kind == k {
			found = append(found, w)
		}
	}
	if len(found) != 1 {
		return written{}, false
	}
	return found[0], true
}

// leftover gives those of list that have none of their own in other.
func leftover(list, other []written) []written {
	rest, _ := unmatched(list, other)
	return rest
}

// unmatched takes away the pairs that say the same.
func unmatched(a, b []written) (restA, restB []written) {
	used := make([]bool, len(b))
	for _, loose := range []bool{false, true} {
		restA = nil
		for _, x := range a {
			found := false
			for j, y := range b {
				if !used[j] && same(x, y, loose) {
					used[j], found = true, true
					break
				}
			}
			if !found {
				restA = append(restA, x)
			}
		}
		a = restA
	}
	for j, y := range b {
		if !used[j] {
			restB = append(restB, y)
		}
	}
	return restA, restB
}

// same reports whether two say the same; loose, whether they may.
func same(x, y written, loose bool) bool {
	if x.kind == y.kind {
		half := loose && x.kind == isClock && (x.either || y.either)
		return x.s == y.s && (x.v == y.v || half && (x.v-y.v)%(12*60) == 0)
	}
	if !loose {
		return false
	}
	if y.kind == isNumber {
		x, y = y, x
	}
	if x.kind != isNumber {
		return false
	}
	switch y.kind {
	case isYear, isDay:
		return x.v == 1000*y.v && !x.counts
	case isClock:
		return y.v%60 == 0 && (x.v == 1000*y.v/60 || x.v == 1000*(y.v/60-12))
	}
	return false
}

// unlike gives those of list that the other language has nowhere.
func (c comparison) unlike(list, other []written) []written {
	var out []written
	for _, x := range list {
		found := x.kind == isWeekday && !hasKind(other, isWeekday)
		for _, y := range other {
			found = found || same(x, y, true)
		}
		if !found {
			out = append(out, x)
		}
	}
	return out
}

func hasKind(list []written, k kind) bool {
	for _, w := range list {
		if w.kind == k {
			return true
		}
	}
	return false
}

// partner gives what stands in the other language instead: something of the
// same kind, best of like form, and one that stands nowhere else either.
func partner(x written, lists ...[]written) (best written, ok bool) {
	for _, list := range lists {
		for _, y := range list {
			if instead(x, y) && (!ok || closeForm(x, y) && !closeForm(x, best)) {
				best, ok = y, true
			}
		}
		if ok {
			return best, true
		}
	}
	for _, list := range lists {
		for _, y := range list {
			if isDate(x, y) || isDate(y, x) {
				return y, true
			}
		}
	}
	return written{}, false
}

// instead reports whether one may be what the other has become.
func instead(x, y written) bool {
	if y.soft && y.kind == isNumber && y.v < 2000 {
		return false // one, first: hardly a figure
	}
	if y.soft && y.v >= 100_000 && y.to-y.from == len("千") {
		return false // 千代田, 百貨店, 万一
	}
	return x.kind == y.kind && (x.kind != isCode || sameLetters(x.s, y.s))
}

// isDate reports whether a number may be a day: the 20th for 20日.
func isDate(day, n written) bool {
	return day.kind == isDay && n.kind == isNumber && !n.counts && n.v <= 31_000
}

// sameLetters reports whether two codes begin alike: CVE-2024-1 and CVE-2024-2.
func sameLetters(a, b string) bool {
	letters := func(s string) string {
		before, _, _ := strings.Cut(strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return ' '
			}
			return c
		}, s), " ")
		return before
	}
	return letters(a) == letters(b)
}

// smallest is the least figure that has to stand in both languages: smaller
// ones may be said otherwise (the three, both, that company).
const smallest = 10_000

func (c comparison) tell(p *said, r *reading, x written, q *said, other *reading, y written, has bool, told map[int]bool) {
	right := c.right(r, x)
	if has && (!right || !c.right(other, y) || closeForm(x, y)) {
		if !told[x.from] {
			told[x.from] = true
			c.say(r.at(p, x.from), of(c.path, diag.Say("「%s」が、もう一方の言語では「%s」となっています。", "“%s” is “%s” in the other language", r.shown(x), other.shown(y))),
				diag.Say("どちらが正しいか確かめてください。事実は {counts.total} のように引用すると、どの言語でも同じになります。", "see which is right; facts that are quoted, as {counts.total}, are the same in every language"))
		}
		return
	}
	everyDay := x.kind == isNumber && x.v == 365_000 // the days of a year
	if has || right || told[x.from] || everyDay || x.kind == isCode || x.kind == isWeekday || x.kind == isNumber && x.v < smallest {
		return
	}
	told[x.from] = true
	c.say(r.at(p, x.from), of(c.path, diag.Say("「%[1]s」が %[3]s の文にありません（%[2]s にはあります）。", "“%s” stands in the text in %q and not in %q", r.shown(x), p.Lang, q.Lang)),
		diag.Say("どの言語の読み手にも同じ数字と日時を伝えてください。", "give the readers of every language the same figures, dates and times"))
}

// right reports whether a structured fact says the same.
func (c comparison) right(r *reading, w written) bool {
	switch w.kind {
	case isNumber:
		return c.known.figures[w.v] || w.v%1000 == 0 && c.known.years[int(w.v/1000)]
	case isYear, isMonth, isDay, isWeekday:
		return w.day > 0 && c.known.day(r.days[w.day-1])
	case isClock:
		return c.known.clock(w)
	case isPhone:
		return c.known.phones[w.s]
	}
	return false
}
