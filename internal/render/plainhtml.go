package render

import (
	"bytes"
	"html/template"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// textWriter writes what the pages show in HTML as lines of plain text. Values
// come as HTML, so that every form of a notice says the same in the same words.
type textWriter struct {
	wrapper
	item  string // the mark of a list
	colon string // between a name and its value

	titled func(title string) string // marks the title of a part
	base   string                    // before the addresses that wait for their page

	out   bytes.Buffer
	gap   bool // a blank line is due before the next line
	fresh bool // nothing stands under the heading yet
}

// deepest is how far text may be indented.
const deepest = columns / 2

// blank asks for a blank line before what follows.
func (t *textWriter) blank() { t.gap = t.out.Len() > 0 && !t.fresh }

// line writes text, in several lines where it is long.
func (t *textWriter) line(first, rest, text string) {
	for _, l := range t.lines(first, rest, text) {
		t.put(l)
	}
}

// put writes a line as it is.
func (t *textWriter) put(line string) {
	if t.gap {
		t.out.WriteByte('\n')
		t.gap = false
	}
	t.fresh = false
	t.out.WriteString(line)
	t.out.WriteByte('\n')
}

// pair is a name with what it stands for.
func (t *textWriter) pair(name, value string) string { return name + t.colon + value }

// hang is the indent of the lines after one that begins with first.
func (t *textWriter) hang(first string) string {
	return strings.Repeat(" ", min(t.width(first), deepest))
}

// prose writes blocks of HTML, or words that are no block, after first.
func (t *textWriter) prose(first, rest string, from template.HTML) {
	if from != "" {
		t.blocks(children(parsed(from)), first, rest)
	}
}

// words gives HTML as words for a place within a line.
func (t *textWriter) words(from template.HTML) string {
	if !strings.ContainsAny(string(from), "<&") {
		return string(from)
	}
	return t.inlines(children(parsed(from)))
}

func children(n *html.Node) []*html.Node {
	var out []*html.Node
	for c := range n.ChildNodes() {
		out = append(out, c)
	}
	return out
}

// blocks writes nodes: the first line after first, further ones after rest,
// and a blank line between blocks, except before a list within a list.
func (t *textWriter) blocks(nodes []*html.Node, first, rest string) {
	var run []*html.Node
	written := false
	flush := func() {
		if said := t.inlines(run); said != "" {
			t.line(first, rest, said)
			first, written = rest, true
		}
		run = nil
	}
	for _, n := range nodes {
		if !isBlock(n) {
			run = append(run, n)
			continue
		}
		flush()
		if written && !(isList(n) && n.Parent != nil && n.Parent.DataAtom == atom.Li) {
			t.blank()
		}
		t.block(n, first, rest)
		first, written = rest, true
	}
	flush()
}

var blockAtoms = map[atom.Atom]bool{
	atom.P: true, atom.Div: true, atom.Ul: true, atom.Ol: true, atom.Li: true, atom.Blockquote: true, atom.Hr: true, atom.Pre: true,
	atom.Table: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
}

func isBlock(n *html.Node) bool { return blockAtoms[n.DataAtom] }

func isList(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol }

func (t *textWriter) block(n *html.Node, first, rest string) {
	switch n.DataAtom {
	case atom.Ul, atom.Ol:
		t.list(n, first, rest)
	case atom.Blockquote:
		t.blocks(children(n), first+"> ", rest+"> ")
	case atom.Hr:
		t.line(first, rest, "* * *")
	case atom.Pre:
		t.verbatim(first, rest, allText(n))
	case atom.Table:
		t.table(n, first, rest)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		t.line(first, rest, t.titled(t.inlines(children(n))))
	case atom.P:
		t.line(first, rest, t.inlines(children(n)))
	default:
		t.blocks(children(n), first, rest)
	}
}

func (t *textWriter) list(n *html.Node, first, rest string) {
	number, _ := strconv.Atoi(attribute(n, "start"))
	if attribute(n, "start") == "" {
		number = 1
	}
	loose := false
	for _, li := range children(n) {
		if li.DataAtom != atom.Li {
			continue
		}
		mark := t.item
		if n.DataAtom == atom.Ol {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		if loose {
			t.blank()
		}
		in := rest
		if t.width(rest) < deepest {
			in += t.hang(mark)
		}
		before := t.out.Len()
		t.blocks(children(li), first+mark, in)
		if t.out.Len() == before {
			t.line(first+mark, in, "") // an empty item counts too
		}
		first = rest
		loose = loose || li.FirstChild != nil && li.FirstChild.DataAtom == atom.P
	}
}

// verbatim writes lines that must stay as they are.
func (t *textWriter) verbatim(first, rest, lines string) {
	for line := range strings.SplitSeq(strings.TrimSuffix(lines, "\n"), "\n") {
		t.put(strings.TrimRight(first+line, " "))
		first = rest
	}
}

// table writes rows in columns or, where those are too wide together, each row
// as a list of what its columns say.
func (t *textWriter) table(n *html.Node, first, rest string) {
	head, rows := t.tableRows(n)
	widths := make([]int, len(head))
	sum := t.width(rest) - 2
	for _, row := range append(rows, head) {
		for i, c := range row {
			widths[i] = max(widths[i], t.width(c.said))
		}
	}
	for _, w := range widths {
		sum += w + 2
	}
	if sum > columns {
		t.records(head, rows, first, rest)
		return
	}
	rule := make([]cell, len(head))
	for i, w := range widths {
		rule[i].said = strings.Repeat("-", w)
	}
	for _, row := range append([][]cell{head, rule}, rows...) {
		line := first
		for i, c := range row {
			room := strings.Repeat(" ", widths[i]-t.width(c.said))
			if c.right {
				line += room + c.said + "  "
			} else {
				line += c.said + room + "  "
			}
		}
		t.put(strings.TrimRight(line, " "))
		first = rest
	}
}

func (t *textWriter) records(head []cell, rows [][]cell, first, rest string) {
	for _, row := range rows {
		t.line(first+t.item, rest+t.hang(t.item), row[0].said)
		first = rest
		for i, c := range row[1:] {
			if c.said != "" {
				indent := rest + t.hang(t.item)
				t.line(indent, indent+"  ", t.pair(head[i+1].said, c.said))
			}
		}
	}
}

// cell is a cell of a table in words.
type cell struct {
	said  string
	right bool // its end stands under the end of the others
}

// tableRows gives the cells of a table, every row as long as the head.
func (t *textWriter) tableRows(n *html.Node) (head []cell, rows [][]cell) {
	for tr := range n.Descendants() {
		if tr.DataAtom != atom.Tr {
			continue
		}
		var row []cell
		for _, td := range children(tr) {
			row = append(row, cell{strings.ReplaceAll(t.inlines(children(td)), "\n", " "), attribute(td, "class") == "right"})
		}
		if head == nil {
			head = row
			continue
		}
		rows = append(rows, append(row, make([]cell, len(head))...)[:len(head)])
	}
	return head, rows
}

// inlines gives nodes as words. A link says where it leads.
func (t *textWriter) inlines(nodes []*html.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		t.inline(&b, n)
	}
	return strings.TrimSpace(b.String())
}

func (t *textWriter) inline(b *strings.Builder, n *html.Node) {
	if n.Type == html.TextNode {
		b.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		return
	}
	before := b.Len()
	switch n.DataAtom {
	case atom.Br:
		b.WriteByte('\n')
	case atom.Img:
		b.WriteString(attribute(n, "alt"))
		b.WriteString(t.address(attribute(n, "src"), ""))
	case atom.Del:
		// Without marks, what is struck out would read as if it held.
		b.WriteString("~~" + t.inlines(children(n)) + "~~")
	case atom.A:
		for c := range n.ChildNodes() {
			t.inline(b, c)
		}
		b.WriteString(t.address(attribute(n, "href"), b.String()[before:]))
	default:
		for c := range n.ChildNodes() {
			t.inline(b, c)
		}
		if isBlock(n) {
			b.WriteByte('\n')
		}
	}
}

// address says where a link leads, unless its words do. A number to dial
// stands in the words, and a place on the page is no place in a text.
func (t *textWriter) address(href, words string) string {
	href = strings.TrimPrefix(t.arrived(href), "mailto:")
	if href == "" || strings.HasPrefix(href, "#") || strings.HasPrefix(href, "tel:") || strings.Contains(words, href) {
		return ""
	}
	return " <" + href + ">"
}

// arrived is an address as a text needs it, which is kept by itself, away from
// the site.
func (t *textWriter) arrived(href string) string {
	if within, ok := strings.CutPrefix(href, waitingLink); ok {
		return t.base + within
	}
	return href
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// allText is all text in a node.
func allText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}
