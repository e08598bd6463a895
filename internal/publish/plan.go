package publish

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"kohyo/internal/tlog"
)

// withdrawn are the reports that were taken down, as "slug/number".
type withdrawn map[string]bool

// note passes reports on and remembers which of them were taken down.
func (t withdrawn) note(reports iter.Seq2[tlog.Report, error]) iter.Seq2[tlog.Report, error] {
	return func(yield func(tlog.Report, error) bool) {
		for r, err := range reports {
			if !r.Withdrawn.IsZero() {
				t[fmt.Sprintf("%s/%d", r.Slug, r.Number)] = true
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

// has reports whether a file belongs to a report that was taken down. Of an
// attachment only its incident is known.
func (t withdrawn) has(name string, class Class, languages []string) bool {
	parts := strings.Split(name, "/")
	if slices.Contains(languages, parts[0]) {
		parts = parts[1:]
	}
	switch {
	case len(parts) < 2:
		return false
	case class == Report:
		return t[parts[0]+"/"+strings.SplitN(parts[1], ".", 2)[0]]
	case class == Attachment:
		for id := range t {
			if strings.HasPrefix(id, parts[0]+"/") {
				return true
			}
		}
	}
	return false
}

// plan compares what is to be public with what is.
func (w *work) plan() *Plan {
	p := &Plan{}
	wanted := map[string]bool{}
	add := func(f tlog.File, c Change) {
		class := ClassOf(f.Name, w.languages)
		p.Files = append(p.Files, File{
			Name: f.Name, Size: f.Size, SHA256: f.SHA256, Change: c, Class: class,
			Withdrawn: w.withdrawn.has(f.Name, class, w.languages),
		})
		wanted[f.Name] = true
	}
	for _, f := range slices.Concat(w.files, w.logged) {
		old, there := w.before[f.Name]
		add(f, changeOf(there, old == f))
	}
	for _, name := range []string{tlog.ManifestFile, tlog.CheckpointFile} {
		old, err := w.read(name)
		f := tlog.FileOf(name, w.own[name])
		add(f, changeOf(err == nil, f.SHA256 == sha256.Sum256(old)))
	}
	for _, name := range slices.Sorted(maps.Keys(w.before)) {
		if !wanted[name] {
			add(w.before[name], Gone)
		}
	}
	p.sort()
	return p
}

func gone(f File) int {
	if f.Change == Gone {
		return 1
	}
	return 0
}

func changeOf(there, same bool) Change {
	switch {
	case !there:
		return New
	case same:
		return Same
	}
	return Changed
}

// nothing is the plan of a publication that changes nothing.
func (w *work) nothing(public state) *Plan {
	w.own = map[string][]byte{tlog.ManifestFile: public.files, tlog.CheckpointFile: public.checkpoint}
	w.still = true
	p := &Plan{}
	add := func(f tlog.File) {
		p.Files = append(p.Files, File{Name: f.Name, Size: f.Size, SHA256: f.SHA256, Class: ClassOf(f.Name, w.languages)})
	}
	for _, f := range w.before {
		add(f)
	}
	for name, data := range w.own {
		add(tlog.FileOf(name, data))
	}
	p.sort()
	return p
}

// sort puts the files into the order in which they have to be brought.
func (p *Plan) sort() {
	slices.SortStableFunc(p.Files, func(a, b File) int {
		return cmp.Or(
			cmp.Compare(gone(a), gone(b)),
			cmp.Compare(a.Class, b.Class),
			cmp.Compare(a.Name, b.Name))
	})
}

// refuseRemovals refuses a plan that takes away more than was allowed: what a
// mistake in the settings does, or an empty folder. What was taken down does
// not count, nor what the log and the theme leave behind.
func (w *work) refuseRemovals(p *Plan) *Refused {
	var names []string
	for _, f := range p.Files {
		if f.Change == Gone && !f.Withdrawn && f.Class != Asset && !isLog(f.Name) {
			names = append(names, f.Name)
		}
	}
	if len(names) > w.opt.Removals {
		return refuseRemovals(names, w.opt.Removals)
	}
	return nil
}
