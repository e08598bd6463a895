package wording_test

import (
	"slices"
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

func clock(hour, minute int) notice.Clock { return notice.Clock{Set: true, Hour: hour, Minute: minute} }

func days(t testing.TB, list ...string) []notice.When {
	var out []notice.When
	for i := 0; i < len(list); i += 2 {
		out = append(out, notice.When{Span: span(t, list[i], list[i+1]), IsSpan: list[i+1] != ""})
	}
	return out
}

func TestHours(t *testing.T) {
	weekdays := notice.Hours{Days: words("mon-fri"), Open: clock(9, 0), Close: clock(18, 0), Holidays: word("closed")}
	with := func(change func(*notice.Hours)) notice.Hours { h := weekdays; change(&h); return h }
	cases := []struct {
		name   string
		h      notice.Hours
		ja, en string
	}{
		{"weekdays", weekdays, "月〜金 9:00〜18:00（祝日を除く）", "Monday to Friday 9:00–18:00 (except public holidays)"},
		{"no word on holidays", with(func(h *notice.Hours) { h.Holidays = notice.Word{} }), "月〜金 9:00〜18:00", "Monday to Friday 9:00–18:00"},
		{"holidays too", with(func(h *notice.Hours) { h.Days, h.Holidays = words("every-day"), word("open") }), "毎日 9:00〜18:00（祝日も受付）", "every day 9:00–18:00 (including public holidays)"},
		{"day and night", notice.Hours{Days: words("every-day"), Open: clock(0, 0), Close: clock(24, 0)}, "24時間受付", "at any time"},
		{"no days said", notice.Hours{Open: clock(0, 0), Close: clock(24, 0)}, "24時間受付", "at any time"},
		{"day and night on weekdays", notice.Hours{Days: words("mon-fri"), Open: clock(0, 0), Close: clock(24, 0)}, "月〜金 24時間", "Monday to Friday at any time of day"},
		{"single days", with(func(h *notice.Hours) { h.Days = words("mon", "wed", "fri") }), "月・水・金 9:00〜18:00（祝日を除く）", "Monday, Wednesday and Friday 9:00–18:00 (except public holidays)"},
		{"days in a row", with(func(h *notice.Hours) { h.Days = words("tue", "mon", "wed", "sun") }), "月〜水・日 9:00〜18:00（祝日を除く）", "Monday to Wednesday and Sunday 9:00–18:00 (except public holidays)"},
		{"all seven", with(func(h *notice.Hours) { h.Days = words("mon-fri", "sat-sun") }), "毎日 9:00〜18:00（祝日を除く）", "every day 9:00–18:00 (except public holidays)"},
		{"a weekend", with(func(h *notice.Hours) { h.Days = words("sat-sun"); h.Holidays = word("open") }), "土・日 9:00〜18:00（祝日も受付）", "Saturday and Sunday 9:00–18:00 (including public holidays)"},
		{"over night", with(func(h *notice.Hours) { h.Open, h.Close = clock(22, 0), clock(5, 30); h.Holidays = notice.Word{} }), "月〜金 22:00〜翌日5:30", "Monday to Friday 22:00–5:30 the next day"},
		{"no end", with(func(h *notice.Hours) { h.Close = notice.Clock{} }), "月〜金 9:00から（祝日を除く）", "Monday to Friday from 9:00 (except public holidays)"},
		{"no beginning", with(func(h *notice.Hours) { h.Open = notice.Clock{} }), "月〜金 18:00まで（祝日を除く）", "Monday to Friday until 18:00 (except public holidays)"},
		{"days only", notice.Hours{Days: words("mon-fri")}, "月〜金", "Monday to Friday"},
		{"until a day", with(func(h *notice.Hours) { h.Valid = span(t, "", "2019-06-13") }), "6月13日（木）まで：月〜金 9:00〜18:00（祝日を除く）", "Until Thursday 13 June: Monday to Friday 9:00–18:00 (except public holidays)"},
		{"from a day on", with(func(h *notice.Hours) { h.Valid = span(t, "2019-06-14", "") }), "6月14日（金）から：月〜金 9:00〜18:00（祝日を除く）", "From Friday 14 June: Monday to Friday 9:00–18:00 (except public holidays)"},
		{"for some days", with(func(h *notice.Hours) { h.Valid = span(t, "2019-04-12", "2019-04-14") }), "4月12日（金）〜14日（日）：月〜金 9:00〜18:00（祝日を除く）", "Friday 12 to Sunday 14 April: Monday to Friday 9:00–18:00 (except public holidays)"},
		{"into another year", with(func(h *notice.Hours) { h.Valid = span(t, "", "2020-06-13") }), "2020年6月13日（土）まで：月〜金 9:00〜18:00（祝日を除く）", "Until Saturday, 13 June 2020: Monday to Friday 9:00–18:00 (except public holidays)"},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en} {
			if got := writer(t, tag, published(t)).Hours(notice.Contact{}, c.h); len(got) != 1 || got[0] != want {
				t.Errorf("%s, %s: got %q, want %q", c.name, tag, got, want)
			}
		}
	}
	if got := writer(t, "ja", nil).Hours(notice.Contact{}, notice.Hours{}); got != nil {
		t.Errorf("hours that say nothing: %q", got)
	}
}

// The days of the notice that the project begins with.
func TestOpenOn(t *testing.T) {
	list := days(t, "2019-04-13", "", "2019-04-14", "", "2019-04-29", "2019-05-03", "2019-05-06", "")
	want := map[string][]string{
		"ja": {"4月13日（土）", "4月14日（日）", "4月29日（月）〜5月3日（金）", "5月6日（月）"},
		"en": {"Saturday 13 April", "Sunday 14 April", "Monday 29 April to Friday 3 May", "Monday 6 May"},
		"ko": {"4월 13일(토)", "4월 14일(일)", "4월 29일(월)~5월 3일(금)", "5월 6일(월)"},
	}
	for tag, want := range want {
		if got := writer(t, tag, nil).OpenOn(list, moment(t, "2019-04-12")); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
	turn := days(t, "2019-12-29", "2020-01-03", "2020-01-05", "")
	if got := writer(t, "ja", nil).OpenOn(turn, moment(t, "2019-12-12")); !slices.Equal(got, []string{"2019年12月29日（日）〜2020年1月3日（金）", "2020年1月5日（日）"}) {
		t.Errorf("over the turn of the year: %q", got)
	}
}

func TestHoursLine(t *testing.T) {
	phone := notice.Hours{Channel: words("phone"), Days: words("mon-fri"), Open: clock(9, 0), Close: clock(18, 0), Holidays: word("closed")}
	open := days(t, "2019-04-13", "", "2019-04-29", "2019-05-03")
	cases := []struct {
		name   string
		c      notice.Contact
		ja, en string
	}{
		{"days that differ", notice.Contact{Hours: []notice.Hours{phone}, OpenOn: days(t, "2019-04-13", "")},
			"月〜金 9:00〜18:00（祝日を除く）、4月13日（土）は営業", "Monday to Friday 9:00–18:00 (except public holidays), also open on Saturday 13 April"},
		{"days off", notice.Contact{Hours: []notice.Hours{phone}, OpenOn: open, ClosedOn: days(t, "2019-05-06", "")},
			"月〜金 9:00〜18:00（祝日を除く）、4月13日（土）、4月29日（月）〜5月3日（金）は営業、5月6日（月）は休業",
			"Monday to Friday 9:00–18:00 (except public holidays), also open on Saturday 13 April and Monday 29 April to Friday 3 May, closed on Monday 6 May"},
		{"two channels", notice.Contact{Hours: []notice.Hours{phone, {Channel: words("email"), Open: clock(0, 0), Close: clock(24, 0)}}},
			"電話：月〜金 9:00〜18:00（祝日を除く）／メール：24時間受付", "Phone: Monday to Friday 9:00–18:00 (except public holidays); Email: at any time"},
		{"one of two ways", notice.Contact{Phone: id("03-1234-5678"), Email: id("a@example.jp"), Hours: []notice.Hours{phone}},
			"電話：月〜金 9:00〜18:00（祝日を除く）", "Phone: Monday to Friday 9:00–18:00 (except public holidays)"},
		{"single days only", notice.Contact{OpenOn: days(t, "2019-04-13", "")}, "4月13日（土）に営業", "open on Saturday 13 April"},
		{"nothing", notice.Contact{}, "", ""},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en} {
			if got := writer(t, tag, published(t)).HoursLine(c.c); got != want {
				t.Errorf("%s, %s: got %q, want %q", c.name, tag, got, want)
			}
		}
	}
}

func TestPhone(t *testing.T) {
	cases := []struct{ number, ja, en, tel string }{
		{"0996-23-5111", "0996-23-5111", "+81 996-23-5111", "tel:+81996235111"},
		{"03-1234-5678", "03-1234-5678", "+81 3-1234-5678", "tel:+81312345678"},
		{"+81-996-23-5111", "0996-23-5111", "+81 996-23-5111", "tel:+81996235111"},
		{"0120-772-962", "0120-772-962", "0120-772-962", "tel:0120772962"}, // free, and from Japan only
		{"0570-012-345", "0570-012-345", "0570-012-345", "tel:0570012345"},
		{"+44 20 7946 0958", "+44 20 7946 0958", "+44 20 7946 0958", "tel:+442079460958"},
		{"0120-000-000", "0120-000-000", "0120-000-000", "tel:0120000000"}, // no number that exists
		{"#9110", "#9110", "#9110", "tel:%239110"},
		{"代表", "代表", "代表", ""},
		{"", "", "", ""},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en} {
			if shown, tel := writer(t, tag, nil).Phone(c.number); shown != want || tel != c.tel {
				t.Errorf("%s %q: got %q, %q; want %q, %q", tag, c.number, shown, tel, want, c.tel)
			}
		}
	}
}

// The country follows from the site: its time zone, else its language.
func TestPhoneElsewhere(t *testing.T) {
	langs, _ := opened()
	site := &notice.Site{TimeZone: id("Europe/London"), Languages: []notice.String{id("en"), id("ja")}}
	en := wording.New(langs["en"], site, nil)
	ja := en.In(langs["ja"])
	if shown, tel := en.Phone("020 7946 0958"); shown != "020 7946 0958" || tel != "tel:+442079460958" {
		t.Errorf("got %q, %q", shown, tel)
	}
	if shown, _ := ja.Phone("020 7946 0958"); shown != "+44 20 7946 0958" {
		t.Errorf("got %q", shown)
	}
	if got := ja.FreeWithin(); got != "通話料無料・英国国内からのみ" {
		t.Errorf("got %q", got)
	}
	site.TimeZone, site.Languages = notice.String{}, []notice.String{id("ko"), id("en")}
	if shown, _ := wording.New(langs["en"], site, nil).Phone("02-312-3456"); shown != "+82 2-312-3456" {
		t.Errorf("got %q", shown)
	}
	if got := writer(t, "en", nil).FreeWithin(); got != "free within Japan" {
		t.Errorf("got %q", got)
	}
}
