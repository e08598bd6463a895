package check

import (
	"maps"
	"slices"
	"strings"
	"time"

	"kohyo/internal/notice"
)

// known is what the structured facts of a report say: prose that says the
// same is right.
type known struct {
	figures  map[int64]bool // in thousandths
	units    []knownFigure
	days     map[[3]int]bool
	months   map[[2]int]bool
	years    map[int]bool
	clocks   map[int64]bool     // of moments and of opening hours
	moments  map[[3]int][]int64 // the times of a day
	phones   map[string]bool    // of the contacts of the report
	zone     *time.Location     // of the report
	instants []time.Time        // moments that have a time
}

type knownFigure struct {
	v    int64
	unit string
	path string
}

func newKnown(zone *time.Location) *known {
	return &known{
		figures: map[int64]bool{}, days: map[[3]int]bool{}, months: map[[2]int]bool{}, years: map[int]bool{},
		clocks: map[int64]bool{}, moments: map[[3]int][]int64{}, phones: map[string]bool{}, zone: zone,
	}
}

// knows gives the facts of the report under check.
func (s *source) knows() *known {
	if s.structured == nil {
		s.structured = newKnown(s.location())
		for _, f := range s.fields {
			s.structured.field(f)
		}
	}
	return s.structured
}

func (k *known) field(f notice.Field) {
	switch v := f.Value.(type) {
	case *notice.Measure:
		for _, n := range []notice.Int{v.Value, v.Min, v.Max} {
			if n.Set && n.V < most/1000 {
				k.figures[1000*n.V] = true
				k.units = append(k.units, knownFigure{1000 * n.V, v.Unit.ID, f.Path})
			}
		}
	case notice.Int:
		k.figures[1000*v.V] = true
	case notice.Clock:
		k.clocks[int64(60*v.Hour+v.Minute)] = true
	case notice.Moment:
		k.moment(v)
	case notice.String:
		if f.Key == "phone" || f.Key == "fax" {
			k.phones[dialled(strings.Map(notice.Half, v.V))] = true
		}
	}
}

func (k *known) moment(m notice.Moment) {
	if !m.Known() {
		return
	}
	k.years[m.Year] = true
	if m.Month > 0 {
		k.months[[2]int{m.Year, m.Month}] = true
	}
	if m.Day == 0 {
		return
	}
	k.days[[3]int{m.Year, m.Month, m.Day}] = true
	if m.Precision < notice.ByMinute {
		return
	}
	loc := k.zone
	if m.HasOffset {
		loc = time.FixedZone("", m.Offset)
	}
	t := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, 0, 0, loc)
	k.instants = append(k.instants, t)
	k.instant(t)
	k.instant(t.In(k.zone))
}

func (k *known) instant(t time.Time) {
	day := [3]int{t.Year(), int(t.Month()), t.Day()}
	clock := int64(60*t.Hour() + t.Minute())
	k.days[day] = true
	k.clocks[clock] = true
	k.moments[day] = append(k.moments[day], clock)
}

// zones are names of zones in prose, and what they add to UTC in minutes.
var zones = []struct {
	name   string
	offset int
}{
	{"UTC", 0}, {"GMT", 0}, {"協定世界時", 0}, {"JST", 540}, {"日本時間", 540}, {"日本標準時", 540}, {"in Japan", 540}, {"Japan time", 540},
	{"Japan Standard Time", 540}, {"Tokyo", 540}, {"KST", 540}, {"EST", -300}, {"EDT", -240}, {"PST", -480}, {"PDT", -420}, {"CET", 60},
	{"CEST", 120}, {"BST", 60}, {"SGT", 480}, {"HKT", 480}, {"中国時間", 480}, {"米国東部", -240}, {"米国東部", -300}, {"米国太平洋", -420}, {"米国太平洋", -480},
}

// zonesIn gives the zones that passages with times name.
func zonesIn(passages ...*said) []*time.Location {
	text := ""
	for _, p := range passages {
		if hasKind(p.reading.found, isClock) {
			text += p.Text
		}
	}
	if text == "" {
		return nil
	}
	var out []*time.Location
	for _, z := range zones {
		if strings.Contains(text, z.name) {
			out = append(out, time.FixedZone(z.name, 60*z.offset))
		}
	}
	return out
}

// in gives the facts as they are said in a passage that names these zones.
func (k *known) in(zones []*time.Location) *known {
	if len(zones) == 0 || len(k.instants) == 0 {
		return k
	}
	wider := newKnown(k.zone)
	wider.figures, wider.units, wider.phones, wider.instants = k.figures, k.units, k.phones, k.instants
	for d := range k.days {
		wider.days[d] = true
	}
	for m := range k.months {
		wider.months[m] = true
	}
	for y := range k.years {
		wider.years[y] = true
	}
	for c := range k.clocks {
		wider.clocks[c] = true
	}
	for d, c := range k.moments {
		wider.moments[d] = append(wider.moments[d], c...)
	}
	for _, z := range zones {
		for _, t := range k.instants {
			wider.instant(t.In(z))
		}
	}
	return wider
}

// dayList gives the days of the report, the first first.
func (k *known) dayList() [][3]int {
	return slices.SortedFunc(maps.Keys(k.days), func(a, b [3]int) int { return slices.Compare(a[:], b[:]) })
}

// day reports whether a date in prose, as far as it is written, is one of the
// report's.
func (k *known) day(d writtenDay) bool {
	for at := range k.days {
		if (d.year == 0 || d.year == at[0]) && (d.month == 0 || d.month == at[1]) && (d.day == 0 || d.day == at[2]) {
			return true
		}
	}
	return d.day == 0 && (k.months[[2]int{d.year, d.month}] || d.month == 0 && k.years[d.year] || d.year == 0 && k.anyMonth(d.month))
}

func (k *known) anyMonth(month int) bool {
	for m := range k.months {
		if m[1] == month {
			return true
		}
	}
	return false
}

func (k *known) clock(w written) bool {
	return k.clocks[w.v] || w.either && k.clocks[w.v+12*60]
}
