package preview

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kohyo/internal/fixture"
	"kohyo/internal/fixture/browser"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// names under .example lead to this machine, as a name does that an attacker
// has bound anew.
var names = chromedp.Flag("host-resolver-rules", "MAP *.example 127.0.0.1")

// patience is how long a tab may be open: the longest measurements are of
// large sites on busy machines.
const patience = 15 * time.Minute

// tab is a page in the browser.
type tab struct {
	testing.TB
	ctx context.Context
}

// open opens an address in a tab of its own.
func open(t testing.TB, address string) tab {
	t.Helper()
	ctx, closeTab := chromedp.NewContext(browser.Open(t, names))
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	p := tab{t, ctx}
	p.size(1280, "light")
	p.to(address)
	return p
}

func (p tab) to(address string) {
	p.Helper()
	if err := chromedp.Do(p.ctx, chromedp.Navigate(address)); err != nil {
		p.Fatalf("%s: %v", address, err)
	}
}

func (p tab) size(width int64, scheme string) {
	p.Helper()
	size := emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 900, DeviceScaleFactor: 1, Mobile: width < 700}
	if _, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, size); err != nil {
		p.Fatal(err)
	}
	media := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
	if _, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, media); err != nil {
		p.Fatal(err)
	}
}

// eval gives the value of an expression, or of its promise.
func eval[T any](p tab, js string) T {
	p.Helper()
	v, err := chromedp.Run(p.ctx, chromedp.Evaluate[T](js, chromedp.EvalAwaitPromise))
	if err != nil {
		p.Fatalf("%s: %v", js, err)
	}
	return v
}

// sees waits until an expression is true.
func (p tab) sees(js string) {
	p.Helper()
	eventually(p, js, func() bool { return eval[bool](p, "Boolean("+js+")") })
}

// shadow is the tree of what is laid over a page.
const shadow = `document.querySelector("kohyo-preview").shadowRoot`

// violation is what axe-core reports.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// accessible asks axe-core, in both schemes and at the width of a desk and of
// a phone.
func (p tab) accessible(what string) {
	p.Helper()
	axe, err := os.ReadFile(filepath.Join(root, ".cache", "npm", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		fixture.Missing(p, "the npm package axe-core")
	}
	if err := chromedp.Do(p.ctx, chromedp.Evaluate[chromedp.Void](string(axe))); err != nil {
		p.Fatal(err)
	}
	for _, width := range []int64{1280, 360} {
		for _, scheme := range []string{"light", "dark"} {
			p.size(width, scheme)
			found := eval[[]violation](p, `axe.run(document, {
				preload: false, iframes: false, resultTypes: ["violations"],
				runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
				rules: {"target-size": {enabled: true}},
			}).then(r => r.violations)`)
			for _, f := range found {
				text, _ := json.Marshal(f.Nodes)
				p.Errorf("%s, %d wide, %s: axe %s: %s; %.600s", what, width, scheme, f.ID, f.Help, text)
			}
			if over := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
				p.Errorf("%s, %d wide: %d pixels too wide", what, width, over)
			}
		}
	}
	p.size(1280, "light")
}

// press presses keys and says what has the focus then.
func (p tab) press(keys ...string) string {
	p.Helper()
	for _, k := range keys {
		if err := chromedp.Do(p.ctx, chromedp.KeyEvent(k)); err != nil {
			p.Fatal(err)
		}
	}
	return strings.TrimSpace(eval[string](p, `(() => {
		let at = document.activeElement;
		while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
		return (at?.getAttribute("aria-label") || at?.textContent || at?.nodeName || "").trim();
	})()`))
}
