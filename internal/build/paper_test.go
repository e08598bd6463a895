package build_test

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo/internal/build"
)

func TestPapers(t *testing.T) {
	site := open(t, content(nil), moment)
	var all []build.Paper
	for p := range site.Papers() {
		all = append(all, p)
	}
	if len(all) != 3 {
		t.Fatalf("%d papers, want one in each language and one in both: %+v", len(all), all)
	}
	ja, both := all[0], all[2]
	if ja.File != "ja/outage/1/print/index.html" || ja.URL != "https://www.example.com/disclosure/ja/outage/1/print/" ||
		ja.PDF != "ja/outage/1/print/outage-1-ja.pdf" || ja.Name != "outage-1-ja.pdf" || ja.Draft {
		t.Errorf("%+v", ja)
	}
	if !strings.Contains(ja.Title, "障害のお知らせ") || ja.Author != "見本株式会社" || !strings.Contains(ja.Subject, "第1報") {
		t.Errorf("%+v", ja.Properties)
	}
	if _, offset := ja.Published.Zone(); !ja.Published.Equal(time.Date(2026, 4, 1, 15, 0, 0, 0, time.FixedZone("", 9*3600))) || offset != 9*3600 {
		t.Errorf("published %v", ja.Published)
	}
	if !strings.Contains(both.Title, "障害のお知らせ") || !strings.Contains(both.Title, "Notice of an outage") || len(both.Langs) != 2 {
		t.Errorf("%+v", both)
	}
}

// The issuers of a report are its authors, before the site's publisher.
func TestPaperOfIssuers(t *testing.T) {
	text := report + "[[issuers]]\nname = { ja = \"甲社\", en = \"A\" }\n[[issuers]]\nname = { ja = \"乙社\", en = \"B\" }\n"
	site := open(t, content(fstest.MapFS{"content/outage/1.toml": file(text)}), moment)
	for p := range site.Papers() {
		want := map[string]string{"ja": "甲社、乙社", "en": "A and B"}[p.Langs[0]]
		if p.Author != want {
			t.Errorf("%v: author %q, want %q", p.Langs, p.Author, want)
		}
	}
}

// What the authors see is marked, and what the public sees does not change
// because somebody looks at drafts.
func TestWithDrafts(t *testing.T) {
	next := "situation = { ja = \"復旧\", en = \"Restored\" }\n" + strings.ReplaceAll(strings.ReplaceAll(report, `stage = "first"`, `stage = "update"`), `status = "ready"`, `status = "draft"`)
	site := open(t, content(fstest.MapFS{"content/outage/2.toml": file(next)}), moment)
	whole, err := site.WithDrafts()
	if err != nil {
		t.Fatal(err)
	}
	drafts := 0
	for p := range whole.Papers() {
		if p.Draft != (p.Number == 2) {
			t.Errorf("%s: draft is %v", p.File, p.Draft)
		}
		if p.Draft {
			drafts++
		}
	}
	for p := range site.Papers() {
		if p.Number != 1 {
			t.Errorf("the public site has %s", p.File)
		}
	}
	if drafts != 3 {
		t.Errorf("%d drafts", drafts)
	}
}

func TestWithPDFs(t *testing.T) {
	plain := open(t, content(nil), moment)
	pdfs := fstest.MapFS{}
	for p := range plain.Papers() {
		pdfs[p.PDF] = file(p.PDF + strings.Repeat(" ", 123000-len(p.PDF)))
	}
	site, err := plain.WithPDFs(pdfs)
	if err != nil {
		t.Fatal(err)
	}
	for p := range plain.Papers() {
		before, err := fs.ReadFile(plain, p.File)
		if err != nil {
			t.Fatal(err)
		}
		if after, err := fs.ReadFile(site, p.File); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s depends on its own PDF, %v", p.File, err)
		}
		data, err := fs.ReadFile(site, p.PDF)
		if err != nil || !strings.HasPrefix(string(data), p.PDF) {
			t.Errorf("%s: %v", p.PDF, err)
		}
	}
	for name, want := range map[string]string{
		"ja/outage/index.html":   `<a href="1/print/outage-1-ja.pdf" type="application/pdf">PDF（123 kB）</a>`,
		"en/outage/1/index.html": `<a href="../../../ja/outage/1/print/bilingual/outage-1-ja-en.pdf" type="application/pdf">PDF (日本語 · English · 123 kB)</a>`,
	} {
		page, err := fs.ReadFile(site, name)
		if err != nil || !strings.Contains(string(page), want) {
			t.Errorf("%s does not have %s, %v", name, want, err)
		}
		page, err = fs.ReadFile(plain, name)
		if err != nil || strings.Contains(string(page), ".pdf") {
			t.Errorf("%s links to a PDF that is not there, %v", name, err)
		}
	}
}
