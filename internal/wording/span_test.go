package wording_test

import (
	"testing"
	"time"

	"kohyo/internal/notice"
)

func TestSpan(t *testing.T) {
	cases := []struct{ from, to, ja, en, ko string }{
		{"2013-10-05", "2019-03-11", "2013年10月5日〜2019年3月11日", "5 October 2013 to 11 March 2019", "2013년 10월 5일~2019년 3월 11일"},
		{"2019-03-11", "2019-03-28", "2019年3月11日〜28日", "11–28 March 2019", "2019년 3월 11일~28일"},
		{"2019-04-29", "2019-05-03", "2019年4月29日〜5月3日", "29 April to 3 May 2019", "2019년 4월 29일~5월 3일"},
		{"2023-06", "2024-01", "2023年6月〜2024年1月", "June 2023 to January 2024", "2023년 6월~2024년 1월"},
		{"2023-06", "2023-08", "2023年6月〜8月", "June to August 2023", "2023년 6월~8월"},
		{"2017", "2019", "2017年〜2019年", "2017 to 2019", "2017년~2019년"},
		{"early 2019-02", "late 2019-03", "2019年2月上旬〜3月下旬", "early February to late March 2019", "2019년 2월 초순~3월 하순"},
		{"2019-03-11", "2019-04", "2019年3月11日〜4月", "11 March to April 2019", "2019년 3월 11일~4월"},
		{"2019-03-11", "2019-03-11", "2019年3月11日", "11 March 2019", "2019년 3월 11일"},
		{"~2013-10", "2019-03-11", "2013年10月頃〜2019年3月11日", "around October 2013 to 11 March 2019", "2013년 10월경~2019년 3월 11일"},
		{"<=2017-08", "2019-03-11", "2017年8月以前〜2019年3月11日", "August 2017 or earlier to 11 March 2019", "2017년 8월 이전~2019년 3월 11일"},
		{"2019-03-11", ">=2019-03-20", "2019年3月11日〜20日以降", "11 to 20 March 2019 or later", "2019년 3월 11일~20일 이후"},
		// Times of day.
		{"2019-10-21T01:38", "2019-10-21T02:06", "2019年10月21日（月）1時38分〜2時06分", "01:38–02:06 on Monday, 21 October 2019, JST", "2019년 10월 21일(월) 1시 38분~2시 6분(일본 시간)"},
		{"2017-03-08T20:45", "2017-03-09T13:54", "2017年3月8日（水）20時45分〜3月9日（木）13時54分", "20:45 on Wednesday 8 March to 13:54 on Thursday, 9 March 2017, JST", "2017년 3월 8일(수) 20시 45분~3월 9일(목) 13시 54분(일본 시간)"},
		{"2019-10-21T01:38", "~2019-10-21 02:06", "2019年10月21日（月）1時38分〜2時06分頃", "01:38 to around 02:06 on Monday, 21 October 2019, JST", "2019년 10월 21일(월) 1시 38분~2시 6분경(일본 시간)"},
		{"2019-10-21", "2019-10-22T02:06", "2019年10月21日（月）〜10月22日（火）2時06分", "Monday 21 October to 02:06 on Tuesday, 22 October 2019, JST", "2019년 10월 21일(월)~10월 22일(화) 2시 6분(일본 시간)"},
		// Ends that are open.
		{"2023-10-02", "", "2023年10月2日以降", "since 2 October 2023", "2023년 10월 2일 이후"},
		{"", "2019-03-11", "2019年3月11日まで", "until 11 March 2019", "2019년 3월 11일까지"},
		{"unknown", "2019-03-11", "開始時期不明、2019年3月11日まで", "from an unknown date until 11 March 2019", "시작 시점 불명, 2019년 3월 11일까지"},
		{"2013-10-05", "unknown", "2013年10月5日から、終了時期不明", "from 5 October 2013 until an unknown date", "2013년 10월 5일부터, 종료 시점 불명"},
		{"2013-10-05", "ongoing", "2013年10月5日から継続中", "since 5 October 2013, ongoing", "2013년 10월 5일부터 계속 중"},
		{"unknown", "ongoing", "開始時期不明、継続中", "since an unknown date, ongoing", "시작 시점 불명, 계속 중"},
		{"unknown", "unknown", "期間不明", "period unknown", "기간 불명"},
		{"2019-10-21T01:38", "", "2019年10月21日（月）1時38分以降", "since 01:38 on Monday, 21 October 2019, JST", "2019년 10월 21일(월) 1시 38분(일본 시간) 이후"},
		{"", "", "", "", ""},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en, "ko": c.ko} {
			w, s := writer(t, tag, nil), span(t, c.from, c.to)
			if got := w.Span(s); got != want {
				t.Errorf("%s %s to %s: got %q, want %q", tag, c.from, c.to, got, want)
			}
			if got := w.When(notice.When{Span: s, IsSpan: true}); got != want {
				t.Errorf("%s: when says %q, want %q", tag, got, want)
			}
		}
	}
	if got := writer(t, "ja", nil).When(notice.When{Span: span(t, "2019-03-11", "")}); got != "2019年3月11日（月）" {
		t.Errorf("a moment: got %q", got)
	}
}

func TestDuration(t *testing.T) {
	cases := []struct{ from, to, ja, jaExact, en, enExact string }{
		{"2013-10-05", "2019-03-11", "約5年5か月", "1,984日間", "about 5 years 5 months", "1,984 days"},
		{"2019-03-11", "2019-03-28", "18日間", "18日間", "18 days", "18 days"},
		{"2019-03-11", "2019-03-11", "1日間", "1日間", "1 day", "1 day"},
		{"2019-01-01", "2019-12-31", "1年", "365日間", "1 year", "365 days"},
		{"2019-01-01", "2019-03-31", "3か月", "90日間", "3 months", "90 days"},
		{"2019-01-01", "2019-03-20", "約3か月", "79日間", "about 3 months", "79 days"},
		{"2018-01-31", "2019-02-28", "約1年1か月", "394日間", "about 1 year 1 month", "394 days"},
		{"2019-10-21T01:38", "2019-10-21T02:06", "28分", "28分", "28 minutes", "28 minutes"},
		{"2017-03-09T13:54", "2017-03-09T14:19", "25分", "25分", "25 minutes", "25 minutes"},
		{"2019-10-20T00:55", "2019-10-21T19:27", "42時間32分", "42時間32分", "42 hours 32 minutes", "42 hours 32 minutes"},
		{"2019-10-01T00:00", "2019-10-05T07:00", "約4日", "103時間", "about 4 days", "103 hours"},
		{"2019-10-21T01:38:10", "2019-10-21T01:38:55", "45秒", "45秒", "45 seconds", "45 seconds"},
		{"2019-10-21T01:38", "2019-10-21T01:38", "0分", "0分", "0 minutes", "0 minutes"},
		{"2019-10-21T23:38", "2019-10-23", "3日間", "3日間", "3 days", "3 days"},
		// Ends that are only about right make both lengths so.
		{"~2013-10-05", "2019-03-11", "約5年5か月", "約5年5か月", "about 5 years 5 months", "about 5 years 5 months"},
		{"~2019-10-21 01:38", "2019-10-21T02:06", "約28分", "約28分", "about 28 minutes", "about 28 minutes"},
	}
	for _, c := range cases {
		for tag, want := range map[string][2]string{"ja": {c.ja, c.jaExact}, "en": {c.en, c.enExact}} {
			approx, exact, ok := writer(t, tag, nil).Duration(span(t, c.from, c.to))
			if !ok || approx != want[0] || exact != want[1] {
				t.Errorf("%s %s to %s: got %q, %q, %v; want %q", tag, c.from, c.to, approx, exact, ok, want)
			}
		}
	}
	for _, c := range [][2]string{
		{"2023-06", "2024-01"}, {"2019-03-11", ""}, {"", "2019-03-11"}, {"unknown", "2019-03-11"}, {"2019-03-11", "ongoing"},
		{"<=2017-08-01", "2019-03-11"}, {"2019-03-11", "2019-03-01"}, {"2019-10-21T02:06", "2019-10-21T01:38"},
	} {
		if approx, exact, ok := writer(t, "ja", nil).Duration(span(t, c[0], c[1])); ok || approx != "" || exact != "" {
			t.Errorf("%v has no length that is known: %q, %q", c, approx, exact)
		}
	}
}

// A night in which the clock goes back lasts an hour longer.
func TestDurationAcrossSummerTime(t *testing.T) {
	r := &notice.Report{TimeZone: notice.String{V: "Europe/London"}}
	if got, _, _ := writer(t, "en", r).Duration(span(t, "2019-10-27T00:30", "2019-10-27T03:30")); got != "4 hours" {
		t.Errorf("got %q", got)
	}
}

func TestElapsed(t *testing.T) {
	at := func(s string) time.Time {
		first, _ := writer(t, "ja", nil).Instants(moment(t, s))
		return first
	}
	cases := []struct{ from, to, ja, en string }{
		{"2019-03-11T15:00", "2019-04-12T15:00", "32日", "32 days"},
		{"2019-03-11T15:00", "2019-03-28", "17日", "17 days"},
		{"2017-03-09T13:54", "2017-03-09T14:19", "25分", "25 minutes"},
		{"2019-10-20T00:55", "2019-10-21T01:38", "24時間43分", "24 hours 43 minutes"},
		{"2019-03-11", "2019-03-12", "1日", "1 day"},
		{"2017-03-09T13:54", "2017-03-09", "同日", "the same day"},
		{"2019-03-28", "2019-03-11", "17日", "17 days"},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en} {
			if got := writer(t, tag, nil).Elapsed(at(c.from), at(c.to)); got != want {
				t.Errorf("%s %s to %s: got %q, want %q", tag, c.from, c.to, got, want)
			}
		}
	}
}
