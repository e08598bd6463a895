package law

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // the same zones on every machine

	"kohyo/internal/notice"
)

func date(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func moment(t *testing.T, s string) notice.Moment {
	t.Helper()
	m, problem := notice.ParseMoment(s)
	if problem != nil {
		t.Fatalf("%s: %v", s, problem.Text.En)
	}
	return m
}

// timed makes the facts of a report whose timeline has one event.
func timed(t *testing.T, zone, kind, event, at string) *facts {
	t.Helper()
	r := &notice.Report{
		File: "content/x/1.toml", Kind: notice.Word{ID: kind}, TimeZone: notice.String{V: zone},
		Timeline: []notice.Event{{At: notice.When{Span: notice.Span{From: moment(t, at)}}, Event: notice.Word{ID: event}}},
	}
	return factsOf(&notice.Site{}, &notice.Incident{Slug: "x", Reports: []*notice.Report{r}})
}

// limit finds a limit by its id.
func limit(t *testing.T, id string) due {
	t.Helper()
	for _, r := range regimes {
		for _, d := range r.dues {
			if d.id == id {
				return d
			}
		}
	}
	t.Fatalf("there is no limit %s", id)
	return due{}
}

// The worked examples of every limit that can be computed.
func TestDue(t *testing.T) {
	for _, c := range []struct{ id, zone, kind, event, at, want string }{
		{"dl-appi-final", "Asia/Tokyo", "mishandling", "known", "2026-11-02", "2026-12-01"},
		{"dl-appi-final", "Asia/Tokyo", "mishandling", "known", "2026-10-25", "2026-11-24"}, // day 30 is a holiday
		{"dl-appi-final", "Asia/Tokyo", "mishandling", "known", "2026-12-02", "2027-01-04"}, // the turn of the year
		{"dl-appi-final", "Asia/Tokyo", "ransomware", "known", "2026-03-05", "2026-05-07"},  // the Golden Week
		{"dl-appi-final", "UTC", "mishandling", "known", "2026-11-01T15:30", "2026-12-01"},  // the next day in Japan
		{"dl-appi-final", "Asia/Tokyo", "mishandling", "detected", "2026-11-02", "2026-12-01"},
		{"dl-appi-prelim", "Asia/Tokyo", "mishandling", "known", "2026-11-02", "2026-11-07"},
		{"dl-appi-prelim", "Asia/Tokyo", "mishandling", "known", "2026-11-09", "2026-11-14"},               // a Saturday: every day counts
		{"dl-gdpr-sa", "Europe/Berlin", "other", "known", "2026-10-24T12:00", "2026-10-27T11:00:00+01:00"}, // summer time ends
		{"dl-gdpr-sa", "", "other", "known", "2026-10-24T12:00:00+02:00", "2026-10-27T10:00:00Z"},
		{"dl-uk-sa", "Europe/London", "other", "known", "2026-11-20T09:00", "2026-11-23T09:00:00Z"},
		{"dl-ca-ind", "America/Los_Angeles", "other", "detected", "2026-01-15", "2026-02-14"}, // a Saturday
		{"dl-ca-ag", "America/Los_Angeles", "other", "individuals-notified", "2026-02-10", "2026-02-25"},
		{"dl-hipaa-ind", "America/New_York", "other", "detected", "2026-01-15", "2026-03-16"},
		{"dl-hipaa-hhs-small", "America/New_York", "other", "detected", "2026-07-01", "2027-03-01"},
		{"dl-hipaa-hhs-small", "America/New_York", "other", "detected", "2027-07-01", "2028-02-29"},
		{"dl-sec", "America/New_York", "other", "material", "2026-11-18", "2026-11-24"},
		{"dl-sec", "America/New_York", "other", "material", "2026-11-23", "2026-11-30"}, // Thanksgiving
		{"dl-sec", "America/New_York", "other", "material", "2026-11-21", "2026-11-27"}, // a Saturday
		{"dl-kr-ind", "Asia/Seoul", "other", "known", "2026-11-20T09:00", "2026-11-23T09:00:00+09:00"},
		{"dl-kr-reg", "Asia/Seoul", "ransomware", "known", "2026-11-20T09:00", "2026-11-23T09:00:00+09:00"},
		{"dl-cn-inc", "Asia/Shanghai", "other", "known", "2026-11-20T22:00", "2026-11-21T02:00:00+08:00"},
		{"dl-au-assess", "Australia/Sydney", "other", "known", "2026-11-01", "2026-12-01"},
		{"dl-sg-pdpc", "Asia/Singapore", "other", "assessed", "2026-11-20", "2026-11-23"},
		{"dl-sg-assess", "Asia/Singapore", "other", "known", "2026-11-20", "2026-12-20"},
	} {
		d := limit(t, c.id)
		got := d.put(timed(t, c.zone, c.kind, c.event, c.at), date(t, "2026-01-01"))
		layout := time.DateOnly
		if d.hours {
			layout = time.RFC3339
		}
		if s := got.At.Format(layout); s != c.want {
			t.Errorf("%s from %s: %s, want %s (%s)", c.id, c.at, s, c.want, got.Note.En)
		}
	}
}

// What cannot be counted is said, never guessed.
func TestNoDate(t *testing.T) {
	for _, c := range []struct{ id, zone, event, at, want string }{
		{"dl-gdpr-sa", "", "known", "2026-10-24T12:00", "no time zone"},
		{"dl-appi-final", "Asia/Tokyo", "known", "2026-10", "not known to the day"},
		{"dl-appi-final", "Asia/Tokyo", "known", "<=2026-10-02", "not known to the day"},
		{"dl-appi-final", "Asia/Tokyo", "announced", "2026-10-02", `no event "known"`},
		{"dl-appi-ind", "Asia/Tokyo", "known", "2026-10-02", "no number"},
		{"dl-appi-final", "Asia/Tokyo", "known", "2022-03-31", "from 2022-04-01"},
		{"dl-ca-ind", "America/Los_Angeles", "detected", "2025-12-31", "from 2026-01-01"},
	} {
		got := limit(t, c.id).put(timed(t, c.zone, "other", c.event, c.at), date(t, "2026-11-01"))
		if !got.At.IsZero() || !strings.Contains(got.Note.En, c.want) {
			t.Errorf("%s from %s: %v, %q, want no date and %q", c.id, c.at, got.At, got.Note.En, c.want)
		}
	}
}

func TestLeft(t *testing.T) {
	for _, c := range []struct{ id, at, now, ja, en string }{
		{"dl-appi-final", "2026-11-02", "2026-11-23T23:59:00+09:00", "あと8日", "8 days"},
		{"dl-appi-final", "2026-11-02", "2026-11-30T15:00:00Z", "今日まで", "today"},
		{"dl-appi-final", "2026-11-02", "2026-12-03T00:00:00+09:00", "2日超過", "2 days over"},
		{"dl-gdpr-sa", "2026-11-20T09:00:00+09:00", "2026-11-22T03:30:00+09:00", "あと29時間30分", "29 h 30 min"},
		{"dl-gdpr-sa", "2026-11-20T09:00:00+09:00", "2026-11-23T10:05:00+09:00", "1時間05分超過", "1 h 05 min over"},
	} {
		now, err := time.Parse(time.RFC3339, c.now)
		if err != nil {
			t.Fatal(err)
		}
		got := limit(t, c.id).put(timed(t, "Asia/Tokyo", "other", "known", c.at), now).left()
		if got.Ja != c.ja || got.En != c.en {
			t.Errorf("%s from %s at %s: %v, want %s, %s", c.id, c.at, c.now, got, c.ja, c.en)
		}
	}
}

// A report that says a duty is done ends its wait.
func TestDone(t *testing.T) {
	f := timed(t, "Asia/Tokyo", "ransomware", "known", "2026-11-02")
	f.report.Authorities = []notice.Authority{
		{Body: notice.Word{ID: "police"}, Report: notice.Word{ID: "final"}},
		{Body: notice.Word{ID: "ppc"}, Report: notice.Word{ID: "final"}, State: notice.Word{ID: "planned"}},
		{Body: notice.Word{ID: "ppc"}, Report: notice.Word{ID: "preliminary"}, At: notice.When{Span: notice.Span{From: moment(t, "2026-11-05")}}},
	}
	if d := limit(t, "dl-appi-prelim").put(f, date(t, "2026-11-23")); !d.Done || d.DoneAt.Raw != "2026-11-05" {
		t.Errorf("the preliminary report is not seen: %+v", d)
	}
	if d := limit(t, "dl-appi-final").put(f, date(t, "2026-11-23")); d.Done {
		t.Error("a final report that is planned is taken for done")
	}
}

// The days of a year on which offices are closed, as published.
func TestJapaneseHolidays(t *testing.T) {
	for year, want := range map[int]string{
		2019: "01-01 01-14 02-11 03-21 04-29 04-30 05-01 05-02 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-23 10-14 10-22 11-03 11-04 11-23",
		2021: "01-01 01-11 02-11 02-23 03-20 04-29 05-03 05-04 05-05 07-22 07-23 08-08 08-09 09-20 09-23 11-03 11-23",
		2024: "01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 09-16 09-22 09-23 10-14 11-03 11-04 11-23",
		2026: "01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 09-21 09-22 09-23 10-12 11-03 11-23",
		2027: "01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 09-20 09-23 10-11 11-03 11-23",
	} {
		if got := listed(year, JapaneseHoliday); got != want {
			t.Errorf("%d: %s\nwant  %s", year, got, want)
		}
	}
	for _, d := range []string{"2026-12-29", "2026-12-31", "2027-01-02", "2027-01-03", "2026-11-21"} {
		if !closedInJapan(date(t, d)) {
			t.Errorf("%s is not closed", d)
		}
	}
	for _, d := range []string{"2026-12-28", "2027-01-04", "2026-11-24"} {
		if closedInJapan(date(t, d)) {
			t.Errorf("%s is closed", d)
		}
	}
}

func TestFederalHolidays(t *testing.T) {
	for year, want := range map[int]string{
		2021: "01-01 01-18 02-15 05-31 06-18 06-19 07-04 07-05 09-06 10-11 11-11 11-25 12-24 12-25 12-31",
		2026: "01-01 01-19 02-16 05-25 06-19 07-03 07-04 09-07 10-12 11-11 11-26 12-25",
	} {
		if got := listed(year, FederalHoliday); got != want {
			t.Errorf("%d: %s\nwant  %s", year, got, want)
		}
	}
}

func listed(year int, holiday func(time.Time) bool) string {
	var days []string
	for d := day(year, time.January, 1); d.Year() == year; d = d.AddDate(0, 0, 1) {
		if holiday(d) {
			days = append(days, d.Format("01-02"))
		}
	}
	return strings.Join(days, " ")
}
