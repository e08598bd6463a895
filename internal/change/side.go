package change

import (
	"cmp"
	"strconv"
	"strings"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/wording"
)

// side is one of the two reports, and its words.
type side struct {
	report *notice.Report
	w      *wording.Writer
}

// quotes answers what texts refer to.
func (s side) quotes() prose.Facts {
	return prose.Facts{
		Fact: s.w.Fact,
		Note: func(id string) (mark, anchor string, ok bool) {
			for i, n := range s.report.Notes {
				if n.ID.V == id {
					return s.w.Label("notes.mark", i+1), "note-" + id, true
				}
			}
			return "", "", false
		},
		File: func(name string) (string, bool) { return name, true },
	}
}

func (s side) text(t notice.Text) string {
	if t.IsZero() {
		return ""
	}
	words, _ := s.w.Text(t)
	return prose.PlainText(words, s.quotes())
}

func (s side) prose(p notice.Prose) string {
	if p.IsZero() {
		return ""
	}
	words, _ := s.w.Text(p.Text)
	return prose.Plain(words, s.quotes())
}

// value says a value in words; vocab is the vocabulary of a word.
func (s side) value(v any, vocab string) string {
	switch v := v.(type) {
	case notice.Text:
		return s.text(v)
	case notice.Prose:
		return s.prose(v)
	case notice.Word:
		if v.ID == "" {
			return ""
		}
		return s.w.Word(vocab, v.ID)
	case notice.Ref:
		return s.ref(v)
	case notice.String:
		return v.V
	case notice.Bool:
		if !v.V {
			return ""
		}
		return s.w.Label("text.yes")
	case notice.Int:
		if !v.Set {
			return ""
		}
		return strconv.FormatInt(v.V, 10)
	case notice.Moment:
		if v.IsZero() {
			return ""
		}
		return s.w.Moment(v)
	case notice.When:
		if v.IsZero() {
			return ""
		}
		return s.labelled(v.Label, s.w.When(v))
	case notice.Span:
		if v.From.IsZero() && v.To.IsZero() {
			return s.text(v.Label)
		}
		return s.labelled(v.Label, s.w.Span(v))
	case notice.Forecast:
		return cmp.Or(s.text(v.Text), s.value(v.Moment, ""))
	}
	return ""
}

func (s side) labelled(label notice.Text, words string) string {
	if label.IsZero() {
		return words
	}
	return s.text(label) + s.w.Label("text.colon") + words
}

// ref names what a reference leads to.
func (s side) ref(r notice.Ref) string {
	if r.ID == "" {
		return ""
	}
	if _, g := s.report.Group(r.ID); g != nil {
		return s.text(g.Name)
	}
	if c := s.report.Count(r.ID); c != nil {
		return s.name(*c)
	}
	if p := s.report.Party(r.ID); p != nil {
		return s.name(*p)
	}
	if r.ID == "everyone" {
		return s.w.Label("advice.everyone")
	}
	return r.ID
}

func (s side) words(vocab string, list []notice.Word) string {
	out := make([]string, len(list))
	for i, w := range list {
		out[i] = s.w.Word(vocab, w.ID)
	}
	return s.w.List(out)
}

func (s side) refs(list []notice.Ref) string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = s.ref(r)
	}
	return s.w.List(out)
}

// name is what an entry of a list is called; "" where it has no name.
func (s side) name(entry any) string {
	switch x := entry.(type) {
	case notice.Issuer:
		return s.text(x.Name)
	case notice.Signatory:
		return s.text(x.Name)
	case notice.System:
		return s.text(x.Name)
	case notice.Group:
		return s.text(x.Name)
	case notice.NotAffected:
		return s.excluded(x)
	case notice.Count:
		return s.countName(x)
	case notice.Event:
		name := s.value(x.At, "")
		if x.Event.ID != "" && !x.Event.Is("other") {
			name = join(name, s.w.Label("text.comma"), s.w.Word("events", x.Event.ID))
		}
		return name
	case notice.Party:
		return cmp.Or(s.text(x.Name), s.value(x.Role, "roles"))
	case notice.Authority:
		return join(cmp.Or(s.text(x.Name), s.value(x.Body, "authorities")), s.w.Label("text.comma"), s.value(x.Report, "authority-reports"))
	case notice.Notification:
		return s.words("channels", x.Channel)
	case notice.Advice:
		return cmp.Or(s.text(x.Title), s.refs(x.For))
	case notice.Contact:
		return s.text(x.Name)
	case notice.Measured:
		return shortened(s.prose(x.Text))
	case notice.Service:
		return s.text(x.Name)
	case notice.Question:
		return s.text(x.Question)
	case notice.Note:
		return cmp.Or(s.text(x.Term), shortened(s.prose(x.Text)))
	case notice.Attachment:
		return cmp.Or(s.text(x.Title), x.File.V)
	}
	return ""
}

func join(a, between, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + between + b
}

// sentences puts statements one after another: after one that ends as a
// sentence, no further sign is needed.
func (s side) sentences(list []string) string {
	out := ""
	for _, next := range list {
		between := s.w.Label("text.semicolon")
		if strings.HasSuffix(out, "。") {
			between = ""
		} else if strings.HasSuffix(out, ".") {
			between = " "
		}
		out = join(out, between, next)
	}
	return out
}

func (s side) countName(c notice.Count) string {
	name := s.text(c.Label)
	if _, g := s.report.Group(c.Group.ID); name == "" && g != nil {
		name = s.text(g.Name)
	}
	return cmp.Or(name, s.w.Word("counted", cmp.Or(c.Of.ID, "affected")))
}

func (s side) excluded(n notice.NotAffected) string {
	for _, words := range []string{s.text(n.What), s.words("items", n.Items), s.refs(n.Groups), s.value(n.Period, "")} {
		if words != "" {
			return words
		}
	}
	return ""
}

// fullStops end a sentence; a name has none.
const fullStops = "。."

// mostName is how long a text may be that serves as a name, in characters.
const mostName = 40

// shortened cuts a text that serves as a name, between words.
func shortened(text string) string {
	text, _, _ = strings.Cut(text, "\n")
	text = strings.TrimRight(text, fullStops)
	n, out := 0, ""
	for _, word := range segments(text) {
		if n += len([]rune(word)); n > mostName {
			return strings.TrimSpace(out) + "…"
		}
		out += word
	}
	return out
}
