package site

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo/internal/notice"
)

func str(v string) notice.String { return notice.String{V: v} }

func settings() *notice.Site {
	return &notice.Site{
		BaseURL:   str("https://www.example.co.jp/disclosure/"),
		Languages: []notice.String{str("ja"), str("en")},
		TimeZone:  str("Asia/Tokyo"),
	}
}

// at is a moment with minutes and no offset, as "2019-04-12T15:00".
func at(s string) notice.Moment {
	m := notice.Moment{Raw: s, Precision: notice.ByMinute}
	if len(s) == len("2019-04-12") {
		m.Precision = notice.ByDay
		s += "T00:00"
	}
	t, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		panic(err)
	}
	m.Year, m.Month, m.Day, m.Hour, m.Minute = t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute()
	return m
}

// report is a ready report published at a moment; a status of its own makes
// it a draft.
func report(slug string, number int, published string, status ...string) *notice.Report {
	r := &notice.Report{Slug: slug, Number: number, Status: notice.Word{ID: "ready"}}
	if published != "" {
		r.Published = at(published)
	}
	if len(status) > 0 {
		r.Status.ID = status[0]
	}
	return r
}

func incident(slug string, reports ...*notice.Report) *notice.Incident {
	return &notice.Incident{Slug: slug, Reports: reports}
}

var now = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func files(s *Site) []string {
	var all []string
	for p := range s.Pages() {
		all = append(all, p.File())
	}
	return all
}

func TestAddresses(t *testing.T) {
	r2 := report("shop", 2, "2019-05-07T15:00")
	r2.Attachments = []notice.Attachment{{File: str("for banks/報告.pdf")}, {File: str("missing.pdf")}, {File: str("../1.toml")}}
	s := New(settings(), []*notice.Incident{
		incident("shop", report("shop", 1, "2019-04-12"), r2),
	}, now, Options{
		Assets: []string{"assets/site.1a2b.css"},
		Files:  func(string) []string { return []string{"for banks/報告.pdf", "unused.pdf"} },
	})
	want := strings.Fields(`
		index.html
		ja/index.html ja/search/index.html ja/overview/index.html ja/2019/index.html ja/state/open/index.html
		en/index.html en/search/index.html en/overview/index.html en/2019/index.html en/state/open/index.html
		ja/shop/index.html ja/shop/feed.xml en/shop/index.html en/shop/feed.xml
		ja/shop/1/index.html ja/shop/1/print/index.html ja/shop/1/notice.txt
		en/shop/1/index.html en/shop/1/print/index.html en/shop/1/notice.txt
		ja/shop/1/print/bilingual/index.html shop/1.json
		ja/shop/2/index.html ja/shop/2/changes/index.html ja/shop/2/print/index.html ja/shop/2/notice.txt
		en/shop/2/index.html en/shop/2/changes/index.html en/shop/2/print/index.html en/shop/2/notice.txt
		ja/shop/2/print/bilingual/index.html shop/2.json`)
	want = append(want, "shop/files/for banks/報告.pdf")
	want = append(want, strings.Fields(`
		ja/feed.xml ja/feed.json en/feed.xml en/feed.json
		index.json index-2019.json schema/report-1.json schema/index-1.json reports.csv reports-2019.csv
		search/ja/1-1/0.bin search/en/1-1/0.bin search/ja/1-1/0.json search/en/1-1/0.json sitemap.xml robots.txt 404.html assets/site.1a2b.css`)...)
	if got := files(s); !slices.Equal(got, want) {
		t.Errorf("pages:\n got %q\nwant %q", got, want)
	}
	p, _ := s.Find("shop/files/for banks/報告.pdf")
	if want := "shop/files/for%20banks/%E5%A0%B1%E5%91%8A.pdf"; p.Address != want {
		t.Errorf("address %q, want %q", p.Address, want)
	}
}

// What site.toml does not want is not there.
func TestSwitchedOff(t *testing.T) {
	off := notice.Bool{Set: true}
	for _, c := range []struct {
		off   notice.Data
		files string
	}{
		{notice.Data{JSON: off}, "shop/1.json index.json index-2019.json schema/report-1.json schema/index-1.json"},
		{notice.Data{CSV: off}, "reports.csv reports-2019.csv"},
		{notice.Data{Feeds: off}, "ja/feed.xml ja/feed.json en/feed.xml en/feed.json ja/shop/feed.xml en/shop/feed.xml"},
	} {
		content := []*notice.Incident{incident("shop", report("shop", 1, "2019-04-12"))}
		all := files(New(settings(), content, now, Options{}))
		set := settings()
		set.Data = c.off
		s := New(set, content, now, Options{})
		want := slices.DeleteFunc(all, func(file string) bool { return slices.Contains(strings.Fields(c.files), file) })
		if got := files(s); !slices.Equal(got, want) {
			t.Errorf("without %s:\n got %q\nwant %q", c.files, got, want)
		}
		for _, file := range strings.Fields(c.files) {
			if _, ok := s.Find(file); ok {
				t.Errorf("%s is found", file)
			}
		}
	}
}

// CSAF documents are there when they are asked for.
func TestCSAF(t *testing.T) {
	set := settings()
	set.Data.CSAF = notice.CSAF{Category: notice.Word{ID: "vendor"}, Namespace: str("https://example.com/")}
	// In UTC it is still the year before.
	s := New(set, []*notice.Incident{incident("shop", report("shop", 1, "2020-01-01T08:59"), report("shop", 2, "2021-05-07"))}, now, Options{})
	var got []string
	for _, file := range files(s) {
		if rest, ok := strings.CutPrefix(file, ".well-known/csaf/"); ok {
			got = append(got, rest)
		}
	}
	want := strings.Fields(`white/2019/shop.json white/2019/shop.json.sha256 white/2019/shop.json.sha512
		white/2019/shop_en.json white/2019/shop_en.json.sha256 white/2019/shop_en.json.sha512
		provider-metadata.json service.json white/index.txt white/changes.csv white/csaf-feed-tlp-white-2019.json`)
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	for p := range s.Pages() {
		if found, ok := s.Find(p.File()); !ok || found.Kind != p.Kind || found.Address != p.Address || found.Lang != p.Lang || found.Name != p.Name {
			t.Errorf("%s is found as %+v", p.File(), found)
		}
	}
	for _, file := range strings.Fields("white/2020/shop.json white/2019/shop_ja.json white/2019/shop_EN.json white/2019/shop.json.md5 white/2019/x.json white/ white/shop.json") {
		if _, ok := s.Find(".well-known/csaf/" + file); ok {
			t.Errorf("%s is found", file)
		}
	}
}

// many makes a site of n incidents in several years, some in series.
func many(n int) []*notice.Incident {
	rnd := rand.New(rand.NewPCG(1, 2))
	var all []*notice.Incident
	for i := range n {
		slug := fmt.Sprintf("incident-%05d", i)
		in := incident(slug)
		day := time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rnd.IntN(4000))
		for k := range 1 + i%3 {
			r := report(slug, k+1, day.AddDate(0, 0, 30*k).Format(time.DateOnly))
			r.Attachments = []notice.Attachment{{File: str("a.pdf")}}
			in.Reports = append(in.Reports, r)
		}
		all = append(all, in)
	}
	return all
}

// Find must know exactly what Pages gives: the same page for the same name.
func TestFindGivesWhatPagesGives(t *testing.T) {
	for _, n := range []int{0, 1, 700, 6000} {
		s := New(settings(), many(n), now, Options{Assets: []string{"assets/b.css", "assets/a.svg"}})
		seen := map[string]bool{}
		for p := range s.Pages() {
			file := p.File()
			if seen[file] {
				t.Fatalf("%d incidents: %s twice", n, file)
			}
			seen[file] = true
			if got, ok := s.Find(file); !ok || !reflect.DeepEqual(got, p) {
				t.Fatalf("%d incidents: Find(%q) = %+v, %t; Pages gives %+v", n, file, got, ok, p)
			}
		}
	}
}

func TestFindRefusesWhatIsNotThere(t *testing.T) {
	s := New(settings(), many(60), now, Options{Assets: []string{"assets/a.css"}})
	for _, file := range []string{
		"", "/", "index", "ja", "ja/", "fr/index.html", "ja/1999/index.html", "ja/2019/0/index.html", "ja/2019/1/index.html",
		"ja/2019/99/index.html", "ja/incident-00001/01/index.html", "ja/incident-00001/0/index.html", "ja/incident-00001/99/index.html",
		"ja/incident-00001/1/x/index.html", "ja/incident-99999/index.html", "incident-00001/1", "incident-00001/+1.json",
		"incident-00001/files/b.pdf", "incident-00001/files/", "incident-00001/1.toml", "incident-00001/files/../1.toml",
		"ja/../index.html", "ja//index.html", "/ja/index.html", "index-1999.json", "index-2019-1.json", "sitemap-1.xml", "assets/b.css",
		"ja/incident-00001/1.json", "ja/incident-00001/notice.txt", "ja/incident-00001/01/notice.txt", "ja/incident-00001/99/notice.txt", "ja/notice.txt", "incident-00001/1/notice.txt", "ja/index.html/", "ja/%69ncident-00001/index.html", "ja/+2019/index.html",
	} {
		if p, ok := s.Find(file); ok {
			t.Errorf("Find(%q) = %+v", file, p)
		}
	}
}

func FuzzFind(f *testing.F) {
	s := New(settings(), many(200), now, Options{Assets: []string{"assets/a.css"}})
	known := map[string]bool{}
	for _, file := range files(s) {
		known[file] = true
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file string) {
		if p, ok := s.Find(file); ok != known[file] || ok && p.File() != file {
			t.Errorf("Find(%q) = %+v, %t", file, p, ok)
		}
	})
}

func TestPagesStopsWhenAsked(t *testing.T) {
	s := New(settings(), many(5), now, Options{Assets: []string{"assets/a.css"}})
	all := files(s)
	for n := range all {
		var got []string
		for p := range s.Pages() {
			if got = append(got, p.File()); len(got) > n {
				break
			}
		}
		if !slices.Equal(got, all[:n+1]) {
			t.Fatalf("stopped after %d: %q", n+1, got)
		}
	}
}

func TestPagination(t *testing.T) {
	var all []*notice.Incident
	for i := range 101 {
		slug := fmt.Sprintf("n-%03d", i)
		all = append(all, incident(slug, report(slug, 1, fmt.Sprintf("2019-%02d-%02d", 1+i/28, 1+i%28))))
	}
	all = append(all, incident("older", report("older", 1, "2018-01-01")))
	set := settings()
	s := New(set, all, now, Options{})
	if y := s.Years(); len(y) != 2 || y[0].Year != 2019 || y[0].Count != 101 || y[1].Count != 1 {
		t.Fatalf("years: %+v", y)
	}
	for n, want := range map[string]struct {
		items       int
		first, last string
	}{
		"ja/index.html":        {20, "n-100", "n-081"},
		"ja/2019/index.html":   {51, "n-100", "n-050"}, // half a page and more
		"en/2019/1/index.html": {50, "n-049", "n-000"},
		"ja/2018/index.html":   {1, "older", "older"},
	} {
		p, ok := s.Find(n)
		if !ok || len(p.Items) != want.items || p.Items[0].Slug != want.first || p.Items[len(p.Items)-1].Slug != want.last {
			t.Errorf("%s: %d items, found %t", n, len(p.Items), ok)
		}
	}
	set.Archive.PerPage = notice.Int{Set: true, V: 100}
	if p, _ := New(set, all, now, Options{}).Find("ja/2019/index.html"); len(p.Items) != 101 || p.Of != 0 {
		t.Errorf("per_page = 100: %d items, %d older pages", len(p.Items), p.Of)
	}
}

// An incident stays where it is in the archive, whatever is published later.
func TestIncidentsStayInTheirYear(t *testing.T) {
	r1 := report("a", 1, "2019-12-31T23:59")
	for _, later := range [][]*notice.Report{
		{}, {report("a", 2, "2020-01-01")}, {report("a", 2, "2024-01-01"), report("a", 3, "2025-01-01")},
	} {
		s := New(settings(), []*notice.Incident{incident("a", append([]*notice.Report{r1}, later...)...)}, now, Options{})
		if y := s.Incident("a").Year; y != 2019 {
			t.Errorf("with %d later reports: year %d", len(later), y)
		}
	}
	late := []*notice.Incident{incident("a", report("a", 1, "2021-01-01"), report("a", 2, "2020-06-01"))}
	if y := New(settings(), late, now, Options{}).Incident("a").Year; y != 2020 {
		t.Errorf("report 1 after report 2: year %d", y)
	}
}

func TestOrderIsByNewestReport(t *testing.T) {
	all := []*notice.Incident{
		incident("b", report("b", 1, "2019-01-02")),
		incident("c", report("c", 1, "2018-01-01"), report("c", 2, "2020-01-01")),
		incident("a", report("a", 1, "2019-01-02")),
	}
	s := New(settings(), all, now, Options{})
	var got []string
	for _, in := range s.Incidents {
		got = append(got, in.Slug)
	}
	if want := []string{"c", "a", "b"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	p, _ := s.Find("ja/feed.xml")
	got = nil
	for _, r := range p.Reports {
		got = append(got, fmt.Sprint(r.Slug, r.Number))
	}
	if want := []string{"c2", "a1", "b1", "c1"}; !slices.Equal(got, want) {
		t.Errorf("feed: got %q, want %q", got, want)
	}
}

func TestNothingGrowsWithoutBound(t *testing.T) {
	s := New(settings(), many(12000), now, Options{})
	reports := 0
	for p := range s.Pages() {
		if len(p.Items) > sitemapURLs || len(p.Reports) > indexPerFile {
			t.Fatalf("%s has %d incidents, %d reports", p.File(), len(p.Items), len(p.Reports))
		}
		if p.Kind == IndexPart {
			reports += len(p.Reports)
		}
	}
	if want := 24000; reports != want {
		t.Errorf("the years' indexes hold %d reports, want %d", reports, want)
	}
	listed := 0
	for _, y := range s.IndexYears() {
		listed += y.Count
	}
	if listed != reports {
		t.Errorf("IndexYears counts %d reports, want %d", listed, reports)
	}
	var urls, lists int
	for _, part := range s.SitemapParts() {
		own := 0
		for _, in := range part.Items {
			own += len(s.Langs) * (1 + len(in.Reports))
		}
		if part.Number == part.Of {
			lists = len(s.SitemapLists())
		}
		if own+lists > sitemapURLs {
			t.Errorf("%s has %d addresses", part.Address, own+lists)
		}
		urls += own
	}
	if want := 2 * (12000 + 24000); urls != want {
		t.Errorf("sitemaps hold %d addresses, want %d", urls, want)
	}
}

// What is full does not change when something new is published.
func TestFullFilesStay(t *testing.T) {
	old := many(6000)
	fresh := append(slices.Clone(old), incident("new", report("new", 1, "2026-01-01")))
	a, b := New(settings(), old, now, Options{}), New(settings(), fresh, now, Options{})
	for p := range a.Pages() {
		if p.Kind != SitemapPart && p.Kind != IndexPart || p.Number == p.Of {
			continue
		}
		q, _ := b.Find(p.File())
		if same := slices.EqualFunc(p.Items, q.Items, func(x, y *Incident) bool { return x.Slug == y.Slug }); !same {
			t.Errorf("%s holds other incidents", p.File())
		}
		if !slices.Equal(p.Reports, q.Reports) {
			t.Errorf("%s holds other reports", p.File())
		}
	}
	if n := len(a.SitemapParts()); n < 2 {
		t.Fatalf("%d sitemaps: nothing was tested", n)
	}
}

func BenchmarkSite(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		all, set := many(n), settings()
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				pages := 0
				for range New(set, all, now, Options{}).Pages() {
					pages++
				}
				b.ReportMetric(float64(pages), "pages")
			}
		})
	}
}
