package render

import (
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
)

func TestRecent(t *testing.T) {
	r := newRecent[int, string](4)
	var made atomic.Int32
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			got := r.get(1, func() string { made.Add(1); return "one" })
			if got != "one" {
				t.Errorf("got %q", got)
			}
		})
	}
	wg.Wait()
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times, want once however many ask", n)
	}
	// What is asked for again and again stays, what is not goes.
	for n := range 100 {
		r.get(n+2, func() string { return strconv.Itoa(n) })
		r.get(1, func() string { made.Add(1); return "one" })
	}
	if n := made.Load(); n != 1 {
		t.Errorf("made %d times, although it was in use", n)
	}
	if n := len(r.made) + len(r.old); n > 2*r.most {
		t.Errorf("%d are kept, at most %d may be", n, 2*r.most)
	}
	r.get(2, func() string { made.Add(1); return "two" })
	if made.Load() != 2 {
		t.Error("what was not asked for any more is still kept")
	}
}
