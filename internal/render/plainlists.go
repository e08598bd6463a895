package render

import "strings"

// statement writes the state of the cause or the harm, which section names.
func (t *plainWriter) statement(section string, s *Statement) {
	if s.State != "" {
		t.named("", t.w.Label(section+".state"), t.bracketed(s.State, s.AsOf))
	}
	t.prose("", "", s.Text)
	for _, f := range s.Figures {
		t.point(t.words(f))
	}
}

func (t *plainWriter) services(list []Service) {
	for _, s := range list {
		t.point(t.pair(t.words(s.Name)+t.address(s.URL, ""), s.State))
		t.lineList(s.Lines)
		t.prose(t.indent(), t.indent(), s.Note)
	}
}

func (t *plainWriter) lineList(list []Line) {
	for _, l := range list {
		t.under(t.pair(l.Name, t.words(l.Value)))
	}
}

func (t *plainWriter) measures(groups []MeasureGroup) {
	for i, g := range groups {
		if i > 0 {
			t.blank()
		}
		t.part(g.Word)
		for _, s := range g.Steps {
			t.prose(t.item, t.indent(), s.Text)
			t.under(t.words(s.Detail))
			t.under(t.words(s.When))
		}
	}
}

func (t *plainWriter) notification(list []Notification) {
	for _, n := range list {
		switch {
		case n.Word == "":
			t.point(n.Channels)
		case n.Channels == "":
			t.point(n.Word)
		default:
			t.point(t.pair(n.Word, n.Channels))
		}
		t.lineList(n.Lines)
		t.under(t.words(n.Note))
	}
}

func (t *plainWriter) parties(p *Parties) {
	for _, row := range p.Rows {
		t.point(t.words(row.Name) + t.address(row.Href, ""))
		in := t.indent()
		t.named(in, p.RoleHeading, row.Role)
		t.named(in, p.MatterHeading, t.words(row.Matter))
		t.named(in, p.DateHeading, t.words(row.Date))
		t.prose(in, in, row.Note)
	}
}

func (t *plainWriter) changes(list []Change) {
	in := t.indent()
	for _, c := range list {
		t.point(t.words(c.What))
		t.named(in, t.w.Label("changes.old"), t.words(c.Old))
		t.named(in, t.w.Label("changes.new"), t.words(c.New))
		t.prose(in, in, c.Reason)
	}
}

func (t *plainWriter) questions(list []Question) {
	for i, q := range list {
		if i > 0 {
			t.blank()
		}
		t.line("", "", t.pair(t.w.Label("questions.question"), t.words(q.Question)))
		t.prose("", "", q.Answer)
	}
}

func (t *plainWriter) notes(list []Note) {
	for _, n := range list {
		mark, in := n.Mark+" ", t.hang(n.Mark+" ")
		if n.Term != "" {
			t.line(mark, in, t.words(n.Term))
			mark = in
		}
		t.prose(mark, in, n.Text)
	}
}

func (t *plainWriter) attachments(list []Attachment) {
	for _, a := range list {
		t.point(t.bracketed(t.words(a.Title), a.Size))
		t.under(t.arrived(a.Href))
		t.under(t.words(a.Note))
	}
}

func (t *plainWriter) history(list []HistoryEntry) {
	for _, e := range list {
		t.point(t.pair(e.Stage, t.words(e.Title)))
		if t.eastAsian {
			t.under(t.words(e.Date) + e.Here)
		} else {
			t.under(strings.TrimSpace(t.words(e.Date) + " " + e.Here))
		}
		t.under(t.arrived(e.Href))
	}
}
