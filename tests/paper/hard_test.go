package paper

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kohyo/internal/fixture"
)

const settings = `base_url = "https://www.example.com/disclosure/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"
[organization]
name = { ja = "見本株式会社", en = "Sample Inc." }
`

// site writes a site into a folder of the test's own.
func site(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["site.toml"] = settings
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const first = `kind = "outage"
stage = "first"
status = "ready"
published = 2026-04-01T15:00:00+09:00
title = { ja = "障害のお知らせ", en = "Notice of an outage" }
`

// items are 25 kinds of data.
var items = strings.Fields(`name name.kana name.family company-name address postal-code phone fax email sex birth-date
	age nationality occupation workplace department job-title family photo signature card.number card.expiry
	card.security-code card.holder bank-account`)

const sentences = 68

// hard is a report that is long in everything, and every piece of which can
// be told from the others.
func hard() string {
	var b strings.Builder
	b.WriteString(first)
	var ja, en strings.Builder
	for i := range sentences { // 3,000 characters in Japanese
		fmt.Fprintf(&ja, "第%03d文では、当社のサーバーで起きたことと、その影響を受けるお客さまについてご説明します。", i)
		fmt.Fprintf(&en, "Sentence %03d tells what happened on our servers, and whom it concerns. ", i)
	}
	long := "https://www.example.com/" + strings.Repeat("a1b2c3d4e5", 27) + "/end"
	fmt.Fprintf(&b, "lead = { ja = \"%s%s\", en = \"%s %s\" }\n", &ja, long, strings.TrimSpace(en.String()), long)
	b.WriteString("[scope]\n")
	for i := range 40 {
		fmt.Fprintf(&b, "[[scope.groups]]\nid = \"g%d\"\nname = { ja = \"対象のまとまり%03dのお客さま\", en = \"Group %03d of customers\" }\n", i, i, i)
		status := []string{"confirmed", "possible"}[i%2]
		few := items[:3]
		if i == 0 {
			few = items
		}
		fmt.Fprintf(&b, "[[scope.groups.data]]\nstatus = %q\nitems = [\"%s\"]\n", status, strings.Join(few, `", "`))
	}
	for i := range 60 {
		fmt.Fprintf(&b, "[[timeline]]\nat = 2026-03-%02dT%02d:%02d\ntext = { ja = \"出来事%03dが、確認の結果わかりました。担当の者がその場で対応し、記録を残しました。\", en = \"Event %03d was found on looking into it; those in charge acted at once and kept a record.\" }\n",
			1+i/4, 9+i%4, i%60, i, i)
	}
	return b.String()
}

func TestHardContent(t *testing.T) {
	fixture.Need(t, "pdfinfo", "pdffonts", "pdftotext", "qpdf")
	fonts(t)
	dir := site(t, map[string]string{
		"content/hard/1.toml":  hard(),
		"content/empty/1.toml": first, // hardly a section has anything to say
	})
	out := filepath.Join(dir, "pdf")
	said := printSite(t, dir, out, "--now", now, "--bilingual")
	for _, file := range files(t, out) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			sound(t, file)
			if !strings.HasPrefix(filepath.Base(file), "hard") {
				return
			}
			text := squeeze(margins.ReplaceAllString(tool(t, "pdftotext", "-raw", file, "-"), ""))
			for _, tag := range langs(file) {
				for name, piece := range map[string]struct {
					n    int
					form string
				}{
					"sentence": {sentences, map[string]string{"ja": "第%03d文では、", "en": "Sentence%03dtells"}[tag]},
					"group":    {40, map[string]string{"ja": "対象のまとまり%03dのお客さま", "en": "Group%03dofcustomers"}[tag]},
					"event":    {60, map[string]string{"ja": "出来事%03dが、確認", "en": "Event%03dwasfound"}[tag]},
				} {
					for i := range piece.n {
						if want := fmt.Sprintf(piece.form, i); !strings.Contains(text, want) {
							t.Errorf("%s: the %s %d is missing", tag, name, i)
						}
					}
				}
			}
			if !strings.Contains(text, strings.Repeat("a1b2c3d4e5", 27)+"/end") {
				t.Error("the long address is cut")
			}
		})
	}
	if t.Failed() {
		t.Log(said)
	}
}

// Paper and addresses are as site.toml says, whatever an address looks like.
func TestLetterPaper(t *testing.T) {
	fixture.Need(t, "pdfinfo")
	dir := site(t, map[string]string{"content/shop/1.toml": first})
	text := strings.Replace(settings, "www.example.com/disclosure/", "公表.example:6000/開示/", 1) + "[print]\npaper = \"letter\"\n"
	if err := os.WriteFile(filepath.Join(dir, "site.toml"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "pdf")
	printSite(t, dir, out, "--now", now, "--lang-of-page", "en")
	if size := fields(tool(t, "pdfinfo", files(t, out)[0]))["Page size"]; size != "612 x 792 pts (letter)" {
		t.Errorf("the page is %s", size)
	}
}
