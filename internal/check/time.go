package check

import (
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// earliest is the first instant that a moment may mean, generously where it
// is only about right.
func (s *source) earliest(m notice.Moment) (time.Time, bool) {
	t, ok := m.Earliest(s.location())
	if m.Approx {
		t = t.Add(-slackOf(m))
	}
	return t, ok
}

// latest is the last instant that a moment may mean.
func (s *source) latest(m notice.Moment) (time.Time, bool) {
	t, ok := m.Latest(s.location())
	if m.Approx {
		t = t.Add(slackOf(m))
	}
	return t, ok
}

func slackOf(m notice.Moment) time.Duration {
	switch {
	case m.Precision >= notice.ByPart:
		return 2 * time.Hour
	case m.Precision == notice.ByDay:
		return 3 * 24 * time.Hour
	case m.Precision >= notice.ByMonth:
		return 31 * 24 * time.Hour
	}
	return 366 * 24 * time.Hour
}

// first is the first instant that a moment or span may mean.
func (s *source) first(w notice.When) (time.Time, bool) { return s.earliest(w.From) }

// last is the last instant that a moment or span may mean.
func (s *source) last(w notice.When) (time.Time, bool) {
	if w.IsSpan {
		return s.latest(w.To)
	}
	return s.latest(w.From)
}

// begun is the last instant at which a moment or span may begin.
func (s *source) begun(w notice.When) (time.Time, bool) { return s.latest(w.From) }

// apart reports whether two moments or spans have certainly no instant in
// common.
func (s *source) apart(a, b notice.When) bool {
	before := func(a, b notice.When) bool {
		end, ok := s.last(a)
		start, known := s.first(b)
		return ok && known && end.Before(start)
	}
	return before(a, b) || before(b, a)
}

// published is when the report becomes public: the first and the last instant
// that may be meant.
func (s *source) published() (from, to time.Time, ok bool) {
	if s.report == nil {
		return from, to, false
	}
	from, ok = s.earliest(s.report.Published)
	to, known := s.latest(s.report.Published)
	return from, to, ok && known
}

// place is where a moment or span stands.
func place(w notice.When) diag.Place {
	switch {
	case w.Line > 0:
		return w.Place
	case w.From.Line > 0:
		return w.From.Place
	}
	return w.To.Place
}

// raw is a moment or span as it is written.
func raw(w notice.When) string {
	if !w.IsSpan {
		return w.From.Raw
	}
	return w.From.Raw + "–" + w.To.Raw
}
