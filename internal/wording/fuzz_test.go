package wording_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// place is a place of a pattern that nobody filled.
var place = regexp.MustCompile(`\{[a-z0-9_]*\}`)

// Whatever a report may hold, its facts are said in every language without a
// panic and without a pattern showing through.
func FuzzWording(f *testing.F) {
	for _, c := range moments {
		f.Add(c.raw, "2019-03-28T10:00", 2019, 3, 11, 15, 0, uint8(6), uint8(0), int64(7996), uint8(1), "person", "0996-23-5111")
	}
	f.Add("2019-10-21T01:38", "~2019-10-21 02:06", 2019, 12, 31, 23, 59, uint8(7), uint8(255), int64(-1), uint8(255), "percent", "+44 20 7946 0958")
	f.Fuzz(func(t *testing.T, from, to string, year, month, day, hour, minute int, precision, shape uint8, n int64, figure uint8, unit, phone string) {
		a, _ := notice.ParseMoment(from)
		b, _ := notice.ParseMoment(to)
		odd := notice.Moment{
			Raw: from, Year: year, Month: month, Day: day, Hour: hour, Minute: minute, Second: minute,
			Precision: notice.Precision(precision % 8), Third: notice.Third(shape % 4), Part: notice.DayParts[shape%7],
			Approx: shape&1 != 0, Bound: notice.Bound(shape / 2 % 3), HasOffset: shape&32 != 0, Offset: hour,
			Unknown: shape&64 != 0, Ongoing: shape&128 != 0,
		}
		m := notice.Measure{
			Value: notice.Int{Set: figure&1 != 0, V: n}, Min: notice.Int{Set: figure&2 != 0, V: n / 2}, Max: notice.Int{Set: figure&4 != 0, V: n},
			Approx: notice.Bool{V: figure&8 != 0}, Gross: notice.Bool{V: figure&16 != 0}, Unit: word(unit),
		}
		braces := strings.ContainsAny(unit+phone, "{}")
		whole := utf8.ValidString(unit) && utf8.ValidString(phone)
		for _, zone := range []string{"", "UTC", "America/New_York"} {
			r := &notice.Report{Number: int(figure), Stage: word("update"), TimeZone: id(zone), Published: a}
			for _, tag := range []string{"ja", "en", "ko"} {
				for _, s := range sayAll(writer(t, tag, r), r, []notice.Moment{a, b, odd}, m, phone) {
					if place.MatchString(s) && !braces {
						t.Errorf("%s: a place is not filled: %q", tag, s)
					}
					if !utf8.ValidString(s) && whole {
						t.Errorf("%s: broken text: %q", tag, s)
					}
				}
			}
		}
	})
}

// sayAll says every fact that can be made of some moments and a measure.
func sayAll(w *wording.Writer, r *notice.Report, at []notice.Moment, m notice.Measure, phone string) []string {
	var out []string
	add := func(words ...string) { out = append(out, words...) }
	for _, x := range at {
		add(w.Moment(x), w.MomentISO(x), w.MonthDay(x), w.DayOnly(x), w.Year(x.Year))
		for _, y := range at {
			s := notice.Span{From: x, To: y}
			approx, exact, _ := w.Duration(s)
			date, clock := w.DayAndTime(notice.When{Span: s, IsSpan: true})
			first, _ := w.Instants(x)
			_, last := w.Instants(y)
			add(w.MomentShort(x, y), w.Span(s), approx, exact, date, clock, w.Elapsed(first, last), w.DayOf(last.Add(time.Hour)))
			add(w.OpenOn([]notice.When{{Span: s, IsSpan: true}, {Span: s}}, y)...)
			h := notice.Hours{Days: words("mon", "sat-sun", m.Unit.ID), Open: notice.Clock{Set: m.Value.Set, Hour: x.Hour}, Close: notice.Clock{Set: m.Max.Set, Hour: y.Hour}, Valid: s}
			c := notice.Contact{Phone: id(phone), Hours: []notice.Hours{h}, OpenOn: []notice.When{{Span: s, IsSpan: true}}}
			add(w.Hours(c, h)...)
			add(w.HoursLine(c))
		}
	}
	before, number, after := w.MeasureParts(m)
	shown, tel := w.Phone(phone)
	add(w.Measure(m), before, number, after, w.Count(notice.Count{Measures: []notice.Measure{m, m}}), w.Share(m.Min.V, m.Max.V), w.FileSize(m.Value.V))
	return append(out, shown, tel, w.Stage(r), w.Published(r), w.Zone(), w.Plural("list.count", m.Value.V))
}
