package wording_test

import (
	"os"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"kohyo/internal/lang"
	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// opened keeps the languages of the tests: ja and en as they ship, ko by
// adding its file alone.
var opened = sync.OnceValues(func() (map[string]*lang.Language, []lang.Problem) {
	layouts := fstest.MapFS{}
	for tag, name := range map[string]string{
		"ja": "../../layouts/lang/ja.toml", "en": "../../layouts/lang/en.toml", "ko": "../lang/testdata/ko.toml",
	} {
		src, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		layouts["lang/"+tag+".toml"] = &fstest.MapFile{Data: src}
	}
	langs := map[string]*lang.Language{}
	var all []lang.Problem
	for _, tag := range []string{"ja", "en", "ko"} {
		l, problems, err := wording.Open(layouts, tag)
		if err != nil {
			panic(err)
		}
		langs[tag], all = l, append(all, problems...)
	}
	return langs, all
})

// Every language has every label and a word for every word of every
// vocabulary.
func TestLanguagesAreComplete(t *testing.T) {
	_, problems := opened()
	for _, p := range problems {
		t.Error(p)
	}
}

// tokyo is a Japanese site in three languages.
func tokyo() *notice.Site {
	return &notice.Site{
		TimeZone:  notice.String{V: "Asia/Tokyo"},
		Languages: []notice.String{{V: "ja"}, {V: "en"}, {V: "ko"}},
	}
}

// writer makes a writer in a language for a Japanese site.
func writer(t testing.TB, tag string, r *notice.Report) *wording.Writer {
	t.Helper()
	langs, _ := opened()
	return wording.New(langs[tag], tokyo(), r)
}

func moment(t testing.TB, s string) notice.Moment {
	t.Helper()
	if s == "" {
		return notice.Moment{}
	}
	m, problem := notice.ParseMoment(s)
	if problem != nil {
		t.Fatalf("%q: %s", s, problem.Text.En)
	}
	return m
}

func span(t testing.TB, from, to string) notice.Span {
	return notice.Span{From: moment(t, from), To: moment(t, to)}
}

// published is a report of 12 April 2019.
func published(t testing.TB) *notice.Report {
	return &notice.Report{Number: 1, Published: moment(t, "2019-04-12T15:00:00+09:00")}
}

func text(s string) notice.Text { return notice.Text{Same: &notice.Passage{Text: s}} }

func texts(ja, en string) notice.Text {
	return notice.Text{By: []notice.Translation{{Lang: "en", Passage: notice.Passage{Text: en}}, {Lang: "ja", Passage: notice.Passage{Text: ja}}}}
}

func id(s string) notice.String { return notice.String{V: s} }

func word(s string) notice.Word { return notice.Word{ID: s} }

func words(list ...string) []notice.Word {
	var out []notice.Word
	for _, s := range list {
		out = append(out, word(s))
	}
	return out
}

func number(n int64) notice.Int { return notice.Int{Set: true, V: n} }

var yes = notice.Bool{Set: true, V: true}

func TestTitle(t *testing.T) {
	w := writer(t, "ja", nil)
	cases := []struct {
		title string
		want  []string
	}{
		{"お知らせ", []string{"お知らせ"}},
		{"「通販」への|不正アクセスによる|お詫び", []string{"「通販」への", "不正アクセスによる", "お詫び"}},
		{`A\|B|C`, []string{"A|B", "C"}},
		{`末尾は\`, []string{`末尾は\`}},
		{"", []string{""}},
	}
	for _, c := range cases {
		if got := w.Title(text(c.title)); !slices.Equal(got, c.want) {
			t.Errorf("%q: got %q, want %q", c.title, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	cases := []struct {
		name      string
		text      notice.Text
		tag       string
		want, src string
	}{
		{"both languages", texts("日", "E"), "en", "E", "en"},
		{"one for all", text("X"), "en", "X", "en"},
		{"translation pending", notice.Text{By: []notice.Translation{{Lang: "ja", Passage: notice.Passage{Text: "日"}}}}, "en", "日", "ja"},
		{"source pending", notice.Text{By: []notice.Translation{{Lang: "en", Passage: notice.Passage{Text: "E"}}}}, "ja", "E", "en"},
		{"nothing", notice.Text{}, "ja", "", ""},
	}
	for _, c := range cases {
		if got, src := writer(t, c.tag, nil).Text(c.text); got != c.want || src != c.src {
			t.Errorf("%s: got %q in %q", c.name, got, src)
		}
	}
}

func TestWordsOfTheSite(t *testing.T) {
	langs, _ := opened()
	site := tokyo()
	site.Vocabulary = map[string]map[string]notice.Own{
		"items": {"seat": {Labels: map[string]map[string]string{"ja": {"": "座席"}, "en": {"": "seat"}}}},
		"units": {"seat": {Labels: map[string]map[string]string{"ja": {"": "席"}, "en": {"one": "seat", "other": "seats"}}}},
		"kinds": {"other": {Labels: map[string]map[string]string{"ja": {"": "別件"}}}},
	}
	ja, en := wording.New(langs["ja"], site, nil), wording.New(langs["en"], site, nil)
	one, many := notice.Measure{Value: number(1), Unit: word("seat")}, notice.Measure{Max: number(1200), Unit: word("seat")}
	cases := []struct{ got, want string }{
		{ja.Word("items", "seat"), "座席"}, {en.Word("items", "seat"), "seat"},
		{ja.Measure(many), "最大1,200席"}, {en.Measure(many), "up to 1,200 seats"}, {en.Measure(one), "1 seat"},
		{en.Word("units", "seat"), "seats"},
		{ja.Word("kinds", "other"), "別件"}, {en.Word("kinds", "other"), "別件"}, // no label of its own yet: the source language's
		{en.Word("kinds", "theft"), "Theft"}, {en.Word("kinds", "nonsense"), "nonsense"},
		{en.Measure(notice.Measure{Value: number(2), Unit: word("nonsense")}), "2 nonsense"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestLabel(t *testing.T) {
	w := writer(t, "en", nil)
	if got := w.Label("list.page_title", "Notices", 2); got != "Notices (2)" {
		t.Errorf("got %q", got)
	}
	if got := w.Plural("list.count", 1); got != "1 notice" {
		t.Errorf("got %q", got)
	}
	if got := w.Plural("list.count", 1234); got != "1,234 notices" {
		t.Errorf("got %q", got)
	}
	if got := w.Label("no.such"); got == "" {
		t.Error("a label that does not exist vanishes")
	}
	if _, err := w.LabelErr("no.such"); err == nil {
		t.Error("no error for a label that does not exist")
	}
}

func TestStageAndPublication(t *testing.T) {
	r := published(t)
	r.Number, r.Stage = 3, word("final")
	for tag, want := range map[string][2]string{
		"ja": {"第3報（最終報）", "2019年4月12日（金）"},
		"en": {"Third and final report", "Friday, 12 April 2019"},
		"ko": {"제3보(최종)", "2019년 4월 12일(금)"},
	} {
		w := writer(t, tag, r)
		if w.Stage(r) != want[0] || w.Published(r) != want[1] {
			t.Errorf("%s: got %q, %q", tag, w.Stage(r), w.Published(r))
		}
	}
}
