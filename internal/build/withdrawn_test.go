package build_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
)

const withdrawal = `
[withdrawn]
at = 2026-06-01T10:00:00+09:00
reason = { ja = "裁判所の決定によります。", en = "By order of a court." }
`

// openAny is open for content with warnings, whose rules it gives.
func openAny(t *testing.T, content fstest.MapFS) (*build.Site, string) {
	t.Helper()
	site, findings, err := build.Open(content, kohyo.Theme, build.Options{Now: afterAll})
	if err != nil || site == nil {
		t.Fatal(err, findings)
	}
	var said []string
	for _, f := range findings {
		if f.Severity == diag.Warning && f.File == "content/full/2.toml" {
			said = append(said, f.Rule)
		}
	}
	return site, strings.Join(said, " ")
}

// What a withdrawn report said is gone from every file, also when its own file
// still holds it: a report with every field of the format leaves the same site
// as one that never said anything.
func TestNothingOfAWithdrawnReportIsLeft(t *testing.T) {
	full := fullContent(t)
	text := string(full["content/full/2.toml"].Data)
	third := strings.Replace(string(full["content/full/1.toml"].Data), `"first"`, `"update"`, 1)
	third = strings.Replace(strings.Replace(third, "2026-05-01", "2026-10-01", 1), "before", "after", 1)
	full["content/full/3.toml"] = file(third)
	full["content/full/2.toml"] = file(text + withdrawal)
	site, said := openAny(t, full)
	if !strings.Contains(said, "withdrawn-text") {
		t.Errorf("nothing says that the file still holds the text: %s", said)
	}

	bare := maps.Clone(full)
	delete(bare, "content/full/files/list.pdf")
	var kept []string
	for line := range strings.Lines(text) {
		for _, key := range []string{"kind", "stage", "status", "published", "reference", "time_zone", "title"} {
			if strings.HasPrefix(line, key+" ") {
				kept = append(kept, line)
			}
		}
		if strings.HasPrefix(line, "[") {
			break
		}
	}
	bare["content/full/2.toml"] = file(strings.Join(kept, "") + withdrawal)
	without, said := openAny(t, bare)
	if said != "" {
		t.Errorf("a withdrawn report that says nothing more: %s", said)
	}
	got, want := files(t, site), files(t, without)
	for name, data := range got {
		if !bytes.Equal(data, want[name]) {
			t.Errorf("%s tells of what was withdrawn", name)
		}
	}
	if len(got) != len(want) || got["full/files/list.pdf"] != nil {
		t.Errorf("%d files, %d where the text is gone", len(got), len(want))
	}

	// A file that another report cites is that report's too.
	full["content/full/3.toml"] = file(third + "attachments = [\"list.pdf\"]\n")
	if site, _ = openAny(t, full); files(t, site)["full/files/list.pdf"] == nil {
		t.Error("the attachment of a report that stands is gone")
	}
}

// Its addresses go on, and say that it was withdrawn, when and why.
func TestWithdrawn(t *testing.T) {
	second := "kind = \"outage\"\nstage = \"update\"\nstatus = \"ready\"\npublished = 2026-05-10\n" + withdrawal
	content := fullContent(t)
	delete(content, "content/full/files/list.pdf")
	content["content/full/2.toml"] = file(second)
	site := open(t, content, afterAll)
	for tag, words := range map[string][]string{
		"ja": {"第2報（取り下げ）", "取り下げた報告", "この報告は2026年6月1日（月）に取り下げました。内容は公開していません。", "裁判所の決定によります。"},
		"en": {"Second report (withdrawn)", "Withdrawn report", "This report was withdrawn on Monday, 1 June 2026.", "By order of a court."},
	} {
		for _, form := range []string{"full/index.html", "full/2/index.html", "full/2/print/index.html", "full/2/notice.txt", "feed.xml", "feed.json", "full/feed.xml"} {
			data := string(readForm(t, site, tag+"/"+form))
			text := squeeze(data)
			if strings.HasSuffix(form, ".html") {
				text, _ = visible(t, []byte(data))
				text = squeeze(text)
			}
			for _, word := range words {
				if !strings.Contains(text, squeeze(word)) {
					t.Errorf("%s/%s does not say %q:\n%s", tag, form, word, text)
				}
			}
			if !strings.Contains(data, "full/1/") && !strings.Contains(data, `href="1/"`) && !strings.Contains(data, `href="../1/"`) {
				t.Errorf("%s/%s does not lead to the other report", tag, form)
			}
		}
		feed := string(readForm(t, site, tag+"/full/feed.xml"))
		const published, updated = "<published>2026-05-10T00:00:00+09:00</published>", "<updated>2026-06-01T10:00:00+09:00</updated>"
		if !strings.Contains(feed, "<id>https://www.example.co.jp/disclosure/"+tag+"/full/2/</id>") || !strings.Contains(feed, published) || strings.Count(feed, updated) != 2 {
			t.Errorf("the feed of the incident:\n%s", feed)
		}
		if list := string(readForm(t, site, tag+"/index.html")); !strings.Contains(list, words[0]) {
			t.Errorf("%s: the list does not say it", tag)
		}
		if page, _ := visible(t, readForm(t, site, tag+"/full/1/index.html")); strings.Contains(page, words[3]) {
			t.Errorf("%s: report 1 gives the reason for which report 2 was withdrawn", tag)
		}
	}
	if map1 := string(readForm(t, site, "sitemap.xml")); strings.Count(map1, "<lastmod>2026-06-01T10:00:00+09:00</lastmod>") < 4 {
		t.Error("the sitemap does not say that the pages have changed")
	}
	var data struct {
		Report struct {
			Title     any
			Withdrawn struct {
				At     struct{ Raw string }
				Reason struct{ Words map[string]string }
			}
		}
	}
	if err := json.Unmarshal(readForm(t, site, "full/2.json"), &data); err != nil {
		t.Fatal(err)
	}
	if w := data.Report.Withdrawn; data.Report.Title != nil || w.At.Raw != "2026-06-01T10:00:00+09:00" || w.Reason.Words["en"] != "By order of a court." {
		t.Errorf("%+v", data)
	}
	var index struct {
		Reports []struct {
			Number    int
			Withdrawn string
		}
	}
	if err := json.Unmarshal(readForm(t, site, "index.json"), &index); err != nil {
		t.Fatal(err)
	}
	for _, r := range index.Reports {
		if (r.Withdrawn == "2026-06-01T10:00:00+09:00") != (r.Number == 2) || r.Number == 1 && r.Withdrawn != "" {
			t.Errorf("%+v", r)
		}
	}
}
