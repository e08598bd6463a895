package wording_test

import (
	"testing"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// Every precision and bound, in three languages, on a site in Japan.
var moments = []struct{ raw, ja, en, ko string }{
	{"2019", "2019年", "2019", "2019년"},
	{"2019-03", "2019年3月", "March 2019", "2019년 3월"},
	{"early 2019-02", "2019年2月上旬", "early February 2019", "2019년 2월 초순"},
	{"mid 2019-02", "2019年2月中旬", "mid-February 2019", "2019년 2월 중순"},
	{"late 2019-02", "2019年2月下旬", "late February 2019", "2019년 2월 하순"},
	{"2019-03-11", "2019年3月11日（月）", "Monday, 11 March 2019", "2019년 3월 11일(월)"},
	{"2019-03-11 dawn", "2019年3月11日（月）未明", "the early hours of Monday, 11 March 2019", "2019년 3월 11일(월) 새벽"},
	{"2019-03-11 morning", "2019年3月11日（月）朝", "the morning of Monday, 11 March 2019", "2019년 3월 11일(월) 아침"},
	{"2019-03-11 forenoon", "2019年3月11日（月）午前", "the morning of Monday, 11 March 2019", "2019년 3월 11일(월) 오전"},
	{"2019-03-11 afternoon", "2019年3月11日（月）午後", "the afternoon of Monday, 11 March 2019", "2019년 3월 11일(월) 오후"},
	{"2026-04-20 evening", "2026年4月20日（月）夕方", "the evening of Monday, 20 April 2026", "2026년 4월 20일(월) 저녁"},
	{"2019-03-11 night", "2019年3月11日（月）夜", "the night of Monday, 11 March 2019", "2019년 3월 11일(월) 밤"},
	{"2019-03-11 late-night", "2019年3月11日（月）深夜", "late at night on Monday, 11 March 2019", "2019년 3월 11일(월) 심야"},
	{"2017-03-09T13:54", "2017年3月9日（木）13時54分", "13:54 on Thursday, 9 March 2017, JST", "2017년 3월 9일(목) 13시 54분(일본 시간)"},
	{"2025-08-25T18:09", "2025年8月25日（月）18時09分", "18:09 on Monday, 25 August 2025, JST", "2025년 8월 25일(월) 18시 9분(일본 시간)"},
	{"2025-08-25T00:00", "2025年8月25日（月）0時", "00:00 on Monday, 25 August 2025, JST", "2025년 8월 25일(월) 0시(일본 시간)"},
	{"2025-08-25T18:09:05", "2025年8月25日（月）18時09分05秒", "18:09:05 on Monday, 25 August 2025, JST", "2025년 8월 25일(월) 18시 9분 5초(일본 시간)"},
	{"~2019-03-11 15:00", "2019年3月11日（月）15時頃", "around 15:00 on Monday, 11 March 2019, JST", "2019년 3월 11일(월) 15시경(일본 시간)"},
	{"~2019", "2019年頃", "around 2019", "2019년경"},
	{"~2019-03", "2019年3月頃", "around March 2019", "2019년 3월경"},
	{"~early 2019-03", "2019年3月上旬頃", "around early March 2019", "2019년 3월 초순경"},
	{"~2019-03-11", "2019年3月11日（月）頃", "around Monday, 11 March 2019", "2019년 3월 11일(월)경"},
	{"<=2017", "2017年以前", "in or before 2017", "2017년 이전"},
	{"<=2017-08", "2017年8月以前", "in or before August 2017", "2017년 8월 이전"},
	{"<=2017-08-31", "2017年8月31日（木）以前", "on or before Thursday, 31 August 2017", "2017년 8월 31일(목) 이전"},
	{"<=~2017-08", "2017年8月頃以前", "in or before around August 2017", "2017년 8월경 이전"},
	{"<=2019-03-11T15:00", "2019年3月11日（月）15時以前", "at or before 15:00 on Monday, 11 March 2019, JST", "2019년 3월 11일(월) 15시 이전(일본 시간)"},
	{">=2023-10-02", "2023年10月2日（月）以降", "from Monday, 2 October 2023 on", "2023년 10월 2일(월) 이후"},
	{">=2023", "2023年以降", "from 2023 on", "2023년 이후"},
	{"unknown", "不明", "unknown", "알 수 없음"},
	{"ongoing", "継続中", "ongoing", "계속 중"},
	{"", "", "", ""},
	// An offset of the author's own is turned into the time of the page.
	{"2019-10-21T01:38:00Z", "2019年10月21日（月）10時38分00秒", "10:38:00 on Monday, 21 October 2019, JST", "2019년 10월 21일(월) 10시 38분 0초(일본 시간)"},
	{"2019-10-20T23:30+01:00", "2019年10月21日（月）7時30分", "07:30 on Monday, 21 October 2019, JST", "2019년 10월 21일(월) 7시 30분(일본 시간)"},
}

func TestMoment(t *testing.T) {
	for _, c := range moments {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en, "ko": c.ko} {
			if got := writer(t, tag, nil).Moment(moment(t, c.raw)); got != want {
				t.Errorf("%s %s: got %q, want %q", tag, c.raw, got, want)
			}
		}
	}
}

// A report in another time zone than its site names it in every language.
func TestMomentInAnotherZone(t *testing.T) {
	r := &notice.Report{TimeZone: notice.String{V: "UTC"}}
	m := moment(t, "2019-10-21T01:38")
	for tag, want := range map[string]string{
		"ja": "2019年10月21日（月）1時38分（協定世界時）",
		"en": "01:38 on Monday, 21 October 2019, UTC",
	} {
		w := writer(t, tag, r)
		if got := w.Moment(m); got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
		if got := w.Moment(moment(t, "2019-10-21")); got != w.Moment(notice.Moment{Year: 2019, Month: 10, Day: 21, Precision: notice.ByDay}) {
			t.Errorf("%s: a day has no zone: %q", tag, got)
		}
	}
	if !writer(t, "ja", r).ZoneNamed() || writer(t, "ja", nil).ZoneNamed() || !writer(t, "en", nil).ZoneNamed() {
		t.Error("the zone is named where a reader might take another for granted, and only there")
	}
	if got := writer(t, "ja", r).Zone(); got != "協定世界時" {
		t.Errorf("got %q", got)
	}
	for _, name := range []string{"Etc/UTC", "No/Such", "Local"} {
		r.TimeZone.V = name
		if got := writer(t, "en", r).Zone(); got != "UTC" {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// On a site that speaks English at home, times need no zone.
func TestMomentAtHome(t *testing.T) {
	langs, _ := opened()
	site := &notice.Site{TimeZone: notice.String{V: "Europe/London"}, Languages: []notice.String{{V: "en"}}}
	w := wording.New(langs["en"], site, nil)
	if got, want := w.Moment(moment(t, "2019-07-01T15:00")), "15:00 on Monday, 1 July 2019"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMomentWithEras(t *testing.T) {
	langs, _ := opened()
	site := tokyo()
	site.Theme.Eras = yes
	ja, en := wording.New(langs["ja"], site, published(t)), wording.New(langs["en"], site, nil)
	cases := []struct{ got, want string }{
		{ja.Moment(moment(t, "2019-04-12")), "平成31年4月12日（金）"},
		{ja.Moment(moment(t, "~2019-05-01 15:00")), "令和元年5月1日（水）15時頃"},
		{ja.MomentShort(moment(t, "2019-04-13"), moment(t, "2019-04-12")), "4月13日（土）"},
		{ja.MomentShort(moment(t, "2019-05-03"), moment(t, "2019-04-12")), "令和元年5月3日（金）"},
		{ja.Span(span(t, "2019-04-29", "2019-05-03")), "平成31年4月29日〜令和元年5月3日"},
		{ja.Year(2019), "2019年"},
		{en.Moment(moment(t, "2019-04-12")), "Friday, 12 April 2019"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestMomentsInFewWords(t *testing.T) {
	ref := moment(t, "2019-04-12T15:00+09:00")
	cases := []struct{ raw, tag, short, only, monthDay string }{
		{"2019-04-13", "ja", "4月13日（土）", "4月13日", "4月13日"},
		{"2019-04-13", "en", "Saturday 13 April", "13 Apr", "13 April"},
		{"2019-04-13", "ko", "4월 13일(토)", "4월 13일", "4월 13일"},
		{"2013-10-05", "ja", "2013年10月5日（土）", "2013年10月5日", "10月5日"},
		{"2013-10-05", "en", "Saturday, 5 October 2013", "5 Oct 2013", "5 October"},
		{"~2019-03-11 15:00", "ja", "3月11日（月）15時頃", "3月11日頃", "3月11日頃"},
		{"2019-03", "en", "March", "March", "March"},
		{"2019", "en", "2019", "2019", "2019"},
	}
	for _, c := range cases {
		w := writer(t, c.tag, published(t))
		m := moment(t, c.raw)
		if got := w.MomentShort(m, ref); got != c.short {
			t.Errorf("%s %s: short %q, want %q", c.tag, c.raw, got, c.short)
		}
		if got := w.DayOnly(m); got != c.only {
			t.Errorf("%s %s: day only %q, want %q", c.tag, c.raw, got, c.only)
		}
		if got := w.MonthDay(m); got != c.monthDay {
			t.Errorf("%s %s: month and day %q, want %q", c.tag, c.raw, got, c.monthDay)
		}
	}
	at := time.Date(2013, 10, 4, 23, 0, 0, 0, time.UTC)
	if got := writer(t, "en", nil).DayOf(at); got != "5 Oct 2013" {
		t.Errorf("got %q", got)
	}
	if got := writer(t, "en", nil).Year(2019); got != "2019" {
		t.Errorf("got %q", got)
	}
}

func TestMomentISO(t *testing.T) {
	w := writer(t, "ja", nil)
	cases := map[string]string{
		"2019": "2019", "2019-03": "2019-03", "2019-03-11": "2019-03-11", "early 2019-02": "", "2019-03-11 evening": "2019-03-11",
		"2019-03-11T15:00": "2019-03-11T15:00+09:00", "~2019-03-11 15:00": "2019-03-11T15:00+09:00",
		"2019-03-11T15:00:09": "2019-03-11T15:00:09+09:00", "2019-10-21T01:38:00Z": "2019-10-21T01:38:00Z",
		"<=2017-08": "", ">=2023-10-02": "", "unknown": "", "ongoing": "", "": "", "0987-01-02": "0987-01-02",
	}
	for raw, want := range cases {
		if got := w.MomentISO(moment(t, raw)); got != want {
			t.Errorf("%s: got %q, want %q", raw, got, want)
		}
	}
	if got := w.DayISO(moment(t, "2019-10-20T23:30Z")); got != "2019-10-21" {
		t.Errorf("the day of the page: got %q", got)
	}
	utc := writer(t, "ja", &notice.Report{TimeZone: notice.String{V: "UTC"}})
	if got := utc.MomentISO(moment(t, "2019-10-21T01:38")); got != "2019-10-21T01:38Z" {
		t.Errorf("got %q", got)
	}
}

func TestDayAndTime(t *testing.T) {
	at := func(s string) notice.When { return notice.When{Span: notice.Span{From: moment(t, s)}} }
	between := func(from, to string) notice.When { return notice.When{Span: span(t, from, to), IsSpan: true} }
	cases := []struct {
		x          notice.When
		tag        string
		day, clock string
	}{
		{at("~2019-03-11 15:00"), "ja", "2019年3月11日（月）", "15時頃"},
		{at("~2019-03-11 15:00"), "en", "Monday, 11 March 2019", "around 15:00"},
		{at("2025-08-25T18:09"), "ja", "2025年8月25日（月）", "18時09分"},
		{at("2026-04-20 evening"), "ja", "2026年4月20日（月）", "夕方"},
		{at("2026-04-20 evening"), "en", "Monday, 20 April 2026", "evening"},
		{at("<=2019-03-11T15:00"), "ja", "2019年3月11日（月）", "15時以前"},
		{at("2019-03-11"), "ja", "2019年3月11日（月）", ""},
		{at("2024-01"), "ja", "2024年1月", ""},
		{at("unknown"), "ja", "不明", ""},
		{between("2019-10-21T01:38", "2019-10-21T02:06"), "ja", "2019年10月21日（月）", "1時38分〜2時06分"},
		{between("2019-10-21T01:38", "2019-10-21T02:06"), "en", "Monday, 21 October 2019", "01:38–02:06"},
		{between("2019-10-21T01:38", "~2019-10-21 02:06"), "en", "Monday, 21 October 2019", "01:38 to around 02:06"},
		{between("2019-03-11", "2019-03-28"), "ja", "2019年3月11日〜28日", ""},
	}
	for _, c := range cases {
		if day, clock := writer(t, c.tag, nil).DayAndTime(c.x); day != c.day || clock != c.clock {
			t.Errorf("%s %s: got %q, %q, want %q, %q", c.tag, c.x.From.Raw, day, clock, c.day, c.clock)
		}
	}
}

func TestInstants(t *testing.T) {
	w := writer(t, "ja", nil)
	first, last := w.Instants(moment(t, "<=2017-08"))
	if got := first.Format(time.RFC3339) + " " + last.Format(time.RFC3339); got != "2017-08-01T00:00:00+09:00 2017-08-31T23:59:59+09:00" {
		t.Errorf("got %s", got)
	}
	if first, last := w.Instants(moment(t, "unknown")); !first.IsZero() || !last.IsZero() {
		t.Error("unknown names no time")
	}
}
