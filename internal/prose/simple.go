package prose

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Two of three passages are paragraphs of words and nothing else. goldmark
// takes a tenth of the time of a check to say so; here they get the tree that
// it makes of them, and none where nobody is to see them.

// special are the bytes that mean something to Markdown, or may, wherever
// they stand.
var special = func() (is [256]bool) {
	for c := range 0x20 {
		is[c] = c != '\n'
	}
	for _, c := range []byte("`*_~{}[]!<>\\|#\x7f") {
		is[c] = true
	}
	return is
}()

// isSimple reports whether Markdown is plainly nothing but paragraphs. Of what
// is not plain it need not be sure.
func isSimple(src string) bool {
	for i := range len(src) {
		if special[src[i]] {
			return false
		}
	}
	for line := range strings.Lines(src) {
		line = strings.TrimSuffix(line, "\n")
		if len(line) == 0 {
			continue
		}
		after := strings.TrimLeft(line, "0123456789")
		switch {
		case line[len(line)-1] == ' ': // two of them break the line
			return false
		case strings.IndexByte(" -+=:", line[0]) >= 0: // a list, a heading, a table, code
			return false
		case len(after) < len(line) && len(after) > 0 && (after[0] == '.' || after[0] == ')'): // a list
			return false
		}
	}
	return len(src) > 0 && src[0] != '\n'
}

// Read gives what is in a passage and what is wrong with it, as Contents does.
func Read(src string, markdown bool) Contents {
	switch {
	case !markdown:
		return ParseText(src).Contents()
	case len(src) > maxBytes || !isSimple(src) || strings.Count(src, "\n") > maxBlankLines:
		return Parse(src).Contents()
	}
	f := finderOf(newDoc(src))
	f.invisible()
	from := 0
	for line := range strings.Lines(src) {
		f.leftover(from, from+len(strings.TrimSuffix(line, "\n")))
		from += len(line)
	}
	return f.contents()
}

// paragraphs is the tree of a simple text.
func paragraphs(src []byte) ast.Node {
	root := ast.NewDocument()
	for from := 0; from < len(src); {
		end := len(src)
		if n := bytes.Index(src[from:], []byte("\n\n")); n >= 0 {
			end = from + n
		}
		if src[from] == '\n' {
			from++
			continue
		}
		root.AppendChild(root, paragraph(src, from, end))
		from = end
	}
	return root
}

// paragraph is one of the lines from from to end, without the last line break.
func paragraph(src []byte, from, end int) ast.Node {
	p := ast.NewParagraph()
	p.SetPos(from)
	p.SetBlankPreviousLines(true)
	end = from + len(bytes.TrimRight(src[from:end], "\n"))
	for from < end {
		stop, last := end, true
		if n := bytes.IndexByte(src[from:end], '\n'); n >= 0 {
			stop, last = from+n, false
		}
		line := ast.NewTextSegment(text.NewSegment(from, stop))
		line.SetSoftLineBreak(!last)
		p.AppendChild(p, line)
		if !last {
			stop++
		}
		p.Lines().Append(text.NewSegment(from, stop))
		from = stop
	}
	return p
}
