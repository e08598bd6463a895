package wording

import (
	"slices"

	"kohyo/internal/lang"
	"kohyo/internal/notice"
)

// Hours says when a contact answers, a line for each: 月〜金 9:00〜18:00（祝日を
// 除く）. Days that differ are left to OpenOn.
func (w *Writer) Hours(c notice.Contact, h notice.Hours) []string {
	line := w.hoursLine(h)
	if line == "" {
		return nil
	}
	return []string{line}
}

func (w *Writer) hoursLine(h notice.Hours) string {
	days, every := w.days(h.Days)
	var remarks []string
	if h.Holidays.ID != "" {
		remarks = []string{w.lang.Holidays(h.Holidays.Is("closed"))}
	}
	line := w.lang.Opening(days, clock(h.Open), clock(h.Close), every || len(h.Days) == 0, remarks)
	if line == "" {
		return ""
	}
	return w.lang.During(w.date(h.Valid.From), w.date(h.Valid.To), w.near(h.Valid.From, h.Valid.To), line)
}

// near is the style of days near the publication: without its year.
func (w *Writer) near(days ...notice.Moment) lang.Style {
	s := lang.Style{Weekday: true, Eras: w.eras}
	if w.report == nil {
		return s
	}
	s.NoYear = true
	for _, m := range days {
		s.NoYear = s.NoYear && (!m.Known() || w.beside(m, w.report.Published, s).NoYear)
	}
	return s
}

func clock(c notice.Clock) *lang.Clock {
	if !c.Set {
		return nil
	}
	return &lang.Clock{Hour: c.Hour, Minute: c.Minute}
}

var week = []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}

var stretches = map[string][]string{
	"mon-fri": week[:5], "mon-sat": week[:6], "sat-sun": week[5:], "every-day": week,
}

// days says days of the week, those in a row as a stretch, and whether they
// are all.
func (w *Writer) days(list []notice.Word) (words string, every bool) {
	var on [7]bool
	for _, d := range list {
		days, ok := stretches[d.ID]
		if !ok {
			days = []string{d.ID}
		}
		for _, day := range days {
			if i := slices.Index(week, day); i >= 0 {
				on[i] = true
			}
		}
	}
	var out []string
	for i := 0; i < 7; i++ {
		if !on[i] {
			continue
		}
		end := i
		for end < 6 && on[end+1] {
			end++
		}
		if i == 0 && end == 6 {
			return w.Word("days", "every-day"), true
		}
		if end-i < 2 {
			for ; i <= end; i++ {
				out = append(out, w.Word("days", week[i]))
			}
		} else {
			out = append(out, w.lang.DayRange(w.Word("days", week[i]), w.Word("days", week[end])))
		}
		i = end
	}
	return w.lang.DayList(out), false
}

// OpenOn says single days and stretches of days, each beside ref: without the
// year that they share.
func (w *Writer) OpenOn(list []notice.When, ref notice.Moment) []string {
	out := make([]string, 0, len(list))
	for _, x := range list {
		s := w.beside(x.From, ref, lang.Style{Weekday: true, Eras: w.eras})
		if !x.IsSpan {
			out = append(out, w.lang.Date(w.date(x.From), s))
			continue
		}
		s.NoYear = s.NoYear && (!x.To.Known() || w.beside(x.To, ref, s).NoYear)
		out = append(out, w.lang.Range(w.date(x.From), w.date(x.To), s))
	}
	return out
}

// ways counts how a contact can be reached.
func ways(c notice.Contact) int {
	n := 0
	for _, s := range []notice.String{c.Phone, c.Fax, c.Email, c.Form} {
		if s.V != "" {
			n++
		}
	}
	return n
}

// HoursLine says all hours of a contact in one sentence: 月〜金 9:00〜18:00（祝日
// を除く）、4月13日（土）は営業.
func (w *Writer) HoursLine(c notice.Contact) string {
	ref := notice.Moment{}
	if w.report != nil {
		ref = w.report.Published
	}
	var lines []string
	for i, h := range c.Hours {
		open, closed := h.OpenOn, h.ClosedOn
		if i == 0 {
			open, closed = slices.Concat(open, c.OpenOn), slices.Concat(closed, c.ClosedOn)
		}
		line := w.lang.Except(w.hoursLine(h), w.OpenOn(open, ref), w.OpenOn(closed, ref))
		if line == "" {
			continue
		}
		if len(h.Channel) > 0 && (len(c.Hours) > 1 || ways(c) > 1) {
			var channels []string
			for _, ch := range h.Channel {
				channels = append(channels, w.Word("contact-channels", ch.ID))
			}
			line = w.lang.HoursFor(w.List(channels), line)
		}
		lines = append(lines, line)
	}
	if len(c.Hours) == 0 {
		if line := w.lang.Except("", w.OpenOn(c.OpenOn, ref), w.OpenOn(c.ClosedOn, ref)); line != "" {
			lines = append(lines, line)
		}
	}
	return w.lang.HoursList(lines)
}
