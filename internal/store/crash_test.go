package store

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/publish"
)

// full asks for the long form of the tests, with every case.
func full() bool { return os.Getenv("KOHYO_TEST_FULL") != "" }

// dies makes the store deaf after n requests, as for a publisher that is killed.
func (m *memory) dies(n int) {
	m.setFail(func(at int, _ *http.Request) fault {
		if at > n {
			return dropBefore
		}
		return fine
	})
}

// sameState proves two stores to hold the same, but for names that may stay.
func sameState(t testing.TB, when string, got, want map[string]stored, mayStay func(string) bool) {
	t.Helper()
	for name, o := range want {
		if g, ok := got[name]; !ok || g.etag() != o.etag() || g.kind != o.kind || g.cache != o.cache {
			t.Fatalf("%s: %s is %q, want %q", when, name, g.body, o.body)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok && !mayStay(name) {
			t.Fatalf("%s: %s was left behind", when, name)
		}
	}
}

// nothing may stay.
func nothing(string) bool { return false }

// move is a publication from one state of a store to a site.
type move struct {
	name   string
	before map[string]stored
	site   pages
	after  map[string]stored
	count  int
}

// moves are those that the proofs are made with, carried out once.
func moves(t *testing.T, m *memory) []*move {
	links := linkChecker{}
	empty := &move{name: "first", site: first()}
	next := &move{name: "second", site: second()}
	for _, mv := range []*move{empty, next} {
		m.set(mv.before)
		m.setAfter(func(n int, r *http.Request) {
			if lack := links.lack(m.stateLocked(), mv.before); lack != "" {
				t.Errorf("%s, request %d, %s %s: %s", mv.name, n, r.Method, r.URL.Path, lack)
			}
		})
		if _, err := publishTo(t, m.open(t, quick()), mv.site); err != nil {
			t.Fatal(err)
		}
		m.setAfter(nil)
		mv.after, mv.count = m.state(), m.restart()
		if mv == empty {
			next.before = mv.after
		}
	}
	return []*move{empty, next}
}

// TestCrash kills a publisher after each of its requests, looks at what is
// public, and runs again.
func TestCrash(t *testing.T) {
	m := newMemory(t)
	crashes, links := 0, linkChecker{}
	for _, mv := range moves(t, m) {
		for n := range mv.count {
			crashes++
			when := fmt.Sprintf("%s, killed after %d requests", mv.name, n)
			m.set(mv.before)
			m.crash(t, n, mv.site, 1)
			links.whole(t, when, m.state(), mv.before)
			if _, err := publishTo(t, m.open(t, quick()), mv.site); err != nil {
				t.Fatalf("%s: %v", when, err)
			}
			sameState(t, when, m.state(), mv.after, nothing)
			m.idle(t, when, mv.site)
		}
	}
	t.Logf("%d publications were killed, one after each request: all came to the same end, and no page that readers could come to ever named a missing file", crashes)
}

// crash is a publication that is killed after n requests: nothing more reaches
// the store, not even the release of the lock.
func (m *memory) crash(t testing.TB, n int, p pages, parallel int) {
	o := quick()
	o.Parallel, o.pace.tries = parallel, 1
	m.restart()
	m.dies(n)
	defer m.setFail(nil)
	if _, err := publishTo(t, m.open(t, o), p); err == nil && n < 5 {
		t.Fatal("the publisher did not notice that it is dead")
	}
}

// idle proves that another run writes nothing but its lock.
func (m *memory) idle(t testing.TB, when string, p pages) {
	t.Helper()
	m.restart()
	stats, err := publishTo(t, m.open(t, quick()), p)
	if err != nil || stats != (publish.Stats{}) {
		t.Fatalf("%s: running again did %+v, %v", when, stats, err)
	}
	for _, l := range m.said() {
		if !strings.HasPrefix(l, "GET ") && !strings.Contains(l, lockName) {
			t.Fatalf("%s: running again made the request %s", when, l)
		}
	}
}

// TestCrashAndChange kills a publisher and then publishes something else: the
// same as before, for the author thought better of it, and the site after.
func TestCrashAndChange(t *testing.T) {
	m := newMemory(t)
	mv := moves(t, m)[1]
	step := 7
	if full() {
		step = 1
	}
	mayStay := func(name string) bool { // a numbered report that somebody may have read
		return publish.ClassOf(name, []string{"ja"}) == publish.Report
	}
	crashes := 0
	for n := 0; n < mv.count-5; n += step {
		for again := n % step; again < mv.count; again += 3 * step {
			crashes++
			when := fmt.Sprintf("killed after %d requests, then after %d", n, again)
			m.set(mv.before)
			m.crash(t, n, mv.site, 1)
			moved := m.state()[checkpointName].etag() != mv.before[checkpointName].etag()
			m.crash(t, again, first(), 1)
			if moved {
				continue // there is no way back behind a checkpoint
			}
			if _, err := publishTo(t, m.open(t, quick()), first()); err != nil {
				t.Fatalf("%s: %v", when, err)
			}
			sameState(t, when, m.state(), mv.before, mayStay)
			if _, err := publishTo(t, m.open(t, quick()), mv.site); err != nil {
				t.Fatalf("%s: %v", when, err)
			}
			sameState(t, when, m.state(), mv.after, mayStay)
		}
	}
	t.Logf("%d publications were killed, their successors too; going back and going on came to the same ends", crashes)
}

// TestCrashInParallel kills publishers that have many requests under way, two
// in a row.
func TestCrashInParallel(t *testing.T) {
	m := newMemory(t)
	runs := 60
	if full() {
		runs = 3000
	}
	random := rand.New(rand.NewPCG(7, 3))
	all, links := moves(t, m), linkChecker{}
	for run := range runs {
		mv := all[run%2]
		m.set(mv.before)
		a, b := random.IntN(mv.count), random.IntN(mv.count)
		when := fmt.Sprintf("run %d, %s, killed after %d and %d requests of 8 at once", run, mv.name, a, b)
		for _, n := range []int{a, b} {
			m.crash(t, n, mv.site, 8)
			links.whole(t, when, m.state(), mv.before)
		}
		if _, err := publishTo(t, m.open(t, quick()), mv.site); err != nil {
			t.Fatalf("%s: %v", when, err)
		}
		sameState(t, when, m.state(), mv.after, nothing)
	}
	t.Logf("%d publications were killed twice", runs)
}

// TestFaults has the store fail in every way at every request, one at a time
// and at random.
func TestFaults(t *testing.T) {
	m := newMemory(t)
	all := moves(t, m)
	kinds := []fault{dropBefore, dropAfter, halfBody, "409", "412", "429", "500", "502", "503", "504", "408"}
	step := 5
	if full() {
		step = 1
	}
	injected := 0
	for _, mv := range all {
		for k, kind := range kinds {
			for n := 1 + k%step; n <= mv.count; n += step {
				injected++
				m.set(mv.before)
				m.setFail(func(at int, _ *http.Request) fault {
					if at == n {
						return kind
					}
					return fine
				})
				publishUntil(t, fmt.Sprintf("%s, %q at request %d", mv.name, kind, n), m, mv)
			}
		}
	}
	runs := 30
	if full() {
		runs = 1000
	}
	random := rand.New(rand.NewPCG(1, 2))
	for run := range runs {
		mv := all[run%2]
		m.set(mv.before)
		m.setFail(func(int, *http.Request) fault { // called with the lock held
			if random.IntN(4) > 0 {
				return fine
			}
			injected++
			return kinds[random.IntN(len(kinds))]
		})
		publishUntil(t, fmt.Sprintf("%s, run %d, every fourth request fails", mv.name, run), m, mv)
	}
	t.Logf("%d faults were injected; the end was always the same", injected)
}

// publishUntil publishes until it succeeds, which takes a few runs at most.
func publishUntil(t *testing.T, when string, m *memory, mv *move) {
	t.Helper()
	o := quick()
	o.Parallel = 4
	var err error
	for range 12 {
		// The log is read by the test's own publisher too, whose reads may fail.
		if err = tryPublish(t, m, o, mv.site); err == nil {
			break
		}
	}
	m.setFail(nil)
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	sameState(t, when, m.state(), mv.after, func(name string) bool { return name == lockName })
}

func tryPublish(t *testing.T, m *memory, o Options, p pages) error {
	_, err := publishTo(t, m.open(t, o), p)
	return err
}

// TestStoredButSlow has the store do what it was asked and not answer.
func TestStoredButSlow(t *testing.T) {
	m := newMemory(t)
	for _, mv := range moves(t, m) {
		numbers := []int{1, 8, 10, 20, mv.count - 4, mv.count - 3, mv.count - 2}
		for _, n := range numbers {
			m.set(mv.before)
			m.setFail(func(at int, _ *http.Request) fault {
				if at == n {
					return storedSlow
				}
				return fine
			})
			o := quick()
			o.timeout = 300e6
			_, err := publishTo(t, m.open(t, o), mv.site)
			m.setFail(nil)
			if err != nil {
				t.Fatalf("request %d: %v", n, err)
			}
			sameState(t, fmt.Sprint("request ", n), m.state(), mv.after, nothing)
		}
	}
}

// TestStaleListing has the store list what is gone, and not what is there.
func TestStaleListing(t *testing.T) {
	m := newMemory(t)
	random := rand.New(rand.NewPCG(5, 6))
	for _, mv := range moves(t, m) {
		stale := slices.Sorted(maps.Keys(mv.after))
		for run := range 20 {
			m.set(mv.before)
			m.setList(func(keys []string) []string {
				var some []string
				for _, k := range keys {
					if random.IntN(3) > 0 {
						some = append(some, k)
					}
				}
				for _, name := range stale {
					if random.IntN(3) == 0 && !slices.Contains(keys, "site/"+name) {
						some = append(some, "site/"+name)
					}
				}
				slices.Sort(some)
				return slices.Compact(some)
			})
			_, err := publishTo(t, m.open(t, quick()), mv.site)
			m.setList(nil)
			if err != nil {
				t.Fatalf("run %d: %v", run, err)
			}
			sameState(t, fmt.Sprint("run ", run), m.state(), mv.after, nothing)
		}
	}
}
