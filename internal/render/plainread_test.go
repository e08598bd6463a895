package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"kohyo/internal/prose"
)

// tree writes nodes so that two are the same exactly if they are read alike.
func tree(nodes []*html.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		fmt.Fprintf(&b, "(%d %s %s", n.Type, n.DataAtom, n.Data)
		slices.SortStableFunc(n.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) }) // the parser orders some
		for _, a := range n.Attr {
			b.WriteString(" " + a.Key + "=" + a.Val)
		}
		b.WriteString(tree(children(n)) + ")")
	}
	return b.String()
}

// readsAsParsed holds what read gives to what a parser does.
func readsAsParsed(t *testing.T, from string) (known bool) {
	t.Helper()
	around, known := read(from)
	if !known {
		return false
	}
	nodes, err := html.ParseFragment(strings.NewReader(from), &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div})
	if got, want := tree(children(around)), tree(nodes); err != nil || got != want {
		t.Errorf("%q is read as\n%s\nand parsed (%v) as\n%s", from, got, err, want)
	}
	return true
}

func TestReadAsParsed(t *testing.T) {
	for _, s := range []string{
		"", "a", "a &amp; b &lt;", `<p>a<br>
b</p>
`, `<time datetime="2019-03-11T15:00+09:00">3月11日</time>`, `<a href="mailto:a@b.example?x=1&amp;y=2">a</a>、<span lang="en">b</span>`,
		"<ul>\n<li>a</li>\n<li><p>b</p>\n<ol start=\"3\">\n<li>c</li>\n</ol>\n</li>\n</ul>\n", "<blockquote>\n<p>a</p>\n</blockquote>\n<hr>\n<h3>b</h3>\n",
		`<div lang="en"><p><strong>a</strong> <em>b <code>c</code></em> <del>d</del><sup><a class="note" role="doc-noteref" href="#note-a">※1</a></sup></p></div>`,
		`<img src="/a.png" alt="&#34;b&#34;" title="c">`,
	} {
		if !readsAsParsed(t, s) {
			t.Errorf("%q is left to the parser", s)
		}
	}
	for _, s := range []string{
		"<", "<p", "<p>a", "</p>", "<p></div>", "<a href=b>c</a>", `<a href="b>c</a>`, "<A>b</A>", "<p><p>a</p></p>", "<p><ul></ul></p>", "<em><p>a</p></em>",
		"<li>a</li>", "<ul><p>a</p></ul>", `<a href="b">c<sup><a href="#d">e</a></sup></a>`, "<table><tr><td>a</td></tr></table>", "<pre>\na</pre>", "a\rb", "a\x00b",
		"<!-- a -->", "<script>a</script>", "<br/>", "</br>",
	} {
		if readsAsParsed(t, s) {
			t.Errorf("%q is not left to the parser", s)
		}
	}
}

// Whatever prose says, it is read as a parser reads it.
func FuzzReadAsParsed(f *testing.F) {
	for _, s := range []string{"一つ目。\n\n- 二つ目\n  1. 三つ目", "> a\n\n***\n\n~~c~~ **d** `e` ![f](files/g.png) [h](https://i.example/?a=1&copy=2 \"t\")", "### a\\\nb [^c] {d}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		readsAsParsed(t, prose.HTML(markdown, textFacts))
		said := trusted(prose.Inline(markdown, textFacts))
		readsAsParsed(t, string(`<a href="https://b.example/`+template.HTML(template.HTMLEscapeString(markdown))+`"><time>`+said+"</time></a>"))
	})
}
