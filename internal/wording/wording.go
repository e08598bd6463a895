// Package wording says facts in words: the values of a report and one
// language make plain text. It knows no HTML and no sentence of its own: every
// word stands in the language's file or in the report.
package wording

import (
	"cmp"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // the same zones on every machine, also on one without any

	"kohyo/internal/lang"
	"kohyo/internal/notice"
)

// Writer says the facts of one report, or of none, in one language.
type Writer struct {
	lang   *lang.Language
	site   *notice.Site
	report *notice.Report
	source string // the site's source language
	zone   *time.Location
	eras   bool
	facts  func() map[string]fact
	phones *sync.Map // number → spoken: each is worked out once, for all languages
	inFact bool      // a fact that is being said quotes no others: they could quote each other
}

// New makes a writer. Local times are those of the report's time zone, else of
// the site's; report may be nil.
func New(l *lang.Language, site *notice.Site, report *notice.Report) *Writer {
	w := &Writer{lang: l, site: site, report: report, source: l.Tag(), phones: &sync.Map{}}
	if len(site.Languages) > 0 {
		w.source = site.Languages[0].V
	}
	w.zone = location(site.TimeZone.V)
	if report != nil && report.TimeZone.V != "" {
		w.zone = location(report.TimeZone.V)
	}
	w.eras = site.Theme.Eras.V && l.HasEras()
	w.facts = sync.OnceValue(func() map[string]fact { return byPath(report) })
	return w
}

// In is the writer in another language of the site: what belongs to the report
// alone is found once for both.
func (w *Writer) In(l *lang.Language) *Writer {
	other := *w
	other.lang, other.eras = l, w.site.Theme.Eras.V && l.HasEras()
	return &other
}

// Open reads a language and holds it to all labels and to the words of every
// vocabulary.
func Open(layouts fs.FS, tag string) (*lang.Language, []lang.Problem, error) {
	l, problems, err := lang.Open(layouts, tag)
	if err != nil {
		return nil, nil, err
	}
	return l, append(problems, l.CheckWords(notice.Vocabularies)...), nil
}

// Tag is the tag of the writer's language.
func (w *Writer) Tag() string { return w.lang.Tag() }

// LabelErr gives a label of the pages, its places filled with values. It is an
// error to ask for a label that does not exist.
func (w *Writer) LabelErr(key string, values ...any) (string, error) {
	return w.lang.Label(key, values...)
}

// Label gives a label of the pages. One that does not exist is a mistake in
// the program; it shows as such, and a test finds it before any reader.
func (w *Writer) Label(key string, values ...any) string {
	s, err := w.lang.Label(key, values...)
	if err != nil {
		return fmt.Sprintf("⚠ %v", err)
	}
	return s
}

// Plural gives a label in the plural form of a number.
func (w *Writer) Plural(key string, n int64) string {
	s, err := w.lang.Plural(key, n)
	if err != nil {
		return fmt.Sprintf("⚠ %v", err)
	}
	return s
}

// Word gives the label of a word of a vocabulary, or of one of the site's own.
func (w *Writer) Word(vocab, id string) string {
	if own, ok := w.site.Vocabulary[vocab][id]; ok {
		if labels := w.ownLabels(own); labels != nil {
			return cmp.Or(labels["other"], labels[""], id)
		}
	}
	if s, ok := w.lang.Word(vocab, id); ok {
		return s
	}
	return id
}

// ownLabels are the labels of a site's own word in this language, else in the
// source language.
func (w *Writer) ownLabels(own notice.Own) map[string]string {
	if labels, ok := own.Labels[w.Tag()]; ok {
		return labels
	}
	return own.Labels[w.source]
}

// List joins items as the language lists them.
func (w *Writer) List(items []string) string { return w.lang.List(items) }

// Share is what part is of whole, in percent.
func (w *Writer) Share(part, whole int64) string { return w.lang.Percent(part, whole) }

// FileSize says how large a file is.
func (w *Writer) FileSize(bytes int64) string { return w.lang.FileSize(bytes) }

// Stage names a report: 第2報, second report.
func (w *Writer) Stage(r *notice.Report) string {
	stage := w.lang.Stage(r.Stage.ID, r.Number)
	if r.IsWithdrawn() {
		return w.Label("withdrawn.stage", stage)
	}
	return stage
}

// Withdrawal says that a report has been taken down, and on which day.
func (w *Writer) Withdrawal(r *notice.Report) string {
	return w.Label("withdrawn.text", w.Moment(dayOf(w.local(r.Withdrawn.At))))
}

// Published is the day on which a report was published.
func (w *Writer) Published(r *notice.Report) string { return w.Moment(dayOf(w.local(r.Published))) }

// Title cuts a title into its phrases: at |, unless it is written \|. Facts
// that it quotes are said. Of the reports only a withdrawn one may have none.
func (w *Writer) Title(t notice.Text) []string {
	if t.IsZero() {
		return []string{w.Label("withdrawn.title")}
	}
	s := w.say(t)
	if !strings.Contains(s, `\`) {
		return strings.Split(s, "|")
	}
	var out []string
	var phrase []byte
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && s[i+1] == '|':
			phrase = append(phrase, '|')
			i++
		case s[i] == '|':
			out = append(out, string(phrase))
			phrase = phrase[:0]
		default:
			phrase = append(phrase, s[i])
		}
	}
	return append(out, string(phrase))
}

// Text gives the passage in this language and its tag. Where the translation
// is still to come, it is the passage in the source language, with that tag.
func (w *Writer) Text(t notice.Text) (text, tag string) {
	if p, ok := t.In(w.Tag()); ok {
		return p.Text, w.Tag()
	}
	if p, ok := t.In(w.source); ok {
		return p.Text, w.source
	}
	t.Passages(func(other string, p notice.Passage) {
		if tag == "" {
			text, tag = p.Text, other
		}
	})
	return text, tag
}

// say is a text with the facts that it quotes.
func (w *Writer) say(t notice.Text) string {
	s, _ := w.Text(t)
	if w.inFact || !strings.Contains(s, "{") {
		return s
	}
	inner := *w
	inner.inFact = true
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "{")
		path, after, closed := strings.Cut(rest, "}")
		words, known := "", false
		escaped := strings.HasSuffix(before, `\`)
		if found && closed && !escaped {
			words, known = inner.Fact(strings.TrimSpace(path))
		}
		if found && escaped {
			before = before[:len(before)-1]
		}
		out.WriteString(before)
		switch {
		case !found:
			return out.String()
		case known:
			out.WriteString(words)
			s = after
		default:
			out.WriteString("{")
			s = rest
		}
	}
}
