package law

import "time"

// day gives a calendar day, as midnight in UTC: days are counted, not hours.
func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// nth gives the nth weekday of a month.
func nth(y int, m time.Month, w time.Weekday, n int) time.Time {
	first := day(y, m, 1)
	return first.AddDate(0, 0, (int(w)-int(first.Weekday())+7)%7+7*(n-1))
}

func weekend(d time.Time) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }

// equinox gives the day of the spring or autumn equinox in Japan, which the
// rule for 1980 to 2099 fixes without tables.
func equinox(y int, base float64) int {
	return int(base+0.242194*float64(y-1980)) - (y-1980)/4
}

// namedHoliday reports whether a day is a holiday of the Japanese holiday act
// by its own name.
func namedHoliday(d time.Time) bool {
	y, m, n := d.Date()
	monday := func(k int) bool { return d.Equal(nth(y, m, time.Monday, k)) }
	if moved, ok := movedHoliday(y, m, n); ok {
		return moved
	}
	switch m {
	case time.January:
		return n == 1 || monday(2)
	case time.February:
		return n == 11 || n == 23 && y >= 2020
	case time.March:
		return n == equinox(y, 20.8431)
	case time.April:
		return n == 29
	case time.May:
		return n >= 3 && n <= 5
	case time.July:
		return monday(3)
	case time.August:
		return n == 11 && y >= 2016
	case time.September:
		return monday(3) || n == equinox(y, 23.2488)
	case time.October:
		return monday(2)
	case time.November:
		return n == 3 || n == 23
	case time.December:
		return n == 23 && y <= 2018
	}
	return false
}

// movedHoliday knows the years for which a law of its own set the days: the
// accession of 2019 and the games of 2020 and 2021.
func movedHoliday(y int, m time.Month, n int) (holiday, ok bool) {
	switch y {
	case 2019:
		if m == time.May && n == 1 || m == time.October && n == 22 {
			return true, true
		}
	case 2020, 2021:
		days := map[time.Month][]int{time.July: {23, 24}, time.August: {10}, time.October: {}}
		if y == 2021 {
			days = map[time.Month][]int{time.July: {22, 23}, time.August: {8}, time.October: {}}
		}
		set, ok := days[m]
		for _, d := range set {
			holiday = holiday || n == d
		}
		return holiday, ok
	}
	return false, false
}

// JapaneseHoliday reports whether a day is a holiday in Japan: by name, in
// place of one that fell on a Sunday, or between two holidays.
func JapaneseHoliday(d time.Time) bool {
	if namedHoliday(d) {
		return true
	}
	for before := d.AddDate(0, 0, -1); namedHoliday(before); before = before.AddDate(0, 0, -1) {
		if before.Weekday() == time.Sunday {
			return true
		}
	}
	return namedHoliday(d.AddDate(0, 0, -1)) && namedHoliday(d.AddDate(0, 0, 1))
}

// closedInJapan reports whether public offices are closed.
func closedInJapan(d time.Time) bool {
	_, m, n := d.Date()
	newYear := m == time.December && n >= 29 || m == time.January && n <= 3
	return weekend(d) || newYear || JapaneseHoliday(d)
}

// FederalHoliday reports whether a day is a holiday of the United States'
// government, on the day on which it is observed.
func FederalHoliday(d time.Time) bool {
	switch d.Weekday() {
	case time.Friday:
		if fixedFederal(d.AddDate(0, 0, 1)) {
			return true
		}
	case time.Monday:
		if fixedFederal(d.AddDate(0, 0, -1)) {
			return true
		}
	}
	y, m, _ := d.Date()
	switch m {
	case time.January, time.February:
		return d.Equal(nth(y, m, time.Monday, 3)) || fixedFederal(d)
	case time.May:
		return d.Weekday() == time.Monday && d.AddDate(0, 0, 7).Month() == time.June
	case time.September:
		return d.Equal(nth(y, m, time.Monday, 1))
	case time.October:
		return d.Equal(nth(y, m, time.Monday, 2))
	case time.November:
		return d.Equal(nth(y, m, time.Thursday, 4)) || fixedFederal(d)
	}
	return fixedFederal(d)
}

// fixedFederal reports the holidays that have a date.
func fixedFederal(d time.Time) bool {
	y, m, n := d.Date()
	switch m {
	case time.January:
		return n == 1
	case time.June:
		return n == 19 && y >= 2021
	case time.July:
		return n == 4
	case time.November:
		return n == 11
	case time.December:
		return n == 25
	}
	return false
}
