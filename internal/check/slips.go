package check

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// yearOdd finds entries of the timeline, and opening days, that stand alone in
// their year while a year more or less would put them beside another moment of
// the report. What began an incident may have come long before the rest.
func yearOdd(s *source, say say) {
	if s.report == nil {
		return
	}
	days := s.daysSaid()
	const day = 24 * time.Hour
	for i, e := range s.report.Timeline {
		near := 3 * day
		if e.Event.Is("started", "occurred") {
			near = day
		}
		if !e.Event.Is("forecast") && !e.At.IsSpan {
			oddYear(days, e.At.From, near, fmt.Sprintf("timeline %d, at", i+1), say)
		}
	}
	for i, c := range s.report.Contacts {
		lists := [][]notice.When{c.OpenOn, c.ClosedOn}
		for _, h := range c.Hours {
			lists = append(lists, h.OpenOn, h.ClosedOn)
		}
		for _, w := range slices.Concat(lists...) {
			oddYear(days, w.From, 31*day, fmt.Sprintf("contacts %d", i+1), say)
		}
	}
}

func oddYear(days []daySaid, at notice.Moment, near time.Duration, path string, say say) {
	if at.Precision < notice.ByDay || quarterDay(at) {
		return
	}
	day := dayOf(at)
	beside, year, least := "", 0, near+1
	for _, d := range days {
		if d.at.Place == at.Place {
			continue
		}
		if d.day.Sub(day).Abs() <= 60*24*time.Hour {
			return // not alone
		}
		for _, by := range []int{-1, 1} {
			if gap := d.day.Sub(day.AddDate(by, 0, 0)).Abs(); gap < least {
				beside, year, least = d.at.Raw, day.Year()+by, gap
			}
		}
	}
	if beside != "" {
		say(at.Place, of(path, diag.Say("%[1]s だけが離れています。%[3]d年なら %[2]s のころです。", "%[1]s stands alone; in %[3]d it would be beside %[2]s", at.Raw, beside, year)),
			diag.Say("年を確かめてください。", "check the year"))
	}
}

// farYears is how many years after all else a moment is hardly meant to be.
const farYears = 10

// yearFar finds years that nobody living remembers, and those long after the
// publication; of the publication itself, long after all else.
func yearFar(s *source, say say) {
	if s.report == nil {
		return
	}
	published, newest := s.report.Published, 0
	for _, d := range s.daysSaid() {
		if d.at.Place != published.Place {
			newest = max(newest, d.at.Year)
		}
	}
	far := func(path string, m notice.Moment) {
		if !m.Known() || m.Year > 1900 && (m.Place == published.Place || !published.Known() || m.Year <= published.Year+farYears) &&
			(m.Place != published.Place || newest == 0 || m.Year <= newest+farYears) {
			return
		}
		say(m.Place, of(path, diag.Say("%d年は、ほかの日付から離れすぎています。", "the year %d is far from all other dates", m.Year)),
			diag.Say("年を確かめてください。", "check the year"))
	}
	for _, f := range s.fields {
		switch v := f.Value.(type) {
		case notice.Moment:
			far(f.Path, v)
		case *notice.Span:
			far(f.Path+", from", v.From)
			far(f.Path+", to", v.To)
		}
	}
}

type daySaid struct {
	at  notice.Moment
	day time.Time
}

// daysSaid are the moments of the report that are known by the day.
func (s *source) daysSaid() []daySaid {
	if s.days != nil {
		return s.days
	}
	all := make([]daySaid, 0, 64)
	add := func(m notice.Moment) {
		if m.Precision >= notice.ByDay {
			all = append(all, daySaid{m, dayOf(m)})
		}
	}
	for _, f := range s.fields {
		switch v := f.Value.(type) {
		case notice.Moment:
			add(v)
		case *notice.Span:
			add(v.From)
			add(v.To)
		}
	}
	s.days = all
	return all
}

func dayOf(m notice.Moment) time.Time {
	return time.Date(m.Year, time.Month(m.Month), m.Day, 0, 0, 0, 0, time.UTC)
}

// quarterDay tells days on which years and contracts begin and end, in every
// year.
func quarterDay(m notice.Moment) bool {
	return m.Day == 1 || m.Day == 31 || m.Day == 30 && (m.Month == 6 || m.Month == 9)
}

var idForm = pattern.New(`^[a-z][a-z0-9_-]*$`)

// partyNear finds a `by` that is no id of a party, but nearly one: it would be
// shown as it stands.
func partyNear(s *source, say say) {
	if s.report == nil {
		return
	}
	var ids []string
	for _, p := range s.report.Parties {
		if p.ID.V != "" {
			ids = append(ids, p.ID.V)
		}
	}
	for i, m := range s.report.Remediation {
		if m.By.Same == nil || !idForm().MatchString(m.By.Same.Text) || s.report.Party(m.By.Same.Text) != nil {
			continue
		}
		if near := nearest(m.By.Same.Text, ids); near != "" {
			say(m.By.Same.Place, of(fmt.Sprintf("remediation %d, by", i+1), diag.Say("「%s」という関係先はありません。このままの文字で表示されます。", "there is no party %q; it is shown as it stands", m.By.Same.Text)),
				diag.Say("「%s」のことですか。", "did you mean %q?", near))
		}
	}
}

// contactSlip finds numbers and addresses of contacts that are one slip away
// from those of the report before.
func contactSlip(s *source, say say) {
	if s.before == nil {
		return
	}
	for i, c := range s.report.Contacts {
		for _, b := range s.before.Contacts {
			if c.ID.V == "" || b.ID.V != c.ID.V {
				continue
			}
			for _, x := range []struct {
				key      string
				now, was notice.String
				like     bool
			}{
				{"phone", c.Phone, b.Phone, oneSlip(digitsOf(c.Phone.V), digitsOf(b.Phone.V))},
				{"fax", c.Fax, b.Fax, oneSlip(digitsOf(c.Fax.V), digitsOf(b.Fax.V))},
				{"email", c.Email, b.Email, distance([]rune(strings.ToLower(c.Email.V)), []rune(strings.ToLower(b.Email.V))) <= 2},
			} {
				if x.now.V != "" && x.was.V != "" && x.now.V != x.was.V && x.like && !s.explained(stated{path: "contacts." + c.ID.V + "." + x.key}) {
					say(x.now.Place, of(fmt.Sprintf("contacts %d, %s", i+1, x.key), diag.Say("第%[3]d報の「%[2]s」と一字違いです（%[1]s）。", "%[1]q is one slip away from %[2]q in report %[3]d", x.now.V, x.was.V, s.before.Number)),
						diag.Say("どちらが正しいか確かめてください。変わったのなら [[changes]] に書きます。", "see which is right; if it has changed, say so in [[changes]]"))
				}
			}
		}
	}
}
