package load

import (
	"reflect"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// moment reads a date, a date-time or a string, all from their own words.
func (b *binder) moment(n *node, v *notice.Moment) {
	raw := n.raw
	switch n.kind {
	case date, dateTime:
	case text:
		raw = n.str
		if strings.TrimSpace(raw) == "" {
			b.empty(n)
			return
		}
	case integer:
		if len(raw) != 4 || !onlyDigits(raw) {
			b.wrong(n, "日時", "a moment", momentHint)
			return
		}
		b.wrong(n, "日時", "a moment", quotedHint(n))
	default:
		b.wrong(n, "日時", "a moment", momentHint)
		return
	}
	m, p := notice.ParseMoment(raw)
	if p != nil {
		b.say(n, p.Rule, p.Text, p.Hint)
	}
	if m.Ongoing && !b.endOfSpan() {
		b.say(n, "ongoing", diag.Say(`"ongoing" は期間の終わり（to）にだけ書けます。`, `"ongoing" can only be the end of a span (to)`),
			diag.Say(`書き方: { from = …, to = "ongoing" }`, `write { from = …, to = "ongoing" }`))
		return
	}
	if !m.IsZero() {
		m.Place = b.place(n.at)
		*v = m
	}
}

func (b *binder) endOfSpan() bool {
	return len(b.path) > 0 && b.path[len(b.path)-1].key == "to"
}

var momentHint = diag.Words{
	Ja: `書き方: 2019-03-11、2019-03-11T15:00、"2019-03"、"~2019-03-11 15:00"`,
	En: `write 2019-03-11, 2019-03-11T15:00, "2019-03" or "~2019-03-11 15:00"`,
}

var spanPlan = planOf(spanType)

// when reads a moment, or a span.
func (b *binder) when(n *node, v *notice.When) {
	if n.kind == table {
		v.IsSpan = true
		b.table(n, reflect.ValueOf(&v.Span).Elem(), spanPlan)
		return
	}
	v.Place = b.place(n.at)
	b.moment(n, &v.From)
}

func (b *binder) clock(n *node, v *notice.Clock, end bool) {
	raw := n.raw
	switch n.kind {
	case clock:
	case text:
		raw = n.str
	case integer:
		b.wrong(n, "時刻", "a time of day", diag.Say(`書き方: "%s:00"`, `write "%s:00"`, n.raw))
		return
	default:
		b.wrong(n, "時刻", "a time of day", diag.Words{Ja: `書き方: "9:00"`, En: `write "9:00"`})
		return
	}
	c, p := notice.ParseClock(raw)
	if p != nil {
		b.say(n, p.Rule, p.Text, p.Hint)
	}
	if c.Hour == 24 && !end {
		b.say(n, "clock-form", diag.Say("24:00は終わりの時刻（close）にだけ書けます。", "24:00 can only be the end (close)"),
			diag.Say(`書き方: "0:00"`, `write "0:00"`))
	}
	c.Place = b.place(n.at)
	*v = c
}

var looksLikeMoment = pattern.New(`^[~<>= ]*[0-9０-９]{4} *([-/.~T]|$)`)

// forecast reads a moment or a text.
func (b *binder) forecast(n *node, v *notice.Forecast) {
	v.Place = b.place(n.at)
	if n.kind == table {
		b.text(n, &v.Text, false)
		return
	}
	if n.kind == text {
		_, p := notice.ParseMoment(n.str)
		if p != nil && p.Fixed == "" && p.Rule != "impossible-date" && !looksLikeMoment().MatchString(n.str) {
			b.text(n, &v.Text, false)
			return
		}
	}
	b.moment(n, &v.Moment)
}
