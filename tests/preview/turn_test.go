package preview

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"kohyo/internal/desk"
	"kohyo/internal/serve"
)

// However a page changes, what stands in the browser is what the browser makes
// of the new page: 300 pages that have little in common.
func TestPagesTurnIntoEachOther(t *testing.T) {
	var server *serve.Server
	web := httptest.NewUnstartedServer(nil)
	server = serve.New(serve.Options{
		Lang: "en", Hosts: []string{web.Listener.Addr().String()}, Now: time.Now,
		Moment: func(string) (time.Time, bool) { return time.Time{}, false },
	})
	web.Config.Handler = server
	web.Start()
	defer web.Close()
	defer web.CloseClientConnections()
	rnd := rand.New(rand.NewPCG(5, 11))
	next := func(n int) string {
		text := fmt.Sprintf("<!doctype html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\"><title>%d</title>%s</head>\n<body%s>\n%s</body>\n</html>\n",
			pick(rnd, "ja", "en"), n, pick(rnd, "", `<meta name="description" content="x">`, `<link rel="alternate" hreflang="en" href="/en/">`, `<script type="application/ld+json">{"a":1}</script>`, `<script type="application/ld+json">{"a":2}</script>`), pick(rnd, "", ` class="a"`), randomHTML(rnd, 4))
		server.Show(&serve.State{
			Drafts: fstest.MapFS{"ja/x/index.html": {Data: []byte(text)}}, Public: func(time.Time) fs.FS { return nil },
			Desk: desk.New(desk.Input{}),
		})
		return text
	}
	next(0)
	page := open(t, web.URL+"/ja/x/")
	page.sees(shadow)
	eval[bool](page, `(window.stays = true)`)
	pages := 300
	if testing.Short() {
		pages = 60
	}
	for n := 1; n <= pages; n++ {
		text := next(n)
		page.sees(fmt.Sprintf(`document.title === "%d"`, n))
		differs := eval[string](page, fmt.Sprintf(`(() => {
			const fresh = new DOMParser().parseFromString(%q, "text/html");
			const now = document.documentElement.cloneNode(true);
			now.querySelector("kohyo-preview").remove();
			const text = (e) => e.innerHTML.trim() + [...e.attributes].map((a) => a.name + a.value);
			const head = (e) => [...e.querySelector("head").children].map((c) => c.outerHTML).sort().join();
			if (text(now.querySelector("body")) !== text(fresh.body)) return now.querySelector("body").outerHTML;
			if (head(now) !== head(fresh.documentElement) || now.lang !== fresh.documentElement.lang) return now.outerHTML;
			return "";
		})()`, text))
		if differs != "" {
			t.Fatalf("page %d is\n%s\nin the browser, and was sent as\n%s", n, differs, text)
		}
	}
	if !eval[bool](page, "window.stays === true") {
		t.Error("the page was loaded again")
	}
}

func pick(rnd *rand.Rand, from ...string) string { return from[rnd.IntN(len(from))] }

// randomHTML is a stretch of a page: few tags, so that many are alike.
func randomHTML(rnd *rand.Rand, depth int) string {
	var b strings.Builder
	for range rnd.IntN(5) {
		tag := pick(rnd, "p", "div", "section", "ul", "details", "#")
		if tag == "#" || depth == 0 {
			b.WriteString(pick(rnd, "a", "b ", "日本語", "\n", "<br>", "<!-- c -->", "&amp;"))
			continue
		}
		inner := randomHTML(rnd, depth-1)
		if tag == "p" {
			inner = pick(rnd, "x", "y", "<b>z</b>", "")
		}
		fmt.Fprintf(&b, "<%s%s>%s</%s>", tag, pick(rnd, "", "", ` class="a"`, ` id="i"`, ` title="&quot;"`), inner, tag)
	}
	return b.String()
}
