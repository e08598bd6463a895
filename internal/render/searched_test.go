package render

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

func searching(t *testing.T, s *site.Site) *Renderer {
	return &Renderer{made: newMade(), searches: &searches{}, site: s, langs: testLangs(t)}
}

// resultsOf are the results that a reader of a language could find, by slug.
func resultsOf(t *testing.T, s *site.Site, lang string) map[string][]string {
	t.Helper()
	r := searching(t, s)
	all := map[string][]string{}
	for p := range s.Pages() {
		if p.Kind != site.SearchTexts || p.Lang != lang {
			continue
		}
		data, err := r.Page(p)
		if err != nil {
			t.Fatal(err)
		}
		var texts [][]string
		if err := json.Unmarshal(data, &texts); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		items := s.SearchItems(p.Of)
		for i, text := range texts {
			all[items[p.Number*site.SearchPerTexts()+i].Slug] = text
		}
	}
	return all
}

func TestResult(t *testing.T) {
	one, two := report("shop", 1, day(2019, 4, 12)), report("shop", 2, day(2019, 5, 7))
	one.Title = text("通販サイトへの|不正アクセス", "Access |to our shop")
	two.Stage.ID = "final"
	two.Title = text("最終の|ご報告", "The |final report")
	two.Lead.Text = text("**3月**に {counts.total} の\n情報が漏えいしました。", "In *March*, data of {counts.total} leaked.")
	two.Counts = []notice.Count{{ID: notice.String{V: "total"}, Measures: []notice.Measure{{Value: notice.Int{Set: true, V: 7996}, Unit: notice.Word{ID: "person"}}}}}
	two.Cause.Text.Text = text("脆弱性[^n]です。", "A weakness[^n].")
	two.Notes = []notice.Note{{ID: notice.String{V: "n"}, Text: notice.Prose{Text: text("用語", "A term")}}}
	two.Scope.Groups = []notice.Group{{Name: text("会員", "Members"), Data: []notice.GroupData{{Items: []notice.Word{{ID: "password"}}}}}}
	two.Accept = []notice.Accepted{{Reason: notice.String{V: "PRIVATE"}}}
	s := siteOf(one, two)
	for lang, want := range map[string][]string{
		"ja": {"../shop/", "2019-04-12", "2019年4月12日（金）", "5月7日（火）更新", "final", "第2報（最終報）", "ランサムウェア被害", "", "最終のご報告", "3月に 7,996名 の情報が漏えいしました。"},
		"en": {"../shop/", "2019-04-12", "Friday, 12 April 2019", "updated Tuesday 7 May", "final", "Second and final report", "Ransomware attack", "", "The final report", "In March, data of 7,996 people leaked."},
	} {
		got := resultsOf(t, s, lang)["shop"]
		if len(got) != 11 || !slices.Equal(got[:10], want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
			continue
		}
		body := map[string][]string{"ja": {"脆弱性です", "会員", "パスワード", "用語", "通販サイトへの不正アクセス"}, "en": {"A weakness.", "Members", "assword", "Access to our shop"}}[lang]
		for _, words := range body {
			if !strings.Contains(got[10], words) {
				t.Errorf("%s: %q is not in %q", lang, words, got[10])
			}
		}
		if strings.Contains(got[10], "PRIVATE") {
			t.Errorf("%s: what is for its author is found: %q", lang, got[10])
		}
	}
}

// A text that waits for its translation is found in the source language, and
// says so.
func TestResultInAnotherLanguage(t *testing.T) {
	r := report("a", 1, day(2019, 4, 12))
	r.Title = notice.Text{By: []notice.Translation{{Lang: "ja", Passage: notice.Passage{Text: "お知らせ"}}}}
	if got := resultsOf(t, siteOf(r), "en")["a"]; got[7] != "ja" || got[8] != "お知らせ" {
		t.Errorf("%q", got)
	}
}

// Of what was taken down nothing is found; what was said before still is,
// at its own address.
func TestWithdrawnIsNotFound(t *testing.T) {
	down := func(slug string, number int) *notice.Report {
		r := full(slug, number, "CANARY")
		r.Withdrawn.At = day(2019, 6, 1)
		return r
	}
	one := report("b", 1, day(2019, 4, 12))
	s := siteOf(down("a", 1), one, down("b", 2), down("c", 1), report("c", 2, day(2019, 4, 12)))
	for _, lang := range []string{"ja", "en"} {
		got := resultsOf(t, s, lang)
		if len(got["a"]) != 0 || got["b"][0] != "../b/1/" || got["c"][0] != "../c/" {
			t.Errorf("%s: %q", lang, got)
		}
	}
	for file, data := range searchFiles(t, s) {
		if bytes.Contains(bytes.ToLower(data), []byte("canary")) {
			t.Errorf("%s holds what was taken down", file)
		}
	}
}

// searchFiles renders the whole index.
func searchFiles(t *testing.T, s *site.Site) map[string][]byte {
	t.Helper()
	r := searching(t, s)
	files := map[string][]byte{}
	for p := range s.Pages() {
		if p.Kind == site.SearchIndex || p.Kind == site.SearchTexts {
			data, err := r.Page(p)
			if err != nil {
				t.Fatal(err)
			}
			files[p.File()] = data
		}
	}
	return files
}

// The same files come in whatever order they are asked for, and however the
// incidents came to be known.
func TestIndexIsTheSame(t *testing.T) {
	var reports []*notice.Report
	for i := range 30 {
		reports = append(reports, full(string(rune('a'+i%26))+strings.Repeat("x", i/26), 1, "canary"))
	}
	s := siteOf(reports...)
	want := searchFiles(t, s)
	if len(want) != 2*(8+15) {
		t.Fatalf("%d files", len(want))
	}
	for file, data := range want { // texts without the index, in no order
		if got, _ := searching(t, s).Page(mustFind(t, s, file)); !bytes.Equal(got, data) {
			t.Errorf("%s differs when it is asked for alone", file)
		}
	}
	heads := searching(t, s).WithWhole(func(in *site.Incident) (*site.Incident, error) { return in, nil })
	for file, data := range want {
		if got, _ := heads.Page(mustFind(t, s, file)); !bytes.Equal(got, data) {
			t.Errorf("%s differs", file)
		}
	}
}
