package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// bounds are the least and the greatest number that a figure allows.
type bounds struct {
	low, high int64 // high is noLimit where the figure has none
	exact     bool
	about     bool
}

const noLimit = math.MaxInt64

// boundsOf gives the bounds of a measure; false where it has no figure.
func boundsOf(m notice.Measure) (bounds, bool) {
	b := bounds{high: noLimit, about: m.Approx.V}
	switch {
	case m.Value.Set:
		b.low, b.high, b.exact = m.Value.V, m.Value.V, true
	case m.Max.Set || m.Min.Set:
		b.low = m.Min.V
		if m.Max.Set {
			b.high = m.Max.V
		}
	default:
		return b, false
	}
	return b, true
}

func (b bounds) plus(c bounds) bounds {
	return bounds{capped(b.low, c.low), capped(b.high, c.high), b.exact && c.exact, b.about || c.about}
}

func capped(a, b int64) int64 {
	if b > 0 && a > noLimit-b {
		return noLimit
	}
	return a + b
}

// slack is how far a figure that is only about right may be off.
func (b bounds) slack(c bounds) int64 {
	if !b.about && !c.about {
		return 0
	}
	n := b.high
	if n == noLimit {
		n = b.low
	}
	return n / 10
}

// String gives the figure as an author knows it.
func (b bounds) String() string {
	switch {
	case b.exact:
		return fmt.Sprint(b.low)
	case b.high == noLimit:
		return fmt.Sprintf("min %d", b.low)
	case b.low > 0:
		return fmt.Sprintf("%d–%d", b.low, b.high)
	}
	return fmt.Sprintf("max %d", b.high)
}

// partsOf gives the counts that are part of a count, by their position.
func partsOf(r *notice.Report, id string) []int {
	var parts []int
	for i, c := range r.Counts {
		if id != "" && c.ID.V != id && refers(c.PartOf, id) {
			parts = append(parts, i)
		}
	}
	return parts
}

// addends are the parts that make up the whole: not what is also part of
// another part, and not what lies across the groups ("of these, cards").
func addends(r *notice.Report, parts []int) []int {
	grouped := slices.ContainsFunc(parts, func(i int) bool { return r.Counts[i].Group.ID != "" })
	var out []int
	for _, i := range parts {
		c := r.Counts[i]
		nested := slices.ContainsFunc(parts, func(k int) bool { return k != i && refers(c.PartOf, r.Counts[k].ID.V) })
		if !nested && (c.Group.ID != "" || !grouped) {
			out = append(out, i)
		}
	}
	return out
}

func countPath(i int) string { return fmt.Sprintf("counts %d, measures", i+1) }

// sum adds up the parts of a count in one unit.
type sum struct {
	bounds
	known   int      // how many parts have a figure in the unit
	all     bool     // all have
	differs bool     // some count the same people twice where others do not
	terms   []string // "a 2816"
}

func sumOf(r *notice.Report, parts []int, total notice.Measure) sum {
	s := sum{bounds: bounds{exact: true}, all: true}
	for _, i := range parts {
		c := r.Counts[i]
		m, ok := c.In(total.Unit.ID)
		b, figure := boundsOf(m)
		if !ok || !figure {
			s.all = false
			continue
		}
		s.known++
		s.bounds = s.plus(b)
		s.differs = s.differs || m.Gross.V != total.Gross.V
		s.terms = append(s.terms, fmt.Sprintf("%s %v", c.ID.V, b))
	}
	return s
}

// contradicts reports whether the parts cannot make up the whole.
func (s sum) contradicts(whole bounds) bool {
	slack := whole.slack(s.bounds)
	switch {
	case s.known == 0 || s.differs:
		return false
	case s.low > capped(whole.high, slack):
		return true
	case !s.all:
		return false
	case s.exact && whole.exact:
		return s.low > capped(whole.low, slack) || s.low < whole.low-slack
	case s.high == noLimit:
		return false
	case whole.exact:
		return s.high < whole.low-slack
	case whole.high == noLimit:
		return s.high < whole.low-slack
	}
	return s.high > capped(whole.high, slack) || s.high < whole.high-slack
}

// partsSum finds parts that do not add up to their total although they are
// said to, and parts of it that are more than all of it.
func partsSum(s *source, say say) {
	eachTotal(s, func(total notice.Count, i int, parts []int) {
		if !total.Parts.Is("sum", "partial") || !total.Difference.IsZero() {
			return
		}
		parts = addends(s.report, parts)
		for _, m := range total.Measures {
			whole, ok := boundsOf(m)
			added := sumOf(s.report, parts, m)
			added.all = added.all && total.Parts.Is("sum")
			if ok && added.contradicts(whole) {
				say(m.Place, of(countPath(i), diag.Say("内訳の合計（%[2]v）が合計（%[1]v）と合いません。", "the parts add up to %[2]v, not to %[1]v", whole, added.bounds)),
					diag.Say("内訳: %s。差に理由があれば difference に、重なりがあれば parts = \"overlap\" と書きます。",
						"the parts are %s; write a reason under difference, or parts = \"overlap\" where they repeat people", strings.Join(added.terms, ", ")))
			}
		}
	})
}

// partsUnsaid finds parts that do not add up and of which nothing says
// whether they should.
func partsUnsaid(s *source, say say) {
	eachTotal(s, func(total notice.Count, i int, parts []int) {
		parts = addends(s.report, parts)
		if total.Parts.ID != "" || !total.Difference.IsZero() || len(parts) < 2 {
			return
		}
		for _, m := range total.Measures {
			whole, ok := boundsOf(m)
			added := sumOf(s.report, parts, m)
			if ok && added.known > 1 && added.contradicts(whole) {
				say(m.Place, of(countPath(i), diag.Say("内訳の合計（%[2]v）が合計（%[1]v）と違います。", "the parts add up to %[2]v, not to %[1]v", whole, added.bounds)),
					diag.Words{Ja: `parts = "sum"（合計になる）、"overlap"（重なる）、"partial"（一部だけ）のどれかを書いてください。`,
						En: `write parts = "sum", "overlap" or "partial" to say what they are`})
				return
			}
		}
	})
}

// unitsMixed finds parts that cannot be added up, for they have no unit in
// common with their total.
func unitsMixed(s *source, say say) {
	eachTotal(s, func(total notice.Count, _ int, parts []int) {
		if !total.Parts.Is("sum") {
			return
		}
		for _, i := range parts {
			part := s.report.Counts[i]
			if len(part.Measures) == 0 || part.Measures[0].Unit.ID == "" || slices.ContainsFunc(part.Measures, func(m notice.Measure) bool { _, ok := total.In(m.Unit.ID); return ok }) {
				continue
			}
			m := part.Measures[0]
			say(m.Unit.Place, of(countPath(i), diag.Say("単位「%s」は合計（%s）にないため、足し合わせられません。", "the unit %q is not that of the total %s: they cannot be added up", m.Unit.ID, total.ID.V)),
				diag.Say("合計と同じ単位の数を書いてください。", "give the figure in the unit of the total"))
		}
	})
}

func eachTotal(s *source, look func(total notice.Count, i int, parts []int)) {
	if s.report == nil || s.figuresInError() {
		return
	}
	for i, c := range s.report.Counts {
		if parts := partsOf(s.report, c.ID.V); len(parts) > 0 {
			look(c, i, parts)
		}
	}
}

// partLarger finds parts that are larger than what they are part of.
func partLarger(s *source, say say) {
	eachTotal(s, func(total notice.Count, _ int, parts []int) {
		for _, i := range parts {
			for _, m := range s.report.Counts[i].Measures {
				w, ok := total.In(m.Unit.ID)
				whole, known := boundsOf(w)
				part, figure := boundsOf(m)
				if !ok || !known || !figure || (m.Gross.V && !w.Gross.V) || whole.high == noLimit {
					continue
				}
				least := part.low
				if !part.exact && part.high != noLimit && !whole.exact {
					least = part.high // up to 3,000 of up to 2,000
				}
				if least > capped(whole.high, whole.slack(part)) {
					say(m.Place, of(countPath(i), diag.Say("%[1]v は、全体「%[3]s」の %[2]v より大きいです。", "%[1]v is more than the %[2]v of %[3]s, which it is part of", part, whole, total.ID.V)),
						diag.Say("数か part_of を確かめてください。", "check the figure, or part_of"))
				}
			}
		}
	})
}

// partLoop finds counts that are part of themselves.
func partLoop(s *source, say say) {
	if s.report == nil {
		return
	}
	for i, c := range s.report.Counts {
		seen := map[string]bool{}
		var inside func(refs []notice.Ref) bool
		inside = func(refs []notice.Ref) bool {
			for _, p := range refs {
				if p.ID == c.ID.V {
					return true
				}
				if up := s.report.Count(p.ID); up != nil && !seen[p.ID] {
					seen[p.ID] = true
					if inside(up.PartOf) {
						return true
					}
				}
			}
			return false
		}
		if c.ID.V != "" && len(c.PartOf) > 0 && inside(c.PartOf) {
			say(c.PartOf[0].Place, of(fmt.Sprintf("counts %d, part_of", i+1), diag.Say("「%s」が自分自身の内訳になっています。", "%q is part of itself", c.ID.V)),
				diag.Say("part_of には、これを含むものの id だけを書きます。", "name only what this count is part of"))
		}
	}
}
