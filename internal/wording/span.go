package wording

import (
	"time"

	"kohyo/internal/lang"
	"kohyo/internal/notice"
)

// Span says a stretch of time: 2013年10月5日〜2019年3月11日. Days stand without
// their weekdays; times of day keep them.
func (w *Writer) Span(s notice.Span) string {
	style := lang.Style{Eras: w.eras}
	for _, m := range []notice.Moment{s.From, s.To} {
		style.Weekday = style.Weekday || m.Precision > notice.ByDay
		if style.Zone == "" {
			style.Zone = w.style(m).Zone
		}
	}
	return w.lang.Range(w.date(s.From), w.date(s.To), style)
}

// When says a moment or a span.
func (w *Writer) When(x notice.When) string {
	if x.IsSpan {
		return w.Span(x.Span)
	}
	return w.Moment(x.From)
}

// Days whose length is said exactly also where an approximation is asked for.
const fewDays = 60

// Duration says how long a span was: about (約5年5か月) and exactly (1,984日間).
// Days count with the first and the last. It reports false where the ends are
// not known by the day. Where the ends are only about right, so are both.
func (w *Writer) Duration(s notice.Span) (approx, exact string, ok bool) {
	from, to := w.local(s.From), w.local(s.To)
	if from.Precision < notice.ByDay || to.Precision < notice.ByDay || from.Bound != notice.Exact || to.Bound != notice.Exact {
		return "", "", false
	}
	about := from.Approx || to.Approx
	if from.Precision >= notice.ByMinute && to.Precision >= notice.ByMinute {
		start, _ := w.Instants(from)
		end, _ := w.Instants(to)
		if end.Before(start) {
			return "", "", false
		}
		approx, exact = w.clockLength(end.Sub(start))
	} else if approx, exact, ok = w.dayLength(from, to); !ok {
		return "", "", false
	}
	if about {
		if approx == exact {
			approx = w.lang.About(approx)
		}
		exact = approx
	}
	return approx, exact, true
}

// clockLength says a length between two times of day.
func (w *Writer) clockLength(d time.Duration) (approx, exact string) {
	var x lang.Length
	x.Hours, x.Minutes = int64(d/time.Hour), int64(d/time.Minute)%60
	if d%time.Minute != 0 {
		x.Seconds = int64(d/time.Second) % 60
	}
	exact = w.lang.Length(x)
	if x.Hours < 72 {
		return exact, exact
	}
	days := (int64(d) + int64(12*time.Hour)) / int64(24*time.Hour)
	return w.lang.About(w.lang.Length(lang.Length{Days: days})), exact
}

// dayLength says a length in days, the first and the last counted.
func (w *Writer) dayLength(from, to notice.Moment) (approx, exact string, ok bool) {
	first, end := utcDay(from), utcDay(to).AddDate(0, 0, 1)
	days := int64(end.Sub(first) / (24 * time.Hour))
	if days < 1 {
		return "", "", false
	}
	exact = w.lang.SpanDays(days)
	if days < fewDays {
		return exact, exact, true
	}
	months := (end.Year()-first.Year())*12 + int(end.Month()) - int(first.Month())
	rest := end.Day() - first.Day()
	if rest < 0 {
		months--
		rest = int(end.Sub(first.AddDate(0, months, 0)) / (24 * time.Hour))
	}
	if rest > 15 {
		months++
	}
	approx = w.lang.Length(lang.Length{Years: int64(months / 12), Months: int64(months % 12)})
	if rest != 0 {
		approx = w.lang.About(approx)
	}
	return approx, exact, true
}

func utcDay(m notice.Moment) time.Time {
	return time.Date(m.Year, time.Month(m.Month), m.Day, 0, 0, 0, 0, time.UTC)
}

// Elapsed says how long it was from one instant to another: by the calendar
// where one of them is known by the day only, or where they are days apart.
func (w *Writer) Elapsed(from, to time.Time) string {
	from, to = from.In(w.zone), to.In(w.zone)
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC) }
	days := int64(day(to).Sub(day(from)) / (24 * time.Hour))
	if days < 0 {
		return w.Elapsed(to, from)
	}
	midnight := func(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 }
	switch {
	case days > 1 || (days > 0 && (midnight(from) || midnight(to))):
		return w.lang.Length(lang.Length{Days: days})
	case midnight(from) || midnight(to):
		return w.Label("text.same_day")
	}
	_, exact := w.clockLength(to.Sub(from).Abs())
	return exact
}
