package render

import (
	"html/template"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// parsed reads HTML that this package and prose have written, and gives the
// element around it.
func parsed(from template.HTML) *html.Node {
	if around, ok := read(string(from)); ok {
		return around
	}
	around := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragment(strings.NewReader(string(from)), around)
	if err != nil { // only a reader that fails, and this one does not
		panic(err)
	}
	for _, n := range nodes {
		around.AppendChild(n)
	}
	return around
}

// read reads the plainest HTML, as most of a notice is, without the room and
// the time that a parser takes: elements that are closed in their turn, blocks
// in blocks. It leaves to the parser all that the rules of HTML read in another
// way than it is written, such as a link within a link.
func read(from string) (around *html.Node, ok bool) {
	around = &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	in := around
	for from != "" {
		text, rest, found := strings.Cut(from, "<")
		if text != "" {
			if strings.ContainsAny(text, "\x00\r") {
				return nil, false
			}
			in.AppendChild(&html.Node{Type: html.TextNode, Data: html.UnescapeString(text)})
		}
		if !found {
			break
		}
		tag, after, closed := strings.Cut(rest, ">")
		from = after
		if name, ends := strings.CutPrefix(tag, "/"); ends {
			if name != in.Data || in == around {
				return nil, false
			}
			in = in.Parent
			continue
		}
		n := begun(tag)
		if n == nil || !closed || !mayStand(n, in) {
			return nil, false
		}
		in.AppendChild(n)
		if n.DataAtom != atom.Br && n.DataAtom != atom.Hr && n.DataAtom != atom.Img {
			in = n
		}
	}
	return around, in == around
}

// plainest are the elements that read knows.
var plainest = map[string]atom.Atom{
	"a": atom.A, "br": atom.Br, "code": atom.Code, "del": atom.Del, "em": atom.Em, "img": atom.Img, "span": atom.Span, "strong": atom.Strong,
	"sup": atom.Sup, "time": atom.Time, "blockquote": atom.Blockquote, "div": atom.Div, "h3": atom.H3, "h4": atom.H4, "h5": atom.H5,
	"h6": atom.H6, "hr": atom.Hr, "li": atom.Li, "ol": atom.Ol, "p": atom.P, "ul": atom.Ul,
}

// begun is what a tag begins; nil for one that is not of the plainest form.
func begun(tag string) *html.Node {
	name, rest, _ := strings.Cut(tag, " ")
	known := plainest[name]
	if known == 0 {
		return nil
	}
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: known}
	for rest != "" {
		key, value, _ := strings.Cut(rest, `="`)
		value, after, closed := strings.Cut(value, `"`)
		if !closed || key == "" || strings.Trim(key, "abcdefghijklmnopqrstuvwxyz-") != "" || strings.ContainsAny(value, "\x00\r") {
			return nil
		}
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: html.UnescapeString(value)})
		rest = strings.TrimPrefix(after, " ")
	}
	return n
}

// mayStand reports whether an element stays where it is written.
func mayStand(n, in *html.Node) bool {
	switch {
	case n.DataAtom == atom.Li:
		return isList(in)
	case isBlock(n):
		return in.DataAtom == atom.Div || in.DataAtom == atom.Blockquote || in.DataAtom == atom.Li
	case n.DataAtom == atom.A:
		for ; in != nil; in = in.Parent {
			if in.DataAtom == atom.A {
				return false
			}
		}
	}
	return true
}
