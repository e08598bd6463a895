package publishing

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kohyo/internal/fixture/browser"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// complaints opens pages one after the other and gives what the browser has to
// say of each, and what each asks for that fails or is elsewhere.
func complaints(t *testing.T, host string, pages []string) map[string][]string {
	t.Helper()
	tab, closeTab := chromedp.NewContext(browser.Open(t))
	defer closeTab()
	tab, cancel := context.WithTimeout(tab, 10*time.Minute)
	defer cancel()
	if err := chromedp.Do(tab); err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	now, found := "", map[string][]string{}
	say := func(text string) {
		mu.Lock()
		defer mu.Unlock()
		found[now] = append(found[now], text)
	}
	err := chromedp.Listen(tab, func(ev any) {
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			say(ev.Entry.Text)
		case *runtime.EventExceptionThrown:
			say(ev.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			say("writes to the console")
		case *network.EventLoadingFailed:
			say("fails to load something: " + ev.ErrorText)
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, host+"/") && !strings.HasPrefix(ev.Request.URL, "data:") {
				say("asks for " + ev.Request.URL)
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(tab, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(tab, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		mu.Lock()
		now = page
		mu.Unlock()
		if err := chromedp.Do(tab, chromedp.Navigate(host+"/"+page)); err != nil {
			say(err.Error())
		}
		// What the page says is told by the time that it answers.
		if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](`new Promise(done => setTimeout(() => done(true), 20))`, chromedp.EvalAwaitPromise)); err != nil {
			say(err.Error())
		}
	}
	mu.Lock()
	defer mu.Unlock()
	return found
}

// No page of the sample needs anything that its policy forbids.
func TestPoliciesInBrowser(t *testing.T) {
	dir, names := site(t)
	host := nginx(t, sample(t), dir)
	var pages []string
	for _, name := range names {
		if strings.HasSuffix(name, ".html") && extra[name] == "" {
			pages = append(pages, address(name))
		}
		if strings.HasSuffix(name, "/search/index.html") {
			pages = append(pages, address(name)+"#q=a")
		}
	}
	for page, said := range complaints(t, host, pages) {
		t.Errorf("/%s: %s", page, strings.Join(said, "; "))
	}
	for _, want := range []string{"en/search/#q=a", "ja/verify/", "404.html", ""} {
		if !slices.Contains(pages, want) {
			t.Errorf("/%s was not opened", want)
		}
	}
	t.Logf("%d pages", len(pages))
}

// A page that somebody attaches runs nothing, and the test would notice.
func TestPolicyHolds(t *testing.T) {
	dir, _ := site(t)
	host := nginx(t, sample(t), dir)
	said := strings.Join(complaints(t, host, []string{"shop/files/evil.html"})["shop/files/evil.html"], "; ")
	if !strings.Contains(said, "script-src") && !strings.Contains(said, "default-src") || !strings.Contains(said, "style-src") {
		t.Errorf("the browser says only %q", said)
	}
}

// The search finds something under its policy: its script runs, and reads its
// files.
func TestSearchUnderPolicy(t *testing.T) {
	dir, _ := site(t)
	host := nginx(t, sample(t), dir)
	tab, closeTab := chromedp.NewContext(browser.Open(t))
	defer closeTab()
	tab, cancel := context.WithTimeout(tab, 2*time.Minute)
	defer cancel()
	if err := chromedp.Do(tab, chromedp.Navigate(host+"/ja/search/#q=%E6%BC%8F%E3%81%88%E3%81%84")); err != nil {
		t.Fatal(err)
	}
	const results = `new Promise(done => { const look = () => { const n = document.querySelectorAll("#results > li").length; n ? done(n) : setTimeout(look, 100) }; look() })`
	found, err := chromedp.Run(tab, chromedp.Evaluate[int](results, chromedp.EvalAwaitPromise))
	if err != nil || found == 0 {
		t.Errorf("%d results, %v", found, err)
	}
}
