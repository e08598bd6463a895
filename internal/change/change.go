// Package change tells what differs between two reports of an incident, in the
// words of their readers. It is pure: values in, values out.
package change

import (
	"cmp"
	"slices"
	"strings"

	"kohyo/internal/lang"
	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// Kind says how a fact differs.
type Kind int

// A fact that both reports state, one that only the later states, one that
// only the earlier states.
const (
	Changed Kind = iota
	Added
	Gone
)

// Difference is a fact in which a report differs from the one before.
type Difference struct {
	Kind    Kind
	Section string // of a notice, where the fact stands; "" for its head
	Entry   string // what it is about: "People affected", "2Rinkan app"
	Field   string // which fact about it; "" where that goes without saying

	Old, New string // in words; "" where a report does not state it
	By       string // how much: "276,300 people fewer"
	Words    []Run  // of a text that has changed: it word by word
	Lang     string // of the words, when it is not that of the page
	Reason   notice.Prose

	// Path is the field in the author's words, as notice.Fields gives it:
	// "counts 1". It is of the later report, or of the earlier if only that has it.
	Path string

	facts []string // as prose quotes them: counts.total
	names []string // what an author may call it
	about bool     // not the fact itself: its date, a note on it
	rank  int
}

// Comparison is what differs between two reports.
type Comparison struct {
	Before, After *notice.Report
	Differences   []Difference    // in the order of a notice
	Stated        []notice.Change // what the author says has changed, and is none of them

	words *wording.Writer
}

// Compare compares two reports of an incident in a language. Texts are those
// of the language; facts that they quote do not make them differ.
func Compare(l *lang.Language, set *notice.Site, before, after *notice.Report) *Comparison {
	return Between(l, before, after, wording.New(l, set, before), wording.New(l, set, after))
}

// Between is the same in the words of the reports' writers.
func Between(l *lang.Language, before, after *notice.Report, was, is *wording.Writer) *Comparison {
	c := &comparer{lang: l, old: side{before, was}, now: side{after, is}}
	c.report()
	out := &Comparison{Before: before, After: after, Differences: c.out, words: c.now.w}
	slices.SortStableFunc(out.Differences, func(a, b Difference) int { return cmp.Compare(order(a.Section), order(b.Section)) })
	out.explain()
	return out
}

func order(section string) int {
	return slices.Index(notice.Vocabularies["sections"], section) // the head is -1
}

// Foremost gives the differences that matter most to readers, at most n, and
// how many others there are.
func (c *Comparison) Foremost(n int) (first []Difference, others int) {
	for _, d := range c.Differences {
		if d.rank < routine {
			first = append(first, d)
		}
	}
	slices.SortStableFunc(first, func(a, b Difference) int { return cmp.Compare(a.rank, b.rank) })
	others = max(0, len(first)-n)
	return first[:len(first)-others], others
}

// Line says a difference in one line of plain text, for feeds and lists.
func (c *Comparison) Line(d Difference) string {
	w := c.words
	subject := d.Entry
	if d.Field != "" && d.Entry != "" {
		subject += w.Label("text.bracketed", d.Field)
	} else if subject == "" {
		subject = d.Field
	}
	subject += w.Label("text.colon")
	values := w.Label("compare.from_to", d.Old, d.New)
	switch {
	case d.Kind == Added:
		return w.Label("compare.added") + w.Label("text.colon") + subject + d.New
	case d.Kind == Gone:
		return w.Label("compare.gone") + w.Label("text.colon") + subject + d.Old
	case d.Words != nil:
		values = w.Label("compare.reworded")
	}
	if d.By != "" {
		values += w.Label("text.bracketed", d.By)
	}
	return subject + values
}

// How much a difference matters, the least first: the order in which readers
// ask. What is told about a fact comes after it, texts after facts; what every report has anew comes last.
var ranks = map[string]int{
	"counts": 1, "scale": 2, "affected": 3, "harm": 4, "services": 5, "cause": 6, "": 7, "parties": 8, "notification": 9,
	"contacts": 10, "advice": 11, "remediation": 12, "questions": 13, "attachments": 14, "timeline": 15, "notes": 16, "reports": 17,
}

const (
	detailsAfter = 20
	textsAfter   = 40
	routine      = 100
)

// everyTime are the facts that every report has anew.
var everyTime = []string{"stage", "published", "title", "banner", "translation_pending"}

// place is where in a report something stands.
type place struct {
	kind    string // its key with those of the tables around it: "counts.note"
	section string
	entry   string
	path    string // as notice.Fields gives it
	facts   []string
	names   []string
}

// within is the place of a field of a table.
func (p place) within(key string) place {
	p.kind, p.path = joined(p.kind, ".", key), joined(p.path, ", ", key)
	return p
}

func joined(a, between, b string) string {
	if a == "" {
		return b
	}
	return a + between + b
}

type comparer struct {
	lang     *lang.Language
	old, now side
	out      []Difference

	a, b []byte // values that are being compared
}

// add records a difference at a place. Two sides that read the same are none
// to a reader.
func (c *comparer) add(p place, d Difference) {
	if d.Old == d.New && d.Words == nil {
		return
	}
	switch {
	case d.Old == "" && d.Words == nil:
		d.Kind = Added
	case d.New == "" && d.Words == nil:
		d.Kind = Gone
	}
	d.Section, d.Path, d.facts, d.names = p.section, p.path, p.facts, p.names
	d.Entry = cmp.Or(d.Entry, p.entry)
	d.rank = ranks[p.section]
	if d.Words != nil {
		d.rank += textsAfter
	}
	if d.about {
		d.rank += detailsAfter
	}
	if slices.Contains(everyTime, p.kind) {
		d.rank += routine
	}
	if d.Entry == d.Field {
		d.Field = ""
	}
	c.out = append(c.out, d)
}

// label names a field; "" for one that needs no name where it stands.
func (c *comparer) label(kind string) string {
	key, ok := labels[kind]
	if !ok || key == "" {
		return ""
	}
	if id, found := strings.CutPrefix(key, "section "); found {
		return c.now.w.Word("sections", id)
	}
	return c.now.w.Label(key)
}
