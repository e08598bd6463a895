package lang

import "strconv"

// Clock is a time of day. 24:00 is the end of a day.
type Clock struct{ Hour, Minute int }

func (l *Language) clock(c Clock) string {
	a := clockArgs(c.Hour, c.Minute)
	return l.file.Times.Clock.fill(&a)
}

// Opening writes hours of opening: days, already in words, and the times from
// open to close, either of which may be nil. Remarks stand behind.
func (l *Language) Opening(days string, open, close *Clock, everyDay bool, remarks []string) string {
	h := &l.file.Hours
	times := l.openTimes(open, close)
	if open != nil && close != nil && *open == (Clock{}) && *close == (Clock{Hour: 24}) {
		times = h.AllDay
		if everyDay {
			days, times = "", h.AtAnyTime
		}
	}
	out := times
	switch {
	case times == "":
		out = days
	case days != "":
		var a args
		a[fDays], a[fHours] = days, times
		out = h.Line.fill(&a)
	}
	if len(remarks) == 0 || out == "" {
		return out
	}
	var a args
	a[fHours], a[fRemarks] = out, join(remarks, h.Remark, h.Remark)
	return h.Remarks.fill(&a)
}

func (l *Language) openTimes(open, close *Clock) string {
	h := &l.file.Hours
	switch {
	case open == nil && close == nil:
		return ""
	case close == nil:
		return h.From.with(fFrom, l.clock(*open))
	case open == nil:
		return h.Until.with(fTo, l.clock(*close))
	}
	p := h.Times
	if close.Hour*60+close.Minute <= open.Hour*60+open.Minute {
		p = h.Overnight
	}
	var a args
	a[fFrom], a[fTo] = l.clock(*open), l.clock(*close)
	return p.fill(&a)
}

// DayRange writes a stretch of weekdays: 月〜金.
func (l *Language) DayRange(from, to string) string {
	var a args
	a[fFrom], a[fTo] = from, to
	return l.file.Hours.DayRange.fill(&a)
}

// DayList joins weekdays: 月・水・金.
func (l *Language) DayList(days []string) string {
	return join(days, l.file.Hours.Day, l.file.Hours.LastDay)
}

// Holidays says whether public holidays are days off.
func (l *Language) Holidays(closed bool) string {
	if closed {
		return l.file.Hours.Closed
	}
	return l.file.Hours.Open
}

// During says from when until when hours hold.
func (l *Language) During(from, to Date, s Style, hours string) string {
	var valid string
	switch {
	case from.Precision != NoPrecision && to.Precision != NoPrecision:
		valid = l.Range(from, to, s)
	case from.Precision != NoPrecision:
		valid = l.file.Hours.ValidFrom.with(fFrom, l.end(from, s))
	case to.Precision != NoPrecision:
		valid = l.file.Hours.ValidUntil.with(fTo, l.end(to, s))
	default:
		return hours
	}
	var a args
	a[fValid], a[fHours] = valid, hours
	return l.file.Hours.Valid.fill(&a)
}

// Except adds the single days that are open or closed in spite of the hours.
func (l *Language) Except(hours string, open, closed []string) string {
	add := func(with, only pattern, days []string) {
		if len(days) == 0 {
			return
		}
		var a args
		a[fHours], a[fDays] = hours, l.List(days)
		if hours == "" {
			with = only
		}
		hours = with.fill(&a)
	}
	add(l.file.Hours.AlsoOpen, l.file.Hours.OpenOnly, open)
	add(l.file.Hours.ButClosed, l.file.Hours.ClosedOnly, closed)
	return hours
}

// HoursFor puts a channel before its hours: 電話：月〜金.
func (l *Language) HoursFor(channel, hours string) string {
	var a args
	a[fText], a[fHours] = channel, hours
	return l.file.Hours.Channel.fill(&a)
}

// HoursList joins several lines of hours into one.
func (l *Language) HoursList(lines []string) string {
	return join(lines, l.file.Hours.Between, l.file.Hours.Between)
}

// Stage names a report by its number and stage: first, update, final,
// correction, recovery.
func (l *Language) Stage(stage string, n int) string {
	s := &l.file.Stages
	p := s.Update
	switch stage {
	case "first":
		p = s.First
	case "final":
		if n == 1 {
			return s.OnlyFinal
		}
		p = s.Final
	case "correction":
		p = s.Correction
	case "recovery":
		p = s.Recovery
	}
	var a args
	a[fN], a[fOrdinal] = strconv.Itoa(n), l.Ordinal(n)
	return p.fill(&a)
}

// Zone names a time zone: by its IANA name if the language has a word for it,
// else by its offset in seconds east of UTC.
func (l *Language) Zone(name string, offset int) string {
	if s, ok := l.file.Zones.Names[name]; ok {
		return s
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	a := clockArgs(offset/3600, offset/60%60)
	a[fSign] = sign
	if offset/60%60 != 0 {
		return l.file.Zones.Minute.fill(&a)
	}
	return l.file.Zones.Offset.fill(&a)
}
