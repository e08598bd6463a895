package render

import (
	"html/template"
	"strings"
)

func (t *plainWriter) glance(f *Facts) {
	if f == nil {
		return
	}
	t.heading(f.Heading)
	t.cells(f)
}

func (t *plainWriter) cells(f *Facts) {
	for _, c := range f.Cells {
		value := figureWords(c.Figures) + t.words(c.Word) + t.words(c.Call)
		if value == "" {
			t.point(t.words(c.Name))
		} else {
			t.point(t.pair(t.words(c.Name), value))
		}
		for _, item := range c.Items {
			t.under(t.pair(item.Name, item.Text))
		}
		for _, note := range c.Notes {
			t.under(t.words(note))
		}
	}
}

func figureWords(figures []Figure) string {
	var b strings.Builder
	for _, f := range figures {
		b.WriteString(f.Before + f.Number + f.After)
	}
	return b.String()
}

// section writes what its section says. Exactly one of its fields is set.
func (t *plainWriter) section(s Section) {
	switch {
	case s.Affected != nil:
		t.affected(s.Affected)
	case s.Advice != nil:
		t.advice(s.Advice)
	case s.Contacts != nil:
		t.contacts(s.Contacts)
	case s.Counts != nil:
		t.counts(s.Counts)
	case s.Scale != nil:
		t.scale(s.Scale)
	case s.Timeline != nil:
		t.timeline(s.Timeline)
	case s.Statement != nil:
		t.statement(s.ID, s.Statement)
	case s.Services != nil:
		t.services(s.Services)
	case s.Measures != nil:
		t.measures(s.Measures)
	case s.Notification != nil:
		t.notification(s.Notification)
	case s.Parties != nil:
		t.parties(s.Parties)
	case s.Changes != nil:
		t.changes(s.Changes)
	case s.Questions != nil:
		t.questions(s.Questions)
	case s.Notes != nil:
		t.notes(s.Notes)
	case s.Attachments != nil:
		t.attachments(s.Attachments)
	case s.History != nil:
		t.history(s.History)
	}
}

func (t *plainWriter) affected(a *Affected) {
	if a.Intro != "" {
		t.line("", "", a.Intro)
	}
	t.prose("", "", a.Note)
	for _, p := range a.Periods {
		t.line("", "", t.words(p))
	}
	for _, row := range a.Rows {
		t.blank()
		t.group(a, row)
	}
	t.remarks(a.Remarks)
	for _, e := range a.NotAffected {
		t.blank()
		t.exclusion(e)
	}
	if r := a.Relation; r != nil {
		t.blank()
		t.prose("", "", r.Body)
		t.prose("", "", r.Text)
		if r.Link != nil {
			t.line("", "", r.Link.Href)
		}
	}
}

// group writes what happened to the data of a group. What a table says of
// items that the group's own list does not name stands last.
func (t *plainWriter) group(a *Affected, row AffectedRow) {
	figure := row.Group.Figure
	row.Group.Figure = "" // brackets within brackets are hard to read
	t.part(t.groupName(row.Group))
	if figure != "" {
		t.line("", "", figure)
	}
	for _, l := range row.Lines {
		t.point(t.pair(l.Word, t.w.List(l.Items)))
	}
	if !a.Table {
		return
	}
	for _, status := range []string{noStatus, unstated} {
		var items []string
		word := ""
		for i, c := range row.Cells {
			if c.Status == status {
				word = c.Word
				items = append(items, a.Columns[i]...)
			}
		}
		if items != nil {
			t.point(t.pair(word, t.w.List(items)))
		}
	}
}

func (t *plainWriter) groupName(g Group) string {
	name := t.words(g.Name)
	if g.Key != "" {
		name = g.Key + " " + name
	}
	return t.bracketed(t.bracketed(name, g.Figure), t.words(g.Note))
}

func (t *plainWriter) remarks(list []template.HTML) {
	if len(list) > 0 {
		t.blank()
	}
	for _, r := range list {
		t.point(t.words(r))
	}
}

func (t *plainWriter) exclusion(e Exclusion) {
	t.point(t.pair(t.bracketed(e.Word, e.Kind), t.words(e.What)))
	t.under(e.Items)
	t.prose(t.indent(), t.indent(), e.Reason)
	t.under(e.Basis)
}

func (t *plainWriter) advice(list []Advice) {
	for _, a := range list {
		who := a.Before + t.w.List(a.Keys) + a.For
		if a.Title != "" {
			who = t.pair(who, t.words(a.Title))
		}
		t.point(who)
		t.prose(t.indent(), t.indent(), a.Text)
	}
}

func (t *plainWriter) contacts(list []Contact) {
	for i, c := range list {
		if i > 0 {
			t.blank()
		}
		t.part(t.bracketed(t.words(c.Name), t.words(c.For)))
		for _, way := range c.Ways {
			t.point(t.pair(t.bracketed(way.Label, way.Note), t.words(way.Value)))
			for _, h := range way.Hours {
				t.under(t.words(h))
			}
			for _, d := range []*Days{way.Open, way.Closed} {
				if d != nil {
					t.under(t.pair(d.Label, t.w.List(d.Days)))
				}
			}
		}
		for _, n := range c.Notes {
			t.point(t.words(n))
		}
	}
}

func (t *plainWriter) counts(tables []CountTable) {
	for i, c := range tables {
		if i > 0 {
			t.blank()
		}
		t.part(t.words(c.Caption))
		depth := 0
		if c.Total != nil {
			t.count(0, *c.Total)
			depth = 1
		}
		for _, row := range c.Rows {
			if row.Sub {
				t.count(depth+1, row)
			} else {
				t.count(depth, row)
			}
		}
		var remarks []template.HTML
		for _, r := range c.Remarks {
			if t.words(r) != t.w.Label("counts.full_bars") { // there are no bars
				remarks = append(remarks, r)
			}
		}
		t.remarks(remarks)
	}
}

// count writes a count under those that it is a part of.
func (t *plainWriter) count(depth int, row CountRow) {
	var figures []string
	for _, f := range row.Figures {
		figures = append(figures, f.Before+f.Number+f.After)
	}
	said := t.bracketed(t.w.List(figures), row.Share)
	in := strings.Repeat(t.indent(), depth)
	t.line(in+t.item, in+t.indent(), t.pair(t.groupName(row.Group), said))
}

func (t *plainWriter) scale(s *Scale) {
	for _, l := range s.Lines {
		t.point(t.pair(l.Name, t.words(l.Value)))
	}
	if s.Note != "" {
		t.blank()
		t.line("", "", s.Note)
	}
}

func (t *plainWriter) timeline(l *Timeline) {
	if l.Note != "" {
		t.line("", "", l.Note)
		t.blank()
	}
	for i, d := range l.Days {
		if i > 0 {
			t.blank()
		}
		t.line("", "", d.Day)
		for _, e := range d.Entries {
			head := strings.TrimSpace(e.Time + " " + t.bracketed(e.Event, t.words(e.Party)))
			if head == "" {
				t.prose(t.item, t.indent(), e.Text)
				continue
			}
			t.point(head)
			t.prose(t.indent(), t.indent(), e.Text)
		}
	}
}
