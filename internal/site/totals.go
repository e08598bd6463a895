package site

import (
	"cmp"
	"math"
	"slices"

	"kohyo/internal/notice"
)

// How sure a figure is. Figures of different kinds are never added together.
const (
	exact = iota
	about
	upTo
	atLeast
	within
	unconfirmed
	natures
)

// Totals say what the newest reports of all incidents state together of one
// thing that is counted.
type Totals struct {
	Of string // what is counted: affected

	// Each incident is one of these: its figure is added, it states several
	// that may overlap, it says why there is none, or nothing of it.
	Added, Several, Reasons, Silent int

	Units []UnitTotal
}

// UnitTotal is the total in one unit, gross or net. What stands in several
// units is the same thing counted in several ways.
type UnitTotal struct {
	Unit  string
	Gross bool
	Sums  []Sum
}

// Sum adds the figures of some incidents that are equally sure: Measure is
// exact, about, at most, at least or between.
type Sum struct {
	Measure     notice.Measure
	Unconfirmed bool // stated as likely or possible
	Incidents   int
}

// unadded are what cannot be added: different things, and shares of different
// wholes.
const (
	unaddedOf   = "other"
	unaddedUnit = "percent"
)

type unitKey struct {
	unit  string
	gross bool
}

// tally is what has been added so far of one thing.
type tally struct {
	Totals
	sums map[unitKey]*[natures]Sum
}

// Totals adds the figures of all incidents. A figure counts once: one that is
// a part of another does not, nor does one beside which another stands that it
// may overlap.
func (s *Site) Totals() []Totals {
	all := map[string]*tally{}
	for _, in := range s.archive {
		for of, counts := range countsOf(in.Open().Newest()) {
			t := all[of]
			if t == nil {
				t = &tally{Totals{Of: of}, map[unitKey]*[natures]Sum{}}
				all[of] = t
			}
			t.add(counts)
		}
	}
	var out []Totals
	for _, t := range all {
		t.Silent = len(s.archive) - t.Added - t.Several - t.Reasons
		out = append(out, t.finish())
	}
	slices.SortFunc(out, func(a, b Totals) int { return byWord("counted", a.Of, b.Of) })
	return out
}

// countsOf are the figures of a report by what they count.
func countsOf(r *notice.Report) map[string][]notice.Count {
	var of map[string][]notice.Count
	for _, c := range r.Counts {
		if len(c.PartOf) > 0 || c.Status.Is("ruled-out") || c.Of.Is(unaddedOf) {
			continue
		}
		if of == nil {
			of = map[string][]notice.Count{}
		}
		id := cmp.Or(c.Of.ID, "affected")
		of[id] = append(of[id], c)
	}
	return of
}

// add takes in what an incident states.
func (t *tally) add(counts []notice.Count) {
	stated := map[unitKey][]Sum{}
	for _, c := range counts {
		own := map[unitKey]bool{}
		for _, m := range c.Measures {
			key := unitKey{m.Unit.ID, m.Gross.V}
			if _, ok := m.Largest(); !ok || own[key] || m.Unit.Is(unaddedUnit) {
				continue
			}
			own[key] = true
			stated[key] = append(stated[key], Sum{m, c.Status.Is("likely") || c.Status.Is("possible"), 1})
		}
	}
	added, several := false, false
	for key, sums := range stated {
		if len(sums) > 1 {
			several = true
			continue
		}
		if t.sums[key] == nil {
			t.sums[key] = &[natures]Sum{}
		}
		if t.sums[key][nature(sums[0])].add(sums[0]) {
			added = true
		} else {
			several = true
		}
	}
	switch {
	case added:
		t.Added++
	case several:
		t.Several++
	default:
		t.Reasons++
	}
}

func nature(s Sum) int {
	m := s.Measure
	switch {
	case s.Unconfirmed:
		return unconfirmed
	case m.Min.Set && m.Max.Set:
		return within
	case m.Max.Set:
		return upTo
	case m.Min.Set:
		return atLeast
	case m.Approx.V:
		return about
	}
	return exact
}

// add adds a figure. It reports false for one with which the sum would be
// larger than any number.
func (s *Sum) add(other Sum) bool {
	if s.Incidents == 0 {
		*s = other
		s.Measure.Place = notice.Place{}
		return true
	}
	sum, m := s.Measure, other.Measure
	if s.Unconfirmed { // what is not confirmed is at most what it may be
		high, _ := sum.Largest()
		more, _ := m.Largest()
		sum.Value, sum.Min = notice.Int{}, notice.Int{}
		sum.Max, m.Max = notice.Int{Set: true, V: high}, notice.Int{Set: true, V: more}
		m.Value, m.Min = notice.Int{}, notice.Int{}
	}
	for _, part := range []struct{ to, n *notice.Int }{{&sum.Value, &m.Value}, {&sum.Min, &m.Min}, {&sum.Max, &m.Max}} {
		if part.n.V > 0 && part.to.V > math.MaxInt64-part.n.V {
			return false
		}
		part.to.V += part.n.V
	}
	if m.Approx.V {
		sum.Approx = m.Approx
	}
	s.Measure, s.Incidents = sum, s.Incidents+1
	return true
}

func (t *tally) finish() Totals {
	for key, sums := range t.sums {
		u := UnitTotal{Unit: key.unit, Gross: key.gross}
		for _, sum := range sums {
			if sum.Incidents > 0 {
				u.Sums = append(u.Sums, sum)
			}
		}
		t.Units = append(t.Units, u)
	}
	slices.SortFunc(t.Units, func(a, b UnitTotal) int {
		return cmp.Or(byWord("units", a.Unit, b.Unit), cmp.Compare(number(a.Gross), number(b.Gross)))
	})
	return t.Totals
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
