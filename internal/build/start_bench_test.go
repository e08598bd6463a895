package build_test

import (
	"testing"

	"kohyo"
	"kohyo/internal/build"
)

// BenchmarkStart makes a site of one report: what every run pays, however
// small its site.
func BenchmarkStart(b *testing.B) {
	files := made(1)
	b.ReportAllocs()
	for b.Loop() {
		site, _, err := build.Open(files, kohyo.Theme, build.Options{Now: benchNow})
		if err != nil || site == nil {
			b.Fatal(err)
		}
		for name := range site.Addresses() {
			if _, err := site.ReadFile(name); err != nil {
				b.Fatal(err)
			}
		}
	}
}
