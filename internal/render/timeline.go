package render

import (
	"html/template"

	"kohyo/internal/notice"
)

// Timeline is what happened, day by day.
type Timeline struct {
	Note string // the time zone, when it is not the publisher's
	Days []TimelineDay
}

// TimelineDay is a day, or whatever stretch of time its entries name. Open is
// set for what has no date yet.
type TimelineDay struct {
	ISO     string
	Day     string
	Open    bool
	Entries []TimelineEntry
}

// TimelineEntry is one event.
type TimelineEntry struct {
	Main  bool
	Time  string
	Event string
	Text  template.HTML
	Party template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) timeline() *Timeline {
	if len(v.report.Timeline) == 0 {
		return nil
	}
	t := &Timeline{}
	for _, e := range v.report.Timeline {
		day, clock := v.w.DayAndTime(e.At)
		if clock != "" && e.At.From.Precision >= notice.ByMinute && v.w.ZoneNamed() {
			t.Note = v.w.Label("timeline.zone", v.w.Zone())
		}
		entry := TimelineEntry{Main: e.Main.V, Time: clock, Text: v.prose(e.Text), Party: v.partyNames(e.Party)}
		if e.Event.ID != "" && !e.Event.Is("other") {
			entry.Event = v.w.Word("events", e.Event.ID)
		}
		if !e.At.Label.IsZero() {
			entry.Event = v.w.List(append(nonEmpty(entry.Event), v.plainText(e.At.Label)))
		}
		if n := len(t.Days); n > 0 && t.Days[n-1].Day == day {
			t.Days[n-1].Entries = append(t.Days[n-1].Entries, entry)
			continue
		}
		d := TimelineDay{Day: day, Open: !e.At.From.Known() && !e.At.To.Known(), Entries: []TimelineEntry{entry}}
		if !e.At.IsSpan {
			d.ISO = v.w.DayISO(e.At.From)
		}
		t.Days = append(t.Days, d)
	}
	return t
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// dateOf forgets the time of day.
func dateOf(m notice.Moment) notice.Moment {
	if m.Precision > notice.ByDay {
		m.Precision, m.Part = notice.ByDay, ""
	}
	return m
}

func (v *viewer) partyNames(refs []notice.Ref) template.HTML {
	var names []template.HTML
	for _, ref := range refs {
		if p := v.report.Party(ref.ID); p != nil {
			names = append(names, v.partyName(*p))
		}
	}
	return v.texts(names)
}

// partyName is the name of a party, or its role when it has none.
func (v *viewer) partyName(p notice.Party) template.HTML {
	if p.Name.IsZero() {
		return v.escape(v.w.Word("roles", p.Role.ID))
	}
	return v.text(p.Name)
}
