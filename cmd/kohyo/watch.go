package main

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"time"
)

// stamp is what tells a file from one that was written anew.
type stamp struct {
	size int64
	time time.Time
}

// watch looks at the site's files again and again, and has the site read what
// has changed.
func (p *preview) watch(ctx context.Context) {
	before := p.stamps()
	_ = p.live.Update(nil) // what was saved since the site was read
	for {
		begun := time.Now()
		now := p.stamps()
		if changed := differing(before, now); len(changed) > 0 && p.live.Update(changed) == nil {
			before = now
		}
		// A large site is given time in proportion to what a look at it takes.
		select {
		case <-ctx.Done():
			return
		case <-time.After(max(100*time.Millisecond, 10*time.Since(begun))):
		}
	}
}

func (p *preview) stamps() map[string]stamp {
	all := map[string]stamp{}
	for _, name := range []string{siteFile, "content", "layouts", "static"} {
		_ = fs.WalkDir(p.files, name, func(name string, e fs.DirEntry, err error) error {
			if err != nil {
				return nil // gone since, or none of that name
			}
			if info, err := e.Info(); err == nil && !e.IsDir() {
				all[name] = stamp{info.Size(), info.ModTime()}
			}
			return nil
		})
	}
	return all
}

// differing names the files that are new, gone or written anew.
func differing(a, b map[string]stamp) []string {
	changed := map[string]bool{}
	for name, s := range b {
		if a[name] != s {
			changed[name] = true
		}
	}
	for name := range a {
		if _, ok := b[name]; !ok {
			changed[name] = true
		}
	}
	return slices.Sorted(maps.Keys(changed))
}
