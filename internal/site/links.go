package site

import "kohyo/internal/notice"

// Alternate is the same page in a language.
type Alternate struct {
	Lang    string // or "x-default", for readers of none of the languages
	Address string
}

// Alternates lists a page in all languages, itself included, and the page for
// readers of none of them: for the newest notices that is the language choice,
// for any other page the source language, whose text is the complete and
// authoritative one. A page that is the same in every language has none.
func (s *Site) Alternates(p Page) []Alternate {
	if p.Lang == "" && p.Kind != Root || p.Kind == Bilingual {
		return nil
	}
	all := make([]Alternate, 0, len(s.Langs)+1)
	for _, lang := range s.Langs {
		all = append(all, Alternate{lang, p.in(lang)})
	}
	switch {
	case p.Kind == Root || p.Kind == Home:
		all = append(all, Alternate{"x-default", ""})
	case p.HTML() && len(s.Langs) > 0:
		all = append(all, all[0])
		all[len(all)-1].Lang = "x-default"
	}
	return all
}

// in is the page's address in a language.
func (p Page) in(lang string) string {
	if p.Kind == Root {
		return HomeAddress(lang)
	}
	return lang + p.Address[len(p.Lang):]
}

// Canonical is the address that search engines and citations should use; it
// is absolute, and "" for a page that has none.
//
// The notice and its newest report show the same text, and each is canonical
// itself: the notice is what readers look for, and goes on to the next
// report; a report's address is a permanent citation that must stay findable.
func (s *Site) Canonical(p Page) string {
	if !p.HTML() {
		return ""
	}
	return s.Absolute(p.Address)
}

// DataURL is where a report stands as data; "" where it does not.
func (s *Site) DataURL(r *notice.Report) string {
	if !s.Settings.Data.HasJSON() {
		return ""
	}
	return s.Absolute(DataAddress(r.Slug, r.Number))
}
