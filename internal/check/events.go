package check

import (
	"fmt"
	"slices"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// eventOrder lists, for events of the timeline, the events that cannot come
// after them.
var eventOrder = []struct {
	event string
	after []string
}{
	{"ended", []string{"started", "occurred"}},
	{"detected", []string{"started", "occurred"}},
	{"reported-to-us", []string{"started", "occurred"}},
	{"known", []string{"started", "occurred"}},
	{"contained", []string{"started", "occurred", "detected"}},
	{"investigation-started", []string{"started", "occurred"}},
	{"investigation-finished", []string{"started", "occurred", "investigation-started"}},
	{"cause-found", []string{"started", "occurred"}},
	{"authority-notified", []string{"started", "occurred", "detected", "known"}},
	{"individuals-notified", []string{"started", "occurred", "detected", "known"}},
	{"announced", []string{"started", "occurred", "detected", "known"}},
	{"service-resumed", []string{"service-stopped"}},
	{"recovered", []string{"started", "occurred", "detected"}},
}

// eventOrderBroken finds events that certainly come before what they follow
// from: contained before it occurred. Of several with one name the first
// counts.
func eventOrderBroken(s *source, say say) {
	if s.report == nil {
		return
	}
	for _, rule := range eventOrder {
		for i, e := range s.report.Timeline {
			if !e.Event.Is(rule.event) {
				continue
			}
			end, known := s.last(e.At)
			if !e.At.IsSpan && !known {
				continue
			}
			for _, b := range rule.after {
				first, at, ok := s.firstEvent(b)
				if ok && known && end.Before(first) {
					say(place(e.At), of(fmt.Sprintf("timeline %d, at", i+1), diag.Say("%s（%s）が %s（%s）より前になっています。", "%s (%s) comes before %s (%s)", e.Event.ID, raw(e.At), b, raw(at))),
						diag.Say("日時か event を確かめてください。", "check the moments, or event"))
					break
				}
			}
		}
	}
	for i, v := range s.report.Services {
		stopped, ok := s.earliest(v.Stopped)
		resumed, known := s.latest(v.Resumed)
		if ok && known && resumed.Before(stopped) {
			say(v.Resumed.Place, of(fmt.Sprintf("services %d, resumed", i+1), diag.Say("再開（%s）が停止（%s）より前です。", "resumed (%s) before it stopped (%s)", v.Resumed.Raw, v.Stopped.Raw)),
				diag.Say("stopped と resumed を確かめてください。", "check stopped and resumed"))
		}
	}
}

// firstEvent gives the earliest beginning of the events of a name; false when
// one of them may be earlier than anybody can tell.
func (s *source) firstEvent(id string) (first time.Time, at notice.When, ok bool) {
	for _, e := range s.report.Timeline {
		if !e.Event.Is(id) {
			continue
		}
		t, known := s.first(e.At)
		if !known {
			return first, at, false
		}
		if !ok || t.Before(first) {
			first, at, ok = t, e.At, true
		}
	}
	return first, at, ok
}

// timelineOrder finds entries that stand after later ones.
func timelineOrder(s *source, say say) {
	if s.report == nil {
		return
	}
	var latest time.Time
	before := notice.When{}
	for i, e := range s.report.Timeline {
		begun, ok := s.begun(e.At)
		if ok && !before.IsZero() && begun.Before(latest) {
			say(place(e.At), of(fmt.Sprintf("timeline %d, at", i+1), diag.Say("前に書かれている出来事（%[2]s）より前の日時（%[1]s）です。", "%[1]s is earlier than the entry above it (%[2]s)", raw(e.At), raw(before))),
				diag.Say("日時を確かめるか、早い順に並べてください。", "check the moment, or put the entries in their order"))
			continue
		}
		if t, ok := s.first(e.At); ok && t.After(latest) {
			latest, before = t, e.At
		}
	}
}

// eventLate finds events that come after the report that tells of them.
func eventLate(s *source, say say) {
	_, published, ok := s.published()
	if !ok {
		return
	}
	late := func(at notice.When, path, what string) {
		if t, ok := s.first(at); ok && t.After(published) {
			say(place(at), of(path, diag.Say("%s（%s）が公表（%s）より後です。", "%s (%s) comes after the publication (%s)", what, raw(at), s.report.Published.Raw)),
				diag.Say("日時を確かめてください。これから起きることは event = \"forecast\" か forecast、next_report に書きます。",
					"check the moments; what is still to come is event = \"forecast\", forecast or next_report"))
		}
	}
	one := func(m notice.Moment) notice.When { return notice.When{Span: notice.Span{From: m}} }
	for i, e := range s.report.Timeline {
		if e.Event.ID != "" && !e.Event.Is("forecast", "other", "service-resumed", "recovered") {
			late(e.At, fmt.Sprintf("timeline %d, at", i+1), e.Event.ID)
		}
	}
	for i, x := range s.report.Scope.Exposure {
		late(one(x.From), fmt.Sprintf("scope, exposure %d, from", i+1), "from")
		late(one(x.To), fmt.Sprintf("scope, exposure %d, to", i+1), "to")
	}
	for i, x := range s.report.Scope.DataPeriod {
		late(one(x.From), fmt.Sprintf("scope, data_period %d, from", i+1), "from")
	}
	for i, c := range s.report.Counts {
		late(one(c.AsOf), fmt.Sprintf("counts %d, as_of", i+1), "as_of")
	}
	late(one(s.report.Harm.AsOf), "harm, as_of", "as_of")
	for i, v := range s.report.Services {
		late(one(v.Stopped), fmt.Sprintf("services %d, stopped", i+1), "stopped")
		if v.State.Is("restored", "partly-restored", "normal") {
			late(one(v.Resumed), fmt.Sprintf("services %d, resumed", i+1), "resumed")
		}
	}
	for i, p := range s.report.Parties {
		for _, at := range p.At {
			late(at, fmt.Sprintf("parties %d, at", i+1), "at")
		}
	}
	s.eachState(func(path, state string, at notice.When) {
		if state == "done" || state == "under-way" {
			late(at, path, state)
		}
		if first, ok := s.first(at); state == "done" && at.IsSpan && !(ok && first.After(published)) {
			late(one(at.To), path+", to", state)
		}
	})
}

// plannedPast finds plans whose time has come when the report is published.
func plannedPast(s *source, say say) {
	published, _, ok := s.published()
	if !ok {
		return
	}
	s.eachState(func(path, state string, at notice.When) {
		if t, ok := s.last(at); ok && state == "planned" && t.Before(published) {
			say(place(at), of(path, diag.Say("予定（planned）ですが、公表（%[2]s）の時点で過ぎています（%[1]s）。", "this is planned, yet %[1]s is past at the publication (%[2]s)", raw(at), s.report.Published.Raw)),
				diag.Say("state を done にするか、日時を確かめてください。", "write state = \"done\", or check the moment"))
		}
	})
}

// eachState looks at everything that is done or to be done at a time.
func (s *source) eachState(look func(path, state string, at notice.When)) {
	for i, a := range s.report.Authorities {
		look(fmt.Sprintf("authorities %d, at", i+1), a.State.ID, a.At)
	}
	for i, n := range s.report.Notification {
		look(fmt.Sprintf("notification %d, at", i+1), n.State.ID, n.At)
	}
	for i, m := range s.report.Remediation {
		look(fmt.Sprintf("remediation %d, at", i+1), m.State.ID, m.At)
	}
}

// knownBeforeExposure finds an incident that was noticed before it began.
func knownBeforeExposure(s *source, say say) {
	if s.report == nil || len(s.report.Scope.Exposure) == 0 {
		return
	}
	var began time.Time
	var from notice.Moment
	for i, x := range s.report.Scope.Exposure {
		t, ok := s.earliest(x.From)
		if !ok {
			return
		}
		if i == 0 || t.Before(began) {
			began, from = t, x.From
		}
	}
	for _, e := range s.report.Timeline {
		end, ok := s.last(e.At)
		if !ok || !e.Event.Is("detected", "known", "reported-to-us", "contained") || !end.Before(began) {
			continue
		}
		say(from.Place, of("scope, exposure, from", diag.Say("影響の始まり（%s）が %s（%s）より後です。", "the exposure begins (%s) after %s (%s)", from.Raw, e.Event.ID, raw(e.At))),
			diag.Say("scope.exposure と timeline を確かめてください。", "check scope.exposure and the timeline"))
		return
	}
}

// exposureGoesOn finds an exposure that outlasts all that ended it.
func exposureGoesOn(s *source, say say) {
	if s.report == nil || len(s.report.Scope.Exposure) != 1 {
		return
	}
	to := s.report.Scope.Exposure[0].To
	until, ok := s.earliest(to)
	if !ok {
		return
	}
	ends := slices.DeleteFunc(slices.Clone(s.report.Timeline), func(e notice.Event) bool { return !e.Event.Is("contained", "service-stopped", "ended") })
	for _, e := range ends {
		if t, ok := s.last(e.At); !ok || !t.Before(until) {
			return
		}
	}
	if len(ends) > 0 {
		e := ends[len(ends)-1]
		say(to.Place, of("scope, exposure, to", diag.Say("影響の終わり（%s）が %s（%s）より後です。", "the exposure ends (%s) after %s (%s)", to.Raw, e.Event.ID, raw(e.At))),
			diag.Say("どちらかの日時を確かめてください。", "check both moments"))
	}
}
