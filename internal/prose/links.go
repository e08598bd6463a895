package prose

import (
	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"
)

// Link is where a passage leads: within its page (#counts), to a page of the
// site (/ja/slug/) or elsewhere. Attachments are References.
type Link struct {
	Line, Column int
	Target       string
}

// Heading is a heading of a passage, of level 1 for #.
type Heading struct{ Line, Column, Level int }

// Links gives the links of the passage. Those that are refused are not among
// them.
func (d *Doc) Links() []Link { return d.Contents().Links }

// Headings gives the headings of the passage.
func (d *Doc) Headings() []Heading { return d.Contents().Headings }

// element notes links and headings, and counts what the passage is made of.
func (f *finder) element(n ast.Node) {
	switch n := n.(type) {
	case *ast.Link:
		f.leadsTo(n, linkAddress(n))
	case *ast.AutoLink:
		f.leadsTo(n, autoAddress(n, f.src))
	case *ast.Heading:
		line, column := f.at(n.Pos())
		f.Headings = append(f.Headings, Heading{line, column, n.Level})
		f.Elements.Headings++
	case *ast.ListItem:
		f.Elements.Items++
	case *xast.TableRow, *xast.TableHeader:
		f.Elements.Rows++
	case *ast.Image:
		f.Elements.Images++
	}
}

func (f *finder) leadsTo(n ast.Node, a address) {
	if a.kind != refused {
		f.Elements.Links++
	}
	if a.kind == anchor || a.kind == sitePath || a.kind == web {
		line, column := f.at(n.Pos())
		f.Contents.Links = append(f.Contents.Links, Link{line, column, a.target})
	}
}
