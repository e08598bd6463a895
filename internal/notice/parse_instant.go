package notice

import "time"

// The hours in which a part of the day may lie, generously: they serve to
// tell what certainly came before what. 深夜 may mean the hours before or
// after the midnight that ends the day.
var partHours = map[string][2]int{
	"dawn": {0, 6}, "morning": {4, 12}, "forenoon": {0, 12}, "afternoon": {12, 24},
	"evening": {15, 21}, "night": {17, 30}, "late-night": {0, 30},
}

// Earliest gives the first instant that the moment may mean, its fields read
// in loc unless it has an offset of its own. It reports false when the moment
// has no beginning: nothing written, unknown, ongoing, or "on or before".
func (m Moment) Earliest(loc *time.Location) (time.Time, bool) {
	if !m.Known() || m.Bound == OnOrBefore {
		return time.Time{}, false
	}
	from, _ := m.window(loc)
	return from, true
}

// Latest gives the last instant that the moment may mean: 23:59:59.999999999
// of a day. It reports false when the moment has no end: nothing written,
// unknown, ongoing, or "from then on".
func (m Moment) Latest(loc *time.Location) (time.Time, bool) {
	if !m.Known() || m.Bound == OnOrAfter {
		return time.Time{}, false
	}
	_, end := m.window(loc)
	return end.Add(-time.Nanosecond), true
}

// window gives the stretch of time that the moment names: from its first
// instant up to, not including, end.
func (m Moment) window(loc *time.Location) (from, end time.Time) {
	if m.HasOffset {
		loc = time.FixedZone("", m.Offset)
	}
	date := func(month, day, hour, minute, second int) time.Time {
		return time.Date(m.Year, time.Month(month), day, hour, minute, second, 0, loc)
	}
	switch m.Precision {
	case ByYear:
		return date(1, 1, 0, 0, 0), date(13, 1, 0, 0, 0)
	case ByMonth:
		return date(m.Month, 1, 0, 0, 0), date(m.Month+1, 1, 0, 0, 0)
	case ByThird:
		switch m.Third {
		case Early:
			return date(m.Month, 1, 0, 0, 0), date(m.Month, 11, 0, 0, 0)
		case Mid:
			return date(m.Month, 11, 0, 0, 0), date(m.Month, 21, 0, 0, 0)
		}
		return date(m.Month, 21, 0, 0, 0), date(m.Month+1, 1, 0, 0, 0)
	case ByPart:
		h := partHours[m.Part]
		return date(m.Month, m.Day, h[0], 0, 0), date(m.Month, m.Day, h[1], 0, 0)
	case ByMinute:
		t := date(m.Month, m.Day, m.Hour, m.Minute, 0)
		return t, t.Add(time.Minute)
	case BySecond:
		t := date(m.Month, m.Day, m.Hour, m.Minute, m.Second)
		return t, t.Add(time.Second)
	}
	return date(m.Month, m.Day, 0, 0, 0), date(m.Month, m.Day+1, 0, 0, 0)
}
