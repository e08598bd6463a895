package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"kohyo/internal/fixture"
	"kohyo/internal/publish"
)

// gateway starts a real S3 server and gives its address.
func gateway(t *testing.T) string {
	t.Helper()
	endpoint, _ := fixture.Gateway(t)
	return endpoint
}

// at opens a place in a real store. Its keys are for ever: no session token.
func at(t testing.TB, endpoint, place string, o Options) *Store {
	t.Helper()
	s, err := Open(place, func(name string) string {
		if name == "AWS_SESSION_TOKEN" {
			return ""
		}
		return env(endpoint)(name)
	}, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// holds reads a whole store, as it is served.
func holds(t testing.TB, s *Store) map[string]stored {
	t.Helper()
	list, err := s.client.list(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]stored{}
	for name := range list {
		body, info, header, err := s.client.s3.GetObject(context.Background(), s.client.place.Bucket, s.client.place.Prefix+name, minio.GetObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		all[name] = stored{body: text, kind: info.ContentType, cache: header.Get("Cache-Control")}
	}
	return all
}

// TestGateway does with a real server what the others do with one in memory:
// what is served in the end is the same, byte for byte, with its headers.
func TestGateway(t *testing.T) {
	endpoint := gateway(t)
	o := quick()
	o.Parallel = 8
	for _, mv := range moves(t, newMemory(t)) {
		s := at(t, endpoint, "s3://bucket/site", o)
		stats, err := publishTo(t, s, mv.site)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %+v", mv.name, stats)
		sameState(t, mv.name, holds(t, s), mv.after, nothing)
		if stats, err := publishTo(t, at(t, endpoint, "s3://bucket/site", o), mv.site); err != nil || stats != (publish.Stats{}) {
			t.Errorf("%s: running again did %+v, %v", mv.name, stats, err)
		}
	}
	// The other place in the same bucket, its root, is not disturbed.
	if _, err := publishTo(t, at(t, endpoint, "s3://bucket", o), second()); err != nil {
		t.Fatal(err)
	}
}

// TestGatewayFails puts a way to the real server that breaks: connections end
// before and after, answers come late or are errors, publishers are killed.
func TestGatewayFails(t *testing.T) {
	to, err := url.Parse(gateway(t))
	if err != nil {
		t.Fatal(err)
	}
	var count, killedAt atomic.Int64
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(to)
			r.Out.Host = r.In.Host // it is signed
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	way := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := count.Add(1)
		if k := killedAt.Load(); k > 0 {
			if n > k {
				panic(http.ErrAbortHandler)
			}
			proxy.ServeHTTP(w, r)
			return
		}
		switch n % 13 {
		case 3:
			panic(http.ErrAbortHandler)
		case 6:
			w.WriteHeader(http.StatusServiceUnavailable)
		case 9: // it is done, and nobody is told
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		default:
			proxy.ServeHTTP(w, r)
		}
	}))
	defer way.Close()
	all := moves(t, newMemory(t))
	step := 17
	if full() {
		step = 1
	}
	crashes := 0
	for n := 1; n < all[0].count+all[1].count; n += step {
		place := fmt.Sprintf("s3://bucket/killed-%d", n)
		for _, mv := range all {
			crashes++
			o := quick()
			o.Parallel, o.pace.tries = 4, 1
			count.Store(0)
			killedAt.Store(int64(n))
			publishTo(t, at(t, way.URL, place, o), mv.site)
			killedAt.Store(0)
			o.pace.tries = 8
			s := at(t, way.URL, place, o)
			if _, err := publishTo(t, s, mv.site); err != nil {
				t.Fatalf("%s, after %d requests: %v", mv.name, n, err)
			}
			sameState(t, place, holds(t, at(t, to.String(), place, o)), mv.after, nothing)
		}
	}
	t.Logf("%d publications to a real server were killed, the next ones met a failure at 3 of 13 requests: the end was always the same", crashes)
}

// TestGatewayTwo lets two publish to a real server at once.
func TestGatewayTwo(t *testing.T) {
	endpoint := gateway(t)
	o := quick()
	o.timing = timing{20 * time.Millisecond, 20 * time.Second}
	s := at(t, endpoint, "s3://bucket/site", o)
	ctx := context.Background()
	read, err := s.Begin(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = at(t, endpoint, "s3://bucket/site", o).Begin(ctx)
	if _, busy := errors.AsType[*publish.Busy](err); !busy {
		t.Errorf("want that another publication is at work, got %v", err)
	}
	plan, err := planFor(t, read, first())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Move(ctx, plan, first(), nil); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
