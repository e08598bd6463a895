package build

import (
	"iter"
	"sync"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// pagesAt makes the pages of a state at the moments that somebody asks for:
// from those of the state before, and of the moment before.
type pagesAt struct {
	content *content
	drafts  bool

	mu    sync.Mutex
	base  *site.Site                  // of a state before; nil: there is none
	since map[string]*notice.Incident // what has changed from base on
	made  *site.Site                  // of this state
}

// newPages goes on from the pages of the state before, if the frame is still
// the same.
func newPages(c, before *content, old *pagesAt, drafts bool) *pagesAt {
	p := &pagesAt{content: c, drafts: drafts}
	if before == nil || before.using != c.using {
		return p
	}
	old.mu.Lock()
	defer old.mu.Unlock()
	if p.base, p.since = old.made, map[string]*notice.Incident{}; p.base == nil {
		p.base = old.base
		for slug, in := range old.since {
			p.since[slug] = in
		}
	}
	for slug, in := range changedHeads(before.entries, c.entries) {
		p.since[slug] = in
	}
	return p
}

// changedHeads compares what is shown in two contents.
func changedHeads(before, after []tracked) map[string]*notice.Incident {
	changed := map[string]*notice.Incident{}
	for was, is := range pairs(before, after) {
		switch {
		case is.heads() == was.heads():
		case is.slug == "":
			changed[was.slug] = nil
		default:
			changed[is.slug] = is.heads()
		}
	}
	return changed
}

// pairs gives the incidents of two contents side by side; one that is in the
// other alone is zero.
func pairs(before, after []tracked) iter.Seq2[tracked, tracked] {
	return func(yield func(was, is tracked) bool) {
		for len(before) > 0 || len(after) > 0 {
			var was, is tracked
			order := 0
			switch {
			case len(after) == 0:
				order = -1
			case len(before) == 0:
				order = 1
			default:
				order = byPath(before[0].slug, after[0].slug)
			}
			if order <= 0 {
				was, before = before[0], before[1:]
			}
			if order >= 0 {
				is, after = after[0], after[1:]
			}
			if !yield(was, is) {
				return
			}
		}
	}
}

func (p *pagesAt) at(now time.Time) *site.Site {
	p.mu.Lock()
	defer p.mu.Unlock()
	var next *site.Site
	switch {
	case p.made != nil && p.made.Now.Equal(now):
		return p.made
	case p.made != nil:
		next = p.made.With(now, nil, p.content.files)
	case p.base != nil:
		next = p.base.With(now, p.since, p.content.files)
	default:
		f := p.content.using
		next = site.New(f.Site, p.content.shown(), now, site.Options{Drafts: p.drafts, Assets: f.assets.Addresses(), Files: p.content.files})
	}
	if p.made == nil || now.After(p.made.Now) {
		p.made, p.base, p.since = next, nil, nil
	}
	return next
}
