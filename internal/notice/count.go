package notice

// Measure is one figure with its unit. It is never a bare number: it says
// whether it is exact, a limit, a range, an estimate, or why there is none.
type Measure struct {
	Place
	Value  Int  `key:"value"`
	Min    Int  `key:"min"`
	Max    Int  `key:"max"`
	Approx Bool `key:"approx"`
	Gross  Bool `key:"gross"` // 延べ: the same person may be counted more than once
	Figure Word `key:"figure" vocab:"figures"`
	Unit   Word `key:"unit" vocab:"units" need:"always"`
}

// Count is a figure about the incident: people affected, cards, mails,
// unintended recipients, money lost. Several measures of one count are the
// same thing in different units and are never added together.
type Count struct {
	Place
	ID         String    `key:"id"`
	Label      Text      `key:"label"`
	Of         Word      `key:"of" vocab:"counted"` // what is counted; affected unless said
	Group      Ref       `key:"group" ref:"groups"`
	PartOf     []Ref     `key:"part_of" ref:"counts" one:"ok"`
	Measures   []Measure `key:"measures" one:"ok" need:"always"`
	Status     Word      `key:"status" vocab:"statuses"`
	Basis      Text      `key:"basis"`
	AsOf       Moment    `key:"as_of"`
	Note       Text      `key:"note"`
	Parts      Word      `key:"parts" vocab:"parts"`
	Difference Text      `key:"difference"`
}

// Largest is the greatest number the measure allows. It reports false when
// the measure has no such number.
func (m Measure) Largest() (int64, bool) {
	switch {
	case m.Max.Set:
		return m.Max.V, true
	case m.Value.Set:
		return m.Value.V, true
	case m.Min.Set:
		return m.Min.V, true
	}
	return 0, false
}

// In gives the measure with a unit.
func (c Count) In(unit string) (Measure, bool) {
	for _, m := range c.Measures {
		if m.Unit.ID == unit {
			return m, true
		}
	}
	return Measure{}, false
}
