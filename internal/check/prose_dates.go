package check

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/pattern"
)

const monthNames = `(January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?`

var months = map[string]int{"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Oct": 10, "Nov": 11, "Dec": 12}

var monthWords = slices.Sorted(maps.Keys(months))

var eraYears = map[string]int{"昭和": 1925, "平成": 1988, "令和": 2018}

// Groups: era, year of the era, year, month, day.
var (
	dateJapanese = pattern.New(`(?:(?:(令和|平成|昭和) ?(元|[0-9]{1,2})|([0-9]{4})) ?年)(?:度|(?: ?([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?日)?)?)`)
	monthAndDay  = pattern.New(`()()()([0-9]{1,2}) ?月(?: ?([0-9]{1,2}) ?日)?`)
	dayAlone     = pattern.New(`()()()()([0-9]{1,2}) ?日`)
	dateNumbers  = pattern.New(`()()([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})`)
	fiscalYear   = pattern.New(`()()(?i:FY|fiscal(?: year)?) ?([0-9]{4})()`)

	dayMonth     = pattern.New(`([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ` + monthNames + `(?:,? ([0-9]{4})\b)?`)
	monthDay     = pattern.New(monthNames + ` ([0-9]{1,2})(?:st|nd|rd|th)?\b(?:,? ([0-9]{4})\b)?`)
	monthYear    = pattern.New(monthNames + `,? (?:of )?([0-9]{4})\b`)
	weekdayAfter = pattern.New(`^(?: ?\(([日月火水木金土])(?:曜日?)?[)・, ]|([日月火水木金土])曜|,? ?\(?(?:a )?(Sun|Mon|Tue|Wed|Thu|Fri|Sat)(?:s|rs|nes|ur)?(?:day)?\b)`)
	weekdayFront = pattern.New(`\b(Sun|Mon|Tue|Wed|Thu|Fri|Sat)(?:s|rs|nes|ur)?(?:day)?\.?,? (?:the )?$`)
)

var weekdays = map[string]int{
	"日": 1, "月": 2, "火": 3, "水": 4, "木": 5, "金": 6, "土": 7,
	"Sun": 1, "Mon": 2, "Tue": 3, "Wed": 4, "Thu": 5, "Fri": 6, "Sat": 7,
}

// lengths are what makes a day a number of days.
var lengths = pattern.New(`^(?:間|以内|前|後|目|分|ごと|おき|程度|ほど|連続|未満|以上)`)

func (r *reading) dates() {
	r.eachAfterDigit([]string{"年", "元年"}, dateJapanese, func(m []int) bool { return r.date(m, 3, 4, 5) })
	r.eachAfterDigit([]string{"-", "/", "."}, dateNumbers, func(m []int) bool { // 2024.99.1 is a version
		return number(r.group(m, 4)) <= 12 && number(r.group(m, 5)) <= 31 && r.date(m, 3, 4, 5)
	})
	r.eachAfterDigit([]string{"月"}, monthAndDay, func(m []int) bool { return r.date(m, 3, 4, 5) })
	r.eachWith([]string{"iscal", "FY", "ISCAL"}, fiscalYear, func(m []int) bool {
		r.add(written{kind: isYear, v: number(r.group(m, 3)), from: m[0], to: m[1]})
		return true
	})
	if slices.ContainsFunc(monthWords, func(w string) bool { return strings.Contains(r.text, w) }) {
		r.each(dayMonth, func(m []int) bool { return r.date(m, 3, 2, 1) })
		r.each(monthDay, func(m []int) bool { return r.date(m, 3, 1, 2) })
		r.each(monthYear, func(m []int) bool { return r.date(m, 2, 1, 0) })
	}
	r.eachAfterDigit([]string{"日"}, dayAlone, func(m []int) bool {
		day := number(r.group(m, 5)) // more than a month is a number of days
		return day > 0 && day <= 31 && !lengths().MatchString(r.text[m[1]:]) && r.date(m, 3, 4, 5)
	})
}

func number(s string) int64 {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return int64(n)
}

// date takes a date whose year, month and day are these groups.
func (r *reading) date(m []int, year, month, day int) bool {
	if r.digitAt(m[0]-1) || r.digitAt(m[1]) && r.digitAt(m[1]-1) || m[0] > 0 && strings.IndexByte(",.", r.text[m[0]-1]) >= 0 && r.digitAt(m[0]-2) {
		return false
	}
	d := writtenDay{from: m[0], to: m[1]}
	d.year = int(number(r.group(m, year)))
	if era := r.group(m, 1); eraYears[era] > 0 {
		d.year = eraYears[era] + max(1, int(number(r.group(m, 2))))
	}
	if name := r.group(m, month); len(name) >= 3 && months[name[:3]] > 0 {
		d.month = months[name[:3]]
	} else {
		d.month = int(number(name))
		d.zeroMonth = name != "" && d.month == 0
	}
	if day > 0 {
		d.day = int(number(r.group(m, day)))
		d.zeroDay = r.group(m, day) != "" && d.day == 0
	}
	if t := weekdayAfter().FindStringSubmatchIndex(r.text[m[1]:]); t != nil && d.day > 0 {
		d.weekday = weekdays[firstOf(weekdayAfter().FindStringSubmatch(r.text[m[1]:])[1:])]
		d.to += t[1]
	} else if t := weekdayFront().FindStringSubmatchIndex(r.text[max(0, m[0]-20):m[0]]); t != nil && d.day > 0 {
		from := max(0, m[0]-20)
		d.weekday = weekdays[r.text[from+t[2]:from+t[3]]]
		d.from = from + t[0]
	}
	r.days = append(r.days, d)
	at := len(r.days)
	for _, w := range []written{{kind: isYear, v: int64(d.year)}, {kind: isMonth, v: int64(d.month)}, {kind: isDay, v: int64(d.day)}, {kind: isWeekday, v: int64(d.weekday)}} {
		if w.v > 0 {
			w.day, w.from, w.to = at, m[0], m[1]
			r.add(w)
		}
	}
	return true
}

func firstOf(list []string) string { return strings.Join(list, "") }

var (
	clockJapanese = pattern.New(`(午前|午後|深夜|未明|早朝|夕方|正午|朝|夜|昼)?(?:の)? ?([0-9]{1,2}) ?時(?: ?([0-9]{1,2}) ?分|(半))?`)
	clockColon    = pattern.New(`(午前|午後|深夜|未明|早朝|夕方|朝|夜|昼)?(?:の)? ?([0-9]{1,2}):([0-9]{2})(?::[0-9]{2})?(?: ?([AaPp])\.?[Mm]\b\.?)?`)
	clockEnglish  = pattern.New(`([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([AaPp])\.?[Mm]\b\.?`)
	clockWords    = pattern.New(`正午|\b(?:noon|midday|midnight)\b`)
)

func (r *reading) clocks() {
	r.eachAfterDigit([]string{"a", "p", "A", "P"}, clockEnglish, func(m []int) bool {
		return r.clock(m, r.group(m, 3), number(r.group(m, 1)), number(r.group(m, 2)))
	})
	r.eachAfterDigit([]string{":"}, clockColon, func(m []int) bool {
		return r.clock(m, r.group(m, 1)+r.group(m, 4), number(r.group(m, 2)), number(r.group(m, 3)))
	})
	r.eachAfterDigit([]string{"時"}, clockJapanese, func(m []int) bool {
		minute := number(r.group(m, 3))
		if r.group(m, 4) != "" {
			minute = 30
		}
		return !strings.HasPrefix(r.text[m[1]:], "間") && r.clock(m, r.group(m, 1), number(r.group(m, 2)), minute)
	})
	r.eachWith([]string{"正午", "noon", "midday", "midnight"}, clockWords, func(m []int) bool {
		v := int64(12 * 60)
		if r.text[m[0]:m[1]] == "midnight" {
			v = 0
		}
		r.add(written{kind: isClock, v: v, from: m[0], to: m[1], soft: true})
		return true
	})
}

// clock takes a time of day, with the half of the day that stands by it.
func (r *reading) clock(m []int, part string, hour, minute int64) bool {
	if r.digitAt(m[0]-1) || r.digitAt(m[1]) {
		return false
	}
	either := false
	switch part {
	case "午後", "p", "P", "夕方":
		if hour < 12 {
			hour += 12
		}
	case "午前", "a", "A":
		hour %= 12
	case "夜":
		if hour >= 5 && hour < 12 {
			hour += 12
		}
	case "昼", "深夜":
		either = hour < 12
	}
	w := written{kind: isClock, v: hour*60 + minute, from: m[0], to: m[1], either: either, wrong: minute > 59}
	// It belongs to a date that ends right before it.
	for i, d := range r.days {
		if d.to <= m[0] && strings.Trim(r.text[d.to:m[0]], " ,)の") == "" {
			w.day = i + 1
		}
	}
	r.add(w)
	return true
}
