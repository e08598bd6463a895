package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// counters are the words that stand after a figure in a unit.
var counters = map[string][]string{
	"person": {"人", "名", "person", "people", "individual", "user", "passenger"}, "customer": {"人", "名", "件", "customer", "people"},
	"member": {"人", "名", "member", "people"}, "employee": {"人", "名", "employee", "people"}, "patient": {"人", "名", "patient", "people"},
	"student": {"人", "名", "student", "pupil", "people"}, "household": {"世帯", "household"}, "company": {"社", "compan"},
	"organization": {"団体", "組織", "organi"}, "workplace": {"事業所", "workplace"}, "facility": {"施設", "facilit"}, "school": {"校", "school"},
	"account": {"アカウント", "件", "account"}, "record": {"件", "record", "entr"}, "case": {"件", "case"}, "card": {"件", "枚", "card"},
	"transaction": {"件", "transaction"}, "request": {"件", "request"}, "package": {"個", "package", "parcel"}, "mail": {"通", "件", "mail", "email", "message"},
	"address": {"件", "address"}, "letter": {"通", "letter"}, "sheet": {"枚", "sheet"}, "copy": {"部", "cop"}, "document": {"点", "件", "枚", "document"},
	"file": {"ファイル", "件", "個", "file"}, "device": {"台", "device"}, "vehicle": {"台", "vehicle", "car"}, "image": {"枚", "image", "picture"},
	"yen": {"円", "yen"}, "dollar": {"ドル", "dollar"}, "euro": {"ユーロ", "euro"},
}

// about tells figures that are rounded, by the words around them.
var about = pattern.New(`(?i)(?:約|およそ|おおよそ|ほぼ|延べ|超|about|around|approximately|roughly|nearly|almost|over|more than|less than|some) ?$`)

// figureNear finds figures in prose that are like one of the report's counts
// and yet another: a digit wrong, two swapped, one lost.
func figureNear(s *source, say say) {
	if s.report == nil || len(s.report.Counts) == 0 {
		return
	}
	var all map[int64]bool
	for _, p := range s.said {
		r := p.reading
		for _, w := range r.found {
			if w.kind != isNumber || w.v < 100_000 || w.v%1000 != 0 || s.knows().figures[w.v] {
				continue
			}
			k, ok := s.likeCount(r, w)
			if !ok || about().MatchString(r.text[max(0, w.from-40):w.from]) {
				continue
			}
			if all == nil {
				all = s.saidFigures()
			}
			if all[w.v] || isSumOf(all, w.v) {
				continue
			}
			say(r.at(p, w.from), of(p.Path, diag.Say("「%[1]s」は %[2]s の数（%[3]d）と一字違いです。", "“%[1]s” is one slip away from the figure of %[2]s, %[3]d", r.shown(w), k.path, k.v/1000)),
				diag.Say("同じ数なら、どちらが正しいか確かめ、文では {counts.…} と引用してください。", "if it is the same figure, see which is right, and quote it in the text as {counts.…}"))
		}
	}
}

// likeCount gives the count that a figure in prose may have been meant to
// say: of the same unit and of like form.
func (s *source) likeCount(r *reading, w written) (knownFigure, bool) {
	after := r.text[w.to:]
	for _, k := range s.knows().units {
		if k.v < 100_000 || !closeForm(w, written{kind: isNumber, v: k.v}) || roundedFrom(w.v, k.v) {
			continue
		}
		if strings.HasPrefix(k.path, "counts") && hasCounter(after, s.wordsOf(k.unit)) {
			return k, true
		}
	}
	return knownFigure{}, false
}

// roundedFrom reports whether v is k with its last digits rounded away.
func roundedFrom(v, k int64) bool {
	for unit := int64(100_000); unit <= v; unit *= 10 {
		if v%unit == 0 && (v-k < unit && k-v < unit) {
			return true
		}
	}
	return false
}

var nextWords = pattern.New(`^[ ]?((?:[a-z’'-]+ ?){0,3})`)

// hasCounter reports whether one of these words stands after a figure: at
// once, or as one of the next three of an English text.
func hasCounter(after string, words []string) bool {
	english := strings.Fields(nextWords().FindString(after))
	for _, word := range words {
		if strings.HasPrefix(strings.TrimLeft(after, " "), word) {
			return true
		}
		if slices.ContainsFunc(english, func(e string) bool { return word[0] < 0x80 && strings.HasPrefix(e, word) }) {
			return true
		}
	}
	return false
}

// saidFigures is every figure that this report, the one before and the list
// of changes state.
func (s *source) saidFigures() map[int64]bool {
	all := map[int64]bool{}
	for v := range s.knows().figures {
		all[v] = true
	}
	if s.before != nil {
		for v := range s.previous.knows().figures {
			all[v] = true
		}
	}
	for _, c := range s.report.Changes {
		for _, t := range []notice.Text{c.Old, c.New} {
			t.Passages(func(_ string, p notice.Passage) {
				for _, w := range readText(p.Text).found {
					all[w.v] = all[w.v] || w.kind == isNumber
				}
			})
		}
	}
	return all
}

// isSumOf reports whether v is the sum or the difference of two figures.
func isSumOf(all map[int64]bool, v int64) bool {
	if len(all) > 200 {
		return true // too many to tell
	}
	for a := range all {
		if a != 0 && a != v && (all[v-a] || all[a-v] || all[v+a]) {
			return true
		}
	}
	return false
}

// momentNear finds times in prose that are like one of the report's moments
// and yet another, and dates that differ from one by the year alone.
func momentNear(s *source, say say) {
	if s.report == nil || len(s.knows().instants)+len(s.knows().days) == 0 {
		return
	}
	for _, p := range s.said {
		r := p.reading
		k := s.knows().in(zonesIn(p))
		for _, w := range r.found {
			was := ""
			switch {
			case w.kind == isClock && w.v%60 != 0 && !k.clock(w) && !w.either:
				was = k.clockLike(r, w)
			case w.kind == isYear && w.day > 0 && !k.day(r.days[w.day-1]):
				was = k.otherYear(r.days[w.day-1])
			}
			if was != "" {
				say(r.at(p, w.from), of(p.Path, diag.Say("「%s」は、この報の事実（%s）と一字違いです。", "“%s” is one slip away from %s, a moment of this report", r.shown(w), was)),
					diag.Say("同じ時なら、どちらが正しいか確かめ、文では {timeline.detected} のように引用してください。", "if it is the same moment, see which is right, and quote it in the text, as {timeline.detected}"))
			}
		}
	}
}

// clockLike gives the time of a moment that a time in prose is like: on the
// same day, if a day stands by it.
func (k *known) clockLike(r *reading, w written) string {
	for _, t := range k.instants {
		t = t.In(k.zone)
		clock := written{kind: isClock, v: int64(60*t.Hour() + t.Minute())}
		d := writtenDay{}
		if w.day > 0 {
			d = r.days[w.day-1]
		}
		same := (d.year == 0 || d.year == t.Year()) && (d.month == 0 || d.month == int(t.Month())) && (d.day == 0 || d.day == t.Day())
		if same && clock.v%60 != 0 && closeForm(w, clock) {
			return t.Format("2006-01-02 15:04")
		}
	}
	return ""
}

// otherYear gives the day that differs from a date in prose by a slip in the
// year.
func (k *known) otherYear(d writtenDay) string {
	for _, day := range k.dayList() {
		if d.month == day[1] && d.day == day[2] && d.day > 0 && oneSlip(strconv.Itoa(d.year), strconv.Itoa(day[0])) && !k.years[d.year] {
			return fmt.Sprintf("%d-%02d-%02d", day[0], day[1], day[2])
		}
	}
	return ""
}
