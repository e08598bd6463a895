package notice

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
)

// Problem says why something written cannot be read as it stands, and how to
// write it. When the intention is plain, Fixed holds the right writing.
type Problem struct {
	Rule       string
	Text, Hint diag.Words
	Fixed      string
}

// ParseMoment reads a moment as an author writes it: a TOML date or date-time,
// or one of the strings for what TOML cannot say. A slip whose intention is
// plain (2026/11/20) gives the moment that was meant together with a problem.
func ParseMoment(s string) (Moment, *Problem) {
	m, p := readMoment(s)
	if p == nil {
		return m, nil
	}
	fixed, rule := mendMoment(s)
	if fixed == "" {
		return Moment{}, p
	}
	m, again := readMoment(fixed)
	if again != nil {
		return Moment{}, again
	}
	slip := momentSlip(rule, s, fixed)
	return m, &slip
}

// readMoment reads a moment that is written without a slip.
func readMoment(s string) (Moment, *Problem) {
	m := Moment{Raw: s}
	switch s {
	case "unknown":
		m.Unknown = true
		return m, nil
	case "ongoing":
		m.Ongoing = true
		return m, nil
	}
	rest := s
	if t, ok := strings.CutPrefix(rest, "<="); ok {
		m.Bound, rest = OnOrBefore, strings.TrimLeft(t, " ")
	} else if t, ok := strings.CutPrefix(rest, ">="); ok {
		m.Bound, rest = OnOrAfter, strings.TrimLeft(t, " ")
	}
	if t, ok := strings.CutPrefix(rest, "~"); ok {
		m.Approx, rest = true, strings.TrimLeft(t, " ")
	}
	for i, word := range []string{"early ", "mid ", "late "} {
		if t, ok := strings.CutPrefix(rest, word); ok {
			m.Third, rest = Third(i+1), t
		}
	}
	rest, ok := m.readDate(rest)
	if !ok || (m.Third != NoThird && (m.Precision != ByMonth || rest != "")) {
		return Moment{}, unreadable(s)
	}
	if m.Third != NoThird {
		m.Precision = ByThird
	}
	if rest != "" {
		if m.Precision != ByDay || !m.readTime(rest) {
			return Moment{}, unreadable(s)
		}
	}
	if p := m.impossible(s); p != nil {
		return Moment{}, p
	}
	return m, nil
}

// readDate reads a year, a month or a day and gives what follows.
func (m *Moment) readDate(s string) (rest string, ok bool) {
	if m.Year, s, ok = digits(s, 4); !ok {
		return s, false
	}
	m.Precision = ByYear
	t, more := strings.CutPrefix(s, "-")
	if !more {
		return s, true
	}
	if m.Month, s, ok = digits(t, 2); !ok {
		return s, false
	}
	m.Precision = ByMonth
	if t, more = strings.CutPrefix(s, "-"); !more {
		return s, true
	}
	if m.Day, s, ok = digits(t, 2); !ok {
		return s, false
	}
	m.Precision = ByDay
	return s, true
}

// readTime reads what follows a day: T or a space, then a time or a part of
// the day.
func (m *Moment) readTime(s string) bool {
	if s[0] != ' ' && s[0] != 'T' && s[0] != 't' {
		return false
	}
	sep, s := s[0], s[1:]
	if sep == ' ' && slices.Contains(DayParts, s) {
		m.Part, m.Precision = s, ByPart
		return true
	}
	var ok bool
	if m.Hour, s, ok = digits(s, 2); !ok || !strings.HasPrefix(s, ":") {
		return false
	}
	if m.Minute, s, ok = digits(s[1:], 2); !ok {
		return false
	}
	m.Precision = ByMinute
	if t, more := strings.CutPrefix(s, ":"); more {
		if m.Second, s, ok = digits(t, 2); !ok {
			return false
		}
		m.Precision = BySecond
	}
	return s == "" || m.readOffset(s)
}

func (m *Moment) readOffset(s string) bool {
	if s == "Z" || s == "z" {
		m.HasOffset = true
		return true
	}
	sign := 1
	switch s[0] {
	case '-':
		sign = -1
	case '+':
	default:
		return false
	}
	h, s, ok := digits(s[1:], 2)
	if !ok || !strings.HasPrefix(s, ":") {
		return false
	}
	min, s, ok := digits(s[1:], 2)
	if !ok || s != "" || min > 59 {
		return false
	}
	m.HasOffset, m.Offset = true, sign*(h*3600+min*60)
	return true
}

// impossible finds what no calendar and no clock has.
func (m *Moment) impossible(s string) *Problem {
	switch {
	case m.Year == 0:
		return badDate(s, diag.Say("0年という年はありません。", "there is no year 0"))
	case m.Precision == ByYear:
		return nil
	case m.Month < 1 || m.Month > 12:
		return badDate(s, diag.Say("%d月という月はありません。", "there is no month %d", m.Month))
	case m.Precision <= ByThird:
		return nil
	}
	if last := daysIn(m.Year, m.Month); m.Day < 1 || m.Day > last {
		return badDate(s, diag.Say("%d年%d月は%d日までです。", "month %[1]d-%02[2]d ends on day %[3]d", m.Year, m.Month, last))
	}
	if m.Precision < ByMinute {
		return nil
	}
	if m.Hour == 24 && m.Minute == 0 && m.Second == 0 {
		return badDate(s, diag.Say("24:00は翌日の00:00と書きます。", "write 24:00 as 00:00 of the next day"))
	}
	if m.Hour > 23 || m.Minute > 59 || m.Second > 59 {
		return badDate(s, diag.Say("時刻は00:00から23:59までです。", "times run from 00:00 to 23:59"))
	}
	if m.Offset > 14*3600 || m.Offset < -12*3600 {
		return badDate(s, diag.Say("世界標準時との差は-12:00から+14:00までです。", "offsets from UTC run from -12:00 to +14:00"))
	}
	return nil
}

func badDate(s string, hint diag.Words) *Problem {
	return &Problem{
		Rule: "impossible-date",
		Text: diag.Say("「%s」という日時はありません。", "%q does not exist", s),
		Hint: hint,
	}
}

func unreadable(s string) *Problem {
	return &Problem{
		Rule: "moment-form",
		Text: diag.Say("「%s」は日時として読めません。", "%q cannot be read as a moment", s),
		Hint: diag.Say(
			`書き方: 2019-03-11、2019-03-11T15:00、"2019-03"、"~2019-03-11 15:00"（頃）、"<=2017-08"（以前）、">=2023-10-02"（以降）、"early 2019-02"（上旬）、"2019-03-11 evening"（夕方）、"unknown"`,
			`write it as 2019-03-11, 2019-03-11T15:00, "2019-03", "~2019-03-11 15:00" (around), "<=2017-08" (on or before), ">=2023-10-02" (from then on), "early 2019-02", "2019-03-11 evening" or "unknown"`),
	}
}

// ParseClock reads a time of day: 9:00 or 09:00, up to 24:00.
func ParseClock(s string) (Clock, *Problem) {
	c, ok := readClock(s)
	if ok {
		return c, nil
	}
	p := Problem{
		Rule: "clock-form",
		Text: diag.Say("「%s」は時刻として読めません。", "%q is no time of day", s),
		Hint: diag.Say("書き方: \"9:00\"、\"17:30\"、\"24:00\"", `write it as "9:00", "17:30" or "24:00"`),
	}
	fixed := mendClock(s)
	if c, ok = readClock(fixed); ok {
		p.Fixed = fixed
		p.Hint = diag.Say("正しい書き方: \"%s\"", "write \"%s\"", fixed)
	}
	return c, &p
}

func readClock(s string) (Clock, bool) {
	c := Clock{Set: true}
	n := strings.IndexByte(s, ':')
	if n != 1 && n != 2 {
		return Clock{}, false
	}
	var ok bool
	if c.Hour, _, ok = digits(s[:n], n); !ok {
		return Clock{}, false
	}
	if c.Minute, s, ok = digits(s[n+1:], 2); !ok || (s != "" && s != ":00") {
		return Clock{}, false
	}
	late := c.Hour == 24 && c.Minute == 0
	return c, late || (c.Hour < 24 && c.Minute < 60)
}

// digits reads exactly n digits.
func digits(s string, n int) (v int, rest string, ok bool) {
	if len(s) < n {
		return 0, s, false
	}
	for i := range n {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, s, false
		}
		v = v*10 + int(c-'0')
	}
	return v, s[n:], true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
