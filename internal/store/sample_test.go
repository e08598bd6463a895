package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/publish"
	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

// sample publishes the sample site of the repository with everything that
// kohyo publish does.
type sample struct {
	site    *build.Site
	at      time.Time
	private string
	public  string
}

func samples(t *testing.T, moments ...string) []sample {
	t.Helper()
	private, public, err := tlog.NewKeys(rand.Reader, "example.com/log")
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	var all []sample
	for _, m := range moments {
		at, err := time.Parse(time.RFC3339, m)
		if err != nil {
			t.Fatal(err)
		}
		site, findings, err := build.Open(root.FS(), kohyo.Theme, build.Options{Now: at})
		if err != nil || findings.Errors() > 0 {
			t.Fatal(err, findings)
		}
		all = append(all, sample{site, at, private, public})
	}
	return all
}

func (p sample) content() publish.Content {
	c := publish.Content{
		Reports: func(yield func(tlog.Report, error) bool) {
			for r, err := range p.site.Reports() {
				l := tlog.Report{Slug: r.Slug, Number: r.Number, Published: r.Published, Withdrawn: r.Withdrawn, Data: r.Data}
				for _, text := range r.Texts {
					l.Texts = append(l.Texts, tlog.Text(text))
				}
				for _, f := range r.Files {
					l.Files = append(l.Files, tlog.File(f))
				}
				if !yield(l, err) {
					return
				}
			}
		},
		Site: func(leaf func(slug string, number int) (int64, bool)) publish.Source { return p.site.WithLog(leaf) },
	}
	for _, l := range p.site.Settings().Languages {
		c.Languages = append(c.Languages, l.V)
	}
	return c
}

// publish is a whole publication. It gives the plan too.
func (p sample) publish(s *Store) (*publish.Plan, publish.Stats, error) {
	ctx := context.Background()
	read, err := s.Begin(ctx)
	if err != nil {
		return nil, publish.Stats{}, err
	}
	defer s.Close()
	opt := publish.Options{Log: tlog.Options{Origin: "example.com/log", Keys: []string{p.public}}, Keys: []string{p.private}, At: p.at, Removals: 50}
	ready, err := publish.Prepare(ctx, read, p.content(), nil, opt)
	if err != nil {
		return nil, publish.Stats{}, err
	}
	stats, err := s.Move(ctx, ready.Plan, ready.Source, nil)
	return ready.Plan, stats, err
}

// served is what the store shows to the public, for verify.
type served map[string]stored

func (s served) ReadFile(_ context.Context, name string, _ int64) ([]byte, error) {
	if o, ok := s[name]; ok {
		return o.body, nil
	}
	return nil, fs.ErrNotExist
}
func (s served) Names() ([]string, error) { return slices.Sorted(maps.Keys(s)), nil }
func (s served) Live() bool               { return false }
func (s served) Close() error             { return nil }

// proven holds what is public to the log, as anybody can.
func (p sample) proven(t *testing.T, when string, now map[string]stored) {
	t.Helper()
	r, err := verify.Run(context.Background(), served(now), verify.Options{Keys: []string{p.public}, Now: p.at})
	if err != nil || !r.True() {
		t.Fatalf("%s: the public site is not true: %v %+v %+v", when, err, r.False, r.Unknown)
	}
}

// TestSample publishes the sample site as of a day, and as of a later one with
// more reports, killed after each of its requests and run again.
func TestSample(t *testing.T) {
	m := newMemory(t)
	m.page = 1000
	links := linkChecker{}
	o := quick()
	o.Parallel = 4
	var before map[string]stored
	crashes, requests := 0, 0
	for i, p := range samples(t, "2019-05-01T00:00:00Z", "2026-11-01T00:00:00Z") {
		m.set(before)
		m.setAfter(func(n int, r *http.Request) {
			if lack := links.lack(m.stateLocked(), before); lack != "" {
				t.Errorf("day %d, request %d, %s %s: %s", i+1, n, r.Method, r.URL.Path, lack)
			}
		})
		_, stats, err := p.publish(m.open(t, o))
		m.setAfter(nil)
		if err != nil {
			t.Fatal(err)
		}
		after, count := m.state(), m.restart()
		requests += count
		t.Logf("day %d: %+v in %d requests", i+1, stats, count)
		p.proven(t, "at once", after)
		step := 61
		if full() {
			step = 1
		}
		for n := 1 + i; n < count; n += step {
			crashes++
			when := fmt.Sprintf("day %d, killed after %d of %d requests", i+1, n, count)
			m.set(before)
			dead := o
			dead.pace.tries = 1
			m.dies(n)
			_, _, err := p.publish(m.open(t, dead))
			m.setFail(nil)
			if _, fault := errors.AsType[*Fault](err); err != nil && !fault && !errors.Is(err, context.Canceled) {
				t.Fatalf("%s: %v", when, err)
			}
			links.whole(t, when, m.state(), before)
			if _, _, err := p.publish(m.open(t, o)); err != nil {
				t.Fatalf("%s: %v", when, err)
			}
			// The salts of new reports are drawn anew, so the log is another, and as true.
			sameState(t, when, withoutLog(m.state()), withoutLog(after), nothing)
			p.proven(t, when, m.state())
			if _, stats, err := p.publish(m.open(t, o)); err != nil || stats != (publish.Stats{}) {
				t.Fatalf("%s: running again did %+v, %v", when, stats, err)
			}
		}
		before = after
	}
	t.Logf("%d publications of the sample site were killed; no page named a missing file after any of %d requests", crashes, requests)
}

func withoutLog(all map[string]stored) map[string]stored {
	all = maps.Clone(all)
	maps.DeleteFunc(all, func(name string, _ stored) bool { return strings.HasPrefix(name, "log/") })
	return all
}
