package change

import (
	"slices"

	"kohyo/internal/notice"
)

// explain gives the differences the reasons that the author states, and keeps
// what is stated of none of them.
func (c *Comparison) explain() {
	for _, stated := range c.After.Changes {
		var best *Difference
		most := 0
		for i := range c.Differences {
			d := &c.Differences[i]
			if at := d.spokenOf(stated); at > most {
				best, most = d, at
			}
		}
		switch {
		case best == nil:
			c.Stated = append(c.Stated, stated)
		case best.Reason.IsZero():
			best.Reason = stated.Reason
		}
	}
}

// spokenOf says how surely an entry in changes speaks of a difference: by the
// path of the fact, by its name, or only by words that facts of its kind go by;
// 0 for not at all. The fact itself goes before what is told about it.
func (d Difference) spokenOf(stated notice.Change) int {
	of := func(names []string) bool {
		return slices.ContainsFunc(d.facts, func(f string) bool { return stated.SpeaksOf(f, names) })
	}
	sure := 0
	switch {
	case d.rank >= routine: // "report" and "title" are in many words
		return 0
	case !of(append([]string{d.Entry}, d.names...)):
		return 0
	case of(nil):
		sure = 6
	case of([]string{d.Entry}):
		sure = 4
	default:
		sure = 2
	}
	if !d.about {
		sure++
	}
	return sure
}
