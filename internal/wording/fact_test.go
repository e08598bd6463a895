package wording_test

import (
	"slices"
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// report is a report with one of everything that prose may quote.
func report(t testing.TB) *notice.Report {
	r := published(t)
	r.Counts = []notice.Count{
		{ID: id("total"), Label: texts("対象の方", "People affected"), Measures: []notice.Measure{{Max: number(7996), Unit: word("person")}}},
		{ID: id("cards"), Measures: []notice.Measure{{Max: number(3086), Unit: word("card")}, {Max: number(2816), Unit: word("person")}}},
		{ID: id("a"), Group: notice.Ref{ID: "members"}, Measures: []notice.Measure{{Value: number(1), Unit: word("person")}}},
		{ID: id("empty")},
	}
	r.Scope.Systems = []notice.System{{Name: texts("通販サイト", "Online shop")}, {Name: texts("会員サイト", "Members’ site")}}
	r.Scope.Exposure = []notice.Span{span(t, "2013-10-05", "2019-03-11")}
	r.Scope.Groups = []notice.Group{{ID: id("members"), Name: texts("会員の方", "Members")}, {ID: id("rest"), Name: texts("{groups.members}以外の方", "All but {groups.members}")}}
	r.Contacts = []notice.Contact{{
		ID: id("support"), Name: texts("お問い合わせ窓口", "Support desk"), Phone: id("0996-23-5111"), Fax: id("0996-20-5570"), Email: id("a@example.jp"),
		Hours: []notice.Hours{{Days: words("mon-fri"), Open: clock(9, 0), Close: clock(18, 0)}},
	}, {Phone: id("03-1234-5678")}}
	r.Parties = []notice.Party{{ID: id("pcf"), Role: word("forensics"), Name: text("P.C.F.")}, {ID: id("sys"), Role: word("contractor")}}
	r.Services = []notice.Service{{ID: id("shop"), Name: texts("通販サイト", "Online shop"), State: word("stopped")}, {Name: text("名なし"), State: word("normal")}}
	r.Timeline = []notice.Event{
		{Event: word("detected"), At: notice.When{Span: notice.Span{From: moment(t, "~2019-03-11 15:00")}}},
		{Event: word("detected"), At: notice.When{Span: notice.Span{From: moment(t, "2019-03-12")}}},
	}
	r.NextReport = notice.NextReport{Moment: moment(t, "late 2019-04")}
	return r
}

func TestFact(t *testing.T) {
	cases := []struct{ path, ja, en, name string }{
		{"counts.total", "最大7,996名", "up to 7,996 people", "対象の方"},
		{"counts.total.person", "最大7,996名", "up to 7,996 people", "対象の方"},
		{"counts.cards", "最大3,086件（2,816名）", "up to 3,086 cards (2,816 people)", "対象となる方"},
		{"counts.cards.person", "最大2,816名", "up to 2,816 people", "対象となる方"},
		{"counts.a", "1名", "1 person", "会員の方"},
		{"scope.exposure", "2013年10月5日〜2019年3月11日", "5 October 2013 to 11 March 2019", "対象の期間"},
		{"scope.exposure.from", "2013年10月5日（土）", "Saturday, 5 October 2013", "対象の期間"},
		{"scope.exposure.to", "2019年3月11日（月）", "Monday, 11 March 2019", "対象の期間"},
		{"scope.systems", "通販サイト、会員サイト", "Online shop and Members’ site", "対象のサイト・システム"},
		{"groups.members", "会員の方", "Members", "会員の方"},
		{"contacts.support.name", "お問い合わせ窓口", "Support desk", "窓口"},
		{"contacts.support.phone", "0996-23-5111", "+81 996-23-5111", "電話"},
		{"contacts.support.fax", "0996-20-5570", "+81 996-20-5570", "ファクス"},
		{"contacts.support.email", "a@example.jp", "a@example.jp", "メール"},
		{"contacts.support.hours", "月〜金 9:00〜18:00", "Monday to Friday 9:00–18:00", "受付時間"},
		{"parties.pcf", "P.C.F.", "P.C.F.", "P.C.F."},
		{"parties.sys", "委託先", "Contractor", "委託先"},
		{"services.shop", "通販サイト", "Online shop", "通販サイト"},
		{"services.shop.state", "停止中", "Stopped", "通販サイト"},
		{"timeline.detected", "2019年3月11日（月）15時頃", "around 15:00 on Monday, 11 March 2019, JST", "発見"},
		{"published", "2019年4月12日（金）", "Friday, 12 April 2019", "公表日"},
		{"organization", "見本鉄道株式会社", "Mihon Railway", "発表者"},
		{"next_report", "2019年4月下旬", "late April 2019", "次報"},
	}
	langs, _ := opened()
	r, site := report(t), tokyo()
	site.Organization.Name = texts("見本鉄道株式会社", "Mihon Railway")
	ja, en := wording.New(langs["ja"], site, r), wording.New(langs["en"], site, r)
	paths := wording.FactPaths(r)
	for _, c := range cases {
		if got, ok := ja.Fact(c.path); got != c.ja || !ok {
			t.Errorf("ja %s: got %q, %v; want %q", c.path, got, ok, c.ja)
		}
		if got, ok := en.Fact(c.path); got != c.en || !ok {
			t.Errorf("en %s: got %q, %v; want %q", c.path, got, ok, c.en)
		}
		if got, ok := ja.In(langs["en"]).Fact(c.path); got != c.en || !ok {
			t.Errorf("ja in en %s: got %q, %v; want %q", c.path, got, ok, c.en)
		}
		if got, ok := ja.FactName(c.path); got != c.name || !ok {
			t.Errorf("name of %s: got %q, %v; want %q", c.path, got, ok, c.name)
		}
		if !slices.Contains(paths, c.path) || !wording.Known(r, c.path) {
			t.Errorf("%s is not among the paths", c.path)
		}
	}
	for _, path := range []string{
		"", "counts", "counts.nothing", "counts.empty", "counts.total.card", "contacts.support.form", "contacts..phone", "timeline.contained",
		"services..state", "scope.data_period", "published.year",
	} {
		if got, ok := ja.Fact(path); ok || got != "" || wording.Known(r, path) {
			t.Errorf("%q says %q", path, got)
		}
		if _, ok := ja.FactName(path); ok {
			t.Errorf("%q has a name", path)
		}
	}
	r.Scope.Exposure = append(r.Scope.Exposure, span(t, "2019-03-12", "2019-03-13"))
	if wording.Known(r, "scope.exposure.to") || !wording.Known(r, "scope.exposure") {
		t.Error("two spans have no one end, and may be quoted together")
	}
	if _, ok := writer(t, "ja", nil).Fact("published"); ok {
		t.Error("a fact without a report")
	}
}

// Names may quote facts, once; what would go round in circles stays as it is
// written.
func TestFactsInNames(t *testing.T) {
	r := report(t)
	w := writer(t, "en", r)
	if got, _ := w.Fact("groups.rest"); got != "All but Members" {
		t.Errorf("got %q", got)
	}
	r.Scope.Groups = []notice.Group{{ID: id("a"), Name: text("{groups.b}")}, {ID: id("b"), Name: text("{groups.a}")}}
	if got, _ := writer(t, "en", r).Fact("groups.a"); got != "{groups.a}" {
		t.Errorf("got %q", got)
	}
	got := w.Title(text(`Notice to {counts.total}|of {nothing} and \{published}`))
	if want := []string{"Notice to up to 7,996 people", "of {nothing} and {published}"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
