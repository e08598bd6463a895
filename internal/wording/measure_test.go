package wording_test

import (
	"testing"

	"kohyo/internal/notice"
)

func TestMeasure(t *testing.T) {
	m := func(unit string, set func(*notice.Measure)) notice.Measure {
		out := notice.Measure{Unit: word(unit)}
		set(&out)
		return out
	}
	cases := []struct {
		name       string
		m          notice.Measure
		ja, en, ko string
	}{
		{"exact", m("person", func(m *notice.Measure) { m.Value = number(3148) }), "3,148名", "3,148 people", "3,148명"},
		{"one", m("card", func(m *notice.Measure) { m.Value = number(1) }), "1件", "1 card", "1건"},
		{"none", m("card", func(m *notice.Measure) { m.Value = number(0) }), "0件", "0 cards", "0건"},
		{"two", m("card", func(m *notice.Measure) { m.Value = number(2) }), "2件", "2 cards", "2건"},
		{"at most", m("person", func(m *notice.Measure) { m.Max = number(7996) }), "最大7,996名", "up to 7,996 people", "최대 7,996명"},
		{"at most one", m("person", func(m *notice.Measure) { m.Max = number(1) }), "最大1名", "up to 1 person", "최대 1명"},
		{"at least", m("sheet", func(m *notice.Measure) { m.Min = number(19) }), "少なくとも19枚", "at least 19 sheets", "최소 19장"},
		{"range", m("sheet", func(m *notice.Measure) { m.Min, m.Max = number(25000), number(30000) }), "25,000〜30,000枚", "25,000 to 30,000 sheets", "25,000~30,000장"},
		{"about a range", m("sheet", func(m *notice.Measure) { m.Min, m.Max, m.Approx = number(25000), number(30000), yes }), "約25,000〜30,000枚", "about 25,000 to 30,000 sheets", "약 25,000~30,000장"},
		{"about", m("person", func(m *notice.Measure) { m.Value, m.Approx = number(420000), yes }), "約420,000名", "about 420,000 people", "약 420,000명"},
		{"gross", m("person", func(m *notice.Measure) { m.Value, m.Approx, m.Gross = number(420000), yes, yes }), "延べ約420,000名", "about 420,000 people (including duplicates)", "연인원 약 420,000명"},
		{"about at most", m("person", func(m *notice.Measure) { m.Max, m.Approx = number(120000), yes }), "最大約120,000名", "up to about 120,000 people", "최대 약 120,000명"},
		{"about at least", m("person", func(m *notice.Measure) { m.Min, m.Approx = number(120000), yes }), "少なくとも約120,000名", "at least about 120,000 people", "최소 약 120,000명"},
		{"money", m("yen", func(m *notice.Measure) { m.Value = number(2869500) }), "2,869,500円", "2,869,500 yen", "2,869,500엔"},
		{"percent", m("percent", func(m *notice.Measure) { m.Max = number(35) }), "最大35%", "up to 35%", "최대 35%"},
		{"minutes", m("minute", func(m *notice.Measure) { m.Value = number(28) }), "28分", "28 minutes", "28분"},
		{"under investigation", m("person", func(m *notice.Measure) { m.Figure = word("under-investigation") }), "調査中", "under investigation", "조사 중"},
		{"cannot be determined", m("person", func(m *notice.Measure) { m.Figure = word("cannot-be-determined") }), "特定できず", "cannot be determined", "특정할 수 없음"},
		{"not disclosed", m("person", func(m *notice.Measure) { m.Figure = word("not-disclosed") }), "非公表", "not disclosed", "비공개"},
		{"nothing written", m("person", func(*notice.Measure) {}), "不明", "unknown", "알 수 없음"},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en, "ko": c.ko} {
			if got := writer(t, tag, nil).Measure(c.m); got != want {
				t.Errorf("%s, %s: got %q, want %q", c.name, tag, got, want)
			}
		}
	}
}

func TestMeasureParts(t *testing.T) {
	most := notice.Measure{Max: number(7996), Unit: word("person")}
	gross := notice.Measure{Value: number(420000), Approx: yes, Gross: yes, Unit: word("person")}
	between := notice.Measure{Min: number(25000), Max: number(30000), Unit: word("card")}
	none := notice.Measure{Figure: word("under-investigation"), Unit: word("person")}
	cases := []struct {
		tag                   string
		m                     notice.Measure
		before, number, after string
	}{
		{"ja", most, "最大", "7,996", "名"}, {"en", most, "up to", "7,996", "people"},
		{"ja", gross, "延べ約", "420,000", "名"}, {"en", gross, "about", "420,000", "people (including duplicates)"},
		{"ja", between, "", "25,000〜30,000", "件"}, {"en", between, "", "25,000 to 30,000", "cards"},
		{"ja", none, "", "", "調査中"}, {"en", none, "", "", "under investigation"},
	}
	for _, c := range cases {
		if b, n, a := writer(t, c.tag, nil).MeasureParts(c.m); b != c.before || n != c.number || a != c.after {
			t.Errorf("%s: got %q | %q | %q, want %q | %q | %q", c.tag, b, n, a, c.before, c.number, c.after)
		}
	}
}

func TestCount(t *testing.T) {
	measure := func(unit string, n int64) notice.Measure { return notice.Measure{Value: number(n), Unit: word(unit)} }
	most := func(unit string, n int64) notice.Measure { return notice.Measure{Max: number(n), Unit: word(unit)} }
	cases := []struct {
		measures []notice.Measure
		ja, en   string
	}{
		{[]notice.Measure{most("card", 3086), most("person", 2816)}, "最大3,086件（2,816名）", "up to 3,086 cards (2,816 people)"},
		{[]notice.Measure{measure("workplace", 76), measure("address", 85)}, "76事業所（85件）", "76 workplaces (85 addresses)"},
		{[]notice.Measure{most("card", 3086), measure("person", 1)}, "最大3,086件（1名）", "up to 3,086 cards (1 person)"},
		{[]notice.Measure{measure("card", 3086), most("person", 2816)}, "3,086件（最大2,816名）", "3,086 cards (up to 2,816 people)"},
		{[]notice.Measure{measure("person", 217), measure("case", 49), measure("letter", 17)}, "217名（49件、17通）", "217 people (49 cases and 17 letters)"},
		{[]notice.Measure{measure("person", 5)}, "5名", "5 people"},
		{[]notice.Measure{{Figure: word("under-investigation"), Unit: word("person")}}, "調査中", "under investigation"},
		{nil, "", ""},
	}
	for _, c := range cases {
		for tag, want := range map[string]string{"ja": c.ja, "en": c.en} {
			if got := writer(t, tag, nil).Count(notice.Count{Measures: c.measures}); got != want {
				t.Errorf("%s: got %q, want %q", tag, got, want)
			}
		}
	}
}

func TestShare(t *testing.T) {
	if got := writer(t, "ja", nil).Share(2816, 7996); got != "35.2%" {
		t.Errorf("got %q", got)
	}
	if got := writer(t, "ja", nil).Share(1, 0); got != "" {
		t.Errorf("got %q", got)
	}
}
