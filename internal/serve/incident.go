package serve

import (
	"net/url"
	"strconv"

	"kohyo/internal/desk"
	"kohyo/internal/law"
)

// incidentPage is one incident on the desk.
type incidentPage struct {
	shell
	Slug     string
	Held     bool
	Waits    bool // more may be found
	Findings fileList
	Reports  []reportRow
	Lacks    []string
	Laws     []lawPart
}

// reportRow is one report with everything that is made of it.
type reportRow struct {
	Stage            string
	State, StateText string
	When             string
	File             string
	Edit             string
	Pages            []link
	Views            []link
	Papers           []link
	Files            []link
	PDF              string // the command that makes it
}

// lawPart is one regime put to the incident.
type lawPart struct {
	Title   string
	Outside string
	Sum     string
	Open    []lawItem // missing, or not to be decided from the data
	Settled []lawItem
	Dues    []lawDue
}

type lawItem struct{ State, Asks, Article, Level, Where, Why string }

// itemList is a table of items, for the template.
type itemList struct {
	speaker
	Caption string
	List    []lawItem
}

// Items is a table of items under a caption.
func (p incidentPage) Items(caption string, list []lawItem) itemList {
	return itemList{p.speaker, caption, list}
}

type lawDue struct {
	What, Article, At, Left, Note string
	Done, Over                    bool
}

func (s *Server) incident(state *State, lang string, in desk.Incident, local bool) answer {
	d := state.Desk
	p := incidentPage{shell: s.shell(lang, "desk.title", ""), Slug: in.Slug, Held: in.Held, Waits: in.Unchecked}
	p.Title, p.Name = d.Title(in.Newest(), lang), d.Name(lang)
	p.Home, p.Languages = deskPath(lang), s.languages(url.PathEscape(in.Slug)+"/")
	p.Findings.speaker = p.speaker
	p.Findings.Files, p.Findings.More = s.files(p.speaker, in.Findings, "", local)
	for _, r := range in.Reports {
		p.Reports = append(p.Reports, s.reportRow(state, p.speaker, in, r, local))
	}
	p.Lacks = p.lacks(d.Lacks(in.Newest().Report))
	for _, r := range d.Laws(in.Slug) {
		p.Laws = append(p.Laws, p.law(r))
	}
	a := s.page(200, "incident", p)
	a.lang = lang
	a.hides = true
	return a
}

func (s *Server) reportRow(state *State, sp speaker, in desk.Incident, r desk.Report, local bool) reportRow {
	d := state.Desk
	number := strconv.Itoa(r.Number)
	slug := url.PathEscape(in.Slug)
	row := reportRow{Stage: d.Stage(r, sp.Lang), State: r.State.String(), StateText: sp.say("state." + r.State.String()), File: r.File}
	if !r.At.IsZero() && r.State != desk.Draft {
		row.When = sp.from(r)
	}
	if local && s.Edit != nil {
		row.Edit = editAddress(r.Title.Place)
	}
	add := func(to *[]link, name, text string) {
		if state.Has == nil || state.Has(name) {
			*to = append(*to, link{address("/" + trimIndex(name)), text})
		}
	}
	langs := d.Languages()
	for _, l := range langs {
		base := l + "/" + in.Slug + "/" + number + "/"
		add(&row.Pages, base+"index.html", languageName(l))
		add(&row.Papers, base+"print/index.html", languageName(l))
		add(&row.Files, base+"notice.txt", sp.say("file.text", languageName(l)))
	}
	if len(langs) > 0 {
		add(&row.Papers, langs[0]+"/"+in.Slug+"/"+number+"/print/bilingual/index.html", sp.say("view.bilingual"))
	}
	add(&row.Files, in.Slug+"/"+number+".json", "JSON")
	row.PDF = "kohyo pdf " + in.Slug + "/" + number
	if r.State != desk.Published {
		row.PDF += " --drafts"
	}
	for _, v := range views {
		if v == "changes" && r.Number == in.Reports[len(in.Reports)-1].Number || v == "both" && len(langs) < 2 {
			continue
		}
		row.Views = append(row.Views, link{deskPath(sp.Lang) + slug + "/" + number + "/" + v + "/", sp.say("view." + v)})
	}
	return row
}

func (s speaker) law(r law.Result) lawPart {
	p := lawPart{Title: r.Title.In(s.Lang), Outside: r.Outside.In(s.Lang)}
	counts := map[law.State]int{}
	for _, a := range r.Answers {
		item := lawItem{State: a.State.Words().In(s.Lang), Asks: a.Asks.In(s.Lang), Article: a.Article, Level: a.Level.Words().In(s.Lang), Where: a.Where, Why: a.Why.In(s.Lang)}
		if s.Lang == "ja" && a.Ja != "" {
			item.Article = a.Ja
		}
		counts[a.State]++
		if a.State == law.Missing || a.State == law.CannotDecide {
			p.Open = append(p.Open, item)
		} else {
			p.Settled = append(p.Settled, item)
		}
	}
	for _, state := range []law.State{law.Missing, law.CannotDecide, law.Present, law.DeclaredUnknown, law.NotApplicable} {
		if n := counts[state]; n > 0 {
			if p.Sum != "" {
				p.Sum += s.say("sum.and")
			}
			p.Sum += s.say("law.sum", state.Words().In(s.Lang), n)
		}
	}
	for _, due := range r.Dues {
		one := lawDue{What: due.What.In(s.Lang), Article: due.Article.In(s.Lang), Note: due.Note.In(s.Lang), Done: due.Done}
		if !due.At.IsZero() {
			one.At, one.Left, one.Over = s.day(due.At), s.left(due), due.Left < 0
			if due.Hours {
				one.At = s.at(due.At)
			}
		}
		if due.Done {
			one.Left, one.Over = s.say("law.done"), false
			if due.DoneAt.Known() {
				one.Left += " " + due.DoneAt.Raw
			}
		}
		p.Dues = append(p.Dues, one)
	}
	return p
}
