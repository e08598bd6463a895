package render

import (
	"strings"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// listsStyle is the style sheet of lists and of the overview: notices do
// without it.
const listsStyle = "lists.css"

// Choices are lists to go to, with how many notices they have: those of other
// years, other kinds, other states.
type Choices struct {
	ID, Heading string
	Links       []CountLink
}

// CountLink leads to a list.
type CountLink struct {
	Href, Text, Count string
	Current           bool
}

// chosen are the words for what a list chooses by.
func chosen(w *wording.Writer, f site.Filter) []string {
	var words []string
	if f.Year != 0 {
		words = append(words, w.Year(f.Year))
	}
	if f.Kind != "" {
		words = append(words, w.Word("kinds", f.Kind))
	}
	if f.State != "" {
		words = append(words, w.Label("list."+f.State))
	}
	return words
}

func (r *Renderer) archiveTitle(w *wording.Writer, f site.Filter) string {
	if f == (site.Filter{Year: f.Year}) {
		return w.Label("list.year_title", w.Year(f.Year))
	}
	return w.Label("list.chosen_title", strings.Join(chosen(w, f), w.Label("list.between")))
}

// trail leads from all notices to a list, by one choice more at each step.
func (r *Renderer) trail(p site.Page, w *wording.Writer) []Link {
	f := p.Filter
	steps := []site.Filter{{}, {Year: f.Year}, {Year: f.Year, Kind: f.Kind}, f}
	links := []Link{{Href: r.link(p, site.HomeAddress(p.Lang)), Text: w.Label("nav.all_notices")}}
	for i, step := range steps[1:] {
		if step == steps[i] {
			continue
		}
		words := chosen(w, step)
		l := Link{Text: words[len(words)-1], Current: step == f && p.Number == 0}
		if !l.Current {
			l.Href = r.link(p, site.ArchiveAddress(p.Lang, step, 0))
		}
		links = append(links, l)
	}
	if p.Number > 0 {
		links = append(links, Link{Text: r.position(p, w), Current: true})
	}
	return links
}

// position is from when to when the notices of a page are, as the first was
// published.
func (r *Renderer) position(p site.Page, w *wording.Writer) string {
	newest, oldest := p.Items[0], p.Items[len(p.Items)-1]
	return days(w, r.site.First(oldest), r.site.First(newest))
}

// days is a stretch of days, or one.
func days(w *wording.Writer, from, to time.Time) string {
	first, last := dayOf(from), dayOf(to)
	if first.Raw == last.Raw {
		return w.DayOf(from)
	}
	return w.Span(notice.Span{From: first, To: last})
}

func (r *Renderer) paging(p site.Page, w *wording.Writer) *Paging {
	if p.Of == 0 {
		return nil
	}
	out := &Paging{Label: w.Label("list.paging"), Position: r.position(p, w)}
	to := func(n int, label string) *Link {
		return &Link{Href: r.link(p, site.ArchiveAddress(p.Lang, p.Filter, n)), Text: w.Label(label)}
	}
	switch p.Number {
	case 0:
		out.Next = to(p.Of, "list.older")
	case p.Of:
		out.Previous = to(0, "list.newer")
	default:
		out.Previous = to(p.Number+1, "list.newer")
	}
	if p.Number > 1 {
		out.Next = to(p.Number-1, "list.older")
	}
	return out
}

// choices are the lists to go to from a list. One way to choose is none.
func (r *Renderer) choices(p site.Page, w *wording.Writer) []Choices {
	f := p.Filter
	years, kinds, states := r.site.Choices(f)
	var out []Choices
	add := func(id string, choices []site.Choice, all site.Filter) {
		c := Choices{ID: id, Heading: w.Label("list." + id)}
		if all != f { // something of this is chosen
			link := CountLink{Href: r.link(p, site.HomeAddress(p.Lang)), Text: w.Label("list.any")}
			if all != (site.Filter{}) {
				link.Href = r.link(p, site.ArchiveAddress(p.Lang, all, 0))
			}
			c.Links = append(c.Links, link)
		}
		for _, choice := range choices {
			c.Links = append(c.Links, CountLink{
				Href: r.link(p, site.ArchiveAddress(p.Lang, choice.Filter, 0)), Text: choiceText(w, id, choice.Filter),
				Count: w.Plural("list.count", int64(choice.Count)), Current: choice.Filter == f,
			})
		}
		if len(choices) > 1 || len(choices) == 1 && id == "years" {
			out = append(out, c)
		}
	}
	add("years", years, site.Filter{Kind: f.Kind, State: f.State})
	add("kinds", kinds, site.Filter{Year: f.Year, State: f.State})
	add("states", states, site.Filter{Year: f.Year, Kind: f.Kind})
	return out
}

func choiceText(w *wording.Writer, id string, f site.Filter) string {
	switch id {
	case "years":
		return w.Year(f.Year)
	case "kinds":
		return w.Word("kinds", f.Kind)
	}
	return w.Label("list." + f.State)
}
