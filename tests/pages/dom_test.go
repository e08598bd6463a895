package pages

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// elements goes through the elements of a document, in its order.
func elements(doc *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

// named goes through the elements of one name.
func named(doc *html.Node, name string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range elements(doc) {
			if n.Data == name && !yield(n) {
				return
			}
		}
	}
}

// attr gives an attribute's value.
func attr(n *html.Node, key string) (value string, ok bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

func value(n *html.Node, key string) string {
	v, _ := attr(n, key)
	return v
}

// text is all text in a node, with its white space as one space each.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style":
			b.WriteString(d.Data)
		case d.Type == html.ElementNode && breaks[d.Data]:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// breaks are elements at which a reader sees a new line or cell: the text
// before and after them are not one word.
var breaks = map[string]bool{
	"address": true, "article": true, "br": true, "caption": true, "dd": true, "div": true, "dl": true, "dt": true,
	"figcaption": true, "figure": true, "footer": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true,
	"h6": true, "header": true, "hr": true, "li": true, "main": true, "nav": true, "ol": true, "p": true,
	"section": true, "summary": true, "table": true, "td": true, "th": true, "title": true, "desc": true, "tr": true, "ul": true,
}

// relations gives the <link>s of a page with a relation.
func relations(doc *html.Node, rel string) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range named(doc, "link") {
			for word := range strings.FieldsSeq(value(n, "rel")) {
				if strings.EqualFold(word, rel) && !yield(n) {
					return
				}
			}
		}
	}
}
