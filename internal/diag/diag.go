// Package diag holds findings: what the tool has to say to an author about
// the content, as data, and the printers that show them. It is the only
// place that formats findings.
package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Severity says how much a finding weighs.
type Severity int

// An Error stops a build. A Warning is shown and does not stop it.
const (
	Error Severity = iota
	Warning
)

// Place is where something stands in a file of the site.
type Place struct {
	File   string // slash-separated, relative to the site's folder
	Line   int    // from 1; 0 means the file as a whole
	Column int    // from 1, in characters (Unicode code points), not bytes
}

// String gives file:line:column, leaving out what is not known.
func (p Place) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Words is one sentence for authors in the languages the tool speaks.
type Words struct{ Ja, En string }

// Say makes Words from a Japanese and an English format and shared arguments.
// Both formats use the same arguments; use %[1]s to change their order.
func Say(ja, en string, args ...any) Words {
	if len(args) == 0 {
		return Words{ja, en}
	}
	return Words{fmt.Sprintf(ja, args...), fmt.Sprintf(en, args...)}
}

// In gives the words in a message language, English unless it is "ja". They
// repeat no private key, whoever was quoted.
func (w Words) In(lang string) string {
	if lang == "ja" {
		return WithoutKeys(w.Ja)
	}
	return WithoutKeys(w.En)
}

// IsZero reports whether nothing is said.
func (w Words) IsZero() bool { return w == Words{} }

// Finding is one thing to say: which rule, how grave, where, what is wrong,
// and how to write it right.
type Finding struct {
	Rule     string // stable identifier such as "unknown-key"
	Severity Severity
	Place
	Text Words
	Hint Words // may be zero

	// Secret is how many lines, from its own on, hold a number that no log may
	// repeat: their digits are not shown, with this finding or another.
	Secret int
}

// Findings is a list of findings.
type Findings []Finding

// Sort orders findings by file, line, column and rule, so that the same
// content always gives the same report, and drops exact repetitions.
func (fs Findings) Sort() Findings {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Text.En, b.Text.En), cmp.Compare(a.Text.Ja, b.Text.Ja),
		)
	})
	return slices.CompactFunc(fs, func(a, b Finding) bool { return a == b })
}

// Errors counts the findings that stop a build.
func (fs Findings) Errors() int {
	n := 0
	for _, f := range fs {
		if f.Severity == Error {
			n++
		}
	}
	return n
}
