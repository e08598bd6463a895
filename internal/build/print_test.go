package build_test

import (
	"bytes"
	"io/fs"
	"maps"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/net/html"

	"kohyo"
	"kohyo/internal/build"
)

const onPaper = `kind = "outage"
stage = "first"
status = "ready"
published = 2019-04-12T15:00:00+09:00
reference = "広報第12号"
attachments = [{ file = "map.png", title = { ja = "配置図", en = "map" } }]
title = { ja = "障害の|お知らせ", en = "Notice of an outage" }
lead = { ja = "[詳しい説明](https://www.example.org/help)と図です。\n\n![配置図](files/map.png)", en = "See [the manual](https://www.example.org/help).\n\n![a map](files/map.png)" }

[[timeline]]
at = 2019-04-12
text = { ja = "止まりました。[^one]", en = "It stopped.[^one]" }

[[notes]]
id = "one"
text = { ja = "注です。", en = "A note." }
`

// png is the smallest picture there is.
const png = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"

func paperSite(more fstest.MapFS) fstest.MapFS {
	site := fstest.MapFS{
		"site.toml":                    file(settings),
		"content/outage/1.toml":        file(onPaper),
		"content/outage/files/map.png": file(png),
	}
	maps.Copy(site, more)
	return site
}

func printed(t *testing.T, content fs.FS, name string) string {
	t.Helper()
	return string(readForm(t, open(t, content, afterAll), name))
}

// A print page is sent and kept by itself: nothing that it shows stands
// elsewhere, and every link that it prints is whole.
func TestPrintPageStandsByItself(t *testing.T) {
	set := settings + "logo = \"logo.svg\"\n"
	site := paperSite(fstest.MapFS{"site.toml": file(set), "static/logo.svg": file("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")})
	for _, name := range []string{"ja/outage/1/print/index.html", "en/outage/1/print/index.html", "ja/outage/1/print/bilingual/index.html"} {
		page := printed(t, site, name)
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		ids, pictures := map[string]bool{}, 0
		for n := range doc.Descendants() {
			for _, a := range n.Attr {
				switch {
				case a.Key == "src" && strings.HasPrefix(a.Val, "data:image/"):
					pictures++
				case a.Key == "src" || n.Data == "script" || n.Data == "link" && !strings.Contains(page, `rel="canonical"`):
					t.Errorf("%s asks for %s", name, a.Val)
				case a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "#"):
					t.Errorf("%s: the link %s leads nowhere once the page is sent", name, a.Val)
				case a.Key == "id" && ids[a.Val]:
					t.Errorf("%s has the id %s twice", name, a.Val)
				case a.Key == "id":
					ids[a.Val] = true
				}
			}
		}
		if !ids["note-one"] || strings.Contains(name, "bilingual") && !ids["en-note-one"] {
			t.Errorf("%s: its notes are %v", name, ids)
		}
		if want := strings.Count(page, "<article") * 2; pictures != want {
			t.Errorf("%s shows %d pictures, want %d", name, pictures, want)
		}
		if !strings.Contains(page, "https://www.example.org/help</span>") && !strings.Contains(page, "https://www.example.org/help）</span>") && !strings.Contains(page, "https://www.example.org/help)</span>") {
			t.Errorf("%s does not print where a link leads", name)
		}
	}
}

func TestPrintSettings(t *testing.T) {
	plain := printed(t, paperSite(nil), "ja/outage/1/print/index.html")
	for _, want := range []string{"@page{size:a4}", "2019年4月12日", "各位", `広報第12号`, ">記<", ">以上<", `content:"見本株式会社"`, `"／" counter(pages) "ページ"`} {
		if !strings.Contains(plain, want) {
			t.Errorf("the Japanese page lacks %s", want)
		}
	}
	if english := printed(t, paperSite(nil), "en/outage/1/print/index.html"); !strings.Contains(english, "edition letter") || strings.Contains(english, `class="record"`) {
		t.Error("the English page is no letter")
	}
	set := settings + "[print]\npaper = \"letter\"\neras = true\naddressee = { ja = \"お客様各位\", en = \"To our customers\" }\n"
	own := printed(t, paperSite(fstest.MapFS{"site.toml": file(set)}), "ja/outage/1/print/index.html")
	for _, want := range []string{"@page{size:letter}", "平成31年4月12日", "お客様各位"} {
		if !strings.Contains(own, want) {
			t.Errorf("the page with settings of its own lacks %s", want)
		}
	}
	screen := printed(t, paperSite(fstest.MapFS{"site.toml": file(set)}), "ja/outage/1/index.html")
	if strings.Contains(screen, "平成") {
		t.Error("eras on paper are on the screen too")
	}
	report := "addressee = { ja = \"株主各位\", en = \"To our shareholders\" }\n" + onPaper
	if page := printed(t, paperSite(fstest.MapFS{"site.toml": file(set), "content/outage/1.toml": file(report)}), "ja/outage/1/print/index.html"); !strings.Contains(page, "株主各位") || strings.Contains(page, "お客様各位") {
		t.Error("a report's own addressee does not win")
	}
}

// What is not public says so on every sheet; what is public never does.
func TestWatermark(t *testing.T) {
	draft := strings.Replace(onPaper, `"ready"`, `"draft"`, 1)
	later := strings.Replace(onPaper, "2019-04-12T15", "2039-04-12T15", 1)
	for name, c := range map[string]struct{ report, want, both, text string }{
		"draft":     {draft, "下書き", "下書き / Draft", "【下書き】\n\n"},
		"embargoed": {later, "公表前", "公表前 / Not yet public", "【公表前】\n\n"},
		"public":    {onPaper, "", "", "第1報\n"},
	} {
		content := paperSite(fstest.MapFS{"content/outage/1.toml": file(c.report)})
		site, findings, err := build.Open(content, kohyo.Theme, build.Options{Now: afterAll, Drafts: true})
		if err != nil || site == nil {
			t.Fatal(findings, err)
		}
		m := regexp.MustCompile(`<div class="watermark" aria-hidden="true">([^<]*)</div>`).FindSubmatch(readForm(t, site, "ja/outage/1/print/index.html"))
		if got := string(bytes.Join(m, nil)); (c.want == "") != (m == nil) || !strings.Contains(got, c.want) {
			t.Errorf("%s: the watermark is %q, want %q", name, got, c.want)
		}
		if both := string(readForm(t, site, "ja/outage/1/print/bilingual/index.html")); c.both != "" && !strings.Contains(both, ">"+c.both+"</div>") {
			t.Errorf("%s: the edition in both languages does not say %q", name, c.both)
		}
		if text := readForm(t, site, "ja/outage/1/notice.txt"); !bytes.HasPrefix(text, []byte(c.text)) {
			t.Errorf("%s: the text does not begin with %q: %.40s", name, c.text, text)
		}
	}
}

// Bars stand beside what the report before did not say, and nowhere else.
func TestChangeMarks(t *testing.T) {
	second := strings.NewReplacer(`"first"`, `"update"`, "2019-04-12T15", "2019-04-15T15", "止まりました。", "動きました。", "It stopped.", "It runs.").Replace(onPaper) +
		"\n[[changes]]\nwhat = { ja = \"経緯\", en = \"course\" }\nold = { ja = \"止まりました\", en = \"stopped\" }\nnew = { ja = \"動きました\", en = \"runs\" }\n"
	content := paperSite(fstest.MapFS{"content/outage/2.toml": file(second)})
	site, findings, err := build.Open(content, kohyo.Theme, build.Options{Now: afterAll.Add(time.Hour)})
	if err != nil || site == nil {
		t.Fatal(findings, err)
	}
	if first := string(readForm(t, site, "ja/outage/1/print/index.html")); strings.Contains(first, `class="changed`) || strings.Contains(first, ` changed"`) {
		t.Error("the first report has marks")
	}
	page := string(readForm(t, site, "ja/outage/2/print/index.html"))
	if !regexp.MustCompile(`<tr class=" changed">[^\n]*\n?[^\n]*動きました`).MatchString(page) {
		t.Error("the changed entry has no mark")
	}
	if regexp.MustCompile(`<h1 class="changed"|lead prose changed`).MatchString(page) {
		t.Error("what has not changed has a mark")
	}
}

// Whatever an author writes, it cannot end the string, the style or the page.
func TestMarginTextIsHarmless(t *testing.T) {
	const hostile = `a"}/style*{}\\`
	report := strings.Replace(onPaper, "広報第12号", strings.NewReplacer(`"`, `\"`, `\`, `\\`).Replace(hostile), 1)
	page := printed(t, paperSite(fstest.MapFS{"content/outage/1.toml": file(report)}), "en/outage/1/print/index.html")
	if !strings.Contains(page, `a\22 \7d \2f style\2a \7b \7d \5c `) {
		t.Errorf("the margin does not say what was written:\n%.9000s", page)
	}
}
