//go:build unix

package build_test

import (
	"io/fs"
	"path"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"kohyo"
	"kohyo/bench"
	"kohyo/internal/build"
)

// made is a site of n reports, in memory.
func made(n int) fs.FS {
	files := fstest.MapFS{}
	for name, data := range bench.Files(n) {
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

var benchNow = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// BenchmarkPage renders one file of each kind.
func BenchmarkPage(b *testing.B) {
	site, _, err := build.Open(made(60), kohyo.Theme, build.Options{Now: benchNow})
	if err != nil || site == nil {
		b.Fatal(err)
	}
	kinds := map[string][]string{}
	for name := range site.Addresses() {
		k := kindOf(name)
		kinds[k] = append(kinds[k], name)
	}
	for k, names := range kinds {
		b.Run(k, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				if _, err := site.ReadFile(names[i%len(names)]); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// kindOf names the kind of a file by its place in the site.
func kindOf(name string) string {
	parts := strings.Split(name, "/")
	switch {
	case strings.HasPrefix(name, ".well-known/csaf"):
		return "csaf-" + strings.TrimPrefix(path.Ext(name), ".")
	case strings.HasPrefix(name, "assets/"):
		return "asset"
	case len(parts) == 3 && parts[2] == "index.html" && len(parts[1]) > 4:
		return "notice"
	case len(parts) == 3 && parts[2] == "index.html":
		return "list"
	case len(parts) == 3 && parts[2] == "feed.xml":
		return "incident-feed"
	case len(parts) == 4 && parts[3] == "index.html":
		return "report"
	case strings.HasSuffix(name, "bilingual/index.html"):
		return "bilingual"
	case len(parts) == 5:
		return parts[3]
	case len(parts) == 4:
		return path.Base(name)
	case len(parts) == 2 && path.Ext(name) == ".json" && parts[0] != "ja" && parts[0] != "en" && parts[0] != "schema":
		return "data"
	}
	return strings.ReplaceAll(name, "/", "-")
}

// BenchmarkOpen reads, checks and lays out a site of 60 reports.
func BenchmarkOpen(b *testing.B) {
	files := made(60)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := build.Open(files, kohyo.Theme, build.Options{Now: benchNow}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSite renders all files of a site of 60 reports, in their order. Its
// figure is the processor time of a report: the wall time of a machine that
// others use as well says little.
func BenchmarkSite(b *testing.B) {
	const reports = 60
	site, _, err := build.Open(made(reports), kohyo.Theme, build.Options{Now: benchNow})
	if err != nil || site == nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	begun := processorTime()
	for b.Loop() {
		for name := range site.Addresses() {
			if _, err := site.ReadFile(name); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64((processorTime()-begun).Microseconds())/float64(b.N*reports), "cpu-us/report")
}

// processorTime is what the program has used.
func processorTime() time.Duration {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
