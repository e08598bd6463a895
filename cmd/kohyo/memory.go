package main

import (
	"math"
	"runtime/debug"
)

// previewMemory keeps the preview near the memory that a site of so many
// incidents needs: it stays open for hours beside other programs, and left alone
// the collector lets garbage take as much room again. Until the site has been
// read for the first time, which somebody waits for, it collects only when that
// memory is used up. Who has set GOGC or GOMEMLIMIT knows better.
func (a *app) previewMemory(incidents int) (settled func()) {
	const base, each = 96 << 20, 16 << 10
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(base + int64(incidents)*each)
	}
	if a.getenv("GOGC") != "" {
		return func() {}
	}
	debug.SetGCPercent(400)
	return func() { debug.SetGCPercent(50) }
}

// allowMemory lets the commands that make a whole site and end have some more
// memory than they need, and collect only when that is used up. What they keep
// grows with the incidents by a third of what is allowed for each. Who has set
// GOGC or GOMEMLIMIT knows better.
func (a *app) allowMemory(incidents int) {
	const base, each = 140 << 20, 12 << 10
	if a.getenv("GOGC") != "" || a.getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(base + int64(incidents)*each)
}
