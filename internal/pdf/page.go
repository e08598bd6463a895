package pdf

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// tab is one page being printed, in a tab that is closed after it: what a
// page takes of memory is given back with it.
type tab struct {
	ctx  context.Context
	page []byte
	url  string

	mu     sync.Mutex
	served bool
	asked  error // what the page asked for
}

// print shows a page to the browser and takes its PDF.
func (b *browser) print(page []byte, address string, limit time.Duration) ([]byte, error) {
	t := &tab{page: page, url: address}
	ctx, closeTab := chromedp.NewContext(b.ctx, chromedp.WithListener(t.event))
	defer closeTab()
	ctx, cancel := context.WithTimeoutCause(ctx, limit, &SlowError{limit})
	defer cancel()
	t.ctx = ctx
	data, err := t.print()
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case t.asked != nil:
		return nil, t.asked
	case err != nil && ctx.Err() != nil && b.ctx.Err() == nil:
		return nil, context.Cause(ctx)
	}
	return data, err
}

// SlowError is a page that took too long.
type SlowError struct{ Limit time.Duration }

func (e *SlowError) Error() string { return fmt.Sprintf("not printed within %v", e.Limit) }

func (t *tab) print() ([]byte, error) {
	if err := chromedp.Do(t.ctx); err != nil { // opens the tab
		return nil, err
	}
	if _, err := chromedp.Call(t.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		return nil, err
	}
	every := fetch.EnableParams{Patterns: []*fetch.RequestPattern{{URLPattern: "*"}}}
	if _, err := chromedp.Call(t.ctx, fetch.Enable, every); err != nil {
		return nil, err
	}
	if err := chromedp.Do(t.ctx, chromedp.Navigate(t.url)); err != nil {
		return nil, err
	}
	return chromedp.Run(t.ctx, chromedp.PrintToPDF(
		chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground(), chromedp.PDFOutlineAndTagged(),
		chromedp.PDFPaper(chromedp.PaperA4), chromedp.PDFStream(),
	))
}

// event answers the browser. It must not wait, since it is called where the
// answers come in.
func (t *tab) event(ev any) {
	switch ev := ev.(type) {
	case *fetch.EventRequestPaused:
		go t.answer(ev)
	case *log.EventEntryAdded:
		// A file of this machine is refused before it is asked for.
		if ev.Entry.Level == log.EntryLevelError && ev.Entry.Source != log.EntrySourceNetwork {
			t.refuse(ev.Entry.Text)
		}
	}
}

// answer gives the page itself, and refuses all else.
func (t *tab) answer(ev *fetch.EventRequestPaused) {
	t.mu.Lock()
	first := !t.served && sameAddress(ev.Request.URL, t.url)
	t.served = t.served || first
	t.mu.Unlock()
	if !first {
		t.refuse(ev.Request.URL)
		_, _ = chromedp.Call(t.ctx, fetch.FailRequest, fetch.FailRequestParams{RequestID: ev.RequestID, ErrorReason: network.ErrorReasonBlockedByClient})
		return
	}
	_, _ = chromedp.Call(t.ctx, fetch.FulfillRequest, fetch.FulfillRequestParams{
		RequestID: ev.RequestID, ResponseCode: 200, Body: t.page,
		ResponseHeaders: []*fetch.HeaderEntry{{Name: "Content-Type", Value: "text/html; charset=utf-8"}},
	})
}

func (t *tab) refuse(what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	// The browser would like an icon for a window that nobody sees.
	if t.asked == nil && !strings.HasSuffix(what, "/favicon.ico") {
		t.asked = &NotSelfContained{what}
	}
}

// sameAddress compares as the browser does, which writes a host in small
// letters.
func sameAddress(a, b string) bool {
	u, err := url.Parse(a)
	v, err2 := url.Parse(b)
	return err == nil && err2 == nil && u.Path == v.Path
}
