package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"kohyo/internal/diag"
)

// bar shows at a terminal how far the work is, once it has taken a second.
type bar struct {
	w        io.Writer // nil when nobody is looking
	done, of int
	label    string

	say   func(diag.Words) string
	now   func() time.Time
	begun time.Time

	mu    sync.Mutex
	shown time.Time // when it was drawn; zero: it is not there
}

const (
	barAfter = time.Second            // what takes no longer needs no bar
	barEvery = 100 * time.Millisecond // nobody reads faster
)

// newBar begins a bar. Nobody looks at one in the log of a CI job.
func (a *app) newBar(of int) *bar {
	b := &bar{of: of, label: a.say("PDF を作っています", "making PDFs"), say: a.in, now: a.now, begun: a.now()}
	if a.terminal(a.stderr) && a.getenv("TERM") != "dumb" && a.getenv("CI") == "" {
		b.w = a.stderr
	}
	return b
}

func (b *bar) step() {
	b.mu.Lock()
	b.done++
	b.mu.Unlock()
	b.show()
}

// at shows how much is done of how much. It may be called from several
// goroutines at once.
func (b *bar) at(done, of int) {
	b.mu.Lock()
	b.done, b.of = max(b.done, done), of
	b.mu.Unlock()
	b.show()
}

func (b *bar) show() {
	if b.w == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	if b.done >= b.of || now.Sub(b.begun) < barAfter || now.Sub(b.shown) < barEvery {
		return
	}
	b.shown = now
	const width = 24
	full := width * b.done / b.of
	fmt.Fprintf(b.w, "\r\x1b[K[%s%s] %d%% %d/%d %s%s", strings.Repeat("#", full), strings.Repeat(".", width-full),
		100*b.done/b.of, b.done, b.of, b.label, b.say(left(now.Sub(b.begun), b.done, b.of)))
}

// left is how long the rest may take, if it takes as long as what is done did.
// Of little no rest can be told.
func left(took time.Duration, done, of int) diag.Words {
	if done == 0 || 100*done < 3*of {
		return diag.Words{}
	}
	rest := time.Duration(float64(took) / float64(done) * float64(of-done))
	switch {
	case rest < 5*time.Second:
		return diag.Words{Ja: "（まもなく終わります）", En: ", a few seconds left"}
	case rest < time.Minute:
		return diag.Say("（あと約%d秒）", ", about %d s left", (int(rest.Seconds())+9)/10*10)
	}
	return diag.Say("（あと約%d分）", ", about %d min left", int(rest.Minutes()+0.7))
}

// clear takes the bar away, so that a line can stand there.
func (b *bar) clear() {
	if b.w == nil {
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.shown.IsZero() {
		fmt.Fprint(b.w, "\r\x1b[K")
		b.shown = time.Time{}
	}
}

// reading tells how far the reading of a site is, and gives it the memory that
// one of its size needs, by what is kept of each incident: how many incidents
// there are shows with the first.
func (a *app) reading(each int) (progress func(done, of int), end func()) {
	b := a.newBar(1)
	b.label = a.say("内容を調べています", "checking reports")
	var once sync.Once
	a.allowMemory(0, each)
	return func(done, of int) {
		once.Do(func() { a.allowMemory(of, each) })
		b.at(done, of)
	}, b.clear
}
