package main

import (
	"math"
	"runtime/debug"
	"testing"
)

// Who has set how the collector works knows better.
func TestAllowMemory(t *testing.T) {
	limit, percent := debug.SetMemoryLimit(-1), debug.SetGCPercent(100)
	defer func() { debug.SetMemoryLimit(limit); debug.SetGCPercent(percent) }()
	debug.SetMemoryLimit(math.MaxInt64)
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		a := &app{world: world{getenv: func(n string) string { return map[bool]string{true: "50"}[n == name] }}}
		a.allowMemory(10000, builds)
		if debug.SetMemoryLimit(-1) != math.MaxInt64 || debug.SetGCPercent(100) != 100 {
			t.Errorf("%s is set, and is not followed", name)
		}
	}
	a := &app{world: world{getenv: func(string) string { return "" }}}
	a.allowMemory(0, builds)
	a.allowMemory(10000, builds)
	if got := debug.SetMemoryLimit(-1); got != 140<<20+10000*builds || debug.SetGCPercent(100) != -1 {
		t.Errorf("the limit is %d", got)
	}
}

// A preview collects seldom until it has read its site, and then often; who has
// set how knows better.
func TestPreviewMemory(t *testing.T) {
	limit, percent := debug.SetMemoryLimit(-1), debug.SetGCPercent(100)
	defer func() { debug.SetMemoryLimit(limit); debug.SetGCPercent(percent) }()
	debug.SetMemoryLimit(math.MaxInt64)
	own := &app{world: world{getenv: func(string) string { return "" }}}
	settled := own.previewMemory(1000)
	if got, before := debug.SetMemoryLimit(-1), debug.SetGCPercent(100); got != 96<<20+1000*16<<10 || before != 400 {
		t.Errorf("the limit is %d, collected at %d", got, before)
	}
	if settled(); debug.SetGCPercent(100) != 50 {
		t.Error("garbage stays as long as before")
	}
	debug.SetMemoryLimit(1 << 40)
	set := &app{world: world{getenv: func(string) string { return "100" }}}
	set.previewMemory(1000)()
	if debug.SetMemoryLimit(-1) != 1<<40 || debug.SetGCPercent(100) != 100 {
		t.Error("what is set is not followed")
	}
}
