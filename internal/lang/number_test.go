package lang_test

import (
	"math"
	"strings"
	"testing"

	"kohyo/internal/lang"
)

func TestNumber(t *testing.T) {
	l := language(t, "ja")
	cases := map[int64]string{
		0: "0", 7: "7", 999: "999", 1000: "1,000", 7996: "7,996", 25000: "25,000", 3455754: "3,455,754",
		-5: "-5", -1234: "-1,234", math.MaxInt64: "9,223,372,036,854,775,807", math.MinInt64: "-9,223,372,036,854,775,808",
	}
	for n, want := range cases {
		if got := l.Number(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

// The separators and the sizes of the groups come from the file.
func TestNumberGroups(t *testing.T) {
	src := strings.NewReplacer(`sizes = [3]`, `sizes = [3, 2]`, `group = ","`, `group = "’"`).Replace(file(t, "en"))
	l, _ := open(t, "en", src)
	if got, want := l.Number(123456789), "12’34’56’789"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	l, _ = open(t, "en", strings.Replace(file(t, "en"), `group = ","`, `group = ""`, 1))
	if got, want := l.Number(123456789), "123456789"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestPercent(t *testing.T) {
	l := language(t, "en")
	cases := []struct {
		part, whole int64
		want        string
	}{
		{2816, 7996, "35.2%"}, {3148, 7996, "39.4%"}, {1288, 7996, "16.1%"}, {708, 7996, "8.9%"}, {36, 7996, "0.5%"},
		{7996, 7996, "100%"}, {0, 10, "0%"}, {1, 10_000_000, "less than 0.1%"}, {1, 2, "50.0%"},
		{math.MaxInt64 - 1, math.MaxInt64, "100.0%"}, {1, 0, ""}, {-1, 10, ""}, {11, 10, ""},
	}
	for _, c := range cases {
		if got := l.Percent(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: got %q, want %q", c.part, c.whole, got, c.want)
		}
	}
}

func TestList(t *testing.T) {
	cases := []struct {
		tag   string
		items []string
		want  string
	}{
		{"ja", nil, ""}, {"ja", []string{"氏名"}, "氏名"}, {"ja", []string{"氏名", "住所", "電話番号"}, "氏名、住所、電話番号"},
		{"en", []string{"name"}, "name"}, {"en", []string{"name", "address"}, "name and address"},
		{"en", []string{"name", "address", "phone"}, "name, address and phone"}, {"ko", []string{"가", "나", "다"}, "가, 나, 다"},
	}
	for _, c := range cases {
		if got := language(t, c.tag).List(c.items); got != c.want {
			t.Errorf("%s: got %q, want %q", c.tag, got, c.want)
		}
	}
}

func TestFileSize(t *testing.T) {
	cases := map[int64]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1200: "1.2 kB", 180_400: "180 kB", 2_500_000: "2.5 MB", 3_000_000_000: "3.0 GB"}
	for n, want := range cases {
		if got := language(t, "en").FileSize(n); got != want {
			t.Errorf("%d: got %q, want %q", n, got, want)
		}
	}
}

func TestStage(t *testing.T) {
	cases := []struct {
		stage      string
		n          int
		ja, en, ko string
	}{
		{"first", 1, "第1報", "First report", "제1보"},
		{"update", 2, "第2報", "Second report", "제2보"},
		{"final", 3, "第3報（最終報）", "Third and final report", "제3보(최종)"},
		{"final", 1, "最終報", "Final report", "최종 보고"},
		{"correction", 4, "第4報（訂正）", "Fourth report (correction)", "제4보(정정)"},
		{"recovery", 2, "第2報（復旧のお知らせ）", "Second report (service restored)", "제2보(복구 안내)"},
		{"update", 21, "第21報", "21st report", "제21보"},
		{"update", 13, "第13報", "13th report", "제13보"},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en, "ko": c.ko} {
			if got := language(t, tag).Stage(c.stage, c.n); got != want {
				t.Errorf("%s: %s %d: got %q, want %q", tag, c.stage, c.n, got, want)
			}
		}
	}
}

func TestZone(t *testing.T) {
	ja, en := language(t, "ja"), language(t, "en")
	cases := []struct{ got, want string }{
		{ja.Zone("Asia/Tokyo", 9*3600), "日本時間"}, {en.Zone("Asia/Tokyo", 9*3600), "JST"}, {ja.Zone("UTC", 0), "協定世界時"},
		{en.Zone("Asia/Dubai", 4*3600), "UTC+4"}, {en.Zone("Asia/Kathmandu", 5*3600+45*60), "UTC+5:45"},
		{en.Zone("America/Caracas", -4*3600), "UTC−4"}, {en.Zone("America/St_Johns", -(2*3600 + 1800)), "UTC−2:30"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestEras(t *testing.T) {
	ja, en := language(t, "ja"), language(t, "en")
	day := func(y, m, d int) lang.Date { return lang.Date{Year: y, Month: m, Day: d, Precision: lang.Day} }
	eras := lang.Style{Eras: true}
	cases := []struct {
		d    lang.Date
		want string
	}{
		{day(2019, 4, 12), "平成31年4月12日"}, {day(2019, 4, 30), "平成31年4月30日"}, {day(2019, 5, 1), "令和元年5月1日"},
		{day(2025, 8, 25), "令和7年8月25日"}, {day(1989, 1, 7), "昭和64年1月7日"}, {day(1989, 1, 8), "平成元年1月8日"},
		{day(1926, 12, 25), "昭和元年12月25日"}, {day(1912, 7, 29), "明治45年7月29日"}, {day(1850, 1, 1), "1850年1月1日"},
		{lang.Date{Year: 2018, Precision: lang.Year}, "平成30年"}, {lang.Date{Year: 2019, Precision: lang.Year}, "2019年"},
		{lang.Date{Year: 1989, Month: 1, Precision: lang.Month}, "1989年1月"}, {lang.Date{Year: 1989, Month: 2, Precision: lang.Month}, "平成元年2月"},
		{lang.Date{Year: 1989, Month: 1, Third: 1, Precision: lang.Third}, "1989年1月上旬"},
		{lang.Date{Year: 1989, Month: 1, Third: 3, Precision: lang.Third}, "平成元年1月下旬"},
	}
	for _, c := range cases {
		if got := ja.Date(c.d, eras); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.d, got, c.want)
		}
		if got := en.Date(c.d, eras); got != en.Date(c.d, lang.Style{}) {
			t.Errorf("English has no eras: %q", got)
		}
	}
	if got, want := ja.Range(day(2019, 4, 29), day(2019, 5, 3), eras), "平成31年4月29日〜令和元年5月3日"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := ja.Range(day(2019, 5, 1), day(2019, 5, 3), eras), "令和元年5月1日〜3日"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if ja.HasEras() == en.HasEras() {
		t.Error("only Japanese has eras")
	}
	src := strings.Replace(file(t, "ja"), `year = "{era}{n}"`, `year = "{era}{n}（{western}）"`, 1)
	both, _ := open(t, "ja", src)
	if got, want := both.Date(day(2019, 4, 12), eras), "平成31（2019）年4月12日"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
