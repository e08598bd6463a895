package main

import (
	"math"
	"runtime/debug"
)

// boundMemory keeps the preview near the memory that a site of so many reports
// needs. Left alone, the collector lets garbage take as much room again. Who
// has set GOMEMLIMIT knows better.
func boundMemory(reports int) {
	const base, each = 96 << 20, 12 << 10
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(base + int64(reports)*each)
	}
}
