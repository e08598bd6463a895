package build_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// A third language needs one file, in the site's own layouts, and no code.
// While a translation is pending its page says so, states the facts in the
// new language, and shows the source's text marked as such.
func TestThirdLanguage(t *testing.T) {
	settings := strings.Replace(string(mustRead(t, "testdata/full/site.toml")), `"en"]`, `"en", "ko"]`, 1)
	for _, pair := range [][2]string{
		{`en = "organization name"`, `en = "organization name", ko = "조직 이름"`},
		{`en = "organization address"`, `en = "organization address", ko = "조직 주소"`},
		{`en = "header link"`, `en = "header link", ko = "위 링크"`},
		{`en = "footer link"`, `en = "footer link", ko = "아래 링크"`},
	} {
		settings = strings.Replace(settings, pair[0], pair[1], 1)
	}
	report := "translation_pending = [\"ko\"]\n" + string(mustRead(t, "testdata/full/1.toml"))
	site := open(t, fstest.MapFS{
		"site.toml":                   file(settings),
		"layouts/lang/ko.toml":        {Data: mustRead(t, "../lang/testdata/ko.toml")},
		"content/full/1.toml":         file(report),
		"content/full/files/list.pdf": file("%PDF-1.7\n"),
	}, time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC))
	page, err := site.ReadFile("ko/full/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<html lang="ko"`, "조직 이름", "2026년 5월 6일", "최대 약 1,234명", `<span lang="ja">合計の名</span>`,
		`hreflang="ko"`, `<div lang="ja"><p>前文の文</p></div>`, "0120-123-456", "3-1234-5679",
	} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("the Korean page does not say %s", want)
		}
	}
	names := slices.Collect(site.Addresses())
	for _, want := range []string{"ko/index.html", "ko/2026/index.html", "ko/full/1/index.html", "ko/feed.xml", "ko/feed.json"} {
		if !slices.Contains(names, want) {
			t.Errorf("there is no %s", want)
		}
	}
}
