package desk

import (
	"slices"
	"strings"

	"kohyo/internal/law"
	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// Title is a report's title in a language of the desk, else in the site's own.
func (d *Desk) Title(r Report, lang string) string {
	l := d.Words[lang]
	if l == nil {
		return r.Slug
	}
	title := strings.Join(wording.New(l, d.Settings, r.Report).Title(r.Title), "")
	if strings.TrimSpace(title) == "" {
		return r.Slug
	}
	return title
}

// Name is the publisher's, in a language of the desk where it has one.
func (d *Desk) Name(lang string) string {
	name := d.Settings.Organization.Name
	if p, ok := name.In(lang); ok {
		return p.Text
	}
	for _, l := range d.Languages() {
		if p, ok := name.In(l); ok {
			return p.Text
		}
	}
	return ""
}

// Stage names a report: 第2報, second report.
func (d *Desk) Stage(r Report, lang string) string {
	l := d.Words[lang]
	if l == nil {
		return r.Slug
	}
	return l.Stage(r.Stage.ID, r.Number)
}

// Lack is what a report says in one language and not in another.
type Lack struct {
	Lang    string
	Texts   int  // texts without this language
	Pending bool // its author has said that the translation will come
}

// Lacks counts, for each language of the site, the texts that lack it.
func (d *Desk) Lacks(r *notice.Report) []Lack {
	var all []Lack
	for _, lang := range d.Languages() {
		l := Lack{Lang: lang}
		l.Pending = slices.ContainsFunc(r.Pending, func(p notice.String) bool { return p.V == lang })
		for f := range r.Fields() {
			text, ok := f.Value.(notice.Text)
			if p, prose := f.Value.(notice.Prose); prose {
				text, ok = p.Text, true
			}
			if !ok || text.IsZero() {
				continue
			}
			if _, has := text.In(lang); !has {
				l.Texts++
			}
		}
		if l.Texts > 0 || l.Pending {
			all = append(all, l)
		}
	}
	return all
}

// Next is the limit that ends first of those still open, over ones included.
func (d *Desk) Next(slug string) (law.Due, bool) {
	var next law.Due
	for _, r := range d.Laws(slug) {
		for _, due := range r.Dues {
			if due.Done || due.At.IsZero() {
				continue
			}
			if next.At.IsZero() || due.At.Before(next.At) {
				next = due
			}
		}
	}
	return next, !next.At.IsZero()
}

// HasLaws reports whether any regime was chosen.
func (d *Desk) HasLaws() bool { return len(d.Settings.Check.Law)+len(d.Law) > 0 }

// Laws puts the chosen regimes to an incident.
func (d *Desk) Laws(slug string) []law.Result {
	in := d.Whole(slug)
	if in == nil {
		return nil
	}
	var chosen []string
	for _, l := range d.Settings.Check.Law {
		chosen = append(chosen, l.V)
	}
	for _, name := range d.Law {
		if !slices.Contains(chosen, name) {
			chosen = append(chosen, name)
		}
	}
	return law.Check(d.Settings, []*notice.Incident{in}, chosen, d.now())
}
