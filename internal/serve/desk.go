package serve

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kohyo/internal/desk"
	"kohyo/internal/diag"
	"kohyo/internal/law"
)

// perDesk is how many incidents one page of the desk lists.
const perDesk = 50

// front is the desk: what is in work, and what is public.
type front struct {
	shell
	Summary  []string
	Findings fileList // of no incident
	Work     []row
	Public   []row
	Laws     bool
	Previous string
	Next     string
	Number   int
	Of       int
}

// row is an incident on the desk.
type row struct {
	Slug, Title, Stage string
	Href               string
	State, StateText   string
	When               string
	Instead            string   // what is public meanwhile
	Waiting            []string // older reports whose moment has not come
	Lacks              []string
	Errors, Warnings   int
	Sum                string
	Due, DueLeft       string
	Over               bool
	Links              []link
}

// fileList is findings by file, for the template that shows them.
type fileList struct {
	speaker
	Files []fileFindings
	More  int
}

// rowList is a table of incidents, for the template.
type rowList struct {
	speaker
	ID   string
	Rows []row
	Laws bool
}

// List is a table of incidents under a heading.
func (f front) List(id string, rows []row) rowList { return rowList{f.speaker, id, rows, f.Laws} }

// deskPath is the address of the desk in a language.
func deskPath(lang string) string { return ownPath + lang + "/" }

// desk answers an address of the desk: its front, an incident, a view of a
// report.
func (s *Server) desk(state *State, at string, local bool) (answer, bool) {
	lang, rest := s.Lang, ""
	if at != "/" {
		var ok bool
		lang, rest, ok = strings.Cut(strings.TrimPrefix(at, ownPath), "/")
		if !ok || lang != "ja" && lang != "en" {
			return answer{}, false
		}
	}
	parts := strings.Split(strings.TrimSuffix(rest, "/"), "/")
	switch {
	case rest == "":
		return s.front(state, lang, 1, at, local), true
	case !strings.HasSuffix(rest, "/"):
		return answer{location: address(at + "/")}, true
	case len(parts) == 2 && parts[0] == "list":
		n, err := strconv.Atoi(parts[1])
		if err != nil || n < 2 || strconv.Itoa(n) != parts[1] {
			return answer{}, false
		}
		return s.front(state, lang, n, at, local), true
	}
	in, ok := state.Desk.Incident(parts[0])
	switch {
	case !ok:
		return answer{}, false
	case len(parts) == 1:
		return s.incident(state, lang, in, local), true
	}
	return s.view(state, lang, in, parts[1:], local)
}

func (s *Server) front(state *State, lang string, number int, at string, local bool) answer {
	d := state.Desk
	f := front{shell: s.shell(lang, "desk.title", ""), Laws: d.HasLaws(), Number: number}
	f.Name, f.Languages = d.Name(lang), s.languages("/")
	all := d.All()
	work := slices.IndexFunc(all, func(i desk.Incident) bool { return !i.InWork() })
	if work < 0 {
		work = len(all)
	}
	f.Of = max(1, (len(all)+perDesk-1)/perDesk)
	if number > f.Of {
		return s.missing(state, at, local)
	}
	from, to := (number-1)*perDesk, min(number*perDesk, len(all))
	middle := min(max(work, from), to)
	f.Work, f.Public = s.rows(d, lang, all[from:middle]), s.rows(d, lang, all[middle:to])
	if number == 1 {
		f.Findings.speaker = f.speaker
		f.Findings.Files, f.Findings.More = s.files(f.speaker, d.Others(), "", local)
	}
	f.Summary = f.summary(all, work, d.Pending, state.Findings)
	base := deskPath(lang)
	if number > 1 {
		f.Previous = base
		if number > 2 {
			f.Previous = base + "list/" + strconv.Itoa(number-1) + "/"
		}
	}
	if number < f.Of {
		f.Next = base + "list/" + strconv.Itoa(number+1) + "/"
	}
	a := s.page(200, "front", f)
	a.lang = lang
	a.hides, a.forms = true, true
	return a
}

// summary counts what there is.
func (s speaker) summary(all []desk.Incident, work, pending int, found diag.Findings) []string {
	lines := []string{s.count("incidents", len(all))}
	if work > 0 {
		lines = append(lines, s.count("in-work", work))
	}
	if errors := found.Errors(); len(found) > 0 {
		lines = append(lines, s.sum(errors, len(found)-errors))
	}
	if pending > 0 {
		lines = append(lines, s.count("pending", pending))
	}
	return lines
}

func (s *Server) rows(d *desk.Desk, lang string, list []desk.Incident) (rows []row) {
	sp := speaker{lang}
	for _, in := range list {
		r := in.Newest()
		base := deskPath(lang) + url.PathEscape(in.Slug) + "/"
		one := row{
			Slug: in.Slug, Title: d.Title(r, lang), Stage: d.Stage(r, lang), Href: base,
			State: r.State.String(), StateText: sp.say("state." + r.State.String()),
			Errors: in.Findings.Errors(),
		}
		one.Warnings = len(in.Findings) - one.Errors
		one.Sum = sp.sum(one.Errors, one.Warnings)
		if !r.At.IsZero() && r.State != desk.Draft {
			one.When = sp.from(r)
		}
		if public, ok := in.Public(); ok && r.State != desk.Published {
			one.Instead = sp.say("row.instead", d.Stage(public, lang))
		}
		for _, other := range in.Reports[1:] {
			if other.State == desk.Embargoed { // easily forgotten behind a newer draft
				one.Waiting = append(one.Waiting, sp.say("row.waiting", sp.from(other), d.Stage(other, lang)))
			}
		}
		if whole, ok := d.Incident(in.Slug); ok {
			one.Lacks = sp.lacks(d.Lacks(whole.Newest().Report))
		}
		if d.HasLaws() {
			if due, ok := d.Next(in.Slug); ok {
				one.Due, one.DueLeft = sp.day(due.At), sp.left(due)
				one.Over = due.Left < 0 && (in.InWork() || due.Left > -longOver)
			}
		}
		for _, l := range d.Languages() {
			one.Links = append(one.Links, link{"/" + l + "/" + url.PathEscape(in.Slug) + "/", languageName(l)})
		}
		rows = append(rows, one)
	}
	return rows
}

// longOver is when a limit has passed so long ago that nobody can act on it.
const longOver = 90 * 24 * time.Hour

// left says how long there is, or how long it has been over: the hours of
// some limits matter only while there are few of them.
func (s speaker) left(due law.Due) string {
	const few = 3 * 24 * time.Hour
	if !due.Hours || due.Left.Abs() < few {
		return due.LeftWords().In(s.Lang)
	}
	key := "days"
	if due.Left < 0 {
		key = "days-over"
	}
	return s.say("left."+key, int(due.Left.Abs()/(24*time.Hour)))
}

// lacks says what each language is without.
func (s speaker) lacks(all []desk.Lack) (lines []string) {
	for _, l := range all {
		switch name := languageName(l.Lang); {
		case l.Texts == 0:
			lines = append(lines, s.say("lack.pending", name))
		case l.Pending:
			lines = append(lines, s.say("lack.both", name, l.Texts))
		default:
			lines = append(lines, s.say("lack.texts", name, l.Texts))
		}
	}
	return lines
}

// languageName is what a language calls itself.
func languageName(tag string) string {
	if name := map[string]string{"ja": "日本語", "en": "English", "ko": "한국어", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}[tag]; name != "" {
		return name
	}
	return tag
}

// languages are the links to a page of the desk in its languages.
func (s *Server) languages(rest string) []link {
	rest = strings.TrimPrefix(rest, "/")
	return []link{{deskPath("ja") + rest, "日本語"}, {deskPath("en") + rest, "English"}}
}

// day writes a day.
func (s speaker) day(t time.Time) string {
	if s.Lang == "ja" {
		return t.Format("2006年1月2日")
	}
	return t.Format("2 Jan 2006")
}
