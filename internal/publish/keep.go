package publish

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kohyo/internal/tlog"
)

// keptName lists the theme's files that stay for pages which a reader, or a
// cache, still has: since when no page names them, and their names.
const keptName = "log/kept"

type keptAsset struct {
	since time.Time
	name  string
}

// keepAssets takes files of the theme that are public, and that no page names
// any more, into what is to be public, until their time is over.
func (w *work) keepAssets() error {
	text, err := optional(w.read, keptName)
	if err != nil {
		return err
	}
	since := map[string]time.Time{}
	for line := range strings.Lines(string(text)) {
		at, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		if t, err := time.Parse(time.RFC3339, at); err == nil {
			since[name] = t
		}
	}
	for _, f := range w.files {
		delete(since, f.Name)
	}
	named := map[string]bool{}
	for _, f := range w.files {
		named[f.Name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(w.before)) {
		if named[name] || ClassOf(name, w.languages) != Asset {
			continue
		}
		k := keptAsset{cmp.Or(since[name], w.opt.At.UTC().Truncate(time.Second)), name}
		if w.opt.At.Sub(k.since) >= w.opt.Keep {
			continue
		}
		w.kept = append(w.kept, k)
		w.files = append(w.files, w.before[name])
	}
	if len(w.kept) == 0 {
		return nil
	}
	var b strings.Builder
	for _, k := range w.kept {
		fmt.Fprintf(&b, "%s %s\n", k.since.UTC().Format(time.RFC3339), k.name)
	}
	w.own[keptName] = []byte(b.String())
	w.files = append(w.files, tlog.FileOf(keptName, w.own[keptName]))
	slices.SortFunc(w.files, func(a, b tlog.File) int { return cmp.Compare(a.Name, b.Name) })
	return nil
}

func (w *work) isKept(name string) bool {
	return slices.ContainsFunc(w.kept, func(k keptAsset) bool { return k.name == name })
}
