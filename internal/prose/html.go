package prose

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// htmlWriter writes a passage as HTML. Every element and attribute that prose
// can bring to a page is written in this file.
type htmlWriter struct {
	writer
	inLink bool
}

func (w *htmlWriter) parts(parts []part) {
	for _, p := range parts {
		if p.kind == words {
			w.line(p.text)
		} else {
			w.reference(p)
		}
	}
}

func (w *htmlWriter) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock {
			w.block(c)
		} else {
			w.inline(c)
		}
	}
}

// within writes the children of a node between two tags.
func (w *htmlWriter) within(open string, n ast.Node, close string) {
	w.raw(open)
	w.children(n)
	w.raw(close)
}

func (w *htmlWriter) block(n ast.Node) {
	w.startBlock()
	switch n := n.(type) {
	case *ast.Paragraph:
		w.within("<p>", n, "</p>\n")
	case *ast.TextBlock:
		w.children(n)
		if n.NextSibling() != nil {
			w.raw("\n")
		}
	case *ast.Heading:
		// The page has its own h1 and h2.
		if n.HasChildren() {
			tag := "h" + strconv.Itoa(min(n.Level+2, 6))
			w.within("<"+tag+">", n, "</"+tag+">\n")
		}
	case *ast.List:
		w.list(n)
	case *ast.ListItem:
		w.within("<li>", n, "</li>\n")
	case *ast.Blockquote:
		w.within("<blockquote>\n", n, "</blockquote>\n")
	case *ast.ThematicBreak:
		w.raw("<hr>\n")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.raw(`<pre tabindex="0"><code>`)
		w.lines(n)
		w.raw("</code></pre>\n")
	case *xast.Table:
		w.table(n)
	case *ast.LinkReferenceDefinition:
		// It shows where it is used; where it is not, Problems says so.
	default:
		w.children(n)
	}
}

func (w *htmlWriter) list(n *ast.List) {
	if !n.IsOrdered() {
		w.within("<ul>\n", n, "</ul>\n")
		return
	}
	open := "<ol>\n"
	if n.Start != 1 {
		open = `<ol start="` + strconv.Itoa(n.Start) + `">` + "\n"
	}
	w.within(open, n, "</ol>\n")
}

func (w *htmlWriter) lines(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		w.say(string(line.Value(w.src)))
	}
}

func (w *htmlWriter) table(n *xast.Table) {
	// A region that scrolls must be reachable by keyboard.
	w.raw(`<div class="scroll" tabindex="0">`, "\n<table>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		_, head := c.(*xast.TableHeader)
		if head {
			w.raw("<thead>\n")
		}
		w.row(c, head)
		switch {
		case head && c.NextSibling() != nil:
			w.raw("</thead>\n<tbody>\n")
		case head:
			w.raw("</thead>\n")
		case c.NextSibling() == nil:
			w.raw("</tbody>\n")
		}
	}
	w.raw("</table>\n</div>\n")
}

func (w *htmlWriter) row(n ast.Node, head bool) {
	w.raw("<tr>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.startBlock()
		tag, attrs := "td", ""
		if head && c.HasChildren() { // an empty corner is no heading
			tag, attrs = "th", ` scope="col"`
		}
		// A class, because a strict content security policy blocks style=.
		if cell, ok := c.(*xast.TableCell); ok {
			switch cell.Alignment {
			case xast.AlignRight:
				attrs += ` class="right"`
			case xast.AlignCenter:
				attrs += ` class="center"`
			}
		}
		w.within("<"+tag+attrs+">", c, "</"+tag+">")
	}
	w.raw("</tr>\n")
}

func (w *htmlWriter) inline(n ast.Node) {
	if t, ok := n.(*ast.Text); ok {
		w.say(unescape(w.segment(t.Segment)))
		if t.HardLineBreak() {
			w.raw("<br>\n")
			w.startBlock()
		}
		w.gap = w.gap || t.SoftLineBreak()
		return
	}
	// A space that is due stands before the element, not inside it.
	if w.gap && n.Kind() != kindReference {
		w.closeGapBefore(plainWords(w.d, w.f, n))
	}
	switch n := n.(type) {
	case *reference:
		w.reference(n.part)
	case *ast.Emphasis:
		if n.Level == 2 {
			w.within("<strong>", n, "</strong>")
		} else {
			w.within("<em>", n, "</em>")
		}
	case *xast.Strikethrough:
		w.within("<del>", n, "</del>")
	case *ast.CodeSpan:
		w.raw("<code>")
		w.say(codeWords(n, w.src))
		w.raw("</code>")
	case *ast.Link:
		w.link(linkAddress(n), unescape(string(n.Title)), func() { w.children(n) })
	case *ast.AutoLink:
		w.link(autoAddress(n, w.src), "", func() { w.say(string(n.Label(w.src))) })
	case *ast.Image:
		w.image(n)
	default:
		w.children(n)
	}
}

// segment is a stretch of the source, which seldom needs to be copied.
func (w *writer) segment(s text.Segment) string {
	if s.Padding == 0 && !s.ForceNewline {
		return w.d.src[s.Start:s.Stop]
	}
	return string(s.Value(w.src))
}

// longestUnbroken is how many characters of a quoted fact may be kept on one
// line without running out of a narrow screen.
const longestUnbroken = 12

func (w *htmlWriter) reference(p part) {
	if p.kind == noteMark {
		w.gap = false // the mark belongs to the word before
		mark, anchor, ok := w.note(p.text)
		switch {
		case !ok:
			w.say("[^" + p.text + "]")
		case w.inLink:
			w.raw("<sup>")
			w.say(mark)
			w.raw("</sup>")
		default:
			w.raw(`<sup><a class="note" role="doc-noteref" href="#`)
			w.attribute(escapeURL(strings.ReplaceAll(anchor, "%", "%25")))
			w.raw(`">`)
			w.say(mark)
			w.raw("</a></sup>")
		}
		return
	}
	said, ok := w.fact(p.text)
	if !ok {
		w.say("{" + p.text + "}")
		return
	}
	if said == "" || utf8.RuneCountInString(said) > longestUnbroken {
		w.say(said)
		return
	}
	w.closeGapBefore(said)
	w.raw(`<span class="fact-nowrap">`)
	w.say(said)
	w.raw("</span>")
}

// link writes a link; where its address is refused, or a link is open
// already, its text alone.
func (w *htmlWriter) link(a address, title string, text func()) {
	url, ok := w.url(a)
	if !ok || w.inLink {
		text()
		return
	}
	w.inLink = true
	w.raw(`<a href="`)
	w.attribute(url)
	w.title(title)
	w.raw(`">`)
	text()
	w.raw("</a>")
	w.inLink = false
}

func (w *htmlWriter) title(title string) {
	if title != "" {
		w.raw(`" title="`)
		w.attribute(title)
	}
}

func (w *htmlWriter) image(n *ast.Image) {
	alt := plainWords(w.d, w.f, n)
	a := imageAddress(n)
	url, ok := w.imageURL(a)
	if !ok {
		w.say(alt)
		return
	}
	w.raw(`<img src="`)
	w.attribute(url)
	w.raw(`" alt="`)
	w.attribute(alt)
	w.title(unescape(string(n.Title)))
	w.raw(`">`)
}

// imageURL is where an image stands: only those in files are shown.
func (w *htmlWriter) imageURL(a address) (string, bool) {
	switch {
	case a.kind != file:
		return "", false
	case w.f.Image != nil:
		return w.f.Image(a.target)
	}
	return w.url(a)
}

// attribute writes the value of an attribute.
func (w *htmlWriter) attribute(s string) {
	last, gap := w.last, w.gap
	w.startBlock()
	w.say(s)
	w.last, w.gap = last, gap
}
