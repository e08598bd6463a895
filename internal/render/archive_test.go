package render

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// mostList is how much a list page may weigh, in bytes before compression.
const mostList = 100_000

// register is an archive of n incidents over the years, of all kinds, stages
// and units, with titles and names as long as they come; always the same one.
func register(n int) []*notice.Incident {
	rnd := rand.New(rand.NewPCG(7, 8))
	word := func(vocab string) notice.Word {
		words := notice.Vocabularies[vocab]
		return notice.Word{ID: words[rnd.IntN(len(words))]}
	}
	all := make([]*notice.Incident, n)
	for i := range all {
		at := i * 20 * 336 / n
		r := report(fmt.Sprintf("incident-with-a-rather-long-name-%06d", i), 1, day(2005+at/336, 1+at%336/28, 1+at%28))
		r.Kind, r.Stage = word("kinds"), word("stages")
		r.Title = text("外部からの不正アクセスによる|お客さま情報および|お取引先さま情報の流出の可能性に関する|お詫びとご報告", "Unauthorized access from outside and the possible disclosure of personal data of customers and business partners: apology and report")
		r.Issuers = []notice.Issuer{{Name: text("見本ホールディングス株式会社 情報セキュリティ推進本部", "Sample Holdings Co., Ltd., Information Security Division")}}
		m := notice.Measure{Unit: word("units"), Approx: notice.Bool{Set: true, V: rnd.IntN(2) == 0}, Gross: notice.Bool{Set: true, V: rnd.IntN(4) == 0}}
		if v := (notice.Int{Set: true, V: rnd.Int64N(10_000_000)}); rnd.IntN(2) == 0 {
			m.Value = v
		} else {
			m.Max = v
		}
		r.Counts = []notice.Count{{Of: word("counted"), Label: text("対象となる可能性のあるお客さまとお取引先さま", "Customers and partners possibly concerned"), Measures: []notice.Measure{m}}}
		all[i] = &notice.Incident{Slug: r.Slug, Reports: []*notice.Report{r}}
	}
	return all
}

func listRenderer(t testing.TB, incidents []*notice.Incident) (*Renderer, *site.Site) {
	t.Helper()
	langs, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	set := testSettings()
	assets, err := NewAssets(os.DirFS("../../static"), set.Theme)
	if err != nil {
		t.Fatal(err)
	}
	s := site.New(set, incidents, testNow, site.Options{Assets: assets.Addresses()})
	r, err := New(s, langs, os.DirFS("../../layouts"), assets, Files{})
	if err != nil {
		t.Fatal(err)
	}
	return r, s
}

// No list page is heavier than a phone on a bad line can take, however large
// the archive is.
func TestListsStayLight(t *testing.T) {
	for _, n := range []int{0, 1, 9, 31, 10_000, 50_000} {
		r, s := listRenderer(t, register(n))
		pages, most := 0, 0
		for p := range s.Pages() {
			if p.Kind != site.Home && p.Kind != site.Archive && p.Kind != site.Overview {
				continue
			}
			// Older pages are all as long; of the large archives some will do.
			if pages++; n > 100 && p.Number > 0 && pages%40 != 0 {
				continue
			}
			data, err := r.Page(p)
			if err != nil {
				t.Fatal(err)
			}
			if most = max(most, len(data)); len(data) >= mostList {
				t.Errorf("%d incidents: %s weighs %d bytes", n, p.Address, len(data))
			}
		}
		t.Logf("%d incidents: %d list pages of at most %d bytes", n, pages, most)
	}
}

func BenchmarkLists(b *testing.B) {
	r, s := listRenderer(b, register(10_000))
	b.ReportAllocs()
	for b.Loop() {
		pages := 0
		for p := range s.Pages() {
			if p.Kind != site.Archive {
				continue
			}
			pages++
			if _, err := r.Page(p); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(pages), "pages")
	}
}

// What is published later leaves older pages as they are, byte for byte: a
// publication of one notice moves few files.
func TestOlderPagesStay(t *testing.T) {
	all := register(1200)
	before, s := listRenderer(t, all)
	fresh := report("fresh", 1, day(2026, 11, 1))
	after, _ := listRenderer(t, append(slices.Clone(all), &notice.Incident{Slug: "fresh", Reports: []*notice.Report{fresh}}))
	same, other := 0, 0
	for p := range s.Pages() {
		if p.Kind != site.Archive {
			continue
		}
		old, err := before.Page(p)
		if err != nil {
			t.Fatal(err)
		}
		q, ok := after.site.Find(p.File())
		if !ok {
			t.Fatalf("%s is gone", p.Address)
		}
		now, err := after.Page(q)
		switch {
		case err != nil:
			t.Fatal(err)
		case bytes.Equal(old, now):
			same++
		case p.Number > 0:
			t.Errorf("%s is another page", p.Address)
		default:
			other++
		}
	}
	if same < other || other == 0 {
		t.Errorf("%d pages stay, %d are others", same, other)
	}
	t.Logf("%d pages stay, %d are others", same, other)
}

// The overview says in words what its drawing shows, and of each sum what it
// is and what is not in it.
func TestOverviewSays(t *testing.T) {
	count := func(m notice.Measure) []notice.Count {
		m.Unit = notice.Word{ID: "person"}
		return []notice.Count{{ID: str("total"), Measures: []notice.Measure{m}}}
	}
	num := func(v int64) notice.Int { return notice.Int{Set: true, V: v} }
	a1, a2, b, c, d := report("a", 1, day(2018, 1, 2)), report("a", 2, day(2018, 3, 4)), report("b", 1, day(2019, 5, 6)), report("c", 1, day(2019, 7, 8)), report("d", 1, day(2019, 9, 10))
	a2.Stage.ID = "final"
	a1.Counts, a2.Counts = count(notice.Measure{Value: num(9)}), count(notice.Measure{Value: num(1000)})
	b.Counts = count(notice.Measure{Max: num(20)})
	c.Counts = count(notice.Measure{Value: num(234)})
	d.Counts = count(notice.Measure{Figure: notice.Word{ID: "under-investigation"}})
	r, s := listRenderer(t, incidents(a1, a2, b, c, d))
	page := func(file string) string {
		data, err := r.Page(mustFind(t, s, file))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	small := page("en/overview/index.html")
	for _, want := range []string{
		"Incidents first published from 2018 to 2019: 4 notices.", `<a href="../state/open/">Open</a> <strong>3 notices</strong>`, `<a href="../state/closed/">Closed</a>`,
		"2 January to 4 March 2018 <span class=\"state\">Closed</span>", `<a href="../a/">`,
		`<th scope="row">exact</th><td class="num"><strong>1,234</strong> people</td><td class="num">2 notices</td>`,
		`<th scope="row">upper limit</th><td class="num">up to <strong>20</strong> people</td>`,
		"Incidents in these sums: 3 of 4", "Not added, because no number is stated that can be added: 1 notice",
		`<link rel="canonical" href="https://www.example.co.jp/disclosure/en/overview/">`, `hreflang="ja" href="https://www.example.co.jp/disclosure/ja/overview/"`,
	} {
		if !strings.Contains(small, want) {
			t.Errorf("the overview of four does not say %s", want)
		}
	}
	if strings.Contains(small, "class=\"calendar\"") || strings.Contains(small, "1,254") || strings.Contains(small, "1,243") {
		t.Error("the overview of four counts by month, or adds what is not alike")
	}
	list := page("ja/state/closed/index.html")
	for _, want := range []string{`<a href="../../">お知らせ一覧</a>`, `<span aria-current="page">報告終了</span>`, `<a href="../../overview/">全体の概要</a>`, `<a href="../closed/" aria-current="page">`} {
		if !strings.Contains(list, want) && !strings.Contains(list, strings.Replace(want, `"../closed/"`, `"./"`, 1)) {
			t.Errorf("the list of closed incidents lacks %s", want)
		}
	}
	r, s = listRenderer(t, register(500))
	large := page("ja/overview/index.html")
	for _, want := range []string{`<table class="calendar"`, `<a href="../2010/">2010年</a>`, `<th scope="col">12月</th>`} {
		if !strings.Contains(large, want) {
			t.Errorf("the overview of 500 lacks %s", want)
		}
	}
}
