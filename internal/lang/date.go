package lang

import (
	"strconv"
	"time"
)

// Precision says how finely a date is known.
type Precision int

// From coarse to fine.
const (
	NoPrecision Precision = iota
	Year
	Month
	Third // of a month
	Day
	Part // of a day
	Minute
	Second
)

// Bound tells a date from "on or before" and "from then on".
type Bound int

// The bounds.
const (
	Exact Bound = iota
	OnOrBefore
	OnOrAfter
)

// Date is a date or a time, known as finely as Precision says.
type Date struct {
	Year, Month, Day, Hour, Minute, Second int
	Precision                              Precision
	Third                                  int    // 1 early, 2 mid, 3 late
	Part                                   string // dawn, morning, forenoon, afternoon, evening, night, late-night
	Approx                                 bool
	Bound                                  Bound
	Unknown, Ongoing                       bool
}

// Style is how a date is written.
type Style struct {
	Weekday bool // with its weekday
	Short   bool // for narrow places
	NoYear  bool
	Eras    bool   // years by eras, where the language has them
	Zone    string // the name of the time zone, named beside a time of day
}

// Date writes a date. An unknown one has its word; nothing gives nothing.
func (l *Language) Date(d Date, s Style) string {
	switch {
	case d.Unknown:
		return l.file.Dates.Unknown
	case d.Ongoing:
		return l.file.Dates.Ongoing
	case d.Precision == NoPrecision:
		return ""
	}
	keep := whole
	if s.NoYear {
		keep = noYearKept
	}
	return l.zoned(l.bound(l.around(l.bare(d, s, keep), d), d), d, s)
}

// kept says what of a date is written when the rest has been said.
type kept int

const (
	whole kept = iota
	noYearKept
	dayKept
	timeKept
)

// bare writes a date without what surrounds it.
func (l *Language) bare(d Date, s Style, keep kept) string {
	switch d.Precision {
	case Year:
		var a args
		a[fYear] = l.year(d, s.Eras)
		return l.file.Dates.Year.fill(&a)
	case Part:
		return l.file.Dates.Parts.of(d.Part).with(fDate, l.calendar(d, s, keep))
	case Minute, Second:
		if keep == timeKept {
			return l.time(d)
		}
		var a args
		a[fDate], a[fTime] = l.calendar(d, s, keep), l.time(d)
		return l.file.Dates.Moment.fill(&a)
	}
	return l.calendar(d, s, keep)
}

// calendar writes the month, the third of it or the day.
func (l *Language) calendar(d Date, s Style, keep kept) string {
	var a args
	if keep == whole {
		a[fYear] = l.year(d, s.Eras)
	}
	a[fMonth] = strconv.Itoa(d.Month)
	a[fMonthName], a[fMonthShort] = name(l.file.Months.Long, d.Month-1), name(l.file.Months.Short, d.Month-1)
	if d.Precision >= Day {
		a[fDay] = strconv.Itoa(d.Day)
		weekday := Weekday(d.Year, d.Month, d.Day)
		a[fWeekday], a[fWeekdayShort] = name(l.file.Weekdays.Long, weekday), name(l.file.Weekdays.Short, weekday)
	}
	if d.Precision == Third {
		a[fThird] = name([]string{l.file.Dates.Thirds.Early, l.file.Dates.Thirds.Mid, l.file.Dates.Thirds.Late}, d.Third-1)
	}
	return l.calendarPattern(d.Precision, s, keep).fill(&a)
}

func (l *Language) calendarPattern(p Precision, s Style, keep kept) pattern {
	of := noYear(l.file.Dates.Full)
	switch {
	case keep == dayKept && s.Weekday:
		return l.file.Dates.DayOf.Weekday
	case keep == dayKept:
		return l.file.Dates.DayOf.Day
	case keep == noYearKept:
		of = l.file.Dates.NoYear
	}
	switch {
	case p == Month:
		return of.Month
	case p == Third:
		return of.Third
	case s.Weekday:
		return of.Weekday
	case s.Short:
		return of.ShortDay
	}
	return of.Day
}

// MonthShort names a month, from 1, shortly.
func (l *Language) MonthShort(month int) string { return name(l.file.Months.Short, month-1) }

func name(list []string, i int) string {
	if i < 0 || i >= len(list) {
		return ""
	}
	return list[i]
}

// Weekday is the day of the week, from Monday, 0, to Sunday, 6.
func Weekday(year, month, day int) int {
	return (int(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Weekday()) + 6) % 7
}

func (p *byPart[T]) of(id string) T {
	switch id {
	case "dawn":
		return p.Dawn
	case "morning":
		return p.Morning
	case "forenoon":
		return p.Forenoon
	case "afternoon":
		return p.Afternoon
	case "evening":
		return p.Evening
	case "night":
		return p.Night
	}
	return p.LateNight
}

// around says that a date is only about right.
func (l *Language) around(s string, d Date) string {
	if !d.Approx {
		return s
	}
	return l.file.Dates.Around.of(d.Precision).with(fDate, s)
}

// bound says that a date is a limit.
func (l *Language) bound(s string, d Date) string {
	switch d.Bound {
	case OnOrBefore:
		return l.file.Dates.Before.of(d.Precision).with(fDate, s)
	case OnOrAfter:
		return l.file.Dates.After.of(d.Precision).with(fDate, s)
	}
	return s
}

func (w *wraps) of(p Precision) pattern {
	switch p {
	case Year:
		return w.Year
	case Month:
		return w.Month
	case Third:
		return w.Third
	case Day:
		return w.Day
	case Part:
		return w.Part
	}
	return w.Time
}

// zoned names the time zone of a time of day.
func (l *Language) zoned(s string, d Date, style Style) string {
	if style.Zone == "" || d.Precision < Minute {
		return s
	}
	var a args
	a[fMoment], a[fZone] = s, style.Zone
	return l.file.Dates.Zone.fill(&a)
}

// Clock writes the time of day of a date alone, or the part of the day.
// Without either it gives nothing.
func (l *Language) Clock(d Date) string {
	var s string
	switch {
	case d.Precision == Part:
		s = l.file.Dates.Alone.of(d.Part)
	case d.Precision >= Minute:
		s = l.time(d)
	default:
		return ""
	}
	return l.bound(l.around(s, d), d)
}

func (l *Language) time(d Date) string {
	a := clockArgs(d.Hour, d.Minute)
	switch {
	case d.Precision == Second:
		a[fSecond], a[fSS] = strconv.Itoa(d.Second), two(d.Second)
		return l.file.Times.Second.fill(&a)
	case d.Minute == 0:
		return l.file.Times.Hour.fill(&a)
	}
	return l.file.Times.Minute.fill(&a)
}

func clockArgs(hour, minute int) args {
	var a args
	a[fHour], a[fHH], a[fMinute], a[fMM] = strconv.Itoa(hour), two(hour), strconv.Itoa(minute), two(minute)
	return a
}

func two(n int) string {
	if n >= 0 && n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
