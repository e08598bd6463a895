package law

import (
	"slices"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// due is a limit of a regime: the event that starts its clock, and what to
// count from it.
type due struct {
	id      string // of the list of limits
	what    diag.Words
	article string
	ja      string // the article as Japanese readers cite it
	source  string
	mark    Mark
	events  []string // that start the clock, the first one written counts
	zone    string   // in which days are counted
	// until gives the last day, or the last moment of a limit in hours.
	until func(f *facts, start time.Time) time.Time
	hours bool
	note  diag.Words
	// asked says whether the limit concerns this report; nil: always.
	asked func(*facts) answer
	// done finds what ended the wait.
	done func(*facts) (notice.Moment, bool)
}

// Due is a limit put to a report.
type Due struct {
	ID      string
	What    diag.Words
	Article diag.Words
	Source  string
	Mark    Mark
	At      time.Time // the last day at midnight, or the last moment; zero if it cannot be computed
	Hours   bool      // At is a moment
	Left    time.Duration
	Done    bool
	DoneAt  notice.Moment // may be unknown
	From    string        // the event that started the clock
	diag.Place
	Note diag.Words // what to know of it, or why there is no date
}

var aware = []string{"known", "detected", "reported-to-us"}

// put computes the limit.
func (d due) put(f *facts, now time.Time) Due {
	out := Due{ID: d.id, What: d.what, Source: d.source, Mark: d.mark, Hours: d.hours, Note: d.note}
	out.Article = diag.Words{Ja: article(d.article, d.ja, "ja"), En: d.article}
	if d.asked != nil {
		if a := d.asked(f); a.state == NotApplicable {
			out.Note = a.why
			return out
		}
	}
	if d.done != nil {
		out.DoneAt, out.Done = d.done(f)
	}
	m, e := f.event(d.events...)
	out.From, out.Place = e.Event.ID, e.Place
	start, why := d.start(f, m)
	if !why.IsZero() || d.until == nil {
		if d.until != nil {
			out.Note = why
		}
		return out
	}
	out.At = d.until(f, start)
	today := now
	if d.hours {
		out.At = out.At.In(f.zone)
	} else {
		y, mo, n := now.In(d.location()).Date()
		today = day(y, mo, n)
	}
	out.Left = out.At.Sub(today)
	return out
}

func (d due) location() *time.Location {
	zone, err := time.LoadLocation(d.zone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// start gives where the clock starts: a day of the limit's zone, or a moment.
// A day that an author wrote without a time is taken as it stands.
func (d due) start(f *facts, m notice.Moment) (time.Time, diag.Words) {
	at, ok := m.Earliest(f.zone)
	switch {
	case m.IsZero():
		return at, diag.Say("timeline に出来事「%s」がありません", "the timeline has no event %q", d.events[0])
	case !ok || m.Precision < notice.ByDay:
		return at, diag.Words{Ja: "起算の日時が日単位で分かりません", En: "the start is not known to the day"}
	case d.hours && !m.HasOffset && !f.zoned:
		return at, diag.Words{Ja: "起算の日時に時間帯がありません", En: "the start has no time zone"}
	case d.hours:
		return at.UTC(), diag.Words{}
	case m.Precision >= notice.ByMinute:
		at = at.In(d.location())
	}
	y, mo, n := at.Date()
	return day(y, mo, n), diag.Words{}
}

// Check puts the chosen regimes to the latest report of every incident.
func Check(site *notice.Site, incidents []*notice.Incident, chosen []string, now time.Time) []Result {
	var all []Result
	for _, name := range chosen {
		r, ok := Find(name)
		if !ok {
			continue
		}
		for _, incident := range incidents {
			f := factsOf(site, incident)
			if f == nil {
				continue
			}
			result := Result{Regime: r, Slug: incident.Slug, File: f.report.File, Answers: r.answers(f)}
			if a := r.scope(f); a.state == NotApplicable {
				result.Outside = a.why
			} else {
				for _, d := range r.dues {
					result.Dues = append(result.Dues, d.put(f, now))
				}
			}
			all = append(all, result)
		}
	}
	return all
}

// The ways of counting. The day of the start is day zero, but for the final
// reports of Japan, where it is day one.

func daysAfter(n int) func(*facts, time.Time) time.Time {
	return func(_ *facts, start time.Time) time.Time { return start.AddDate(0, 0, n) }
}

func hoursAfter(n int) func(*facts, time.Time) time.Time {
	return func(_ *facts, start time.Time) time.Time { return start.Add(time.Duration(n) * time.Hour) }
}

// japaneseDays counts with the first day as day one; a limit on which the
// offices are closed ends on their next day.
func japaneseDays(start time.Time, n int) time.Time {
	last := start.AddDate(0, 0, n-1)
	for closedInJapan(last) {
		last = last.AddDate(0, 0, 1)
	}
	return last
}

// appiFinal is 30 days, or 60 where the purpose may have been improper.
func appiFinal(f *facts, start time.Time) time.Time {
	if f.report.Kind.Is(malicious...) {
		return japaneseDays(start, 60)
	}
	return japaneseDays(start, 30)
}

// businessDays counts days on which neither weekend nor holiday stops work in
// the United States.
func businessDays(start time.Time, n int) time.Time {
	for at := start; ; {
		at = at.AddDate(0, 0, 1)
		if !weekend(at) && !FederalHoliday(at) {
			n--
		}
		if n == 0 {
			return at
		}
	}
}

// hipaaSmall is 60 days after the end of the calendar year.
func hipaaSmall(_ *facts, start time.Time) time.Time {
	return day(start.Year(), time.December, 31).AddDate(0, 0, 60)
}

// told finds a report to one of the authorities, made already.
func told(kinds []string, bodies ...string) func(*facts) (notice.Moment, bool) {
	return func(f *facts) (notice.Moment, bool) {
		for _, a := range f.report.Authorities {
			if !a.Body.Is(bodies...) || a.State.Is("planned", "under-way", "requested") {
				continue
			}
			// Whoever has made the final report has made the first.
			if len(kinds) == 0 || a.Report.Is(kinds...) {
				return a.At.From, true
			}
		}
		return notice.Moment{}, false
	}
}

// toldEach finds that all notices to people have been sent.
func toldEach(f *facts) (notice.Moment, bool) {
	n := f.report.Notification
	if len(n) > 0 && !slices.ContainsFunc(n, func(x notice.Notification) bool { return !x.State.Is("done") }) {
		return n[len(n)-1].At.From, true
	}
	m, _ := f.event("individuals-notified")
	return m, m.Known() && len(n) == 0
}
