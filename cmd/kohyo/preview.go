package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"sync"
	"time"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/desk"
	"kohyo/internal/diag"
	"kohyo/internal/lang"
	"kohyo/internal/serve"
	"kohyo/internal/wording"
)

// preview joins the site that follows its files to the server that shows it.
type preview struct {
	*app
	files  fs.FS
	law    []string
	live   *build.Live
	server *serve.Server
	fixed  time.Time // --now; zero: the clock
	local  bool      // fixed is a moment of the site's clock
	words  map[string]*lang.Language

	mu   sync.Mutex
	zone *time.Location
	told string // what was last said of the findings
}

// prepare reads what is known before the site is.
func (p *preview) prepare(now string) error {
	if err := p.readNow(now); err != nil {
		return err
	}
	return p.readWords()
}

// readWords opens the languages that the desk speaks, as they are shipped.
func (p *preview) readWords() error {
	layouts, err := fs.Sub(kohyo.Theme, "layouts")
	if err != nil {
		return err
	}
	p.words = map[string]*lang.Language{}
	for _, tag := range []string{"ja", "en"} {
		if p.words[tag], _, err = wording.Open(layouts, tag); err != nil {
			return err
		}
	}
	return nil
}

func (p *preview) readNow(text string) (err error) {
	p.zone = time.UTC
	if text != "" {
		p.fixed, p.local, err = parseNow(text)
	}
	return err
}

// moment is the present, on the site's clock.
func (p *preview) moment() time.Time {
	switch {
	case p.fixed.IsZero():
		return p.now().In(p.siteZone())
	case p.local:
		return p.inZone(p.fixed)
	}
	return p.fixed.In(p.siteZone())
}

// readMoment reads a moment of an address.
func (p *preview) readMoment(text string) (time.Time, bool) {
	at, local, err := parseNow(text)
	if local {
		at = p.inZone(at)
	}
	return at.In(p.siteZone()), err == nil
}

func (p *preview) inZone(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, p.siteZone())
}

func (p *preview) siteZone() *time.Location {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.zone
}

// follow shows every new state.
func (p *preview) follow(ctx context.Context) {
	for state := p.live.State(); ; {
		var err error
		if state, err = p.live.Next(ctx, state.Seq); err != nil {
			return
		}
		p.show(state)
	}
}

// show hands a state to the server, and tells the terminal what is wrong.
func (p *preview) show(state *build.State) {
	p.setZone(state.Checked)
	drafts := state.Drafts(dayOf(p.moment(), p.siteZone()))
	shown := &serve.State{
		Findings: state.Findings,
		Public:   func(at time.Time) fs.FS { return whole(state.Public(at)) },
		Drafts:   whole(drafts),
		Has:      func(name string) bool { return drafts != nil && drafts.Has(name) },
		Desk: desk.New(desk.Input{
			Settings: state.Checked.Site, Incidents: state.Checked.Notices, Whole: state.Incident, Held: state.Held, Unchecked: state.Unchecked,
			Findings: state.Findings, Pending: state.Pending, Words: p.words, Law: p.law, Now: p.moment,
		}),
	}
	p.server.Show(shown)
	if state.Pending == 0 { // a large site is checked in parts
		p.tellFindings(state.Findings)
	}
}

func (p *preview) setZone(checked build.Checked) {
	zone := time.UTC
	if checked.Site != nil {
		if at, err := time.LoadLocation(cmp.Or(checked.Site.TimeZone.V, "UTC")); err == nil {
			zone = at
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.zone = zone
}

// whole is a site whose layouts speak to the server when they are wrong.
func whole(s *build.Site) fs.FS {
	if s == nil {
		return nil
	}
	return readable{s}
}

type readable struct{ *build.Site }

func (r readable) ReadFile(name string) ([]byte, error) {
	data, err := r.Site.ReadFile(name)
	if broken, ok := errors.AsType[*build.LayoutError](err); ok {
		return nil, &serve.Broken{Finding: broken.Finding}
	}
	return data, err
}

// tellFindings prints findings to the terminal, once.
func (p *preview) tellFindings(found diag.Findings) {
	var b bytes.Buffer
	if len(found) > 0 {
		if err := diag.Print(&b, found, diag.Options{Lang: p.lang, Color: p.colored(p.stderr), Source: sourceOf(p.files)}); err != nil {
			return
		}
	}
	p.mu.Lock()
	before := p.told
	p.told = b.String()
	p.mu.Unlock()
	switch {
	case b.String() == before:
	case len(found) == 0:
		p.note("%s", p.in(diag.Words{Ja: "誤りと注意はなくなりました。", En: "no findings any more"}))
	default:
		_, _ = p.stderr.Write(append([]byte("\n"), b.Bytes()...))
	}
}
