package build_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/internal/build"
)

const inTheLog = "公表記録の41番"

func leafOf(slug string, number int) (int64, bool) { return 41, slug == "outage" && number == 1 }

// Where there is a log, every form of a report says where it stands in it and
// leads to how that is verified.
func TestWithLog(t *testing.T) {
	plain := open(t, content(nil), moment)
	site := plain.WithLog(leafOf)
	const whole = "https://www.example.com/disclosure/ja/verify/"
	for name, link := range map[string]string{
		"ja/outage/index.html":                   `<a href="../verify/">`,
		"ja/outage/1/index.html":                 `<a href="../../verify/">`,
		"ja/outage/1/print/index.html":           whole,
		"ja/outage/1/print/bilingual/index.html": whole,
		"ja/outage/1/notice.txt":                 whole,
	} {
		page := string(readForm(t, site, name))
		if !strings.Contains(page, inTheLog) || !strings.Contains(page, link) {
			t.Errorf("%s does not say where the report stands, or does not lead to %s", name, link)
		}
		if strings.Contains(string(readForm(t, plain, name)), inTheLog) {
			t.Errorf("%s tells of a log where there is none", name)
		}
	}
	if page := string(readForm(t, site, "en/outage/index.html")); !strings.Contains(page, "Entry 41 of the public log") {
		t.Error("the English notice does not say where the report stands")
	}
	if page := string(readForm(t, site, "ja/index.html")); !strings.Contains(page, `<a href="verify/">お知らせの確かめ方</a>`) {
		t.Error("the list does not lead to how to verify")
	}
}

// A report that nobody has recorded says nothing of the log.
func TestNotInTheLog(t *testing.T) {
	site := open(t, content(nil), moment).WithLog(func(string, int) (int64, bool) { return 0, false })
	if page := string(readForm(t, site, "ja/outage/index.html")); strings.Contains(page, "公表記録") || strings.Contains(page, "verify") {
		t.Error("the notice tells of a log that does not hold it")
	}
}

// Only what must differ differs: the pages of reports, the lists, the sitemap.
// Data, feeds and files are the same bytes, for the log holds their hashes.
func TestWithLogLeavesDataAlone(t *testing.T) {
	plain := open(t, content(nil), moment)
	site := plain.WithLog(leafOf)
	for name := range plain.Addresses() {
		a, b := readForm(t, plain, name), readForm(t, site, name)
		page := strings.HasSuffix(name, ".html") || strings.HasSuffix(name, "notice.txt") || name == "sitemap.xml"
		if !page && !bytes.Equal(a, b) {
			t.Errorf("%s differs with a log", name)
		}
	}
}

// What is recorded cannot name its own place in the record.
func TestReportsBeforeTheirLog(t *testing.T) {
	plain := open(t, content(nil), moment)
	texts := func(s *build.Site) (all []string) {
		for r, err := range s.Reports() {
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range r.Texts {
				all = append(all, string(text.Bytes))
			}
		}
		return all
	}
	want := texts(plain)
	got := texts(plain.WithLog(leafOf).WithLog(leafOf))
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The site keeps its log when it is made again with PDFs or drafts.
func TestLogIsKept(t *testing.T) {
	site := open(t, content(nil), moment).WithLog(leafOf)
	pdfs, err := site.WithPDFs(fstest.MapFS{})
	if err != nil {
		t.Fatal(err)
	}
	drafts, err := site.WithDrafts()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*build.Site{pdfs, drafts} {
		if !strings.Contains(string(readForm(t, s, "ja/outage/index.html")), inTheLog) || !s.Has("ja/verify/index.html") {
			t.Error("the log is gone")
		}
	}
}

func TestVerifyPage(t *testing.T) {
	unsigned := open(t, content(nil), moment).WithLog(leafOf)
	ja, en := string(readForm(t, unsigned, "ja/verify/index.html")), string(readForm(t, unsigned, "en/verify/index.html"))
	for _, want := range []string{
		"<h1>お知らせの確かめ方</h1>", "署名がありません", "kohyo verify https://www.example.com/disclosure/\n",
		"--since checkpoint", `href="../../en/verify/#keep"`, "https://www.example.com/disclosure/log/checkpoint", `<a href="../../log/checkpoint">`,
	} {
		if !strings.Contains(ja, want) {
			t.Errorf("the Japanese page lacks %q", want)
		}
	}
	for _, want := range []string{"<h1>How to verify a notice</h1>", "This log is not signed", `href="../../ja/verify/#keep"`, `hreflang="x-default" href="https://www.example.com/disclosure/ja/verify/"`} {
		if !strings.Contains(en, want) {
			t.Errorf("the English page lacks %q", want)
		}
	}
	keyed := strings.Replace(settings, "[organization]", "[log]\norigin = \"www.example.com/log\"\npublic_key = \""+publicKey+"\"\n\n[organization]", 1)
	signed := open(t, content(fstest.MapFS{"site.toml": file(keyed)}), moment).WithLog(leafOf)
	if page := string(readForm(t, signed, "ja/verify/index.html")); !strings.Contains(page, strings.ReplaceAll(publicKey, "+", "&#43;")) || strings.Contains(page, "署名がありません") {
		t.Error("the page does not show the public key")
	}
}

// What there is to type names the newest report that this site has.
func TestVerifyPageNamesAReport(t *testing.T) {
	head := "kind = \"outage\"\nstage = \"first\"\nstatus = \"ready\"\npublished = 2026-04-20T15:00:00+09:00\n"
	later := head + "title = { ja = \"別のお知らせ\", en = \"Another notice\" }\n"
	withdrawn := head + "[withdrawn]\nat = 2026-04-21T15:00:00+09:00\nreason = { ja = \"誤って載せたため。\", en = \"It was a slip.\" }\n"
	for name, c := range map[string]struct {
		more fstest.MapFS
		want string
	}{
		"one":       {nil, "outage/1"},
		"newest":    {fstest.MapFS{"content/zeta/1.toml": file(later)}, "zeta/1"},
		"withdrawn": {fstest.MapFS{"content/zeta/1.toml": file(withdrawn)}, "outage/1"},
	} {
		s := open(t, content(c.more), moment.AddDate(0, 1, 0)).WithLog(leafOf)
		for _, lang := range []string{"ja", "en"} {
			page := string(readForm(t, s, lang+"/verify/index.html"))
			for _, want := range []string{"--report " + c.want + "\n", "disclosure/" + lang + "/" + c.want + "/ | sha256sum\n", "grep " + lang + "/" + c.want + "/index.html\n"} {
				if !strings.Contains(page, want) {
					t.Errorf("%s: the page in %s lacks %q", name, lang, want)
				}
			}
			if strings.Contains(page, "shop/2") {
				t.Errorf("%s: the page in %s names a report that is not there", name, lang)
			}
		}
	}
}

const publicKey = "www.example.com/log+b59e53cb+AaNNWMltudt7AZEn4p7UmO7GmqAH2WJRoHFqZBRCdO1K"

// With a log too, a notice of the sample archive and its style sheet weigh
// less than 60,000 bytes.
func TestWeightWithLog(t *testing.T) {
	if testing.Short() {
		t.Skip("renders the sample archive")
	}
	site, found, err := build.Open(os.DirFS("../.."), kohyo.Theme, build.Options{Now: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil || site == nil {
		t.Fatal(found, err)
	}
	site = site.WithLog(func(string, int) (int64, bool) { return 99999, true })
	heaviest, most := "", 0
	for name := range site.Addresses() {
		parts := strings.Split(name, "/")
		if !strings.HasSuffix(name, "/index.html") || len(parts) < 3 || len(parts) > 4 || parts[1] == "verify" {
			continue
		}
		page := readForm(t, site, name)
		sum := len(page)
		for css := range site.Addresses() {
			if strings.HasSuffix(css, ".css") && bytes.Contains(page, []byte(css+`"`)) {
				sum += len(readForm(t, site, css))
			}
		}
		if sum > most {
			heaviest, most = name, sum
		}
	}
	t.Logf("%s: %d bytes with its style sheets", heaviest, most)
	if most >= 60_000 || most < 30_000 {
		t.Errorf("%s weighs %d bytes with its style sheets, may weigh less than 60,000", heaviest, most)
	}
}
