package pages

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kohyo/internal/fixture"
	"kohyo/internal/fixture/browser"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	_ "embed"
)

// policy is the content security policy that a publisher can put on the site.
const policy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// policyOfSearch lets the one page that has a script carry it, and read the
// files that it searches in. Even it can make no HTML from text.
const policyOfSearch = policy + "; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'"

// widths are a phone, a tablet and a desk; the narrowest is what a zoom of
// 400 % leaves of a desk (WCAG 1.4.10), where only the layout is looked at.
var widths = []int64{360, 768, 1280}

const narrowest = 320

// look.js says what is wrong with the layout of the page as it stands.
//
//go:embed look.js
var look string

func TestInBrowser(t *testing.T) {
	s := sample(t)
	inBrowser(t, s, s.pages()).none(t)
}

// inBrowser opens pages in a real browser, under the strictest policy, in
// every width and colour scheme.
func inBrowser(t *testing.T, s *site, pages []string) (p problems) {
	t.Helper()
	axe := string(npm(t, "axe-core", "axe.min.js"))
	ctx := browser.Open(t)
	server := serve(s)
	defer server.Close()
	var (
		mu    sync.Mutex
		group sync.WaitGroup
		queue = make(chan string)
	)
	for range 2 {
		group.Go(func() {
			for page := range queue {
				v := &visit{site: s, page: page, host: server.URL, axe: axe}
				err := v.run(ctx)
				mu.Lock()
				p = append(p, v.problems...)
				if err != nil {
					p.add(page, "the browser says: %v", err)
				}
				mu.Unlock()
			}
		})
	}
	for _, page := range pages {
		queue <- page
	}
	close(queue)
	group.Wait()
	slices.Sort(p)
	return p
}

// serve puts the site on this machine as a publisher would put it online.
func serve(s *site) *httptest.Server {
	base := s.base.JoinPath("./").Path
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, _ := strings.CutPrefix(r.URL.Path, base)
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		w.Header().Set("Content-Security-Policy", policy)
		switch {
		case s.search(name):
			w.Header().Set("Content-Security-Policy", policyOfSearch)
		case s.printed(name):
			// The page itself allows its one style, by its hash.
			w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
		}
		data, ok := s.files[name]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			w.Write(s.files[notFound])
			return
		}
		if strings.HasSuffix(name, ".svg") {
			w.Header().Set("Content-Type", "image/svg+xml")
		}
		if strings.HasSuffix(name, ".js") {
			w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		}
		if strings.HasSuffix(name, ".css") {
			w.Header().Set("Content-Type", "text/css; charset=utf-8")
		}
		w.Write(data)
	}))
}

// visit is one page in one tab.
type visit struct {
	site *site
	page string
	host string
	axe  string

	mu       sync.Mutex
	problems problems
}

func (v *visit) add(format string, args ...any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.problems.add(v.page, format, args...)
}

func (v *visit) run(browser context.Context) error {
	tab, closeTab := chromedp.NewContext(browser)
	defer closeTab()
	tab, cancel := context.WithTimeout(tab, 2*time.Minute)
	defer cancel()
	if err := chromedp.Do(tab); err != nil { // opens the tab, for as long as this context lives
		return err
	}
	loading, loaded := context.WithCancel(tab)
	defer loaded()
	if err := chromedp.Listen(loading, v.event); err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, network.Enable, network.EnableParams{}); err != nil {
		return err
	}
	if _, err := chromedp.Call(tab, log.Enable, cdp.Empty{}); err != nil {
		return err
	}
	address := v.host + v.site.address(v.page).EscapedPath()
	if err := chromedp.Do(tab, chromedp.Navigate(address)); err != nil {
		return err
	}
	if err := v.layout(tab, narrowest, "light"); err != nil {
		return err
	}
	loaded() // what follows is the test's own doing
	if err := chromedp.Do(tab, chromedp.Evaluate[chromedp.Void](v.axe)); err != nil {
		return err
	}
	for _, width := range widths {
		for _, scheme := range []string{"light", "dark"} {
			if scheme == "dark" && v.site.printed(v.page) {
				continue // paper is white
			}
			if err := v.layout(tab, width, scheme); err != nil {
				return err
			}
			if err := v.accessibility(tab, width, scheme); err != nil {
				return err
			}
		}
	}
	return nil
}

// event notes what the page says and asks for while it is loaded.
func (v *visit) event(ev any) {
	switch ev := ev.(type) {
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(ev.Request.URL); err != nil || u.Scheme != "data" && !strings.HasPrefix(ev.Request.URL, v.host+"/") {
			v.add("asks for %s", ev.Request.URL)
		}
		if ev.Type == network.ResourceTypeScript && !v.site.search(v.page) {
			v.add("loads the script %s", ev.Request.URL)
		}
	case *network.EventResponseReceived:
		if ev.Response.Status >= 400 {
			v.add("%s answers %d", ev.Response.URL, ev.Response.Status)
		}
	case *log.EventEntryAdded:
		v.add("the browser says: %s", ev.Entry.Text)
	case *runtime.EventConsoleAPICalled:
		v.add("writes to the console: %s", ev.Type)
	case *runtime.EventExceptionThrown:
		v.add("throws: %s", ev.ExceptionDetails.Text)
	}
}

func (v *visit) layout(tab context.Context, width int64, scheme string) error {
	size := emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 700}
	if _, err := chromedp.Call(tab, emulation.SetDeviceMetricsOverride, size); err != nil {
		return err
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}}
	if _, err := chromedp.Call(tab, emulation.SetEmulatedMedia, media); err != nil {
		return err
	}
	found, err := chromedp.Run(tab, chromedp.Evaluate[[]string](look, chromedp.EvalAwaitPromise))
	for _, text := range found {
		if scheme == "light" { // a layout has no colours: once is enough
			v.add("%d wide: %s", width, text)
		}
	}
	return err
}

// violation is what axe-core reports.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

const axeRun = `axe.run(document, {
	preload: false,
	resultTypes: ["violations"],
	runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	rules: {"target-size": {enabled: true}},
}).then(r => r.violations)`

func (v *visit) accessibility(tab context.Context, width int64, scheme string) error {
	found, err := chromedp.Run(tab, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
	for _, f := range found {
		where := fmt.Sprintf("%d places", len(f.Nodes))
		if len(f.Nodes) > 0 {
			where += ", first " + f.Nodes[0].HTML + ": " + strings.Join(strings.Fields(f.Nodes[0].Summary), " ")
		}
		v.add("%d wide, %s: axe %s: %s; %s", width, scheme, f.ID, f.Help, where)
	}
	return err
}

// npm reads a file of an installed package.
func npm(t *testing.T, file ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(npmPath(file...))
	if err != nil {
		fixture.Missing(t, "the npm package "+file[0])
	}
	return data
}

func npmPath(file ...string) string {
	abs, err := filepath.Abs(filepath.Join(append([]string{root, ".cache", "npm", "node_modules"}, file...)...))
	if err != nil {
		panic(err)
	}
	return abs
}
