package diag

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Options says how findings are printed.
type Options struct {
	Lang  string // of the messages: "ja", else English
	Color bool
	// Source gives a line of a file, without its line break, to be shown with
	// a finding; nil, or false, shows none.
	Source func(file string, line int) (string, bool)
}

// Print writes findings for people, grouped by file, and their sum in the
// last line. Nothing an author wrote reaches the terminal as a control.
func Print(w io.Writer, fs Findings, o Options) error {
	p := printer{Options: o, w: bufio.NewWriter(w), secret: map[Place]bool{}}
	for _, f := range fs {
		for i := range f.Secret {
			p.secret[Place{File: f.File, Line: f.Line + i}] = true
		}
	}
	file := ""
	for i, f := range fs {
		if i == 0 || f.File != file {
			if i > 0 {
				p.line("")
			}
			file = f.File
			p.line(p.paint(bold, Visible(file)))
		}
		p.finding(f)
	}
	if len(fs) > 0 {
		p.line("")
	}
	p.line(p.sum(fs))
	return p.w.Flush()
}

const (
	bold   = "1"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "36"
	faint  = "2"
)

type printer struct {
	Options
	w      *bufio.Writer
	secret map[Place]bool // lines whose digits, and long runs of letters, are not shown
}

func (p *printer) line(s string) {
	p.w.WriteString(strings.TrimRight(s, " "))
	p.w.WriteByte('\n')
}

func (p *printer) paint(code, s string) string {
	if !p.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p *printer) finding(f Finding) {
	kind := p.paint(red, Say("誤り", "error").In(p.Lang))
	if f.Severity == Warning {
		kind = p.paint(yellow, Say("注意", "warning").In(p.Lang))
	}
	where := ""
	if f.Line > 0 {
		where = strings.TrimPrefix(Place{"", f.Line, f.Column}.String(), ":") + " "
	}
	p.line("  " + where + kind + ": " + Visible(f.Text.In(p.Lang)) + " " + p.paint(faint, "["+f.Rule+"]"))
	p.source(f.Place)
	if !f.Hint.IsZero() {
		p.line("    " + p.paint(cyan, "→ "+Visible(f.Hint.In(p.Lang))))
	}
}

// source shows the line of a finding with a marker under its place.
func (p *printer) source(at Place) {
	if p.Source == nil || at.Line == 0 {
		return
	}
	text, ok := p.Source(at.File, at.Line)
	if !ok {
		return
	}
	if p.secret[Place{File: at.File, Line: at.Line}] {
		text = longRun.ReplaceAllStringFunc(text, func(run string) string { return strings.Repeat("*", len(run)) })
		text = strings.Map(withoutDigits, text)
	}
	text = WithoutKeys(text)
	shown, before, under := excerpt(text, at.Column)
	number := fmt.Sprintf("%6d", at.Line)
	p.line(p.paint(faint, number+" | ") + shown)
	if at.Column > 0 {
		p.line(p.paint(faint, strings.Repeat(" ", len(number))+" | ") + strings.Repeat(" ", before) + p.paint(red, strings.Repeat("^", under)))
	}
}

// withoutDigits puts an asterisk for a digit, however it is written.
func withoutDigits(r rune) rune {
	if unicode.IsNumber(r) {
		return '*'
	}
	return r
}

// mostShown is how many characters of a line are shown: lines of prose may be
// very long.
const mostShown = 100

// excerpt gives the part of a line around a column, how wide the part before
// the column is, and how wide the character at the column is.
func excerpt(text string, column int) (shown string, before, under int) {
	rs := []rune(strings.TrimRight(text, "\r\n"))
	at := min(max(column-1, 0), len(rs))
	from, to := 0, len(rs)
	if len(rs) > mostShown {
		from = min(max(0, at-mostShown/2), len(rs)-mostShown)
		to = from + mostShown
	}
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
		before = 1
	}
	under = 1
	for i := from; i < to; i++ {
		s := visible(rs[i])
		switch {
		case i < at:
			before += Width(s)
		case i == at:
			under = max(1, Width(s))
		}
		b.WriteString(s)
	}
	if to < len(rs) {
		b.WriteString("…")
	}
	return b.String(), before, under
}

func (p *printer) sum(fs Findings) string {
	files := map[string]bool{}
	for _, f := range fs {
		files[f.File] = true
	}
	errs := fs.Errors()
	warns := len(fs) - errs
	switch {
	case len(fs) == 0:
		return Say("問題は見つかりませんでした。", "no findings").In(p.Lang)
	case p.Lang == "ja":
		return fmt.Sprintf("%dファイルに誤り%d件、注意%d件", len(files), errs, warns)
	}
	return fmt.Sprintf("%s, %s in %s", plural(errs, "error"), plural(warns, "warning"), plural(len(files), "file"))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Visible makes every character of an author's text harmless to a terminal:
// what cannot be seen, or would steer it, is spelt out.
func Visible(s string) string {
	for _, r := range s {
		if hidden(r) {
			var b strings.Builder
			for _, r := range s {
				b.WriteString(visible(r))
			}
			return b.String()
		}
	}
	return s
}

func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co) || r == unicode.ReplacementChar
}

func visible(r rune) string {
	switch {
	case r == '\t':
		return "    "
	case hidden(r):
		return fmt.Sprintf("<U+%04X>", r)
	}
	return string(r)
}

// Width is how many columns a text takes on a terminal: East Asian characters
// take two, combining marks none.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += RuneWidth(r, false)
	}
	return n
}

// RuneWidth is how many columns a character takes. Some, such as ※ and …, take
// two among East Asian ones and one elsewhere.
func RuneWidth(r rune, eastAsian bool) int {
	switch { // most letters, without a look into tables
	case r >= ' ' && r < 0x7f:
		return 1
	case r >= 0x4e00 && r <= 0x9fff, r >= 0x3041 && r <= 0x3096, r >= 0x30a0 && r <= 0x30ff: // Han, kana
		return 2
	}
	if r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	case width.EastAsianAmbiguous:
		if eastAsian {
			return 2
		}
	}
	return 1
}
