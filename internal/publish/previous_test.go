package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestPrevious reads public files over HTTP, and nothing from elsewhere.
func TestPrevious(t *testing.T) {
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		t.Error("another site was asked")
		fmt.Fprint(w, "elsewhere")
	}))
	defer other.Close()
	var busy atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/site/log/checkpoint":
			fmt.Fprint(w, "checkpoint")
		case "/site/ja/a b%/index.html":
			fmt.Fprint(w, "a page")
		case "/site/moved":
			http.Redirect(w, r, "/site/log/checkpoint", http.StatusFound)
		case "/site/away":
			http.Redirect(w, r, other.URL+"/x", http.StatusFound)
		case "/site/round":
			http.Redirect(w, r, "/site/round", http.StatusFound)
		case "/site/gone":
			w.WriteHeader(http.StatusGone)
		case "/site/secret":
			w.WriteHeader(http.StatusForbidden)
		case "/site/busy":
			if busy.Add(1) < 3 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			fmt.Fprint(w, "at last")
		case "/site/cut":
			w.Header().Set("Content-Length", "100")
			fmt.Fprint(w, "half")
		case "/site/large":
			piece := strings.Repeat("x", 1<<20)
			for range largest>>20 + 1 {
				if _, err := fmt.Fprint(w, piece); err != nil {
					return
				}
			}
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	p, err := NewPrevious(server.URL + "/site")
	if err != nil {
		t.Fatal(err)
	}
	p.pause = time.Millisecond
	read := p.Files(t.Context())
	for name, want := range map[string]string{
		"log/checkpoint": "checkpoint", "ja/a b%/index.html": "a page", "moved": "checkpoint", "busy": "at last",
	} {
		if data, err := read(name); err != nil || string(data) != want {
			t.Errorf("%s: %q, %v", name, data, err)
		}
	}
	for _, name := range []string{"none", "gone"} {
		if _, err := read(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, want := range map[string]string{
		"away": "another site", "round": "too often", "secret": "403", "cut": "EOF", "large": "larger than 64 MiB", "../up": "invalid",
	} {
		if _, err := read(name); err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v does not say %q", name, err, want)
		}
	}
}

// TestPreviousAddress refuses what is no address of a site.
func TestPreviousAddress(t *testing.T) {
	for _, bad := range []string{
		"", "example.com", "ftp://example.com/", "https://", "https://me:secret@example.com/", "https://example.com/?a", "https://example.com/#a", "file:///srv", "https://exa mple.com/",
	} {
		if _, err := NewPrevious(bad); err == nil {
			t.Errorf("%q is taken", bad)
		} else if strings.Contains(err.Error(), "secret") {
			t.Errorf("a password is repeated: %v", err)
		}
	}
}

// TestPlainFirst asks for a word before a record is begun.
func TestPlainFirst(t *testing.T) {
	nothing := func(name string) ([]byte, error) { return nil, fs.ErrNotExist }
	_, err := (&Plain{Public: nothing, URL: "https://example.com/"}).Look(t.Context())
	if r, ok := errors.AsType[*Refused](err); !ok || !strings.Contains(r.Hint.En, "--first") {
		t.Errorf("no log: %v", err)
	}
	if _, err := (&Plain{Public: nothing, First: true}).Look(t.Context()); err != nil {
		t.Errorf("the first publication: %v", err)
	}
	broken := func(name string) ([]byte, error) { return nil, errors.New("500") }
	if _, err := (&Plain{Public: broken, First: true}).Look(t.Context()); err == nil {
		t.Error("a site that fails is taken for one without a log")
	}
}
