package serve

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"kohyo/internal/desk"
	"kohyo/internal/diag"
)

//go:embed files
var files embed.FS

// Only the preview needs them: other commands begin sooner.
var pages = sync.OnceValue(func() *template.Template { return template.Must(template.New("").ParseFS(files, "files/*.html")) })

// most findings are enough to see that something has gone wrong at large.
const mostFindings = 100

// bar is what is laid over a page: how it stands, and what is wrong.
type bar struct {
	speaker
	Hidden   bool // a page that shows all this itself
	Desk     bool // a page of the desk
	Badge    string
	Text     string
	Public   string // what the public sees instead
	Other    *link  // the same page as others see it
	Held     bool   // the page is older than its files
	Waits    string // says that more may be found
	Errors   int
	Warnings int
	Sum      string
	Mark     string // names the findings, so that a closed panel stays closed until they change
	Files    []fileFindings
	More     int
}

type link struct{ Href, Text string }

// fileFindings are the findings of one file.
type fileFindings struct {
	Name     string
	Findings []finding
}

// finding is a finding as it is shown.
type finding struct {
	Error        bool
	Kind, Text   string
	Hint, Rule   string
	Line, Column int
	Edit         string // opens the editor
	Source       *excerpt
}

// excerpt is the line of a finding, cut around its place.
type excerpt struct{ Before, At, After string }

// element is the one thing that a page has in the preview and not in the
// output of a build.
type element struct {
	Page, Hash, Mark string
	Bar              bar
}

// withPreview puts the element at the end of a page.
func (s *Server) withPreview(a answer, at string, local bool) []byte {
	state, _ := s.now()
	over := s.barOf(state, a, local)
	var b bytes.Buffer
	e := element{Page: at, Hash: a.hash(), Mark: digest(over.html()), Bar: over}
	if err := pages().ExecuteTemplate(&b, "element", e); err != nil {
		return a.body
	}
	end := bytes.LastIndex(a.body, []byte("</body>"))
	if end < 0 {
		end = len(a.body)
	}
	return slices.Concat(a.body[:end], bytes.TrimSpace(b.Bytes()), a.body[end:])
}

// html is what is laid over a page as markup.
func (b bar) html() []byte {
	var out bytes.Buffer
	if err := pages().ExecuteTemplate(&out, "bar", b); err != nil {
		return []byte(template.HTMLEscapeString(err.Error()))
	}
	return out.Bytes()
}

// barOf says how a page stands, and what is wrong.
func (s *Server) barOf(state *State, a answer, local bool) bar {
	b := bar{speaker: speaker{s.Lang}, Desk: a.desk && a.status == 200}
	b.Hidden = a.hides || b.Desk && len(state.Findings) == 0 && state.Desk.Pending == 0
	if a.lang != "" {
		b.Lang = a.lang
	}
	first, rest, _ := strings.Cut(a.place.name, "/")
	if first == "ja" || first == "en" {
		b.Lang = first
	}
	slug, rest, _ := strings.Cut(rest, "/")
	in, known := state.Desk.Stand(slug)
	if !a.desk && a.status == 200 || a.status == 404 && a.place.public != "" {
		b.stand(state, a, in, known, rest)
	}
	found := state.Findings
	if a.broken != nil {
		found = append(slices.Clone(found), *a.broken)
	}
	b.Held = known && in.Held
	switch {
	case known && in.Unchecked:
		b.Waits = b.say("bar.unchecked")
	case state.Desk.Pending > 0:
		b.Waits = b.say("bar.pending")
	}
	b.Errors = found.Errors()
	b.Warnings = len(found) - b.Errors
	b.Sum = b.sum(b.Errors, b.Warnings)
	b.Files, b.More = s.files(b.speaker, found, "content/"+slug+"/", local)
	b.Mark = digest(fmt.Append(nil, found))
	return b
}

// stand says whether the public sees the page.
func (b *bar) stand(state *State, a answer, in desk.Incident, known bool, rest string) {
	p := a.place
	at := "/" + strings.TrimSuffix(p.name, "index.html")
	if p.public != "" {
		b.Badge = "public-view"
		b.Text = b.say("bar.public-view", b.at(p.at))
		b.Other = &link{at, b.say("bar.editors")}
		return
	}
	b.Other = &link{publicPath + "now" + at, b.say("bar.public")}
	if !known {
		if strings.HasSuffix(p.name, "index.html") && state.Desk.InWork() {
			b.Badge, b.Text = "list", b.say("bar.list")
		}
		return
	}
	r := in.Newest()
	if number, _, ok := strings.Cut(rest, "/"); ok {
		n, _ := strconv.Atoi(number)
		if r, ok = in.Report(n); !ok {
			return
		}
	}
	b.Badge = r.State.String()
	switch r.State {
	case desk.Draft:
		b.Text = b.say("bar.draft")
	case desk.Embargoed:
		b.Text = b.say("bar.embargoed", b.from(r))
	case desk.Published:
		b.Text = b.say("bar.published", b.from(r))
	}
	public, any := in.Public()
	switch {
	case r.State == desk.Published && public.Number == r.Number:
		b.Other = nil // the public sees what is shown
	case !any:
		b.Public = b.say("bar.nothing")
		b.Other = nil
	default:
		b.Public = b.say("bar.instead", public.Number, b.from(public))
	}
}

// files groups findings by file: errors before warnings, and of each those of
// the page's own incident first.
func (s *Server) files(say speaker, found diag.Findings, own string, local bool) (all []fileFindings, more int) {
	found = slices.Clone(found)
	rank := func(f diag.Finding) int {
		n := 2 * int(f.Severity)
		if !strings.HasPrefix(f.File, own) {
			n++
		}
		return n
	}
	slices.SortStableFunc(found, func(a, b diag.Finding) int { return rank(a) - rank(b) })
	if more = len(found) - mostFindings; more > 0 {
		found = found[:mostFindings]
	}
	more = max(more, 0)
	for _, f := range found {
		if n := len(all); n == 0 || all[n-1].Name != diag.Visible(f.File) {
			all = append(all, fileFindings{Name: diag.Visible(f.File)})
		}
		last := &all[len(all)-1]
		last.Findings = append(last.Findings, s.finding(say, f, local))
	}
	return all, more
}

func (s *Server) finding(say speaker, f diag.Finding, local bool) finding {
	out := finding{
		Error: f.Severity == diag.Error, Kind: say.say("finding.error"), Text: diag.Visible(f.Text.In(say.Lang)),
		Hint: f.Hint.In(say.Lang), Rule: f.Rule, Line: f.Line, Column: f.Column,
	}
	if !out.Error {
		out.Kind = say.say("finding.warning")
	}
	if local && s.Edit != nil {
		out.Edit = editAddress(f.Place)
	}
	if s.Source != nil && f.Line > 0 && f.Secret == 0 {
		if line, ok := s.Source(f.File, f.Line); ok {
			out.Source = cut(diag.WithoutKeys(line), f.Column)
		}
	}
	return out
}

// cut gives the part of a line around a column, from 1 and in characters.
func cut(line string, column int) *excerpt {
	const before, after = 40, 60
	rs := []rune(strings.TrimRight(line, "\r\n"))
	at := min(max(column-1, 0), len(rs))
	from, to := max(0, at-before), min(len(rs), at+after)
	e := &excerpt{Before: diag.Visible(string(rs[from:at]))}
	if from > 0 {
		e.Before = "…" + e.Before
	}
	if column > 0 && at < to {
		e.At = diag.Visible(string(rs[at : at+1]))
		at++
	} else if column > 0 {
		e.At = " "
	}
	e.After = diag.Visible(string(rs[at:to]))
	if to < len(rs) {
		e.After += "…"
	}
	return e
}

// at writes a moment with the name of its zone.
func (s speaker) at(t time.Time) string {
	if s.Lang == "ja" {
		return t.Format("2006年1月2日 15:04 (MST)")
	}
	return t.Format("2 Jan 2006, 15:04 MST")
}

// from is the moment of a report as its author wrote it: a day, or a time.
func (s speaker) from(r desk.Report) string {
	switch {
	case !r.ByDay:
		return s.at(r.At)
	case s.Lang == "ja":
		return r.At.Format("2006年1月2日")
	}
	return r.At.Format("2 Jan 2006")
}
