package serve

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/desk"
)

// views are ways to look at a report.
var views = []string{"page", "both", "paper", "phone", "changes"}

// viewPage is a report in one of them.
type viewPage struct {
	shell
	View    string
	Back    string // the incident on the desk
	Stage   string
	State   string
	StateOf string
	Tabs    []tab
	Choices []tab // of a language, or of a width
	Frames  []frame
	Changes *changesPart
}

type tab struct {
	link
	Here bool
}

// frame shows a page of the site. One that cannot follow changes by itself has
// the hash of its bytes: the view changes with it, and loads it again.
type frame struct {
	Src, Title, Lang string
	Hash             string
}

// changesPart is what differs from a report before.
type changesPart struct {
	Against string
	Public  bool // the public sees that one
	Sum     string
	Rows    []desk.Change
}

// view answers /-/<lang>/<slug>/<number>/<view>/[<choice>/].
func (s *Server) view(state *State, lang string, in desk.Incident, parts []string, local bool) (answer, bool) {
	number, err := strconv.Atoi(parts[0])
	r, ok := in.Report(number)
	if err != nil || !ok || strconv.Itoa(number) != parts[0] || len(parts) < 2 || len(parts) > 3 || !slices.Contains(views, parts[1]) {
		return answer{}, false
	}
	view, choice := parts[1], ""
	if len(parts) == 3 {
		choice = parts[2]
	}
	d := state.Desk
	v := viewPage{shell: s.shell(lang, "desk.title", ""), View: view, State: r.State.String()}
	v.Title, v.Name, v.Stage, v.StateOf = d.Title(r, lang), d.Name(lang), d.Stage(r, lang), v.say("state."+r.State.String())
	v.Home = deskPath(lang)
	v.Back = deskPath(lang) + url.PathEscape(in.Slug) + "/"
	v.Languages = s.languages(url.PathEscape(in.Slug) + "/" + strings.Join(parts, "/") + "/")
	base := v.Back + parts[0] + "/"
	for _, name := range views {
		if name == "changes" && number == in.Reports[len(in.Reports)-1].Number || name == "both" && len(d.Languages()) < 2 {
			continue
		}
		v.Tabs = append(v.Tabs, tab{link{base + name + "/", v.say("view." + name)}, name == view})
	}
	if !v.fill(d, in, r, base, choice) {
		return answer{}, false
	}
	for i, f := range v.Frames {
		if path, err := url.PathUnescape(f.Src); err == nil && view == "paper" {
			v.Frames[i].Hash = s.find(state, path, local).hash()
		}
	}
	a := s.page(200, "view", v)
	a.lang = lang
	a.hides = view == "changes"
	return a, true
}

// fill chooses what the view shows. It reports false for a choice there is
// none of.
func (v *viewPage) fill(d *desk.Desk, in desk.Incident, r desk.Report, base, choice string) bool {
	langs := d.Languages()
	at := func(lang string) string {
		return "/" + lang + "/" + url.PathEscape(in.Slug) + "/" + strconv.Itoa(r.Number) + "/"
	}
	shown := choice
	if shown == "" && len(langs) > 0 {
		shown = langs[0]
		if slices.Contains(langs, v.Lang) {
			shown = v.Lang
		}
	}
	choose := func(name, text string) {
		v.Choices = append(v.Choices, tab{link{base + v.View + "/" + name + "/", text}, name == shown})
	}
	switch v.View {
	case "both":
		for _, l := range langs {
			v.Frames = append(v.Frames, frame{Src: at(l), Title: languageName(l), Lang: l})
		}
		return choice == ""
	case "changes":
		return choice == "" && v.compare(d, in, r)
	}
	for _, l := range langs {
		choose(l, languageName(l))
	}
	f := frame{Src: at(shown), Title: v.Title, Lang: shown}
	if v.View == "paper" {
		f.Src += "print/"
		if len(langs) > 1 {
			choose("bilingual", v.say("view.bilingual"))
		}
		if shown == "bilingual" && len(langs) > 1 {
			f = frame{Src: at(langs[0]) + "print/bilingual/", Title: v.Title, Lang: langs[0]}
			shown = langs[0]
		}
	}
	v.Frames = []frame{f}
	return slices.Contains(langs, shown)
}

// compare holds the report against the one before that the public sees.
func (v *viewPage) compare(d *desk.Desk, in desk.Incident, r desk.Report) bool {
	old, ok := in.Before(r.Number)
	if !ok {
		return false
	}
	c := &changesPart{Against: d.Stage(old, v.Lang), Public: old.State == desk.Published, Rows: desk.Changes(old.Report, r.Report)}
	added, gone, changed := desk.Count(c.Rows)
	c.Sum = v.say("changes.sum", changed, added, gone)
	v.Changes = c
	return true
}
