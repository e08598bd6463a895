package store

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"testing"
)

// TestTry finds what keeps a store from being written to, and writes nothing.
func TestTry(t *testing.T) {
	m := newMemory(t)
	publishTo(t, m.open(t, quick()), first())
	before := m.state()
	if err := m.open(t, quick()).Try(context.Background()); err != nil {
		t.Errorf("a store that can be published to: %v", err)
	}
	m.careless = true
	wantFault(t, m.open(t, quick()).Try(context.Background()), Refused, "s3://bucket/site")
	m.careless = false
	// A key that may only read.
	m.setFail(func(_ int, r *http.Request) fault {
		if r.Method == "GET" {
			return fine
		}
		return "403"
	})
	wantFault(t, m.open(t, quick()).Try(context.Background()), Failed, "403")
	m.setFail(nil)
	if after := m.state(); !slices.Equal(slices.Sorted(maps.Keys(after)), slices.Sorted(maps.Keys(before))) {
		t.Errorf("there are %q, before there were %q", slices.Sorted(maps.Keys(after)), slices.Sorted(maps.Keys(before)))
	}
}
