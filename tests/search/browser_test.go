// Package search lets a real browser search sites of every size, as their
// readers do.
package search

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"strings"
	"testing"
	"time"

	"kohyo/internal/fixture/browser"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// policy is what a publisher can put on the page on which readers search: its
// script makes no HTML from text, and reads only the site's own files.
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

func TestMain(m *testing.M) {
	code := m.Run()
	browser.Close()
	os.Exit(code)
}

// serve puts files on this machine as a publisher would put them online.
func serve(t *testing.T, files func(name string) ([]byte, error)) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		data, err := files(name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		kinds := map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json", ".bin": "application/octet-stream"}
		if kind := kinds[path.Ext(name)]; kind != "" {
			w.Header().Set("Content-Type", kind)
		}
		w.Header().Set("Content-Security-Policy", policy)
		w.Write(data)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

func of(files fs.FS) func(string) ([]byte, error) {
	return func(name string) ([]byte, error) { return fs.ReadFile(files, name) }
}

// tab is a page in the browser. What it says on its console is a failure.
type tab struct {
	*testing.T
	ctx context.Context
}

func open(t *testing.T, address string, before ...func(context.Context) error) *tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(browser.Open(t))
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	p := &tab{t, ctx}
	p.must(chromedp.Do(ctx))
	p.must(chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			t.Errorf("the browser says: %s", ev.Entry.Text)
		case *runtime.EventExceptionThrown:
			t.Errorf("the page throws: %s", ev.ExceptionDetails.Text)
		}
	}))
	_, err := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	p.must(err)
	for _, do := range before {
		p.must(do(ctx))
	}
	p.must(chromedp.Do(ctx, chromedp.Navigate(address)))
	return p
}

func (p *tab) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// eval runs a script in the page.
func eval[V any](p *tab, js string, args ...any) V {
	p.Helper()
	for i, arg := range args {
		said, err := json.Marshal(arg)
		p.must(err)
		args[i] = string(said)
	}
	if len(args) > 0 {
		js = fmt.Sprintf(js, args...)
	}
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[V](js, chromedp.EvalAwaitPromise))
	p.must(err)
	return v
}

// answer is what the page shows for a query, how long a reader waited for it,
// and what was fetched.
type answer struct {
	Status  string   `json:"status"`
	Titles  []string `json:"titles"`
	Links   []string `json:"links"`
	Marks   []string `json:"marks"`
	More    string   `json:"more"`
	Time    float64  `json:"time"`  // milliseconds
	Bytes   int      `json:"bytes"` // with the headers
	Fetched int      `json:"fetched"`
}

// result is a script that tells what the page shows.
const result = `({
	status: document.getElementById("status").textContent,
	titles: [...document.querySelectorAll("#results h3")].map(e => e.textContent),
	links: [...document.querySelectorAll("#results a")].map(e => e.getAttribute("href")),
	marks: [...document.querySelectorAll("#results mark")].map(e => e.textContent),
	more: document.getElementById("more").hidden ? "" : document.getElementById("more").textContent,
})`

// after runs a script, and waits until the page has answered and shown it.
const after = `new Promise(resolve => {
	const status = document.getElementById("status"), wait = document.getElementById("search").dataset.wait;
	performance.clearResourceTimings();
	const began = performance.now();
	let told = false;
	const done = () => {
		if (told || status.textContent === wait) return;
		told = true;
		watch.disconnect();
		requestAnimationFrame(() => setTimeout(() => {
			const time = performance.now() - began, files = performance.getEntriesByType("resource");
			resolve({...` + result + `, time, bytes: files.reduce((sum, f) => sum + f.transferSize, 0), fetched: files.length});
		}));
	};
	const watch = new MutationObserver(done);
	watch.observe(status, {childList: true});
	setTimeout(done, 20000); // an answer that is none says nothing new
	%s;
})`

// search types a query and presses Enter.
func (p *tab) search(query string) answer {
	p.Helper()
	said, err := json.Marshal(query)
	p.must(err)
	return eval[answer](p, fmt.Sprintf(after, `const q = document.getElementById("q"); q.value = `+string(said)+`; q.form.requestSubmit()`))
}

// do runs a script that brings another answer.
func (p *tab) do(js string) answer {
	p.Helper()
	return eval[answer](p, fmt.Sprintf(after, js))
}
