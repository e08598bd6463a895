package prose

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"
)

// plainWriter writes a passage as plain text: for feeds, descriptions, titles.
type plainWriter struct {
	writer
	bare bool // words only, without the addresses of links
}

// plainWords gives the words of a node.
func plainWords(d *Doc, f Facts, n ast.Node) string {
	w := plainWriter{writer: newWriter(d, f), bare: true}
	if n.Kind() == ast.KindImage {
		w.children(n) // its description
	} else {
		w.inline(n)
	}
	return w.b.String()
}

func (w *plainWriter) parts(parts []part) {
	for _, p := range parts {
		if p.kind == words {
			w.line(p.text)
		} else {
			w.reference(p)
		}
	}
}

// blocks writes the blocks in a node, each begun with indent on its further
// lines.
func (w *plainWriter) blocks(n ast.Node, indent string) {
	tight := false
	switch n := n.(type) {
	case *ast.List:
		tight = n.IsTight
	case *ast.ListItem:
		list, ok := n.Parent().(*ast.List)
		tight = ok && list.IsTight
	}
	number, first := 0, true
	if list, ok := n.(*ast.List); ok && list.IsOrdered() {
		number = list.Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == ast.KindLinkReferenceDefinition {
			continue
		}
		if !first {
			w.raw("\n")
			if !tight {
				w.raw("\n")
			}
			w.raw(indent)
		}
		first = false
		w.startBlock()
		w.block(c, indent, number)
		number++
	}
}

func (w *plainWriter) block(n ast.Node, indent string, number int) {
	switch n := n.(type) {
	case *ast.List:
		w.blocks(n, indent)
	case *ast.ListItem:
		mark := "- "
		if n.Parent().(*ast.List).IsOrdered() {
			mark = strconv.Itoa(number) + ". "
		}
		w.raw(mark)
		w.blocks(n, indent+strings.Repeat(" ", len(mark)))
	case *ast.Blockquote:
		w.blocks(n, indent)
	case *ast.ThematicBreak:
		w.raw("---")
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.say(strings.TrimSuffix(string(n.Lines().Value(w.src)), "\n"))
	case *xast.Table:
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			if row != n.FirstChild() {
				w.raw("\n", indent)
			}
			w.row(row)
		}
	default:
		w.children(n)
	}
}

func (w *plainWriter) row(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c != n.FirstChild() {
			w.raw(" | ")
		}
		w.startBlock()
		w.children(c)
	}
}

func (w *plainWriter) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
}

func (w *plainWriter) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.say(unescape(w.segment(n.Segment)))
		if n.HardLineBreak() {
			w.say("\n")
			w.gap = false
		} else {
			w.gap = w.gap || n.SoftLineBreak()
		}
	case *reference:
		w.reference(n.part)
	case *xast.Strikethrough:
		// Without its marks, what is struck out would read as if it held.
		w.say("~~")
		w.children(n)
		w.say("~~")
	case *ast.CodeSpan:
		w.say(codeWords(n, w.src))
	case *ast.AutoLink:
		w.say(string(n.Label(w.src)))
	case *ast.Link:
		w.children(n)
		if !w.bare {
			w.address(n)
		}
	case *ast.Image:
		w.say(plainWords(w.d, w.f, n))
	default:
		w.children(n)
	}
}

// address writes where a link leads, unless its text says so.
func (w *plainWriter) address(n *ast.Link) {
	a := linkAddress(n)
	if a.kind != web && a.kind != mail || strings.Contains(plainWords(w.d, w.f, n), a.shown()) {
		return
	}
	w.say(" (" + a.shown() + ")")
}

func (w *plainWriter) reference(p part) {
	if p.kind == noteMark {
		w.gap = false
		if mark, _, ok := w.note(p.text); ok {
			w.say(mark)
		} else {
			w.say("[^" + p.text + "]")
		}
		return
	}
	if said, ok := w.fact(p.text); ok {
		w.say(said)
	} else {
		w.say("{" + p.text + "}")
	}
}

// codeWords gives the text of a code span, its lines joined by spaces.
func codeWords(n ast.Node, src []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(src))
		}
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}
