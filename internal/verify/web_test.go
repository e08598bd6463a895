package verify_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

// host serves a site as hosts do: a page at the address of its folder.
type host struct {
	mu    sync.Mutex
	files files
	asked map[string]int
	by    func(w http.ResponseWriter, r *http.Request, name string, n int) bool
}

func (h *host) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/sub/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	h.mu.Lock()
	h.asked[name]++
	n, data, ok := h.asked[name], h.files[name], false
	_, ok = h.files[name]
	h.mu.Unlock()
	if h.by != nil && h.by(w, r, name, n) {
		return
	}
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Write(data)
}

func serve(t *testing.T, f files, by func(w http.ResponseWriter, r *http.Request, name string, n int) bool) (*host, string) {
	h := &host{files: f, asked: map[string]int{}, by: by}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return h, server.URL + "/sub"
}

func runWeb(t *testing.T, address string, o verify.Options) *verify.Result {
	t.Helper()
	src, err := verify.Web(address, http.DefaultTransport)
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	ctx, stop := context.WithTimeout(context.Background(), 2*time.Minute)
	defer stop()
	r, err := verify.Run(ctx, src, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWeb(t *testing.T) {
	p, _ := historyOf(t, 4)
	h, address := serve(t, p.files, func(w http.ResponseWriter, _ *http.Request, name string, n int) bool {
		if n == 1 && len(name)%7 == 0 { // a busy server
			w.WriteHeader(http.StatusServiceUnavailable)
			return true
		}
		return false
	})
	r := runWeb(t, address, p.options())
	if !r.True() || r.Whole {
		t.Errorf("false %v, unknown %v, whole %v", r.False, r.Unknown, r.Whole)
	}
	for name := range p.files {
		if h.asked[name] == 0 {
			t.Errorf("%s was not asked for", name)
		}
	}
	// One report alone needs few files.
	before := len(h.asked)
	clear(h.asked)
	o := p.options()
	o.Slug, o.Number = "shop", 2
	if r := runWeb(t, address, o); !r.True() || len(h.asked)*2 > before {
		t.Errorf("one report: false %v, unknown %v, %d files of %d", r.False, r.Unknown, len(h.asked), before)
	}
}

// Who serves the files is not trusted.
func TestHostileHosts(t *testing.T) {
	p, _ := historyOf(t, 2)
	elsewhere := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { t.Error("another host was asked") }))
	defer elsewhere.Close()
	endless := func(w http.ResponseWriter) {
		for i := 0; i < 1<<12; i++ {
			if _, err := w.Write(make([]byte, 1<<16)); err != nil {
				return
			}
		}
		t.Error("256 MB were read")
	}
	for name, c := range map[string]struct {
		by     func(w http.ResponseWriter, r *http.Request, name string, n int) bool
		wrong  string // a file that must be named as wrong
		unsure string // or as not known
	}{
		"another host": {func(w http.ResponseWriter, r *http.Request, name string, _ int) bool {
			if name == "index.html" {
				http.Redirect(w, r, elsewhere.URL, http.StatusFound)
			}
			return name == "index.html"
		}, "", "index.html"},
		"a circle": {func(w http.ResponseWriter, r *http.Request, name string, _ int) bool {
			if name == "shop/1.json" {
				http.Redirect(w, r, r.URL.Path, http.StatusFound)
			}
			return name == "shop/1.json"
		}, "", "shop/1.json"},
		"an endless page": {func(w http.ResponseWriter, _ *http.Request, name string, _ int) bool {
			if name == "ja/shop/1/index.html" {
				endless(w)
			}
			return name == "ja/shop/1/index.html"
		}, "ja/shop/1/index.html", ""},
		"a broken server": {func(w http.ResponseWriter, _ *http.Request, name string, _ int) bool {
			if name == "en/shop/1/index.html" {
				w.WriteHeader(http.StatusInternalServerError)
			}
			return name == "en/shop/1/index.html"
		}, "", "en/shop/1/index.html"},
		"a page for all that is missing": {func(w http.ResponseWriter, _ *http.Request, name string, _ int) bool {
			if name == "log/tile/0/000.p/7" {
				fmt.Fprintln(w, "<p>not found")
			}
			return name == "log/tile/0/000.p/7"
		}, "log/tile/0/000.p/7", ""},
		"a huge number of entries": {func(w http.ResponseWriter, _ *http.Request, name string, _ int) bool {
			if name == tlog.CheckpointFile {
				fmt.Fprintf(w, "%s\n9223372036854775807\n%s\nfiles %s\ntime 2026-11-01T00:00:00Z\n", origin, encoded([32]byte{}), encoded([32]byte{}))
			}
			return name == tlog.CheckpointFile
		}, tlog.ManifestFile, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, address := serve(t, p.files, c.by)
			r := runWeb(t, address, p.options())
			if c.wrong != "" && !named(r, c.wrong) {
				t.Errorf("false %v, unknown %v", r.False, r.Unknown)
			}
			if c.unsure != "" && (len(r.False) > 0 || len(r.Unknown) == 0 || r.Unknown[0].File != c.unsure) {
				t.Errorf("false %v, unknown %v", r.False, r.Unknown)
			}
		})
	}
}

// A site that is published while it is read is read again.
func TestPublishedMeanwhile(t *testing.T) {
	p, _ := historyOf(t, 2)
	next := *p
	next.report("new", 1, "新")
	next.publish()
	var h *host
	h, address := serve(t, p.files, func(_ http.ResponseWriter, _ *http.Request, name string, _ int) bool {
		if name == "shop/2.json" {
			h.mu.Lock()
			h.files = next.files
			h.mu.Unlock()
		}
		return false
	})
	if r := runWeb(t, address, p.options()); !r.True() {
		t.Errorf("false %v, unknown %v", r.False, r.Unknown)
	}
}

func TestAddressesOfSites(t *testing.T) {
	for _, wrong := range []string{"ftp://example.jp/", "https://", "https:///x", "http://a b/", "https://me:secret@example.jp/"} {
		if _, err := verify.Web(wrong, nil); err == nil {
			t.Errorf("%s is taken for an address", wrong)
		}
	}
}

// Readers have the address of a notice; the log is that of its site.
func TestSiteOfAPage(t *testing.T) {
	p, _ := historyOf(t, 2)
	_, address := serve(t, p.files, func(w http.ResponseWriter, r *http.Request, _ string, _ int) bool {
		return false
	})
	for _, page := range []string{"", "/", "/ja/shop/2/", "/ja/shop/2/#counts", "/ja/shop", "/shop/2.json?x=1"} {
		if got := verify.SiteOf(context.Background(), address+page, http.DefaultTransport); got != address+"/" {
			t.Errorf("%s: %s", page, got)
		}
	}
	_, none := serve(t, files{"index.html": []byte("x")}, nil)
	for _, page := range []string{none + "/ja/shop/", "http://127.0.0.1:1/ja/"} {
		if got := verify.SiteOf(context.Background(), page, http.DefaultTransport); got != page {
			t.Errorf("%s: %s", page, got)
		}
	}
}

type answers func(*http.Request) *http.Response

func (a answers) RoundTrip(r *http.Request) (*http.Response, error) { return a(r), nil }

// A host that leads from its name to the same name as xn-- is one host.
func TestWebHostInItsOwnLetters(t *testing.T) {
	src, err := verify.Web("http://例え.jp/", answers(func(r *http.Request) *http.Response {
		w := httptest.NewRecorder()
		if r.URL.Scheme == "http" {
			http.Redirect(w, r, "https://xn--r8jz45g.jp"+r.URL.Path, http.StatusMovedPermanently)
		} else {
			fmt.Fprint(w, "here it is")
		}
		answer := w.Result()
		answer.Request = r
		return answer
	}))
	if err != nil {
		t.Fatal(err)
	}
	defer src.Close()
	if data, err := src.ReadFile(t.Context(), "log/checkpoint", 100); string(data) != "here it is" {
		t.Errorf("%q, %v", data, err)
	}
}
