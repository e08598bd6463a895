package prose

import "strings"

// part is a stretch of a short text: words, a quoted fact or a note's mark.
type part struct {
	kind  partKind
	text  string // the words, the path, the id
	start int    // byte offset in the source
}

type partKind int

const (
	words partKind = iota
	quote
	noteMark
)

// parseText cuts a short text into its parts. A backslash takes their meaning
// from { [ and <, and from nothing else.
func parseText(src string) []part {
	if src != "" && !strings.ContainsAny(src, `\{[`) {
		return []part{{words, src, 0}} // as most are
	}
	var parts []part
	var b strings.Builder
	from := 0
	flush := func() {
		if b.Len() > 0 {
			parts = append(parts, part{words, b.String(), from})
			b.Reset()
		}
	}
	for i := 0; i < len(src); {
		if src[i] == '\\' && i+1 < len(src) && strings.IndexByte("{[<", src[i+1]) >= 0 {
			b.WriteByte(src[i+1])
			i += 2
			continue
		}
		kind, text, n := referenceAt(src[i:])
		if n == 0 {
			next := len(src)
			if k := strings.IndexAny(src[i+1:], `\{[`); k >= 0 {
				next = i + 1 + k
			}
			b.WriteString(src[i:next])
			i = next
			continue
		}
		flush()
		parts = append(parts, part{kind, text, i})
		i += n
		from = i
	}
	flush()
	return parts
}

// longestReference bounds the search for the end of a reference.
const longestReference = 200

// referenceAt reads {path} or [^id] at the start of s. n is its length, 0 if
// there is none.
func referenceAt[T string | []byte](s T) (kind partKind, text string, n int) {
	open, end, stop := 1, byte('}'), "{\n"
	switch {
	case len(s) > 0 && s[0] == '{':
		kind = quote
	case len(s) > 1 && s[0] == '[' && s[1] == '^':
		kind, open, end, stop = noteMark, 2, ']', "[ \t\n"
	default:
		return 0, "", 0
	}
	for i := open; i < min(len(s), longestReference); i++ {
		if s[i] == end {
			text = strings.TrimSpace(string(s[open:i]))
			if text == "" {
				return 0, "", 0
			}
			return kind, text, i + 1
		}
		if strings.IndexByte(stop, s[i]) >= 0 {
			break
		}
	}
	return 0, "", 0
}
