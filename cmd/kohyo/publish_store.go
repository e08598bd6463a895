package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
	"kohyo/internal/store"
)

// openStore opens an object store, if the name is that of one.
func (p *publication) openStore(name string) (t publish.Target, ok bool, err error) {
	if !store.IsPlace(name) {
		return nil, false, nil
	}
	if p.folder {
		return nil, true, usage(diag.Words{Ja: "--real-folder は s3:// と同時に使えません。", En: "--real-folder does not go with s3://"}, diag.Words{})
	}
	t, err = store.Open(name, p.getenv, store.Options{Waiting: p.waitForDead})
	if err != nil {
		return nil, true, storeFault(err)
	}
	return t, true, nil
}

// waitForDead says why nothing happens for a while.
func (p *publication) waitForDead(atMost time.Duration) {
	p.note("%s", p.in(diag.Say("前の公開作業の印が残っています。動いていないことを確かめています（最長%d秒）。",
		"another publication has left its mark; making sure for up to %d s that it is not at work", int(atMost.Seconds()))))
}

// storeFault tells a fault of a store in the terms of the command.
func storeFault(err error) error {
	f, ok := errors.AsType[*store.Fault](err)
	if !ok {
		return err
	}
	code := map[store.Kind]int{store.Wrong: exitUsage, store.Failed: exitMachine, store.Refused: exitRefused}[f.Kind]
	return &fault{code: code, text: f.Text, hint: f.Hint}
}

// purgeList writes the addresses that a cache before the site must forget, of
// all that this run publishes: it may do so twice.
func (p *publication) purgeList(plan *publish.Plan) error {
	if p.purge == "" {
		return nil
	}
	base := ""
	if p.site != nil { // there is one as soon as anything changes
		base = p.site.Settings().BaseURL.V
	}
	p.purged = append(p.purged, plan.Purge(base)...)
	slices.Sort(p.purged)
	p.purged = slices.Compact(p.purged)
	var text strings.Builder
	for _, address := range p.purged {
		fmt.Fprintln(&text, address)
	}
	return os.WriteFile(p.path(p.purge), []byte(text.String()), 0o644)
}
