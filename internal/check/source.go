package check

import (
	"iter"
	"slices"
	"time"

	"github.com/nyaruka/phonenumbers"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/wording"
)

// source is one file under check, with what every rule needs of it.
type source struct {
	*looking
	site       *notice.Site
	report     *notice.Report   // nil in site.toml
	incident   *notice.Incident // of the report
	fields     []notice.Field
	said       []*said
	paired     []pair         // texts in two languages; ask pairs
	comparable []stated       // what can be compared with another report; ask stated
	facts      []string       // what prose may quote; ask quotable
	before     *notice.Report // the report before, nil for the first
	previous   *source        // of that report
	zone       *time.Location // of the report; ask location
	structured *known         // what its fields say; ask knows
	days       []daySaid      // ask daysSaid
	secrets    []secret       // what no finding may repeat
	unread     diag.Findings  // errors of reading
}

// looking is what has been gathered for all files of an incident.
type looking struct {
	checker     *Checker
	addresses   []string   // mail addresses and phone numbers that are declared
	attachments []attached // ask attached
	lookedAt    bool
	linked      map[string]bool                      // slugs of other incidents
	dialled     map[string]*phonenumbers.PhoneNumber // as they have been read; ask dial
	passages    map[writtenText]*passage             // as they have been read; ask passage. nil for one report: it repeats little
}

func (c *Checker) looking(reports int) *looking {
	l := &looking{checker: c, linked: map[string]bool{}, dialled: map[string]*phonenumbers.PhoneNumber{}}
	if reports > 1 {
		l.passages = map[writtenText]*passage{}
	}
	return l
}

// dial reads a phone number as it is dialled where the site is, each once: the
// reports of an incident have the same, and several rules ask. It gives nil
// for what is none.
func (l *looking) dial(number string) *phonenumbers.PhoneNumber {
	n, known := l.dialled[number]
	if !known {
		var err error
		if n, err = phonenumbers.Parse(number, wording.Country(l.checker.Input.Site)); err != nil {
			n = nil
		}
		l.dialled[number] = n
	}
	return n
}

// said is a passage of a file, and what it says.
type said struct {
	notice.Said
	*passage
}

// passage is a text that has been read, wherever it stands.
type passage struct {
	prose.Contents
	signs   signs
	folded  folded   // for numbers of people
	secrets []found  // those numbers
	plain   string   // the text without them
	reading *reading // the numbers of that
}

// writtenText is a text as its author wrote it.
type writtenText struct {
	text     string
	markdown bool
}

// passage reads a text, once for all reports of an incident: most of what one
// says stands in the next one as well.
func (l *looking) passage(t writtenText) *passage {
	if known := l.passages[t]; known != nil {
		return known
	}
	p := &passage{Contents: prose.Read(t.text, t.markdown), signs: signsOf(t.text), plain: t.text, reading: noFigures}
	if p.signs.number {
		p.folded = foldAll(t.text)
		p.secrets = append(cards(p.folded), individuals(p.folded)...)
		p.plain = without(p.secrets, t.text)
		p.signs.digit = signsOf(p.plain).digit // besides those of people
	}
	if p.signs.digit {
		p.reading = readAll(p.plain)
	}
	if l.passages != nil {
		l.passages[t] = p
	}
	return p
}

// say reports a finding.
type say func(at diag.Place, text, hint diag.Words)

// source reads a file. Its report is still to be set.
func (l *looking) source(fields iter.Seq[notice.Field]) *source {
	s := &source{site: l.checker.Input.Site, looking: l}
	s.fields = slices.AppendSeq(make([]notice.Field, 0, 400), fields) // a report has some 300
	for p := range notice.PassagesIn(slices.Values(s.fields)) {
		said := &said{p, l.passage(writtenText{p.Text, p.Markdown})}
		s.keep(said)
		s.said = append(s.said, said)
	}
	s.keepFields()
	return s
}

// apply appends what the rules find.
func (s *source) apply(found diag.Findings) diag.Findings {
	for _, r := range rules {
		r.find(s, func(at diag.Place, text, hint diag.Words) {
			f := diag.Finding{Rule: r.ID, Severity: r.Severity, Place: at, Text: text, Hint: hint}
			if hides(r.ID) && at.Line > 0 {
				f.Secret = s.linesOf(at)
			}
			found = append(found, f)
		})
	}
	return found
}

// quotable is what prose of the report may quote.
func (s *source) quotable() []string {
	if s.facts == nil && s.report != nil {
		s.facts = wording.FactPaths(s.report)
	}
	return s.facts
}

// files are the names in the incident's folder for attachments.
func (s *source) files() []string {
	if s.incident == nil || s.checker.Files == nil {
		return nil
	}
	return s.checker.Files(s.incident.Slug)
}

// file is the name of the source's file.
func (s *source) file() string {
	if s.report != nil {
		return s.report.File
	}
	return s.site.File
}

// of puts the name of what a finding is about before its words.
func of(path string, words diag.Words) diag.Words {
	return diag.Words{Ja: path + ": " + words.Ja, En: path + ": " + words.En}
}
