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

// What a command that makes a whole site and ends keeps for an incident, with
// as much again for what it throws away. A publication knows every file, what
// it was before, and its place in the log.
const (
	builds    = 12 << 10
	publishes = 48 << 10
)

// allowMemory lets a command that makes a whole site and ends have more memory
// than it needs, and collect only when that is used up: what it keeps must stay
// well below, for at the limit it would do nothing but collect. Who has set
// GOGC or GOMEMLIMIT knows better.
func (a *app) allowMemory(incidents, each int) {
	const base = 140 << 20
	if a.getenv("GOGC") != "" || a.getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(base + int64(incidents)*int64(each))
}
