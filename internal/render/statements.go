package render

import (
	"fmt"
	"html/template"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// Statement is a state with an explanation: the cause, the harm.
type Statement struct {
	State, AsOf string
	Text        template.HTML
	Figures     []template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) cause() *Statement {
	c := v.report.Cause
	if c.State.ID == "" && c.Text.IsZero() {
		return nil
	}
	s := &Statement{Text: v.prose(c.Text)}
	if c.State.ID != "" {
		s.State = v.w.Word("causes", c.State.ID)
	}
	return s
}

func (v *viewer) harm() *Statement {
	h := v.report.Harm
	if h.State.ID == "" && h.Text.IsZero() {
		return nil
	}
	s := &Statement{Text: v.prose(h.Text)}
	if h.State.ID != "" {
		s.State = v.w.Word("harms", h.State.ID)
	}
	if !h.AsOf.IsZero() {
		s.AsOf = v.w.Label("text.as_of", v.w.Moment(h.AsOf))
	}
	for _, ref := range h.Count {
		if c := v.report.Count(ref.ID); c != nil {
			s.Figures = append(s.Figures, v.countName(*c)+v.escape(v.w.Label("text.colon")+v.w.Count(*c)))
		}
	}
	return s
}

// Service is something people use, and whether they can.
type Service struct {
	Name  template.HTML
	URL   string
	State string
	Lines []Line
	Note  template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) services() []Service {
	var out []Service
	for _, s := range v.report.Services {
		one := Service{Name: v.text(s.Name), URL: s.URL.V, State: v.w.Word("service-states", s.State.ID), Note: v.prose(s.Note)}
		add := func(key string, value template.HTML) {
			if value != "" {
				one.Lines = append(one.Lines, Line{v.w.Label(key), value})
			}
		}
		add("services.stopped", v.moment(s.Stopped))
		add("services.resumed", v.moment(s.Resumed))
		add("services.forecast", v.forecast(s.Forecast))
		add("services.held_back", v.text(s.HeldBack))
		out = append(out, one)
	}
	return out
}

func (v *viewer) moment(m notice.Moment) template.HTML {
	if m.IsZero() {
		return ""
	}
	return v.time(notice.When{Span: notice.Span{From: m}})
}

func (v *viewer) forecast(f notice.Forecast) template.HTML {
	if !f.Text.IsZero() {
		return v.text(f.Text)
	}
	return v.moment(f.Moment)
}

// MeasureGroup is the steps that are in one state: done, under way, planned.
type MeasureGroup struct {
	State, Word string
	Steps       []Step
}

// Step is one step taken or to be taken.
type Step struct {
	Text, When, Detail template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) measures() []MeasureGroup {
	var out []MeasureGroup
	for _, state := range notice.Vocabularies["states"] {
		g := MeasureGroup{State: state, Word: v.w.Word("states", state)}
		for _, m := range v.report.Remediation {
			if m.State.Is(state) {
				g.Steps = append(g.Steps, Step{Text: v.prose(m.Text), When: v.when(m.At), Detail: v.stepDetail(m)})
			}
		}
		if g.Steps != nil {
			out = append(out, g)
		}
	}
	return out
}

func (v *viewer) when(x notice.When) template.HTML {
	if x.IsZero() {
		return ""
	}
	return v.time(x)
}

func (v *viewer) stepDetail(m notice.Measured) template.HTML {
	var out []template.HTML
	if m.Kind.ID != "" {
		out = append(out, v.escape(v.w.Word("measures", m.Kind.ID)))
	}
	if !m.By.IsZero() {
		by := v.text(m.By)
		if m.By.Same != nil {
			if p := v.report.Party(m.By.Same.Text); p != nil {
				by = v.partyName(*p)
			}
		}
		out = append(out, v.escape(v.w.Label("measures.by")+v.w.Label("text.colon"))+by)
	}
	if m.Priority.ID != "" {
		out = append(out, v.escape(v.w.Label("measures.priority")+v.w.Label("text.colon")+v.w.Word("priorities", m.Priority.ID)))
	}
	return v.details(out)
}

// Notification is how the people concerned are told individually.
type Notification struct {
	State, Word, Channels string
	Lines                 []Line
	Note                  template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) notification() []Notification {
	var out []Notification
	for _, n := range v.report.Notification {
		one := Notification{State: n.State.ID, Channels: v.w.List(v.words("channels", n.Channel)), Note: v.text(n.Note)}
		if n.State.ID != "" {
			one.Word = v.w.Word("states", n.State.ID)
		}
		add := func(key string, value template.HTML) {
			if value != "" {
				one.Lines = append(one.Lines, Line{v.w.Label(key), value})
			}
		}
		if len(n.To) > 0 {
			add("notification.to", v.escape(v.groupNames(n.To)))
		}
		add("notification.at", v.when(n.At))
		add("notification.fallback", v.escape(v.w.List(v.words("channels", n.Fallback))))
		out = append(out, one)
	}
	return out
}

func (v *viewer) groupNames(refs []notice.Ref) string {
	var names []string
	for _, ref := range refs {
		_, g := v.report.Group(ref.ID)
		if g == nil {
			return v.w.Label("advice.everyone")
		}
		names = append(names, v.plainText(g.Name))
	}
	return v.w.List(names)
}

// Parties is the authorities that were told, and the other bodies involved.
type Parties struct {
	NameHeading, RoleHeading, MatterHeading, DateHeading string
	Rows                                                 []PartyRow
}

// PartyRow is one body.
type PartyRow struct {
	Name   template.HTML
	Href   string
	Role   string
	Matter template.HTML
	Note   template.HTML
	Date   template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) parties() *Parties {
	if len(v.report.Authorities)+len(v.report.Parties) == 0 {
		return nil
	}
	p := &Parties{
		NameHeading: v.w.Label("parties.name"), RoleHeading: v.w.Label("parties.role"),
		MatterHeading: v.w.Label("parties.matter"), DateHeading: v.w.Label("parties.date"),
	}
	for _, a := range v.report.Authorities {
		p.Rows = append(p.Rows, v.authorityRow(a))
	}
	for _, party := range v.report.Parties {
		row := PartyRow{Name: v.partyName(party), Href: party.Link.V, Role: v.w.Word("roles", party.Role.ID), Matter: v.text(party.Work), Note: v.prose(party.Note)}
		var dates []template.HTML
		for _, at := range party.At {
			dates = append(dates, v.time(at))
		}
		row.Date = v.texts(dates)
		p.Rows = append(p.Rows, row)
	}
	return p
}

func (v *viewer) authorityRow(a notice.Authority) PartyRow {
	word := v.w.Word("authorities", a.Body.ID)
	row := PartyRow{Name: v.text(a.Name), Role: v.w.Label("parties.authority"), Date: v.when(a.At)}
	if row.Name == "" {
		row.Name = v.escape(word)
	} else if !a.Body.Is("other") {
		row.Role = word
	}
	var matter []template.HTML
	if a.Report.ID != "" {
		matter = append(matter, v.escape(v.w.Word("authority-reports", a.Report.ID)))
	}
	if a.State.ID != "" {
		matter = append(matter, v.escape(v.w.Word("states", a.State.ID)))
	}
	row.Matter = v.details(matter)
	if !a.Note.IsZero() {
		row.Note = "<p>" + v.text(a.Note) + "</p>"
	}
	return row
}

// Change is a fact that differs from the report before.
type Change struct{ What, Old, New, Reason template.HTML }

func (v *viewer) changes() []Change {
	var out []Change
	for _, c := range v.report.Changes {
		out = append(out, Change{v.changed(c), v.text(c.Old), v.text(c.New), v.prose(c.Reason)})
	}
	if out == nil && v.paper() {
		return v.found()
	}
	return out
}

// changed names what changed: by its label where the author gave a path.
func (v *viewer) changed(c notice.Change) template.HTML {
	if c.What.Same != nil {
		if words, ok := v.w.FactName(c.What.Same.Text); ok {
			return v.escape(words)
		}
	}
	return v.text(c.What)
}

// Question is a question with its answer.
type Question struct {
	Question, Answer template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) questions() []Question {
	var out []Question
	for _, q := range v.report.Questions {
		out = append(out, Question{Question: v.text(q.Question), Answer: v.prose(q.Answer)})
	}
	return out
}

// Note explains a word or a figure.
type Note struct {
	Anchor, Mark string
	Term, Text   template.HTML

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) notes() []Note {
	var out []Note
	for i, n := range v.report.Notes {
		one := Note{Mark: v.w.Label("notes.mark", i+1), Term: v.text(n.Term), Text: v.prose(n.Text)}
		if n.ID.V != "" {
			one.Anchor = v.place("note-" + n.ID.V)
		}
		out = append(out, one)
	}
	return out
}

// Attachment is a file to download.
type Attachment struct {
	Href        string
	Title, Note template.HTML
	Size        string

	Updated string `json:"-"` // "updated", when the report before did not say this
}

func (v *viewer) attachments() []Attachment {
	var out []Attachment
	for _, a := range v.report.Attachments {
		one := Attachment{Href: v.link(v.page, site.FileAddress(v.report.Slug, a.File.V)), Title: v.text(a.Title), Note: v.text(a.Note)}
		if one.Title == "" {
			one.Title = v.escape(a.File.V)
		}
		if n, err := v.files.Size(fmt.Sprintf("%s/files/%s", v.report.Slug, a.File.V)); err == nil {
			one.Size = v.w.FileSize(n)
		}
		out = append(out, one)
	}
	return out
}

// HistoryEntry is one report of the incident, or the next to come.
type HistoryEntry struct {
	Stage            string
	Current, Planned bool
	Href             string
	Title            template.HTML
	Here             string
	Date             template.HTML
	Changes          *Link  // what it changes, in one line; without an address where no page compares
	Others           string // how much else
}

func (v *viewer) history() []HistoryEntry {
	reports := v.page.Incident.Reports
	if len(reports) < 2 && v.report.NextReport.IsZero() {
		return nil
	}
	var out []HistoryEntry
	for _, rep := range reports {
		w := v.writer(v.page.Lang, rep)
		e := HistoryEntry{Stage: w.Stage(rep), Title: v.escape(join(w.Title(rep.Title))), Date: v.escape(w.Published(rep))}
		if rep == v.report {
			e.Current, e.Here = true, v.w.Label("reports.here")
		} else {
			e.Href = v.link(v.page, site.ReportAddress(v.page.Lang, rep.Slug, rep.Number))
		}
		out = append(out, e)
	}
	if !v.report.NextReport.IsZero() && v.report == v.page.Incident.Newest() {
		out = append(out, HistoryEntry{Stage: v.w.Label("reports.next"), Planned: true, Title: v.forecast(v.report.NextReport)})
	}
	return out
}
