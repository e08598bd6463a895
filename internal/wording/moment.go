package wording

import (
	"strconv"
	"sync"
	"time"

	"kohyo/internal/lang"
	"kohyo/internal/notice"
)

// zones keeps the time zones once read, by name: a page makes many writers, and
// reading a zone opens a file.
var zones sync.Map

// location is a time zone by its IANA name, UTC if there is none of that name.
// Local would be the machine's.
func location(name string) *time.Location {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return time.UTC
	}
	zones.Store(name, zone)
	return zone
}

var precisions = [...]lang.Precision{
	notice.NoPrecision: lang.NoPrecision, notice.ByYear: lang.Year, notice.ByMonth: lang.Month, notice.ByThird: lang.Third,
	notice.ByDay: lang.Day, notice.ByPart: lang.Part, notice.ByMinute: lang.Minute, notice.BySecond: lang.Second,
}

var bounds = [...]lang.Bound{notice.Exact: lang.Exact, notice.OnOrBefore: lang.OnOrBefore, notice.OnOrAfter: lang.OnOrAfter}

// date is a moment for the language, in the time zone of the report.
func (w *Writer) date(m notice.Moment) lang.Date {
	m = w.local(m)
	return lang.Date{
		Year: m.Year, Month: m.Month, Day: m.Day, Hour: m.Hour, Minute: m.Minute, Second: m.Second,
		Precision: precisions[m.Precision], Third: int(m.Third), Part: m.Part,
		Approx: m.Approx, Bound: bounds[m.Bound], Unknown: m.Unknown, Ongoing: m.Ongoing,
	}
}

// local turns a moment with an offset of its own into the report's zone, so
// that all times of a page can be compared.
func (w *Writer) local(m notice.Moment) notice.Moment {
	if !m.HasOffset || m.Precision < notice.ByMinute {
		return m
	}
	t := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, 0, time.FixedZone("", m.Offset)).In(w.zone)
	m.Year, m.Month, m.Day = t.Year(), int(t.Month()), t.Day()
	m.Hour, m.Minute, m.Second = t.Hour(), t.Minute(), t.Second()
	m.HasOffset = false
	return m
}

// dayOf forgets the time of day.
func dayOf(m notice.Moment) notice.Moment {
	if m.Precision > notice.ByDay {
		m.Precision, m.Part = notice.ByDay, ""
	}
	return m
}

// style is how moments are written in full. The zone is named where a reader
// might take another for granted.
func (w *Writer) style(m notice.Moment) lang.Style {
	s := lang.Style{Weekday: true, Eras: w.eras}
	if m.Precision >= notice.ByMinute && w.ZoneNamed() {
		s.Zone = w.zoneAt(m)
	}
	return s
}

// ZoneNamed reports whether times of day need their zone named: in other
// languages than the source language, and in reports that do not keep the
// site's time.
func (w *Writer) ZoneNamed() bool {
	return w.Tag() != w.source || w.zone.String() != location(w.site.TimeZone.V).String()
}

// Zone is the name of the time zone of the report: 協定世界時, JST.
func (w *Writer) Zone() string {
	m := notice.Moment{}
	if w.report != nil {
		m = w.report.Published
	}
	return w.zoneAt(m)
}

func (w *Writer) zoneAt(m notice.Moment) string {
	m = w.local(m)
	at := time.Date(m.Year, time.Month(max(m.Month, 1)), max(m.Day, 1), m.Hour, m.Minute, 0, 0, w.zone)
	_, offset := at.Zone()
	name := w.zone.String()
	switch name {
	case "Etc/UTC", "Etc/GMT", "GMT", "Zulu", "":
		name = "UTC"
	}
	return w.lang.Zone(name, offset)
}

// Moment says a moment in full: 2019年3月11日（月）15時頃.
func (w *Writer) Moment(m notice.Moment) string { return w.lang.Date(w.date(m), w.style(m)) }

// MomentShort says a moment beside another: without the year that they share.
func (w *Writer) MomentShort(m, beside notice.Moment) string {
	return w.lang.Date(w.date(m), w.beside(m, beside, w.style(m)))
}

func (w *Writer) beside(m, other notice.Moment, s lang.Style) lang.Style {
	s.NoYear = m.Known() && other.Known() && w.lang.SameYear(w.date(m), w.date(other), w.eras)
	return s
}

// MonthDay is the month and day of a moment.
func (w *Writer) MonthDay(m notice.Moment) string {
	return w.lang.Date(w.date(dayOf(w.local(m))), lang.Style{NoYear: true, Eras: w.eras})
}

// Year names a year.
func (w *Writer) Year(year int) string {
	return w.lang.Date(lang.Date{Year: year, Precision: lang.Year}, lang.Style{})
}

// Month names a month, from 1, shortly.
func (w *Writer) Month(month int) string { return w.lang.MonthShort(month) }

// DayOf is the day of an instant, in few words.
func (w *Writer) DayOf(t time.Time) string {
	t = t.In(w.zone)
	d := lang.Date{Year: t.Year(), Month: int(t.Month()), Day: t.Day(), Precision: lang.Day}
	return w.lang.Date(d, lang.Style{Short: true, Eras: w.eras})
}

// DayOnly is the day of a moment in few words, without the year that it
// shares with the publication of the report.
func (w *Writer) DayOnly(m notice.Moment) string {
	m = dayOf(w.local(m))
	s := lang.Style{Short: true, Eras: w.eras}
	if w.report != nil {
		s = w.beside(m, w.report.Published, s)
	}
	return w.lang.Date(w.date(m), s)
}

// DayAndTime says a moment or span as a day and, apart from it, the time of
// day, which may be "".
func (w *Writer) DayAndTime(x notice.When) (day, clock string) {
	from, to := w.date(x.From), w.date(x.To)
	sameDay := from.Year == to.Year && from.Month == to.Month && from.Day == to.Day
	switch {
	case from.Precision < lang.Part || from.Unknown:
	case !x.IsSpan:
		return w.bareDay(from), w.lang.Clock(from)
	case to.Precision >= lang.Part && sameDay:
		return w.bareDay(from), w.lang.Times(from, to)
	}
	return w.When(x), ""
}

// bareDay is the day of a time, without what is said of the time.
func (w *Writer) bareDay(d lang.Date) string {
	d = lang.Date{Year: d.Year, Month: d.Month, Day: d.Day, Precision: lang.Day}
	return w.lang.Date(d, lang.Style{Weekday: true, Eras: w.eras})
}

// MomentISO says a moment as HTML's datetime does: 2019-03-11T15:00+09:00,
// 2019-03-11, 2019-03, 2019. It gives "" for what cannot be said so.
func (w *Writer) MomentISO(m notice.Moment) string {
	if !m.Known() || m.Bound != notice.Exact || m.Precision == notice.ByThird {
		return ""
	}
	pad := func(n, width int) string {
		s := strconv.Itoa(n)
		for len(s) < width {
			s = "0" + s
		}
		return s
	}
	out := pad(m.Year, 4)
	if m.Precision >= notice.ByMonth {
		out += "-" + pad(m.Month, 2)
	}
	if m.Precision >= notice.ByDay {
		out += "-" + pad(m.Day, 2)
	}
	if m.Precision < notice.ByMinute {
		return out
	}
	layout := "2006-01-02T15:04Z07:00"
	if m.Precision == notice.BySecond {
		layout = "2006-01-02T15:04:05Z07:00"
	}
	zone := w.zone
	if m.HasOffset {
		zone = time.FixedZone("", m.Offset)
	}
	return time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, 0, zone).Format(layout)
}

// DayISO says the day of a moment as HTML's datetime does, as it is in the time
// zone of the page.
func (w *Writer) DayISO(m notice.Moment) string { return w.MomentISO(dayOf(w.local(m))) }

// Instants are the first and the last instant that a moment may mean, its
// bounds left out of account. Both are zero for a moment that names no time.
func (w *Writer) Instants(m notice.Moment) (first, last time.Time) {
	m.Bound = notice.Exact
	first, _ = m.Earliest(w.zone)
	last, _ = m.Latest(w.zone)
	return first, last
}
