package prose

import (
	"strings"
	"unicode/utf8"
)

// writer writes text, whatever the form of the output.
type writer struct {
	b      strings.Builder
	d      *Doc
	src    []byte
	f      Facts
	wide   bool // see Doc
	rtl    bool
	escape bool
	last   rune // the last character of text written, -1 before the first
	gap    bool // a line of the source has ended; a space may be due
}

func newWriter(d *Doc, f Facts) writer {
	return writer{d: d, src: d.bytes, f: f, wide: d.wide(), rtl: d.rtl(), last: -1}
}

// raw writes markup of our own.
func (w *writer) raw(markup ...string) {
	for _, m := range markup {
		w.b.WriteString(m)
	}
}

// startBlock forgets what was written before: blocks do not touch.
func (w *writer) startBlock() { w.last, w.gap = -1, false }

// say writes text. Hidden characters stay behind; Problems names them.
func (w *writer) say(s string) {
	from := 0
	for i, r := range s {
		if w.gap && r != '\n' {
			w.closeGap(r)
		}
		with := ""
		switch {
		case w.escape && r == '<':
			with = "&lt;"
		case w.escape && r == '>':
			with = "&gt;"
		case w.escape && r == '&':
			with = "&amp;"
		case w.escape && r == '"':
			with = "&#34;"
		case isHidden(w.last, r, w.rtl):
		default:
			w.last = r
			continue
		}
		w.b.WriteString(s[from:i])
		w.b.WriteString(with)
		if with != "" {
			w.last = r
		}
		from = i + size(s[i:])
	}
	w.b.WriteString(s[from:])
}

// line writes words that make one line, even if the source has several.
func (w *writer) line(s string) {
	for i, l := range strings.Split(s, "\n") {
		if i > 0 {
			w.gap = true
		}
		w.say(l)
	}
}

// closeGap writes what the end of a line stands for: a space, except between
// characters of a script that has none. In a passage that is mostly Japanese
// also beside a figure or a foreign word.
func (w *writer) closeGap(next rune) {
	w.gap = false
	if w.last < 0 || w.last == '\n' || w.last == ' ' || next == ' ' {
		return
	}
	a, b := isWide(w.last), isWide(next)
	if a && b || w.wide && (a || b) {
		return
	}
	w.b.WriteByte(' ')
}

// closeGapBefore closes the gap before words that are still to be written.
func (w *writer) closeGapBefore(words string) {
	if w.gap && words != "" {
		next, _ := utf8.DecodeRuneInString(words)
		w.closeGap(next)
	}
}

// fact gives the words of a quoted fact.
func (w *writer) fact(path string) (string, bool) {
	if w.f.Fact == nil {
		return "", false
	}
	return w.f.Fact(path)
}

// note gives the mark of a note and the id of its element.
func (w *writer) note(id string) (mark, anchor string, ok bool) {
	if w.f.Note == nil {
		return "", "", false
	}
	return w.f.Note(id)
}

// url gives the address of a link, as the page that quotes it needs it.
func (w *writer) url(a address) (string, bool) {
	switch {
	case a.kind == refused:
		return "", false
	case a.kind == file:
		if w.f.File == nil {
			return "", false
		}
		return w.f.File(a.target)
	case a.kind == sitePath && w.f.Link != nil:
		return w.f.Link(a.target)
	}
	return a.target, true
}

func size(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
