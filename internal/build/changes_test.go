package build_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"kohyo"
	"kohyo/internal/build"
)

// seriesContent is an incident with three reports, in which facts change as
// they do in real notices.
func seriesContent(t *testing.T) fstest.MapFS {
	files := fstest.MapFS{"site.toml": {Data: mustRead(t, "../change/testdata/series/site.toml")}}
	for _, n := range []string{"1", "2", "3"} {
		files["content/series/"+n+".toml"] = &fstest.MapFile{Data: mustRead(t, "../change/testdata/series/"+n+".toml")}
	}
	return files
}

// Readers are told what a report changes: all of it on a page of its own, the
// foremost at the top of the report, and at the passages that are new.
func TestChangesAreTold(t *testing.T) {
	site := open(t, seriesContent(t), afterAll)
	for _, c := range []struct {
		page string
		want []string
	}{
		{"en/series/2/changes/index.html", []string{
			"What has changed since the last report (First report)", "up to about 120,000 cards → up to 92,822 cards (27,178 cards fewer)",
			"Duplicates have been removed.", "security code", "Likely → Not affected", "(3 days longer)", "89 cases → 89 cases (111 people)",
			"The breach concernsleak may concern up to", "Also stated by the publisher", "branch → head office", "Third and final report:",
		}},
		{"ja/series/2/changes/index.html", []string{"前の報告（第1報）からの変更点", "最大約120,000件 → 最大92,822件（27,178件減）", "（3日延長）", "可能性が高い → 対象外", "89件 → 89件（111名）"}},
		{"ja/series/3/changes/index.html", []string{"今回は記載なし", "会員のお客さま：可能性あり：氏名、住所、メールアドレス", "停止中 → 再開済み", "専門会社が専門会社2社が調査を始めました。"}},
		{"en/series/2/index.html", []string{"up to about 120,000 cards → up to 92,822 cards (27,178 cards fewer)", "See all changes (11)", "Updated"}},
		{"en/series/index.html", []string{"Online shop Stopped → Restored", "Customers who paid by card in the period, report by report", "and 10 more"}},
		{"en/series/1/index.html", []string{"This page shows an earlier report."}},
	} {
		text, _ := visible(t, readForm(t, site, c.page))
		text = strings.Join(strings.Fields(text), " ")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", c.page, want)
			}
		}
	}
	if _, err := site.ReadFile("en/series/1/changes/index.html"); err == nil {
		t.Error("a first report changes nothing")
	}
	first := string(readForm(t, site, "en/series/1/index.html"))
	if strings.Contains(first, `class="updated"`) || strings.Contains(first, `class="since"`) {
		t.Error("a first report is marked as changed")
	}
}

// Only what is new is marked: the contact that stayed the same but for its
// hours, not the services, which are as they were.
func TestUpdatedPassages(t *testing.T) {
	doc := parse(t, readForm(t, open(t, seriesContent(t), afterAll), "en/series/2/index.html"))
	marked := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Data == "section" {
			marked[attribute(n, "id")] = holdsClass(n, "updated")
		}
	}
	for section, want := range map[string]bool{"contacts": true, "affected": true, "timeline": true, "harm": true, "services": false, "remediation": false} {
		if got, there := marked[section]; got != want || !there {
			t.Errorf("%s: marked is %v", section, got)
		}
	}
}

func holdsClass(n *html.Node, class string) bool {
	for c := range n.Descendants() {
		if slices.Contains(strings.Fields(attribute(c, "class")), class) {
			return true
		}
	}
	return false
}

// The reports of an incident know of one another, as RFC 5829 has it.
func TestVersions(t *testing.T) {
	site := open(t, seriesContent(t), afterAll)
	for page, want := range map[string][]string{
		"ja/series/1/index.html": {"latest-version ../", "successor-version ../2/"},
		"ja/series/2/index.html": {"latest-version ../", "predecessor-version ../1/", "successor-version ../3/"},
		"ja/series/3/index.html": {"latest-version ../", "predecessor-version ../2/"},
		"ja/series/index.html":   {"predecessor-version 2/"},
	} {
		var got []string
		for n := range parse(t, readForm(t, site, page)).Descendants() {
			if rel := attribute(n, "rel"); n.Data == "link" && strings.HasSuffix(rel, "-version") {
				got = append(got, rel+" "+attribute(n, "href"))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, not %q", page, got, want)
		}
	}
	alone := string(readForm(t, open(t, oneReport(t), afterAll), "ja/series/index.html"))
	if strings.Contains(alone, "-version") || strings.Contains(alone, "changes") {
		t.Error("a report that stands alone tells of others")
	}
}

// Nothing is compared with a report that has been taken down.
func TestWithdrawnIsNotCompared(t *testing.T) {
	files := seriesContent(t)
	files["content/series/3.toml"].Data = bytes.Replace(files["content/series/2.toml"].Data, []byte("2026-03-30"), []byte("2026-06-01"), 1)
	files["content/series/2.toml"].Data = []byte(`
kind      = "unauthorized-access"
stage     = "update"
status    = "ready"
published = 2026-03-30
withdrawn = { at = 2026-05-01, reason = { ja = "誤りがありました。", en = "It was wrong." } }
`)
	site := openAnyway(t, files)
	if _, err := site.ReadFile("en/series/2/changes/index.html"); err == nil {
		t.Error("a report that was taken down is compared")
	}
	text, _ := visible(t, readForm(t, site, "en/series/3/changes/index.html"))
	if !strings.Contains(text, "since the last report (First report)") {
		t.Error("report 3 is not compared with report 1")
	}
	if rows := countClass(parse(t, readForm(t, site, "en/series/index.html")), "trends", "tr"); rows != 3 {
		t.Errorf("the figures of two reports stand in %d rows, with their head", rows)
	}
}

func countClass(doc *html.Node, class, element string) (n int) {
	for d := range doc.Descendants() {
		if slices.Contains(strings.Fields(attribute(d, "class")), class) {
			for c := range d.Descendants() {
				if c.Data == element {
					n++
				}
			}
		}
	}
	return n
}

// openAnyway opens a site that authors are warned about.
func openAnyway(t *testing.T, content fstest.MapFS) *build.Site {
	t.Helper()
	site, findings, err := build.Open(content, kohyo.Theme, build.Options{Now: afterAll})
	if err != nil || site == nil {
		t.Fatal(err, findings)
	}
	return site
}

// On paper, where nothing leads to another page, what was found to differ is
// listed if the author lists nothing.
func TestPaperListsWhatIsFound(t *testing.T) {
	files := oneReport(t)
	first := string(files["content/series/1.toml"].Data)
	next := strings.NewReplacer(`"first"`, `"update"`, "2026-02-12", "2026-02-20", `"17:00"`, `"18:00"`, `en = "Under investigation"`, `en = "Still under investigation"`)
	files["content/series/2.toml"] = &fstest.MapFile{Data: []byte(next.Replace(first))}
	text, _ := visible(t, readForm(t, openAnyway(t, files), "en/series/2/print/index.html"))
	for _, want := range []string{"Customer desk (Hours)", "Monday to Friday 9:00–18:00", "Current state"} {
		if !strings.Contains(text, want) {
			t.Errorf("does not say %q", want)
		}
	}
}

func oneReport(t *testing.T) fstest.MapFS {
	files := seriesContent(t)
	delete(files, "content/series/2.toml")
	delete(files, "content/series/3.toml")
	return files
}
