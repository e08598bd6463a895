package site

import (
	"time"
	_ "time/tzdata" // the same zones on every machine, also on one without any

	"kohyo/internal/notice"
)

// Public reports whether a report is public at the site's moment: it is ready,
// and the moment of its publication has come. What cannot be read as an
// instant is not public: in doubt nothing is disclosed.
func (s *Site) Public(r *notice.Report) bool {
	at, ok := s.instant(r)
	return ok && r.Status.Is("ready") && !at.After(s.Now)
}

// PublishedAt is the instant from which a report is public, in the report's
// time zone. In the preview, a draft without a moment counts as published now.
func (s *Site) PublishedAt(r *notice.Report) time.Time {
	at, ok := s.instant(r)
	if !ok {
		at = s.Now
	}
	return at.In(s.ZoneOf(r))
}

// UpdatedAt is the instant at which a report last became another: that of its
// withdrawal, or of its publication.
func (s *Site) UpdatedAt(r *notice.Report) time.Time {
	published := s.PublishedAt(r)
	if at, ok := s.instantOf(r, r.Withdrawn.At); ok && at.After(published) {
		return at.In(s.ZoneOf(r))
	}
	return published
}

func (s *Site) instant(r *notice.Report) (time.Time, bool) { return s.instantOf(r, r.Published) }

// instantOf reads a moment of a report that is exact: a time, or a date, which
// stands for its first minute.
func (s *Site) instantOf(r *notice.Report, m notice.Moment) (time.Time, bool) {
	dayOrTime := m.Precision == notice.ByDay || m.Precision == notice.ByMinute || m.Precision == notice.BySecond
	if !dayOrTime || m.Approx || m.Bound != notice.Exact {
		return time.Time{}, false
	}
	zone := s.zones[s.zoneName(r)]
	if m.HasOffset {
		zone = time.FixedZone("", m.Offset)
	}
	if zone == nil {
		return time.Time{}, false
	}
	return local(m, zone), true
}

// local is the instant of a moment's fields in a zone. When the clock shows
// that time twice, at the end of summer time, it is the later one: an embargo
// never ends early.
func local(m notice.Moment, zone *time.Location) time.Time {
	at := time.Date(m.Year, time.Month(m.Month), m.Day, m.Hour, m.Minute, m.Second, 0, zone)
	_, change := at.ZoneBounds()
	if change.IsZero() {
		return at
	}
	_, before := at.Zone()
	_, after := change.Zone()
	if again := at.Add(time.Duration(before-after) * time.Second); before > after && !again.Before(change) {
		return again
	}
	return at
}

func (s *Site) zoneName(r *notice.Report) string {
	if r.TimeZone.V != "" {
		return r.TimeZone.V
	}
	return s.Settings.TimeZone.V
}

// ZoneOf is the time zone of a report: local times are read in it.
func (s *Site) ZoneOf(r *notice.Report) *time.Location {
	if z := s.zones[s.zoneName(r)]; z != nil {
		return z
	}
	return s.Zone
}

// addZone loads a zone by its name; nil stands for one that does not exist.
// All zones are loaded by New, so that a finished site only reads the map.
func (s *Site) addZone(name string) {
	if _, ok := s.zones[name]; ok {
		return
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" { // Local would be the machine's
		zone = nil
	}
	s.zones[name] = zone
}
