package main

import (
	"context"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/watch"
)

// again is how long to wait before the site is read anew after a failure of
// the disk: a network drive that is away, a folder that is being replaced.
const again = time.Second

// early is how long after the last sign of a save it is looked at whether what
// was saved is whole already: most programs write a file at once.
const early = time.Millisecond

// watch has the site read what has changed, until the watch ends.
func (p *preview) watch(ctx context.Context, w *watch.Watch) {
	mode := watch.Mode{Events: true}
	failed := ""
	for {
		if now := w.Mode(); now != mode {
			p.tellMode(now)
			mode = now
		}
		var retry <-chan time.Time
		if failed != "" {
			retry = time.After(again)
		}
		var paths []string // none: anything may have changed
		select {
		case <-ctx.Done():
			return
		case <-retry:
		case change, ok := <-w.Changes():
			if !ok {
				return
			}
			if change.Early && failed == "" {
				_ = p.live.Glance(change.Paths) // the Update that follows says what is wrong
				continue
			}
			if failed == "" {
				paths = change.Paths
			}
		}
		err := p.live.Update(paths)
		switch {
		case err == nil:
			failed = ""
		case err.Error() != failed: // once
			failed = err.Error()
			p.note("%s", p.in(diag.Say("変更を読み込めませんでした: %s\n読み込めるようになるまで、繰り返し試します。",
				"could not read what has changed: %s\ntrying again until it can be read", failed)))
		}
	}
}

// tellMode says that changes are looked for, and why.
func (p *preview) tellMode(mode watch.Mode) {
	switch why := (diag.Words{Ja: mode.Why.Ja, En: mode.Why.En}); {
	case mode.Events:
	case why.IsZero():
		p.note("%s", p.in(diag.Words{Ja: "変更を1秒ごとに調べます。", En: "looking for changes every second"}))
	default:
		p.note("%s", p.in(diag.Say("%[1]s。変更を1秒ごとに調べます。", "%[2]s; looking for changes every second", why.Ja, why.En)))
	}
}
