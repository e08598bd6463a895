package check

import (
	"testing"
	"testing/fstest"

	"kohyo/bench"
	"kohyo/internal/load"
)

// corpus loads a made site with n reports.
func corpus(tb testing.TB, n int) Input {
	tb.Helper()
	fsys := fstest.MapFS{}
	for name, data := range bench.Files(n) {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	loaded, err := load.Load(fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return Input{Site: loaded.Site, Incidents: loaded.Incidents, Files: loaded.Listed, Found: loaded.Findings}
}

// A made site is right in all its figures, dates and languages: whatever is
// found in it is a false alarm.
func TestCorpus(t *testing.T) {
	in := corpus(t, 150)
	if found := Run(in); len(found) > 0 {
		t.Errorf("%d findings\n%s", len(found), listing(found[:min(len(found), 5)]))
	}
}

// BenchmarkReport is what one report costs, all rules together.
func BenchmarkReport(b *testing.B) {
	in := corpus(b, 40)
	c := New(in)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		for _, incident := range in.Incidents {
			c.Incident(incident, nil)
			n += len(incident.Reports)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n), "µs/report")
}
