package lang

import "strconv"

// year writes the year of a date: its number or, if eras are asked for, its
// era. A year or month that two eras share keeps its number.
func (l *Language) year(d Date, eras bool) string {
	number := strconv.Itoa(d.Year)
	if !eras {
		return number
	}
	first, last := d, d
	switch d.Precision {
	case Year:
		first.Month, first.Day, last.Month, last.Day = 1, 1, 12, 31
	case Month:
		first.Day, last.Day = 1, 31
	case Third:
		first.Day, last.Day = 10*d.Third-9, 10*d.Third
		if d.Third == 3 {
			last.Day = 31
		}
	}
	e := l.era(first)
	if e == nil || e != l.era(last) {
		return number
	}
	var a args
	a[fEra], a[fN], a[fWestern] = e.Name, strconv.Itoa(d.Year-e.year+1), number
	if d.Year == e.year {
		a[fN] = l.file.Eras.First
	}
	return l.file.Eras.Year.fill(&a)
}

// era is the era of a day, or nil.
func (l *Language) era(d Date) *era {
	var found *era
	for i := range l.file.Eras.List {
		e := &l.file.Eras.List[i]
		started := d.Year > e.year || d.Year == e.year && (d.Month > e.month || d.Month == e.month && d.Day >= e.day)
		later := found == nil || e.year > found.year || e.year == found.year && e.month > found.month
		if started && later {
			found = e
		}
	}
	return found
}

// SameYear reports whether a date may leave its year out beside another.
func (l *Language) SameYear(d, beside Date, eras bool) bool {
	return d.Year == beside.Year && l.year(d, eras) == l.year(beside, eras)
}

// HasEras reports whether the language names years by eras.
func (l *Language) HasEras() bool { return len(l.file.Eras.List) > 0 }
