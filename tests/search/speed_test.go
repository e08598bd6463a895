package search

import (
	"context"
	"os"
	"slices"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/chromedp"

	"kohyo/internal/site"
)

// mostFetched is how much a reader may have to fetch for a query, in an
// archive of any size.
const mostFetched = 1_000_000

// TestSpeed searches a large site as somebody does who comes for the first
// time: nothing is in any cache. It holds what is fetched to its limit; times
// are only told, for machines differ.
//
// KOHYO_SEARCH_INCIDENTS says how many incidents there are, KOHYO_SEARCH_TIMES
// how often each query is asked.
func TestSpeed(t *testing.T) {
	incidents, times := number("KOHYO_SEARCH_INCIDENTS", 1000), number("KOHYO_SEARCH_TIMES", 1)
	l := newLarge(t, incidents)
	began := processor()
	files, bytes, largest := 0, 0, 0
	for p := range l.pages.Pages() {
		if p.Kind == site.SearchIndex || p.Kind == site.SearchTexts {
			data, err := l.render.Page(p)
			if err != nil {
				t.Fatal(err)
			}
			files, bytes, largest = files+1, bytes+len(data), max(largest, len(data))
		}
	}
	used := processor() - began
	t.Logf("%d incidents: the index took %.1f processor seconds (%.2f ms for an incident, reading it included), %d files, %.1f MB, the largest %d bytes",
		incidents, used.Seconds(), used.Seconds()*1000/float64(incidents), files, float64(bytes)/1e6, largest)

	host := serve(t, l.ReadFile)
	queries := map[string][]string{
		"ja": {
			"不正アクセス", "個人情報 漏えい", "クレジットカード情報", "お客様にご迷惑をおかけしましたことを深くお詫び申し上げます", "第三者", "県", "見つからない言葉",
			l.words["ja"][0], l.words["ja"][50], l.words["ja"][3000] + " " + l.words["ja"][10], l.words["ja"][19000],
		},
		"en": {
			"unauthorised access", "personal information", `"credit card"`, "inform", "comp", "con prev inve", "customers whose data may have been taken", "zzzz",
			l.words["en"][0], l.words["en"][3000] + " " + l.words["en"][10], l.words["en"][19000],
		},
	}
	var all, busy []float64
	t.Logf("%-3s %-36s %8s %8s %8s %9s %6s  %s", "", "query", "median", "most", "busy", "bytes", "files", "answer")
	for _, lang := range []string{"ja", "en"} {
		p := open(t, host+lang+"/search/", func(ctx context.Context) error {
			if _, err := chromedp.Call(ctx, performance.Enable, performance.EnableParams{TimeDomain: performance.EnableTimeDomainThreadTicks}); err != nil {
				return err
			}
			_, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
			return err
		})
		for _, query := range queries[lang] {
			var took []float64
			var got answer
			for range times {
				p.must(chromedp.Do(p.ctx, chromedp.Navigate("about:blank"))) // forgets what the page keeps
				p.must(chromedp.Do(p.ctx, chromedp.Navigate(host+lang+"/search/")))
				before := p.busy()
				got = p.search(query)
				busy = append(busy, p.busy()-before)
				took = append(took, got.Time)
			}
			if got.Bytes > mostFetched {
				t.Errorf("%s %q: %d bytes were fetched", lang, query, got.Bytes)
			}
			slices.Sort(took)
			all = append(all, took...)
			t.Logf("%-3s %-36s %5.0f ms %5.0f ms %5.0f ms %9d %6d  %s", lang, short(query), took[len(took)/2], took[len(took)-1], busy[len(busy)-1], got.Bytes, got.Fetched, got.Status)
		}
	}
	slices.Sort(all)
	slices.Sort(busy)
	t.Logf("all queries: median %.0f ms, most %.0f ms; the page was busy for %.0f ms, at most %.0f ms",
		all[len(all)/2], all[len(all)-1], busy[len(busy)/2], busy[len(busy)-1])
}

// busy is the processor time of the page so far, in milliseconds: on a machine
// that others use, it says more than the clock.
func (p *tab) busy() float64 {
	p.Helper()
	answer, err := chromedp.Call(p.ctx, performance.GetMetrics, cdp.Empty{})
	p.must(err)
	for _, m := range answer.Metrics {
		if m.Name == "TaskDuration" {
			return m.Value * 1000
		}
	}
	return 0
}

func short(s string) string {
	if r := []rune(s); len(r) > 18 {
		return string(r[:17]) + "…"
	}
	return s
}

func number(name string, otherwise int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return otherwise
}
