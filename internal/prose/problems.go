package prose

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	xast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"kohyo/internal/pattern"
)

// Problems reads a passage and gives what is wrong with it.
func Problems(src string, markdown bool) []Problem { return Read(src, markdown).Problems }

// References reads a passage and gives what it refers to.
func References(src string, markdown bool) []Reference { return Read(src, markdown).References }

// finder gathers the problems of a passage.
type finder struct {
	d   *Doc
	src []byte // of Markdown
	rtl bool   // see Doc
	Contents
	used map[string]bool // labels of link definitions
	defs map[string]bool
	said map[string]int // problems of each rule
	seen map[lineRule]bool
	positions
}

// Contents is what one reading of a passage gives, each in the order of the
// text.
type Contents struct {
	Problems   []Problem
	References []Reference
	Links      []Link
	Headings   []Heading
	Elements   Elements
}

// Elements counts what a passage is made of.
type Elements struct{ Links, Items, Headings, Rows, Images int }

type lineRule struct {
	line int
	rule string
}

// mostOfRule is how many problems of one rule are worth naming in a passage.
const mostOfRule = 100

// Problems gives what is wrong with the passage.
func (d *Doc) Problems() []Problem { return d.Contents().Problems }

// References gives what the passage refers to.
func (d *Doc) References() []Reference { return d.Contents().References }

// Contents gives what is in the passage, and what is wrong with it.
func (d *Doc) Contents() Contents {
	f := finderOf(d)
	f.invisible()
	switch {
	case d.limit != nil:
		f.Problems = append(f.Problems, *d.limit)
	case d.markdown:
		f.labels()
		_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if entering {
				f.node(n)
				f.element(n)
			}
			return ast.WalkContinue, nil
		})
	default:
		f.text()
	}
	return f.contents()
}

func finderOf(d *Doc) finder {
	return finder{d: d, src: d.bytes, rtl: d.rtl(), positions: positions{text: d.src, column: 1}}
}

// contents is what has been found, in order.
func (f *finder) contents() Contents {
	slices.SortStableFunc(f.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Rule, b.Rule))
	})
	return f.Contents
}

func (f *finder) add(offset int, rule string, s said) {
	if f.said == nil { // most passages have no problem
		f.said, f.seen = map[string]int{}, map[lineRule]bool{}
	}
	if f.said[rule]++; f.said[rule] > mostOfRule {
		return
	}
	line, column := f.at(offset)
	f.Problems = append(f.Problems, Problem{line, column, rule, s.text, s.hint})
}

// once adds a problem unless its line has one of the rule already.
func (f *finder) once(offset int, rule string, s said) {
	line, _ := f.at(offset)
	if key := (lineRule{line, rule}); !f.seen[key] {
		f.add(offset, rule, s)
		f.seen[key] = true
	}
}

func (f *finder) refer(offset int, r Reference) {
	r.Line, r.Column = f.at(offset)
	f.References = append(f.References, r)
}

// invisible finds hidden characters, each kind once in a line.
func (f *finder) invisible() {
	before, line := rune(-1), 0
	var seen []rune
	for i, r := range f.d.src {
		if r == '\n' {
			line++
			seen = seen[:0]
		}
		if isHidden(before, r, f.rtl) && !slices.Contains(seen, r) {
			seen = append(seen, r)
			f.add(i, RuleInvisible, saidInvisible(r))
		}
		before = r
	}
}

// labels notes which link definitions are used.
func (f *finder) labels() {
	if !strings.Contains(f.d.src, "]:") {
		return // no definition
	}
	f.used, f.defs = map[string]bool{}, map[string]bool{}
	_ = ast.Walk(f.d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var r *ast.ReferenceLink
		switch n := n.(type) {
		case *ast.Link:
			r = n.Reference
		case *ast.Image:
			r = n.Reference
		}
		if entering && r != nil {
			f.used[util.ToLinkReference(r.Value)] = true
		}
		return ast.WalkContinue, nil
	})
}

func (f *finder) node(n ast.Node) {
	switch n := n.(type) {
	case *reference:
		f.refer(n.start, Reference{Path: n.part.text, Note: n.kind == noteMark})
		if n.kind == noteMark && f.startsBlock(n) && n.stop < len(f.src) && f.src[n.stop] == ':' {
			f.add(n.start, RuleNote, saidNote)
		}
	case *ast.LinkReferenceDefinition:
		f.definition(n)
	case *ast.Link:
		f.link(n)
	case *ast.AutoLink:
		f.address(n.Pos(), autoAddress(n, f.src))
	case *ast.Image:
		f.image(n)
	case *ast.Heading:
		if strings.TrimSpace(f.words(n)) == "" {
			f.add(n.Pos(), RuleHeading, saidHeading)
		}
	case *ast.List:
		f.numbers(n)
	case *ast.CodeBlock:
		f.add(n.Lines().At(0).Start, RuleIndented, saidIndented)
	case *ast.FencedCodeBlock:
		f.fence(n)
	case *xast.TableRow:
		f.cells(n)
	case *ast.Paragraph, *ast.TextBlock:
		f.table(n)
	}
	f.texts(n)
}

// words gives the words of a node without quoted facts.
func (f *finder) words(n ast.Node) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b.WriteString(plainWords(f.d, Facts{}, c))
	}
	return b.String()
}

func (f *finder) startsBlock(n ast.Node) bool {
	parent := n.Parent()
	return n.PreviousSibling() == nil && parent != nil && parent.Type() == ast.TypeBlock
}

func (f *finder) definition(n *ast.LinkReferenceDefinition) {
	label := util.ToLinkReference(n.Label)
	switch {
	case strings.HasPrefix(label, "^"):
		f.add(n.Pos(), RuleNote, saidNote)
	case !f.used[label]:
		f.add(n.Pos(), RuleHidden, saidDefinition)
	case f.defs[label]:
		f.add(n.Pos(), RuleHidden, saidTwice)
	}
	f.defs[label] = true
}

// numbers finds list items that are shown under another number than written.
func (f *finder) numbers(n *ast.List) {
	if !n.IsOrdered() {
		return
	}
	same, shown := true, n.Start
	wrongAt, wrong, right := -1, 0, 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		written, ok := numberAt(f.src, c.Pos())
		if ok {
			same = same && written == n.Start
			if written != shown && wrongAt < 0 {
				wrongAt, wrong, right = c.Pos(), written, shown
			}
		}
		shown++
	}
	// 1. 1. 1. is a known way to let the numbers be counted.
	if wrongAt >= 0 && !same {
		f.add(wrongAt, RuleNumber, saidNumber(wrong, right))
	}
}

func numberAt(src []byte, pos int) (n int, ok bool) {
	for ; pos >= 0 && pos < len(src) && src[pos] >= '0' && src[pos] <= '9'; pos++ {
		n, ok = n*10+int(src[pos]-'0'), true
	}
	return n, ok
}

func (f *finder) fence(n *ast.FencedCodeBlock) {
	if n.Info != nil {
		f.add(n.Info.Segment.Start, RuleFence, saidFence)
	}
	end := n.Pos()
	if l := n.Lines().Len(); l > 0 {
		end = n.Lines().At(l - 1).Stop
	} else if i := strings.IndexByte(f.d.src[max(end, 0):], '\n'); i >= 0 {
		end += i + 1
	} else {
		end = len(f.src)
	}
	line, _, _ := strings.Cut(f.d.src[min(end, len(f.src)):], "\n")
	line = strings.TrimLeft(line, " \t>")
	if !strings.HasPrefix(line, "```") && !strings.HasPrefix(line, "~~~") {
		f.add(n.Pos(), RuleMarkup, saidOpenFence)
	}
}

// cells finds cells beyond the last heading, which a table leaves out.
func (f *finder) cells(n *xast.TableRow) {
	last := n.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return
	}
	rest, _, _ := strings.Cut(f.d.src[last.Lines().At(0).Stop:], "\n")
	if strings.Trim(rest, " \t|") != "" {
		f.add(last.Lines().At(0).Stop+strings.IndexByte(rest, '|'), RuleCells, saidCells)
	}
}

var delimiterRow = pattern.New(`^\s*(\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)+\|?|\|\s*:?-+:?\s*\|?)\s*$`)

// table finds what was meant as a table and is none.
func (f *finder) table(n ast.Node) {
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		if text := line.Value(f.src); bytes.IndexByte(text, '|') >= 0 && delimiterRow().Match(text) {
			f.add(line.Start, RuleMarkup, saidTable)
		}
	}
}
