package notice

import (
	"fmt"
	"testing"
	"time"
)

func TestParseMoment(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"2019-03-11", "2019-03-11T00:00:00 2019-03-11T23:59:59"},
		{"2019", "2019-01-01T00:00:00 2019-12-31T23:59:59"},
		{"2019-02", "2019-02-01T00:00:00 2019-02-28T23:59:59"},
		{"2024-02", "2024-02-01T00:00:00 2024-02-29T23:59:59"},
		{"2019-12", "2019-12-01T00:00:00 2019-12-31T23:59:59"},
		{"early 2019-02", "2019-02-01T00:00:00 2019-02-10T23:59:59"},
		{"mid 2019-02", "2019-02-11T00:00:00 2019-02-20T23:59:59"},
		{"late 2019-02", "2019-02-21T00:00:00 2019-02-28T23:59:59"},
		{"2019-03-11T15:00", "2019-03-11T15:00:00 2019-03-11T15:00:59"},
		{"2019-03-11 15:00:07", "2019-03-11T15:00:07 2019-03-11T15:00:07"},
		{"~2019-03-11 15:00", "~ 2019-03-11T15:00:00 2019-03-11T15:00:59"},
		{"<=2017-08", "- 2017-08-31T23:59:59"},
		{">=2023-10-02", "2023-10-02T00:00:00 -"},
		{">=~2023-10-02", "~ 2023-10-02T00:00:00 -"},
		{"2019-03-11 evening", "2019-03-11T15:00:00 2019-03-11T20:59:59"},
		{"2019-03-11 late-night", "2019-03-11T00:00:00 2019-03-12T05:59:59"},
		{"2019-04-12T15:00:00+09:00", "2019-04-12T15:00:00 2019-04-12T15:00:00"},
		{"2019-04-12T06:00Z", "2019-04-12T15:00:00 2019-04-12T15:00:59"},
		{"unknown", "- -"},
		{"ongoing", "- -"},
	} {
		m, p := ParseMoment(c.in)
		if p != nil {
			t.Errorf("%q: %s", c.in, p.Text.En)
			continue
		}
		if got := window(m); got != c.want {
			t.Errorf("%q: %s, want %s", c.in, got, c.want)
		}
	}
}

func window(m Moment) string {
	tokyo := time.FixedZone("JST", 9*3600)
	from, to := "-", "-"
	if v, ok := m.Earliest(tokyo); ok {
		from = v.In(tokyo).Format("2006-01-02T15:04:05")
	}
	if v, ok := m.Latest(tokyo); ok {
		to = v.In(tokyo).Format("2006-01-02T15:04:05")
	}
	if m.Approx {
		from = "~ " + from
	}
	return from + " " + to
}

func TestParseMomentRefuses(t *testing.T) {
	for _, c := range []struct{ in, rule, fixed string }{
		{"2019-02-30", "impossible-date", ""},
		{"2019-02-29", "impossible-date", ""},
		{"2019-13", "impossible-date", ""},
		{"0000", "impossible-date", ""},
		{"2019-03-11T25:00", "impossible-date", ""},
		{"2019-03-11T24:00", "impossible-date", ""},
		{"2019-03-11T10:00+15:00", "impossible-date", ""},
		{"2019/02/30", "impossible-date", ""},
		{"", "moment-form", ""},
		{"soon", "moment-form", ""},
		{"early 2019", "moment-form", ""},
		{"early 2019-02-03", "moment-form", ""},
		{"2019-03 evening", "moment-form", ""},
		{"2019-03-11 teatime", "moment-form", ""},
		{"2019-03-11T15:00:00.5", "moment-form", ""},
		{"2019-03-11T15", "moment-form", ""},
		{"~unknown", "moment-form", ""},
		{"2019年春頃", "moment-form", ""},
		{"2026/11/20", "slash-date", "2026-11-20"},
		{"2026/1/2 9:05", "slash-date", "2026-01-02T09:05"},
		{"2026.11.20", "slash-date", "2026-11-20"},
		{"2026年11月20日", "kanji-date", "2026-11-20"},
		{"2026年11月", "kanji-date", "2026-11"},
		{"2026年", "kanji-date", "2026"},
		{"平成31年3月11日（月）15時頃", "kanji-date", "~2019-03-11T15:00"},
		{"令和元年5月1日", "kanji-date", "2019-05-01"},
		{"2026年11月上旬", "kanji-date", "early 2026-11"},
		{"2026年11月20日午後3時半", "kanji-date", "2026-11-20T15:30"},
		{"2017年8月以前", "kanji-date", "<=2017-08"},
		{"2026年11月20日夕方", "kanji-date", "2026-11-20 evening"},
		{"２０１９-03-11", "fullwidth-digit", "2019-03-11"},
		{"2019－03－11", "fullwidth-sign", "2019-03-11"},
		{"〜2019-03-11 15：00", "fullwidth-sign", "~2019-03-11 15:00"},
		{"≦2019-03", "fullwidth-sign", "<=2019-03"},
		{"2019-3-1", "unpadded-date", "2019-03-01"},
		{"2019-03-11 9:00", "unpadded-date", "2019-03-11T09:00"},
	} {
		m, p := ParseMoment(c.in)
		if p == nil {
			t.Errorf("%q is read as %+v", c.in, m)
			continue
		}
		if p.Rule != c.rule || p.Fixed != c.fixed {
			t.Errorf("%q: %s %q, want %s %q", c.in, p.Rule, p.Fixed, c.rule, c.fixed)
		}
		if m.Known() != (c.fixed != "") {
			t.Errorf("%q: known = %v", c.in, m.Known())
		}
		if p.Text.Ja == "" || p.Text.En == "" || p.Hint.Ja == "" || p.Hint.En == "" {
			t.Errorf("%q: %+v lacks words", c.in, p)
		}
	}
}

func TestParseClock(t *testing.T) {
	for in, want := range map[string]string{
		"9:00": "9:00", "09:00": "9:00", "17:30": "17:30", "24:00": "24:00", "09:00:00": "9:00",
		"24:01": "!", "25:00": "!", "9": "!", "9:0": "!9:00", "9:00:01": "!", "": "!",
		"９：００": "!9:00", "午後5時30分": "!17:30", "9時": "!9:00",
	} {
		c, p := ParseClock(in)
		got := fmt.Sprintf("%d:%02d", c.Hour, c.Minute)
		if p != nil {
			got = "!" + p.Fixed
		}
		if got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
}

// FuzzMoment: nothing written makes the reader fail, what is read is a real
// date, and a mended moment is read without a further problem.
func FuzzMoment(f *testing.F) {
	for _, s := range []string{"2019-03-11", "~2019-03-11 15:00", "early 2019-02", "2026年11月20日（金）午後3時頃", "<=2017-08", "令和8年１１月", "2019-03-11T15:00+09:00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, p := ParseMoment(s)
		if p != nil && p.Fixed != "" {
			again, q := ParseMoment(p.Fixed)
			if q != nil || again != m {
				t.Fatalf("%q is mended to %q, which is %+v", s, p.Fixed, q)
			}
		}
		if p == nil && m.Raw != s {
			t.Fatalf("%q keeps %q", s, m.Raw)
		}
		from, ok1 := m.Earliest(time.UTC)
		to, ok2 := m.Latest(time.UTC)
		if ok1 && ok2 && !from.Before(to) {
			t.Fatalf("%q: %v is not before %v", s, from, to)
		}
	})
}
