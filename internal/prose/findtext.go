package prose

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// texts looks through the words among the children of a node for marks that
// did not become markup. Neighbouring pieces are read as one.
func (f *finder) texts(n ast.Node) {
	start, stop := -1, -1
	flush := func() {
		if start >= 0 {
			f.leftover(start, stop)
		}
		start, stop = -1, -1
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		switch {
		case !ok || t.IsRaw():
			flush()
		case t.Segment.Start == stop:
			stop = t.Segment.Stop
		default:
			flush()
			start, stop = t.Segment.Start, t.Segment.Stop
		}
	}
	flush()
}

// begins are the bytes with which what is looked for in words begins.
var begins = func() (is [256]bool) {
	for _, c := range []byte("\\{[<&*~]`＊") {
		is[c] = true
	}
	return is
}()

// leftover finds, in words of Markdown, what looks like markup and is none,
// and characters that were written as references to hide them.
func (f *finder) leftover(start, stop int) {
	s := f.d.src[start:stop]
	if strings.IndexByte(s, '&') >= 0 {
		for i := 0; i < len(s); i++ {
			text, n := entity(s[i:min(len(s), i+longestEntity)])
			if s[i] != '&' || n == 0 || i > 0 && s[i-1] == '\\' {
				continue
			}
			for _, r := range text {
				if r == '\n' || isHidden(-1, r, f.rtl) {
					f.add(start+i, RuleInvisible, saidInvisible(r))
				}
			}
		}
	}
	f.headingMark(start, s)
	for i := 0; i < len(s); i++ {
		if !begins[s[i]] {
			continue
		}
		switch rest := s[i:]; {
		case rest[0] == '\\' && len(rest) > 1 && isPunct(rest[1]):
			i++
		case isTag(rest):
			f.once(start+i, RuleHTML, saidHTML)
		case rest[0] == '{':
			f.add(start+i, RuleReference, saidBrace)
		case strings.HasPrefix(rest, "[^"):
			f.add(start+i, RuleReference, saidNoteMark)
		default:
			if mark := leftMark(rest); mark != "" {
				f.once(start+i, RuleMarkup, saidLeft(mark))
				i += len(mark) - 1
			}
		}
	}
}

// isTag reports whether s begins like a tag, a comment or a declaration.
func isTag(s string) bool {
	if len(s) < 2 || s[0] != '<' {
		return false
	}
	c := s[1]
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || strings.IndexByte("/!?", c) >= 0
}

// leftMark gives the mark at the start of s that is markup nearly always.
// Marks in full width come from Japanese typing.
func leftMark(s string) string {
	if c := s[0]; c != '*' && c != '~' && c != ']' && c != '`' && c != "＊"[0] {
		return ""
	}
	for _, mark := range []string{"**", "~~", "](", "][", "`", "＊＊", "］（", "｀｀｀"} {
		if strings.HasPrefix(s, mark) {
			return mark
		}
	}
	return ""
}

// headingMark finds a # that is no heading for want of a space.
func (f *finder) headingMark(start int, s string) {
	rest := strings.TrimLeft(s, "#＃")
	if rest == s || rest == "" || rest[0] == ' ' || rest[0] >= '0' && rest[0] <= '9' {
		return
	}
	for i := start - 1; i >= 0 && f.d.src[i] != '\n'; i-- {
		if f.d.src[i] != ' ' && f.d.src[i] != '>' {
			return
		}
	}
	mark := s[:len(s)-len(rest)]
	f.once(start, RuleMarkup, said{saidLeft(mark).text, sayHeading})
}

// text looks through a short text.
func (f *finder) text() {
	s := f.d.src
	for i := 0; i < len(s); i++ {
		if !begins[s[i]] {
			continue
		}
		rest := s[i:]
		if rest[0] == '\\' && len(rest) > 1 && strings.IndexByte("{[<", rest[1]) >= 0 {
			i++
			continue
		}
		if kind, path, n := referenceAt(rest); n > 0 {
			f.refer(i, Reference{Path: path, Note: kind == noteMark})
			i += n - 1
			continue
		}
		switch {
		case isTag(rest):
			f.once(i, RuleHTML, saidHTMLInText)
		case rest[0] == '{':
			f.add(i, RuleReference, saidBrace)
		case strings.HasPrefix(rest, "[^"):
			f.add(i, RuleReference, saidNoteMark)
		default:
			mark := leftMark(rest)
			if mark == "" && rest[0] == '&' {
				_, n := entity(rest)
				mark = rest[:n]
			}
			if mark != "" && mark != "][" {
				f.once(i, RuleMarkup, saidMarkupInText(mark))
				i += len(mark) - 1
			}
		}
	}
}
