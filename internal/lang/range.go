package lang

// Range writes the stretch from one date to another. Either may be unknown or
// missing (no precision), the second ongoing.
func (l *Language) Range(from, to Date, s Style) string {
	known := from.Precision != NoPrecision
	switch {
	case to.Ongoing && known:
		return l.file.Ranges.Ongoing.with(fFrom, l.end(from, s))
	case to.Ongoing:
		return l.file.Ranges.OngoingUnknown
	case to.Precision != NoPrecision && known:
		return l.between(from, to, s)
	case to.Precision != NoPrecision && from.Unknown:
		return l.file.Ranges.UnknownStart.with(fTo, l.end(to, s))
	case to.Precision != NoPrecision:
		return l.file.Ranges.Until.with(fTo, l.end(to, s))
	case known && to.Unknown:
		return l.file.Ranges.UnknownEnd.with(fFrom, l.end(from, s))
	case known:
		return l.file.Ranges.Since.with(fFrom, l.end(from, s))
	case from.Unknown || to.Unknown:
		return l.file.Ranges.Unknown
	}
	return ""
}

// between writes two known dates, saying once what they share.
func (l *Language) between(from, to Date, s Style) string {
	if from == to {
		return l.Date(from, s)
	}
	keepFrom, keepTo := whole, whole
	if s.NoYear {
		keepFrom, keepTo = noYearKept, noYearKept
	}
	short, join := l.shared(from, to, s)
	if l.file.Ranges.Shorten == "first" {
		keepFrom = max(keepFrom, short)
	} else {
		keepTo = max(keepTo, short)
	}
	both := s
	if s.Zone != "" && from.Precision >= Minute && to.Precision >= Minute {
		both.Zone = "" // named once, behind both
	}
	var a args
	a[fFrom], a[fTo] = l.rangeEnd(from, both, keepFrom), l.rangeEnd(to, both, keepTo)
	out := join.fill(&a)
	if both.Zone != s.Zone {
		out = l.zoned(out, to, s)
	}
	return out
}

// shared says what one of the dates may leave out, and how the two are joined.
func (l *Language) shared(from, to Date, s Style) (kept, pattern) {
	plain := !from.Approx && !to.Approx && from.Bound == Exact && to.Bound == Exact
	sameMonth := from.Year == to.Year && from.Month == to.Month
	join := l.file.Ranges.Join
	switch {
	case from.Precision == Year || to.Precision == Year || !l.SameYear(from, to, s.Eras):
		return whole, join
	case sameMonth && from.Day == to.Day && from.Precision >= Minute && to.Precision >= Minute:
		if plain {
			join = l.file.Ranges.Times
		}
		return timeKept, join
	case sameMonth && from.Precision == Day && to.Precision == Day:
		if plain && !s.Weekday {
			join = l.file.Ranges.Days
		}
		return dayKept, join
	}
	return noYearKept, join
}

// rangeEnd writes one end beside another.
func (l *Language) rangeEnd(d Date, s Style, keep kept) string {
	out := l.around(l.bare(d, s, keep), d)
	switch d.Bound {
	case OnOrBefore:
		out = l.file.Ranges.Before.with(fDate, out)
	case OnOrAfter:
		out = l.file.Ranges.After.with(fDate, out)
	}
	return l.zoned(out, d, s)
}

// end writes an end that stands alone.
func (l *Language) end(d Date, s Style) string {
	keep := whole
	if s.NoYear {
		keep = noYearKept
	}
	return l.rangeEnd(d, s, keep)
}

// Times writes the stretch between two times of one day: 1時38分〜2時06分.
func (l *Language) Times(from, to Date) string {
	if from == to {
		return l.Clock(from)
	}
	join := l.file.Ranges.Times
	if from.Approx || to.Approx || from.Precision == Part || to.Precision == Part {
		join = l.file.Ranges.Join
	}
	var a args
	a[fFrom], a[fTo] = l.Clock(from), l.Clock(to)
	return join.fill(&a)
}
