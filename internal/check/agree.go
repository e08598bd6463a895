package check

import (
	"fmt"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// eventElsewhere finds events of the timeline whose moment is another where
// the report says the same thing in its own table.
func eventElsewhere(s *source, say say) {
	if s.report == nil {
		return
	}
	said := map[string][]notice.When{}
	add := func(event string, at ...notice.When) {
		for _, w := range at {
			if !w.IsZero() {
				said[event] = append(said[event], w)
			}
		}
	}
	one := func(m notice.Moment) notice.When { return notice.When{Span: notice.Span{From: m}} }
	for _, n := range s.report.Notification {
		if !n.State.Is("planned", "not-needed") {
			add("individuals-notified", n.At)
		}
	}
	for _, v := range s.report.Services {
		add("service-stopped", one(v.Stopped))
		add("service-resumed", one(v.Resumed))
	}
	for i, e := range s.report.Timeline {
		path := fmt.Sprintf("timeline %d, at", i+1)
		tell := func(there []notice.When, where string) {
			var words []string
			for _, w := range there {
				if !s.apart(e.At, w) {
					return
				}
				words = append(words, raw(w))
			}
			if len(there) > 0 {
				say(place(e.At), of(path, diag.Say("%[2]s では %[3]s ですが、ここでは %[1]s です。", "%[1]s here, but %[3]s in %[2]s", raw(e.At), where, strings.Join(words, ", "))),
					diag.Say("どちらかの日時を直してください。", "correct one of the two"))
			}
		}
		tell(said[e.Event.ID], tableOf[e.Event.ID])
		var told []notice.When
		for _, a := range s.authoritiesOf(e) {
			if !a.At.IsZero() {
				told = append(told, a.At)
			}
		}
		tell(told, "authorities")
		for _, ref := range e.Party {
			if p := s.report.Party(ref.ID); p != nil {
				tell(p.At, fmt.Sprintf("parties %q", ref.ID))
			}
		}
	}
}

// authoritiesOf gives the authorities that an event tells of: those that it
// names as a party, or the only one where no other event tells of any.
func (s *source) authoritiesOf(e notice.Event) []notice.Authority {
	if !e.Event.Is("authority-notified") {
		return nil
	}
	told := slices.DeleteFunc(slices.Clone(s.report.Authorities), func(a notice.Authority) bool { return a.State.Is("planned", "not-needed") })
	var named []notice.Authority
	for _, ref := range e.Party {
		p := s.report.Party(ref.ID)
		for _, a := range told {
			if p != nil && (p.Role.ID == a.Body.ID && a.Body.ID != "other" || ref.ID == a.Body.ID) {
				named = append(named, a)
			}
		}
	}
	events := 0
	for _, x := range s.report.Timeline {
		if x.Event.Is("authority-notified") {
			events++
		}
	}
	if len(named) == 0 && events == 1 && len(told) == 1 {
		return told
	}
	return named
}

// tableElsewhere finds the same from the other side: moments of the tables
// that none of the events in question has.
func tableElsewhere(s *source, say say) {
	if s.report == nil {
		return
	}
	events := map[string][]notice.When{}
	for _, e := range s.report.Timeline {
		if e.Event.Is("authority-notified") {
			continue // which authority has to be seen first
		}
		events[e.Event.ID] = append(events[e.Event.ID], e.At)
	}
	tell := func(path, event string, at notice.When) {
		if at.IsZero() || len(events[event]) == 0 || slices.ContainsFunc(events[event], func(e notice.When) bool { return !s.apart(e, at) }) {
			return
		}
		say(place(at), of(path, diag.Say("%[2]s では %[3]s ですが、ここでは %[1]s です。", "%[1]s here, but %[3]s in %[2]s", raw(at), whereSaid(event), raw(events[event][0]))),
			diag.Say("どちらかの日時を直してください。", "correct one of the two"))
	}
	one := func(m notice.Moment) notice.When { return notice.When{Span: notice.Span{From: m}} }
	for i, a := range s.report.Authorities {
		if a.State.Is("done") {
			for _, e := range s.report.Timeline {
				if slices.ContainsFunc(s.authoritiesOf(e), func(x notice.Authority) bool { return x.Place == a.Place }) {
					events["authority-notified"] = append(events["authority-notified"], e.At)
				}
			}
			tell(fmt.Sprintf("authorities %d, at", i+1), "authority-notified", a.At)
			delete(events, "authority-notified")
		}
	}
	for i, m := range s.report.Remediation {
		if m.Kind.Is("investigation") && m.State.Is("done") && m.At.IsSpan {
			tell(fmt.Sprintf("remediation %d, at, from", i+1), "investigation-started", one(m.At.From))
			tell(fmt.Sprintf("remediation %d, at, to", i+1), "investigation-finished", one(m.At.To))
		}
	}
	if e := events["started"]; len(s.report.Scope.Exposure) > 1 && len(e) == 1 {
		for _, x := range s.report.Scope.Exposure {
			events["scope.exposure"] = append(events["scope.exposure"], one(x.From))
		}
		tell("timeline, started", "scope.exposure", e[0])
	}
	if len(s.report.Scope.Exposure) == 1 {
		x := s.report.Scope.Exposure[0]
		if e := events["occurred"]; len(e) == 1 && e[0].IsSpan {
			events["occurred, from"], events["occurred, to"] = []notice.When{one(e[0].From)}, []notice.When{one(e[0].To)}
			tell("scope, exposure, from", "occurred, from", one(x.From))
			tell("scope, exposure, to", "occurred, to", one(x.To))
		}
		tell("scope, exposure, from", "started", one(x.From))
		tell("scope, exposure, to", "ended", one(x.To))
	}
}

// whereSaid names the place of the other moment.
func whereSaid(event string) string {
	if event == "scope.exposure" {
		return event
	}
	return "timeline, " + event
}

var tableOf = map[string]string{
	"individuals-notified": "notification",
	"service-stopped":      "services, stopped", "service-resumed": "services, resumed",
}

// announcedWhen finds announcements in the timeline that fall on no day on
// which a report was published, where there are as many as reports.
func announcedWhen(s *source, say say) {
	if s.report == nil {
		return
	}
	var reports []notice.When
	for _, r := range s.incident.Reports {
		if r.Number <= s.report.Number {
			reports = append(reports, notice.When{Span: notice.Span{From: day(r.Published)}})
		}
	}
	var announced []int
	for i, e := range s.report.Timeline {
		if e.Event.Is("announced") {
			announced = append(announced, i)
		}
	}
	if len(announced) != len(reports) {
		return
	}
	for k, i := range announced {
		at := s.report.Timeline[i].At
		if !reports[k].IsZero() && s.apart(at, reports[k]) {
			say(place(at), of(fmt.Sprintf("timeline %d, at", i+1), diag.Say("公表（announced）は %[1]s ですが、第%[3]d報の published は %[2]s です。", "announced on %[1]s, but report %[3]d was published on %[2]s",
				raw(at), reports[k].From.Raw, k+1)),
				diag.Say("どちらかの日時を直してください。", "correct one of the two"))
		}
	}
}

// day is the day of a moment.
func day(m notice.Moment) notice.Moment {
	if m.Precision > notice.ByDay {
		m.Precision, m.Hour, m.Minute, m.Second, m.Part = notice.ByDay, 0, 0, 0, ""
	}
	return m
}

// pastWhenPublished finds hours, opening days and forecasts that are over
// when the report is published.
func pastWhenPublished(s *source, say say) {
	published, _, ok := s.published()
	if !ok {
		return
	}
	// A report that names a day is about that whole day.
	past := func(path string, at notice.When) {
		if t, ok := s.last(at); ok && t.Before(published) {
			say(place(at), of(path, diag.Say("%[1]s は公表（%[2]s）の時点で過ぎています。", "%[1]s is past when the report is published (%[2]s)", raw(at), s.report.Published.Raw)),
				diag.Say("日付を確かめるか、過ぎたものを削除してください。", "check the date, or remove what is over"))
		}
	}
	days := func(path string, list []notice.When) {
		for _, at := range list {
			past(path, at)
		}
	}
	for i, c := range s.report.Contacts {
		path := fmt.Sprintf("contacts %d, ", i+1)
		days(path+"open_on", c.OpenOn)
		days(path+"closed_on", c.ClosedOn)
		for k, h := range c.Hours {
			path := fmt.Sprintf("%shours %d, ", path, k+1)
			past(path+"valid", notice.When{Span: h.Valid, IsSpan: true})
			days(path+"open_on", h.OpenOn)
			days(path+"closed_on", h.ClosedOn)
		}
	}
	for i, v := range s.report.Services {
		past(fmt.Sprintf("services %d, forecast", i+1), notice.When{Span: notice.Span{From: v.Forecast.Moment}})
	}
	past("next_report", notice.When{Span: notice.Span{From: s.report.NextReport.Moment}})
}

// finalOpen finds what is still open in a final report.
func finalOpen(s *source, say say) {
	if s.report == nil || !s.report.Stage.Is("final") {
		return
	}
	open := func(at diag.Place, path, what string) {
		say(at, of(path, diag.Say("最終報（final）ですが、まだ %s です。", "the report is final, yet this is still %s", what)),
			diag.Say("分かったことを書くか、stage を update にしてください。", "write what is known now, or stage = \"update\""))
	}
	r := s.report
	for i, c := range r.Counts {
		for _, m := range c.Measures {
			if m.Figure.Is("under-investigation") {
				open(m.Figure.Place, countPath(i), m.Figure.ID)
			}
		}
	}
	for _, x := range []struct {
		path  string
		state notice.Word
	}{{"cause, state", r.Cause.State}, {"harm, state", r.Harm.State}} {
		if x.state.Is("under-investigation") {
			open(x.state.Place, x.path, x.state.ID)
		}
	}
	for i, m := range r.Remediation {
		if m.Kind.Is("investigation") && m.State.Is("under-way", "planned") {
			open(m.State.Place, fmt.Sprintf("remediation %d, state", i+1), m.State.ID)
		}
	}
	if at := r.NextReport; !at.IsZero() {
		p := at.Moment.Place
		if p.Line == 0 {
			p = at.Text.Place
		}
		open(p, "next_report", "announced")
	}
}

// reportOrder finds reports that are published before those they follow.
func reportOrder(s *source, say say) {
	if s.report == nil || s.before == nil {
		return
	}
	here, ok := s.latest(s.report.Published)
	there, known := s.earliest(s.before.Published)
	if ok && known && here.Before(there) {
		say(s.report.Published.Place, of("published", diag.Say("第%[2]d報（%[3]s）より前の日時（%[1]s）です。", "%[1]s is before report %[2]d (%[3]s)", s.report.Published.Raw, s.before.Number, s.before.Published.Raw)),
			diag.Say("published を確かめてください。報は番号の順に公表します。", "check published: reports become public in the order of their numbers"))
	}
	if s.report.Status.Is("ready") && s.before.Status.Is("draft") {
		say(s.report.Status.Place, of("status", diag.Say("第%d報がまだ下書きです。", "report %d is still a draft", s.before.Number)),
			diag.Say("前の報を先に ready にするか、この報も draft にしてください。", "make the report before ready, or this one a draft"))
	}
}

// stageFirst finds later reports that are called the first, and first ones
// that are said to follow another, and to change nothing.
func stageFirst(s *source, say say) {
	if s.report != nil && s.report.Number == 1 && len(s.report.Changes) == 0 && s.report.Stage.Is("update", "correction") {
		say(s.report.Stage.Place, of("stage", diag.Say("第1報なのに、続報または訂正（%s）とされています。", "this is report 1, yet its stage is %s", s.report.Stage.ID)),
			diag.Words{Ja: `stage を "first" か "final" にしてください。`, En: `write stage = "first" or "final"`})
	}
	if s.report != nil && s.before != nil && s.report.Stage.Is("first") {
		say(s.report.Stage.Place, of("stage", diag.Say("第%d報なのに、第一報（first）とされています。", "this is report %d, yet its stage is first", s.report.Number)),
			diag.Words{Ja: `stage を "update"、"final"、"correction"、"recovery" のどれかにしてください。`, En: `write stage = "update", "final", "correction" or "recovery"`})
	}
}
