package render

import (
	"errors"
	"runtime"
	"slices"
	"sync"

	"kohyo/internal/search"
	"kohyo/internal/site"
)

// searched is a part of the search index, in every language. It is made when
// the first of its files is asked for.
type searched struct {
	once   sync.Once
	err    error
	items  []*site.Incident
	shards map[string][][]byte // by language
	texts  map[string][][]byte // by language, an incident each; nil once another part was made
}

// searches keeps the parts that were asked for last. All sites that are made
// of the same incidents share them.
type searches struct {
	mu   sync.Mutex
	made []*searched // the last asked for at the end
}

// mostSearched parts are kept: some megabytes each. Of the texts, which take
// ten times as much, only those of the last part: they follow its index.
const mostSearched = 8

// of gives a part, made or not.
func (c *searches) of(items []*site.Incident) *searched {
	c.mu.Lock()
	defer c.mu.Unlock()
	at := slices.IndexFunc(c.made, func(p *searched) bool { return slices.Equal(p.items, items) })
	if at >= 0 {
		p := c.made[at]
		c.made = append(slices.Delete(c.made, at, at+1), p)
		return p
	}
	for _, p := range c.made {
		p.texts = nil
	}
	p := &searched{items: items}
	c.made = append(c.made, p)
	c.made = c.made[max(0, len(c.made)-mostSearched):]
	return p
}

// WithWhole is the renderer of a site whose incidents know only the heads of
// their reports: whole gives all that they say.
func (r *Renderer) WithWhole(whole func(*site.Incident) (*site.Incident, error)) *Renderer {
	other := *r
	other.whole = whole
	return &other
}

// searchIndex gives the terms of a part that stand in one file.
func (r *Renderer) searchIndex(p site.Page) ([]byte, error) {
	c := r.searches
	s := c.of(r.site.SearchItems(p.Of))
	s.once.Do(func() {
		parts, _ := r.site.SearchParts()
		var texts map[string][][]byte
		s.shards, texts, s.err = r.makeSearched(s.items, parts[p.Of].Shards)
		c.keep(s, texts)
	})
	if s.err != nil {
		return nil, s.err
	}
	return slices.Clone(s.shards[p.Lang][p.Number]), nil
}

// keep keeps the texts of a part, unless another one is already being made;
// what could not be made is tried again.
func (c *searches) keep(s *searched, texts map[string][][]byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	last := len(c.made) - 1
	switch {
	case s.err != nil:
		c.made = slices.DeleteFunc(c.made, func(other *searched) bool { return other == s })
	case last >= 0 && c.made[last] == s:
		s.texts = texts
	}
}

// searchTexts gives the texts of some incidents, as JSON.
func (r *Renderer) searchTexts(p site.Page) ([]byte, error) {
	items := r.site.SearchItems(p.Of)
	from, to := p.Number*site.SearchPerTexts(), min(len(items), (p.Number+1)*site.SearchPerTexts())
	texts, err := r.someTexts(p, items, from, to)
	file := []byte{'['}
	for i, text := range texts {
		if i > 0 {
			file = append(file, ',', '\n')
		}
		file = append(file, text...)
	}
	return append(file, ']', '\n'), err
}

// someTexts are those that were found together with the index, if they are
// still there; otherwise they are made again, with no need of the index.
func (r *Renderer) someTexts(p site.Page, items []*site.Incident, from, to int) ([][]byte, error) {
	c := r.searches
	c.mu.Lock()
	at := slices.IndexFunc(c.made, func(s *searched) bool { return slices.Equal(s.items, items) })
	if at >= 0 && c.made[at].texts != nil {
		defer c.mu.Unlock()
		return c.made[at].texts[p.Lang][from:to], nil
	}
	c.mu.Unlock()
	texts := make([][]byte, to-from)
	for i, in := range items[from:to] {
		found, err := r.searchedBy(in, []string{p.Lang})
		if err != nil {
			return nil, err
		}
		texts[i] = found[0].json
	}
	return texts, nil
}

// searchBatch is how many incidents are understood at a time: what reports say
// takes ten times the room of what is kept of them here.
const searchBatch = 64

// makeSearched makes the index of a part, and gives its texts.
func (r *Renderer) makeSearched(items []*site.Incident, shards int) (files, texts map[string][][]byte, err error) {
	langs := r.site.Langs
	files, texts = map[string][][]byte{}, map[string][][]byte{}
	index := make([]*search.Index, len(langs))
	for i := range index {
		index[i] = search.NewIndex()
	}
	for batch := range slices.Chunk(items, searchBatch) {
		found, err := r.understand(batch)
		if err != nil {
			return nil, nil, err
		}
		var group sync.WaitGroup
		for i, lang := range langs {
			group.Go(func() {
				for _, in := range found {
					index[i].Add(in[i].Entry)
				}
			})
			for _, in := range found {
				texts[lang] = append(texts[lang], in[i].json)
			}
		}
		group.Wait()
	}
	for i, lang := range langs {
		files[lang] = index[i].Files(shards)
	}
	return files, texts, nil
}

// understand gives the texts of some incidents, in their order.
func (r *Renderer) understand(batch []*site.Incident) ([][]searchedEntry, error) {
	found, failed := make([][]searchedEntry, len(batch)), make([]error, len(batch))
	var group sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		group.Go(func() {
			for i := first; i < len(batch); i += workers {
				found[i], failed[i] = r.searchedBy(batch[i], r.site.Langs)
			}
		})
	}
	group.Wait()
	return found, errors.Join(failed...)
}
