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
		a.allowMemory(10000)
		if debug.SetMemoryLimit(-1) != math.MaxInt64 || debug.SetGCPercent(100) != 100 {
			t.Errorf("%s is set, and is not followed", name)
		}
	}
	a := &app{world: world{getenv: func(string) string { return "" }}}
	a.allowMemory(0)
	a.allowMemory(10000)
	if got := debug.SetMemoryLimit(-1); got != 160<<20+10000*20<<10 || debug.SetGCPercent(100) != 400 {
		t.Errorf("the limit is %d", got)
	}
}
