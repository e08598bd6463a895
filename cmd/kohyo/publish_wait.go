package main

import (
	"context"
	"time"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/publish"
)

// moment is the one to publish at, and whether it has to be waited for. Of
// what is waiting nothing is ever said, and not whether anything is.
func (p *publication) moment() (at time.Time, waits bool, err error) {
	switch p.until {
	case "":
		return p.begun, false, nil
	case "next":
		root, site, err := p.openAt(p.begun)
		if err != nil {
			return at, false, err
		}
		defer root.Close()
		next, soon := p.soon(site)
		return next, soon, nil
	}
	at, local, err := parseNow(p.until)
	if err != nil {
		return at, false, usage(diag.Say("--wait-until の %q は日時ではありません。", "--wait-until: %q is not a time", p.until), diag.Words{
			Ja: "書き方: next（次の公表日時）、2026-04-01T15:00（サイトの時間帯）、2026-04-01T15:00:00+09:00",
			En: "write next (when the next report is due), 2026-04-01T15:00 (in the site's zone) or 2026-04-01T15:00:00+09:00",
		})
	}
	if local {
		if at, err = p.inSiteZone(at); err != nil {
			return at, false, err
		}
	}
	if !at.After(p.begun) {
		p.note("%s", p.in(diag.Words{
			Ja: "--wait-until の日時は過ぎています。待たずに公開します。",
			En: "the moment of --wait-until has passed; publishing without waiting",
		}))
		return p.begun, false, nil
	}
	return at, true, nil
}

// soon is when the next report of a site is due, and whether that is within
// the time that this run may take.
func (p *publication) soon(site *build.Site) (next time.Time, ok bool) {
	next, ok = site.Next()
	return next, ok && next.Sub(p.begun) <= p.atMost
}

// publishThen waits for a moment and publishes what is due then. Where the
// author changes something meanwhile, it begins again. That ends: each moment
// is later than the one before, and none is later than --wait-at-most allows.
func (p *publication) publishThen(ctx context.Context, at time.Time) error {
	for {
		if p.inputs == "" {
			if _, err := p.look(ctx); err != nil {
				return err
			}
		}
		early, err := p.early(ctx, at)
		if err != nil {
			return err
		}
		read, err := p.target.Begin(ctx)
		if err != nil {
			return err
		}
		still, err := early.Still(read)
		if err != nil {
			return err
		}
		same, _ := p.look(ctx) // where it cannot be read, who renders says why
		if same && still {
			return p.move(ctx, early)
		}
		if !same {
			p.note("%s", p.in(diag.Words{
				Ja: "待っている間に内容が変更されたため、内容を読み直しました。",
				En: "the content was changed while this run waited, and was read anew",
			}))
		}
		// Or else somebody has published meanwhile.
		if err := p.publishAt(ctx, read, at); err != nil || same || p.until != "next" || p.copied() {
			return err
		}
		next, soon := p.soon(p.site)
		if !soon {
			return nil
		}
		if err := p.target.Close(); err != nil {
			return err
		}
		at = next
	}
}

// inSiteZone reads the fields of a time on the site's clock.
func (p *publication) inSiteZone(t time.Time) (time.Time, error) {
	root, site, err := p.openAt(p.begun)
	if err != nil {
		return t, err
	}
	defer root.Close()
	zone, err := time.LoadLocation(site.Settings().TimeZone.V)
	if err != nil {
		return t, err
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, zone), nil
}

// early renders what is to be public at a moment, sees whether the target would
// take it, and waits. The target is not locked meanwhile: others may go on
// publishing until then.
func (p *publication) early(ctx context.Context, at time.Time) (*publish.Prepared, error) {
	read, err := p.target.Look(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.target.Try(ctx); err != nil {
		return nil, err
	}
	ready, err := p.prepare(ctx, read, at)
	if err != nil {
		return nil, err
	}
	if p.until == "next" {
		p.note("%s", p.in(diag.Words{Ja: "準備ができました。公開の日時まで待ちます。", En: "ready; waiting for the moment of publication"}))
	} else {
		p.note("%s", p.in(diag.Say("準備ができました。%s まで待ちます。", "ready; waiting until %s", at.Format("2006-01-02 15:04:05 -07:00"))))
	}
	clock := publish.Clock{Now: p.now, Sleep: p.sleep}
	if clock.Sleep == nil {
		clock.Sleep = publish.Sleep
	}
	return ready, clock.Wait(ctx, at)
}
