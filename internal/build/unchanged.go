package build

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"

	"kohyo/internal/site"
)

// Unchanged reports whether it is remembered that a file is what it was in the
// tree with a hash, byte for byte. Lists, feeds and whatever else is made of
// many incidents is never said to be: making it costs little. The index for
// searching is, for it does not.
func (s *Site) Unchanged(tree Hash, name string) bool {
	m := s.reader.memory
	if m == nil || m.tree != tree || s.opt.Drafts || s.opt.PDFs != nil {
		return false
	}
	p, ok := s.pages.Find(name)
	switch {
	case !ok:
		return false
	case p.Kind == site.SearchIndex:
		return s.parts.same(p.Of, func() bool { return s.sameSpan(p.Of*site.SearchPerPart(), site.SearchPerPart()) })
	case p.Kind == site.SearchTexts:
		return s.sameSpan(p.Of*site.SearchPerPart()+p.Number*site.SearchPerTexts(), site.SearchPerTexts())
	}
	return p.Incident != nil && s.same(p.Incident)
}

// same reports whether the pages of an incident are what they were.
func (s *Site) same(in *site.Incident) bool {
	was, ok := s.reader.memory.incidents[in.Slug]
	return ok && was.pages == s.pagesSum(in)
}

// recorded is what the log is remembered to have of an incident's reports, if
// it says what it said then.
func (s *Site) recorded(in *site.Incident) map[int]Hash {
	if s.reader.memory == nil || s.opt.Drafts {
		return nil
	}
	was := s.reader.memory.incidents[in.Slug]
	if len(was.entries) == 0 || was.says != s.says(in) {
		return nil
	}
	return was.entries
}

// sameSpan reports whether some incidents that follow each other in the index,
// fewer at its end, are those that followed each other, and say what they said.
func (s *Site) sameSpan(from, most int) bool {
	order, was := s.searchOrder(), s.reader.memory.order
	to := min(from+most, len(order))
	if to != min(from+most, len(was)) {
		return false
	}
	for i := from; i < to; i++ {
		if order[i].Slug != was[i] || !s.same(order[i].Open()) {
			return false
		}
	}
	return true
}

// says is the hash of what an incident says: its files, and which of its
// reports are public.
func (s *Site) says(in *site.Incident) Hash {
	at, ok := s.content.at(in.Slug)
	if !ok {
		return Hash{}
	}
	e := s.content.entries[at].shown
	b := append([]byte(nil), e.sum[:]...)
	for _, r := range in.Reports {
		b = binary.AppendUvarint(b, uint64(r.Number))
	}
	return sha256.Sum256(b)
}

// pagesSum is the hash of what the pages of an incident show: what it says, and
// where its reports stand in the log.
func (s *Site) pagesSum(in *site.Incident) Hash {
	says := s.says(in)
	b := append([]byte(nil), says[:]...)
	for _, r := range in.Reports {
		if s.opt.Leaf == nil {
			break
		}
		leaf, ok := s.opt.Leaf(r.Slug, r.Number)
		if !ok {
			leaf = -1
		}
		b = binary.AppendVarint(b, leaf)
	}
	return sha256.Sum256(b)
}

// Memory gives what the next run is to remember of the site, which was written
// as the tree with a hash: for Remember, and for nobody but the author, for it
// tells which files were there. Entry gives what the log has of a report; nil where there
// is no log. It is nil where nothing is worth remembering.
func (s *Site) Memory(tree Hash, entry func(slug string, number int) (Hash, bool)) []byte {
	if s.reader.memory == nil || s.opt.Drafts || s.opt.PDFs != nil {
		return nil
	}
	if entry == nil {
		entry = func(string, int) (Hash, bool) { return Hash{}, false }
	}
	m := &Memory{
		program: s.reader.memory.program, frame: s.content.using.sum, tree: tree, at: s.pages.Now,
		incidents: make(map[string]remembered, s.pages.Count()),
	}
	for _, in := range s.searchOrder() {
		open := in.Open()
		m.order = append(m.order, in.Slug)
		r := remembered{says: s.says(open), pages: s.pagesSum(open)}
		at, _ := s.content.at(in.Slug)
		v := s.content.entries[at].shown
		r.folder = v.sum
		// Heads tell of reports that are not public, and findings are made anew.
		if v.part.Clean() && len(open.Reports) == len(v.heads.Open().Reports) {
			r.heads = v.heads.Packed()
		}
		for _, report := range open.Reports {
			if e, ok := entry(report.Slug, report.Number); ok {
				if r.entries == nil {
					r.entries = map[int]Hash{}
				}
				r.entries[report.Number] = e
			}
		}
		m.incidents[in.Slug] = r
	}
	return m.encode()
}

// searchOrder are all incidents, at rest, in the order of the index.
func (s *Site) searchOrder() []*site.Incident {
	s.ordered.Do(func() { s.order = s.pages.SearchOrder() })
	return s.order
}

// parts remembers which parts of the index are what they were.
type parts struct {
	mu    sync.Mutex
	known map[int]bool
}

func (p *parts) same(part int, find func() bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	is, ok := p.known[part]
	if !ok {
		if p.known == nil {
			p.known = map[int]bool{}
		}
		is = find()
		p.known[part] = is
	}
	return is
}
