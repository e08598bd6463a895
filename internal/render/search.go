package render

import (
	"strconv"
	"strings"

	"kohyo/internal/site"
)

// SearchPage is what search.html receives: where readers search the notices.
// The search itself is done by a script in their browser, which finds here in
// which files it may look, and what to say.
type SearchPage struct {
	Frame
	Title   string
	Script  string
	Choices []Choices

	// Where the index lies, how many incidents and files of terms each of its
	// parts has ("4096-512 717-128"), and how many incidents a file of texts.
	Folder, Parts string
	PerTexts      int
}

func (r *Renderer) searchPage(p site.Page) *SearchPage {
	w := r.writer(p.Lang, nil)
	s := &SearchPage{Frame: r.frame(p, w, p.Lang), Title: w.Label("search.title"), Script: r.link(p, r.assets.Address("search.js"))}
	r.lists(&s.Frame, p, w)
	s.HeadTitle = w.Label("page.title", s.Title, s.Organization)
	s.Description = w.Label("page.list_description", s.Organization, s.Title)
	s.StyleOfSearch = r.link(p, r.assets.Address("search.css"))
	s.StyleOfLists = r.link(p, r.assets.Address(listsStyle))
	s.Choices = r.choices(p, w)
	cut, _ := r.site.SearchParts()
	parts := make([]string, len(cut))
	for i, c := range cut {
		parts[i] = strconv.Itoa(c.Incidents) + "-" + strconv.Itoa(c.Shards)
	}
	s.Folder, s.Parts, s.PerTexts = r.link(p, site.SearchFolder(p.Lang)), strings.Join(parts, " "), site.SearchPerTexts()
	return s
}
