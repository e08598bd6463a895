// Command kohyo turns incident data in TOML into bilingual public notice
// pages.
//
// This package is the only place that knows the clock, the environment and
// the flags, and main the only function that ends the program.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
	_ "time/tzdata" // a site's time zone must not depend on what the machine has installed
)

func main() {
	// Without this, a reader that closes the pipe early would kill the
	// program with a signal, perhaps in the middle of its work.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)

	w := world{
		stdout:   pipe{os.Stdout},
		stderr:   pipe{os.Stderr},
		getenv:   os.Getenv,
		now:      time.Now,
		terminal: isTerminal,
	}
	os.Exit(run(ctx, w, os.Args[1:]))
}

// world is what the program sees of the machine it runs on.
type world struct {
	stdout, stderr io.Writer
	getenv         func(string) string
	now            func() time.Time
	sleep          func(context.Context, time.Duration) error // nil: that of the system
	terminal       func(io.Writer) bool
}
