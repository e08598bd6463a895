package main

import (
	"context"
	"fmt"

	"kohyo/internal/diag"
	"kohyo/internal/publish"
	"kohyo/internal/store"
	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

// readBack looks at what readers get now, with the eyes of `kohyo verify`. Of
// an object store only what was sent is read again, and the whole log: all of
// it would be every page there ever was.
func (p *publication) readBack(ctx context.Context, ready *publish.Prepared) (publish.ReadFile, error) {
	switch t := p.target.(type) {
	case *publish.Plain:
		return t.Public, p.verifyFolder(ctx, t.Dir) // it is not public yet: something else copies it
	case *publish.Folder:
		read, err := t.Look(ctx)
		if err == nil {
			err = p.verifyFolder(ctx, t.Served())
		}
		return read, err
	}
	read, err := p.target.Look(ctx)
	if err == nil {
		err = publish.ReadBack(ctx, read, ready.Plan)
	}
	if err == nil {
		_, err = tlog.Open(read, p.log)
	}
	return read, err
}

// readable is where kohyo verify can read what is public: of an object store
// that is its public address.
func (p *publication) readable() string {
	switch p.target.(type) {
	case *publish.Plain:
		return p.previous
	case *store.Store:
		if p.site != nil {
			return p.site.Settings().BaseURL.V
		}
	}
	return p.place
}

// verifyFolder verifies all of a folder.
func (p *publication) verifyFolder(ctx context.Context, dir string) error {
	src, err := verify.Folder(dir)
	if err != nil {
		return err
	}
	defer src.Close()
	result, err := verify.Run(ctx, src, verify.Options{Keys: p.log.Keys, Now: p.now()})
	if err != nil || result.True() {
		return err
	}
	text := diag.Words{
		Ja: "公開したものを読み直したところ、記録と一致しません。ディスクの故障か、ほかのプログラムによる書き換えが考えられます。",
		En: "what was published is not what was to be, when it is read again: the disk may be failing, or another program have changed it",
	}
	for _, problem := range append(result.False, result.Unknown...) {
		text.Ja += fmt.Sprintf("\n  %s: %s", problem.File, problem.Text.Ja)
		text.En += fmt.Sprintf("\n  %s: %s", problem.File, problem.Text.En)
	}
	return &fault{code: exitMachine, text: text, hint: diag.Words{
		Ja: "もう一度実行すると、書き直します。",
		En: "run the command again to write it anew",
	}}
}
