package check

import (
	"cmp"
	"slices"
	"time"

	"kohyo/internal/diag"
)

// weekdayWrong finds weekdays in prose that their date does not have. A date
// without its year is read in the years that it may be of.
func weekdayWrong(s *source, say say) {
	for _, p := range s.said {
		r := p.reading
		var context writtenDay
		inOrder := slices.Clone(r.days)
		slices.SortFunc(inOrder, func(a, b writtenDay) int { return cmp.Compare(a.from, b.from) })
		for _, d := range inOrder {
			full := context.complete(d)
			if d.month > 0 {
				context.month = d.month
			}
			if d.year > 0 {
				context.year = d.year
			}
			if d.weekday == 0 {
				continue
			}
			may := s.mayBe(full)
			if len(may) == 0 || anyWeekday(may, d.weekday) {
				continue
			}
			is := may[0]
			say(r.at(p, d.from), of(p.Path, diag.Say("%[1]d年%[2]d月%[3]d日は%[4]s曜日です。「%[5]s」とあります。", "%[1]d-%02[2]d-%02[3]d is a %[6]s; the text says “%[5]s”",
				is.Year(), int(is.Month()), is.Day(), string([]rune("日月火水木金土")[is.Weekday()]), r.shown(written{day: 1 + slices.Index(r.days, d)}), is.Weekday().String())),
				diag.Say("日付か曜日が違っています。{timeline.detected} のように引用すると、曜日も自動で付きます。", "the date or the weekday is wrong; dates that are quoted, as {timeline.detected}, come with their weekday"))
		}
	}
}

// complete gives a date the month and year of the one before it.
func (context writtenDay) complete(d writtenDay) writtenDay {
	if d.month == 0 {
		d.month = context.month
		if d.year == 0 {
			d.year = context.year
		}
	} else if d.year == 0 {
		d.year = -context.year // perhaps
	}
	return d
}

func anyWeekday(days []time.Time, weekday int) bool {
	for _, t := range days {
		if int(t.Weekday())+1 == weekday {
			return true
		}
	}
	return false
}

// mayBe gives the days that a date in prose may mean, the likeliest first.
func (s *source) mayBe(d writtenDay) []time.Time {
	var out []time.Time
	add := func(year, month int) {
		t := time.Date(year, time.Month(month), d.day, 0, 0, 0, 0, time.UTC)
		if t.Day() == d.day && int(t.Month()) == month {
			out = append(out, t)
		}
	}
	if d.year > 0 && d.month > 0 {
		add(d.year, d.month)
		return out
	}
	if d.year < 0 && d.month > 0 {
		add(-d.year, d.month)
	}
	for _, day := range s.knows().dayList() {
		if day[2] == d.day && (d.month == 0 || d.month == day[1]) {
			add(day[0], day[1])
		}
	}
	if s.report == nil || !s.report.Published.Known() || d.month == 0 {
		return out
	}
	// The one that is nearest to the publication.
	published := s.report.Published
	at := time.Date(published.Year, time.Month(published.Month), published.Day, 0, 0, 0, 0, time.UTC)
	for year := at.Year() - 1; year <= at.Year()+1; year++ {
		t := time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC)
		if gap := at.Sub(t).Abs(); gap <= 183*24*time.Hour {
			add(year, d.month)
		}
	}
	return out
}

// dateImpossible finds dates and times in prose that no calendar and no clock
// has. Hours up to 29 are how some say those after midnight.
func dateImpossible(s *source, say say) {
	for _, p := range s.said {
		r := p.reading
		told := map[int]bool{}
		for i, w := range r.found {
			bad := false
			switch {
			case w.kind == isClock:
				bad = w.wrong || w.v >= 30*60
			case w.day > 0 && !told[w.day]:
				bad = r.days[w.day-1].impossible()
				told[w.day] = true
			}
			if bad {
				say(r.at(p, w.from), of(p.Path, diag.Say("「%s」という日時はありません。", "there is no “%s”", r.shown(r.found[i]))),
					diag.Say("日付と時刻を確かめてください。", "check the date and the time"))
			}
		}
	}
}

func (d writtenDay) impossible() bool {
	year := d.year
	if year == 0 {
		year = 2000 // a leap year
	}
	switch {
	case d.month > 12 || d.zeroMonth || d.zeroDay || d.day > 31:
		return true
	case d.month == 0 || d.day == 0:
		return false
	}
	return time.Date(year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() != d.day
}
