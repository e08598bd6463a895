package check

import (
	"fmt"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// doneBeforeKnown finds what was done about an incident before anybody knew
// of it, and services that it stopped before it began.
func doneBeforeKnown(s *source, say say) {
	if s.report == nil {
		return
	}
	known, at, ok := s.firstOf("detected", "known", "reported-to-us")
	if !ok {
		known, at, ok = s.firstOf("started", "occurred")
	}
	early := func(path string, x notice.When, first time.Time, cause notice.When) {
		if t, ok := s.begun(x); ok && t.Before(first) {
			say(place(x), of(path, diag.Say("事案が始まる、または分かる（%[2]s）より前の日時（%[1]s）です。", "%[1]s is before the incident began or was known (%[2]s)", raw(x), raw(cause))),
				diag.Say("日時を確かめてください。", "check the moment"))
		}
	}
	if ok {
		s.eachState(func(path, _ string, x notice.When) {
			early(path, x, known, at)
		})
	}
	if ok {
		for i, p := range s.report.Parties {
			for _, x := range p.At {
				if p.Role.Is("forensics", "investigator", "police", "lawyer", "card-company") {
					early(fmt.Sprintf("parties %d, at", i+1), x, known, at)
				}
			}
		}
	}
	began, from, ok := s.began()
	for i, v := range s.report.Services {
		if ok && !v.Stopped.IsZero() {
			early(fmt.Sprintf("services %d, stopped", i+1), notice.When{Span: notice.Span{From: v.Stopped}}, began, from)
		}
	}
}

// firstOf is the earliest of the events of these names.
func (s *source) firstOf(events ...string) (first time.Time, at notice.When, ok bool) {
	for _, e := range events {
		for _, x := range s.report.Timeline {
			if x.Event.Is(e) {
				t, known := s.first(x.At)
				if !known {
					return first, at, false
				}
				if !ok || t.Before(first) {
					first, at, ok = t, x.At, true
				}
			}
		}
	}
	return first, at, ok
}

// began is the earliest beginning that the report gives the incident: an
// exposure or an event. When it was noticed says nothing of that.
func (s *source) began() (first time.Time, at notice.When, ok bool) {
	first, at, ok = s.firstOf("started", "occurred")
	for _, x := range s.report.Scope.Exposure {
		t, known := s.earliest(x.From)
		if !known {
			return first, at, false
		}
		if !ok || t.Before(first) {
			first, at, ok = t, notice.When{Span: notice.Span{From: x.From}}, true
		}
	}
	return first, at, ok
}
