// Package prose turns what authors write for readers into HTML and plain
// text: Markdown for the long texts, plain words for the short ones. Both may
// quote facts ({counts.total}) and point to notes ([^id]).
//
// Two promises hold for every input. Nothing reaches a page as markup except
// the few elements this package writes itself. And no text vanishes without a
// problem that says so: on a disclosure, a sentence that is silently dropped
// is an error.
package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"

	"kohyo/internal/diag"
)

// Facts answers what prose refers to. A func that is nil knows nothing.
type Facts struct {
	Fact  func(path string) (words string, ok bool)
	Note  func(id string) (mark, anchor string, ok bool) // ※1, the id of the note's element
	File  func(name string) (url string, ok bool)        // files/map.png → its address
	Image func(name string) (url string, ok bool)        // the same for an image that is shown; as File if nil
	Link  func(path string) (url string, ok bool)        // /ja/slug/ → its address; as written if nil
}

// Problem is something wrong with a passage, at a line and column of it, both
// from 1 and in characters.
type Problem struct {
	Line, Column int
	Rule         string // one of Rules
	Text, Hint   diag.Words
}

// Reference is a fact that is quoted, or a note (Note) or file (File) that is
// pointed to.
type Reference struct {
	Line, Column int
	Path         string
	Note, File   bool
}

// Doc is a passage that has been read.
type Doc struct {
	src      string
	bytes    []byte // src, of Markdown
	markdown bool
	limit    *Problem // set: too big or too deep, shown as it is written
	root     ast.Node // of Markdown
	parts    []part   // of a short text
}

// Parse reads Markdown.
func Parse(src string) *Doc {
	d := newDoc(src)
	d.markdown, d.bytes = true, []byte(d.src)
	if d.limit = overLimit(d.src); d.limit != nil {
		return d
	}
	d.root = d.parseMarkdown()
	if d.limit = overReferences(d); d.limit != nil {
		d.root = nil
	}
	return d
}

// ParseText reads a short text without Markdown.
func ParseText(src string) *Doc {
	d := newDoc(src)
	if d.limit = overSize(d.src); d.limit == nil {
		d.parts = parseText(d.src)
	}
	return d
}

func newDoc(src string) *Doc {
	// Lines keep their numbers and columns: only the end of a line changes.
	return &Doc{src: strings.ReplaceAll(src, "\r\n", "\n")}
}

// wide reports whether the passage is mostly Japanese or Chinese: line breaks
// add no space. Without line breaks nobody asks.
func (d *Doc) wide() bool {
	if strings.IndexByte(d.src, '\n') < 0 {
		return false
	}
	wide, narrow := 0, 0
	for _, r := range d.src {
		switch {
		case isWide(r):
			wide++
		case r > ' ' && r < 0x250:
			narrow++
		}
	}
	// A Japanese letter says about as much as three Latin ones.
	return 3*wide > narrow
}

// rtl reports whether the passage holds letters that run from right to left.
// Without marks of direction nobody asks.
func (d *Doc) rtl() bool {
	for _, mark := range directionMarks {
		if strings.Contains(d.src, mark) {
			return strings.ContainsFunc(d.src, isRTL)
		}
	}
	return false
}

// HTML renders Markdown as blocks of HTML.
func HTML(src string, f Facts) string { return Parse(src).HTML(f) }

// Inline renders a short text as HTML without a block around it.
func Inline(src string, f Facts) string { return ParseText(src).HTML(f) }

// Plain renders Markdown as plain text.
func Plain(src string, f Facts) string { return Parse(src).Plain(f) }

// PlainText renders a short text as plain text.
func PlainText(src string, f Facts) string { return ParseText(src).Plain(f) }

// HTML renders the passage: blocks for Markdown, inline for a short text.
func (d *Doc) HTML(f Facts) string {
	w := htmlWriter{writer: newWriter(d, f)}
	w.escape = true
	w.b.Grow(len(d.src) + len(d.src)/4)
	switch {
	case d.limit != nil && d.markdown:
		w.raw("<p>")
		w.say(d.src)
		w.raw("</p>\n")
	case d.limit != nil:
		w.say(d.src)
	case d.markdown:
		w.children(d.root)
	default:
		w.parts(d.parts)
	}
	return w.b.String()
}

// Plain renders the passage as plain text.
func (d *Doc) Plain(f Facts) string {
	w := plainWriter{writer: newWriter(d, f)}
	w.b.Grow(len(d.src))
	switch {
	case d.limit != nil:
		w.say(d.src)
	case d.markdown:
		w.blocks(d.root, "")
	default:
		w.parts(d.parts)
	}
	return strings.TrimSpace(w.b.String())
}
