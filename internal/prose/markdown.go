package prose

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	xast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown knows no raw HTML at all: what looks like a tag stays text, is
// escaped like any text, and is reported. goldmark would drop it silently.
var markdown = parser.NewParser(
	parser.WithBlockParsers(
		util.Prioritized(parser.NewSetextHeadingParser(), 100),
		util.Prioritized(parser.NewThematicBreakParser(), 200),
		util.Prioritized(parser.NewListParser(), 300),
		util.Prioritized(parser.NewListItemParser(), 400),
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewATXHeadingParser(), 600),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
		util.Prioritized(parser.NewBlockquoteParser(), 800),
		util.Prioritized(parser.NewParagraphParser(), 1000),
	),
	parser.WithInlineParsers(
		util.Prioritized(codeParser{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(referenceParser{}, 150),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(emphasisParser{}, 500),
	),
	parser.WithParagraphTransformers(
		util.Prioritized(parser.LinkReferenceParagraphTransformer, 100),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200),
	),
	parser.WithASTTransformers(
		util.Prioritized(extension.NewTableASTTransformer(), 0),
	),
)

func (d *Doc) parseMarkdown() ast.Node {
	if isSimple(d.src) {
		return paragraphs(d.bytes)
	}
	return markdown.Parse(text.NewReader(d.bytes))
}

// reference is a node for {path} or [^id].
type reference struct {
	ast.BaseInline
	part
	stop int // byte offset after it
}

var kindReference = ast.NewNodeKind("Reference")

func (*reference) Kind() ast.NodeKind { return kindReference }

func (r *reference) Dump(source []byte, level int) {
	ast.DumpHelper(r, source, level, map[string]string{"text": r.text}, nil)
}

type referenceParser struct{}

func (referenceParser) Trigger() []byte { return []byte{'{', '[', '!'} }

func (referenceParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if line[0] == '!' {
		// "Important![^1]" is a note, not an image.
		if kind, _, n := referenceAt(line[1:]); n == 0 || kind != noteMark {
			return nil
		}
		block.Advance(1)
		return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
	}
	kind, words, n := referenceAt(line)
	if n == 0 {
		return nil
	}
	r := &reference{part: part{kind, words, segment.Start}, stop: segment.Start + n}
	r.SetPos(segment.Start)
	block.Advance(n)
	return r
}

// codeParser reads code between backticks. goldmark looks for the closing mark
// to the end of the block at every opening one; once that has failed for marks
// of a length, it fails for the rest of the block.
type codeParser struct{ parser.InlineParser }

var noCodeUntil = parser.NewContextKey()

func (p codeParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	n := len(line) - len(bytes.TrimLeft(line, "`"))
	lines := parent.Lines()
	end := lines.At(lines.Len() - 1).Stop
	failed := pc.ComputeIfAbsent(noCodeUntil, func() any { return map[int]int{} }).(map[int]int)
	if failed[n] == end {
		block.Advance(n)
		return ast.NewTextSegment(segment.WithStop(segment.Start + n))
	}
	node := p.InlineParser.Parse(parent, block, pc)
	if _, ok := node.(*ast.Text); ok {
		failed[n] = end
	}
	return node
}

// emphasisParser reads *, _ and ~~.
//
// By the letter of CommonMark, **「第三者」**による is not bold, since the marks
// stand between punctuation and a letter. Japanese has no spaces there, so a
// Japanese letter counts as one. A single ~ is no mark: 9:00~18:00 is a range.
type emphasisParser struct{}

func (emphasisParser) Trigger() []byte { return []byte{'*', '_', '~'} }

func (p emphasisParser) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	node := parser.ScanDelimiter(line, before, 1, marks{strike: line[0] == '~'})
	if node == nil {
		return nil
	}
	if node.Char == '~' && (node.OriginalLength != 2 || before == '~') {
		return nil
	}
	if node.Char != '_' {
		after := ' '
		if node.OriginalLength < len(line) {
			after = util.ToRune(line, node.OriginalLength)
		}
		node.CanOpen = node.CanOpen || isWide(before) && !util.IsSpaceRune(after)
		node.CanClose = node.CanClose || isWide(after) && !util.IsSpaceRune(before)
	}
	node.Segment = segment.WithStop(segment.Start + node.OriginalLength)
	block.Advance(node.OriginalLength)
	pc.PushDelimiter(node)
	return node
}

type marks struct{ strike bool }

func (m marks) IsDelimiter(b byte) bool {
	if m.strike {
		return b == '~'
	}
	return b == '*' || b == '_'
}

func (marks) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (m marks) OnMatch(consumes int) ast.Node {
	if m.strike {
		return xast.NewStrikethrough()
	}
	return ast.NewEmphasis(consumes)
}
