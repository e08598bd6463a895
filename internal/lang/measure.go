package lang

import (
	"strings"

	"golang.org/x/text/feature/plural"
)

// Measure is a figure: exact, a limit, a range or an estimate. What the Has
// fields leave out is not said.
type Measure struct {
	Value, Min, Max          int64
	HasValue, HasMin, HasMax bool
	Approx, Gross            bool
}

// Unit is a unit's word in its plural forms.
type Unit struct{ forms forms }

// Unit gives a unit that the language knows.
func (l *Language) Unit(id string) (Unit, bool) {
	w, ok := l.words["units"][id]
	return Unit{w.forms}, ok
}

// OwnUnit makes a unit of a site's own labels by plural form; the form "" is
// for all. What is no pattern is taken as it stands.
func OwnUnit(labels map[string]string) Unit {
	var u Unit
	parse := func(s string) pattern {
		p, err := parsePattern(s, "", "n")
		if err != nil {
			return pattern{[]piece{{text: s}}}
		}
		return p
	}
	other, ok := labels["other"]
	if !ok {
		other = labels[""]
	}
	for form, name := range formNames {
		s, ok := labels[name]
		if !ok {
			s = other
		}
		u.forms[plural.Form(form)] = parse(s)
	}
	return u
}

// Figure is a measure in words, cut where its size changes on a page:
// up to | 7,996 | people. The parts carry their spaces.
type Figure struct{ Before, Number, After string }

// String is the whole figure.
func (f Figure) String() string { return f.Before + f.Number + f.After }

// Parts are the parts without the spaces between them.
func (f Figure) Parts() (before, number, after string) {
	return strings.TrimSpace(f.Before), strings.TrimSpace(f.Number), strings.TrimSpace(f.After)
}

// Measure says a measure with its unit. It reports false when the measure has
// no number.
func (l *Language) Measure(m Measure, u Unit) (Figure, bool) {
	var f Figure
	var p pattern
	n := m.Value
	switch {
	case m.HasValue:
		p = pick(m.Approx, l.file.Measures.Exact, l.file.Measures.Approx)
	case m.HasMin && m.HasMax:
		n = m.Max
		p = pick(m.Approx, l.file.Measures.RangeExact, l.file.Measures.RangeApprox)
		var a args
		a[fMin], a[fMax] = l.Number(m.Min), l.Number(m.Max)
		f.Number = l.file.Measures.Range.fill(&a)
	case m.HasMax:
		n = m.Max
		p = pick(m.Approx, l.file.Measures.Max, l.file.Measures.MaxApprox)
	case m.HasMin:
		n = m.Min
		p = pick(m.Approx, l.file.Measures.Min, l.file.Measures.MinApprox)
	default:
		return Figure{}, false
	}
	if f.Number == "" {
		f.Number = l.Number(n)
	}
	f.Before, f.After = l.unitAround(u.forms[l.form(n)])
	f.wrap(p)
	if m.Gross {
		f.wrap(l.file.Measures.Gross)
	}
	return f, true
}

func pick(approx bool, exact, estimate pattern) pattern {
	if approx {
		return estimate
	}
	return exact
}

// unitAround is what the unit puts before and after a number.
func (l *Language) unitAround(unit pattern) (before, after string) {
	if unit.has("n") {
		return unit.around(fN, &args{})
	}
	var a args
	a[fUnit] = unit.fill(&args{})
	return l.file.Measures.Unit.around(fN, &a)
}

func (f *Figure) wrap(p pattern) {
	before, after := p.around(fN, &args{})
	f.Before, f.After = before+f.Before, f.After+after
}

// Also adds the same count in other units: 3,086件（2,816名）.
func (l *Language) Also(first string, others []string) string {
	var a args
	a[fFirst], a[fOthers] = first, l.List(others)
	return l.file.Measures.Also.fill(&a)
}
