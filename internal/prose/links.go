package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Link is where a passage leads: within its page (#counts), to a page of the
// site (/ja/slug/) or elsewhere. Attachments are References.
type Link struct {
	Line, Column int
	Target       string
}

// Heading is a heading of a passage, of level 1 for #.
type Heading struct{ Line, Column, Level int }

// Links gives the links of the passage, in the order of the text. Those that
// are refused are not among them.
func (d *Doc) Links() []Link {
	if !strings.Contains(d.src, "](") && !strings.Contains(d.src, "]:") && !strings.Contains(d.src, "://") {
		return nil
	}
	var list []Link
	d.walk(func(n ast.Node, at *positions) {
		var a address
		switch n := n.(type) {
		case *ast.Link:
			a = linkAddress(n)
		case *ast.AutoLink:
			a = autoAddress(n, d.bytes)
		}
		if a.kind == anchor || a.kind == sitePath || a.kind == web {
			line, column := at.at(n.Pos())
			list = append(list, Link{line, column, a.target})
		}
	})
	return list
}

// Headings gives the headings of the passage, in the order of the text.
func (d *Doc) Headings() []Heading {
	if !strings.ContainsAny(d.src, "#=-") { // nothing that could mark one
		return nil
	}
	var list []Heading
	d.walk(func(n ast.Node, at *positions) {
		if h, ok := n.(*ast.Heading); ok {
			line, column := at.at(n.Pos())
			list = append(list, Heading{line, column, h.Level})
		}
	})
	return list
}

func (d *Doc) walk(visit func(ast.Node, *positions)) {
	if d.root == nil {
		return
	}
	at := newPositions(d.src)
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			visit(n, &at)
		}
		return ast.WalkContinue, nil
	})
}
