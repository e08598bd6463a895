package load

import (
	"bytes"

	"kohyo/internal/pattern"
)

// extent is how far a statement that cannot be read goes.
type extent struct {
	end     int // where the next statement begins
	bracket int // offset of a bracket that is never closed, or -1
	quote   int // offset of a quote that is never closed, or -1
}

var (
	headerLine = pattern.New(`^[ \t]*\[\[?[ \t]*[a-z][a-z0-9_.]*[ \t]*\]\]?[ \t]*(#.*)?$`)
	keyLine    = pattern.New(`^[a-z][a-z0-9_.]*[ \t]*=`)
	openLine   = pattern.New(`^[a-z][a-z0-9_.]*[ \t]*=[ \t]*("""|''')`)
	textLine   = pattern.New(`^[ \t]*[a-z][a-z0-9_.]*[ \t]*=[ \t]*("""|''')$`)
)

// measureStatement finds the end of the statement at start. It follows quotes
// and brackets as far as they make sense: a line that can only be the
// beginning of something new ends a statement whose bracket was forgotten.
func measureStatement(b []byte, start int) extent {
	x := extent{bracket: -1, quote: -1}
	if start < len(b) && b[start] == '[' {
		x.end = lineEnd(b, start)
		return x
	}
	var open []int
	for i := start; i < len(b); {
		switch c := b[i]; c {
		case '\n':
			i++
			if len(open) == 0 {
				x.end = i
				return x
			}
			if begins(b, i, open[len(open)-1]) {
				x.end, x.bracket = i, open[len(open)-1]
				return x
			}
		case '#':
			i = lineEnd(b, i) - 1
			if i < 0 || b[i] != '\n' {
				i = len(b)
			}
		case '"', '\'':
			end, ok := stringEnd(b, i)
			if !ok {
				x.quote = i
				x.end = end
				return x
			}
			i = end
		case '[', '{':
			open = append(open, i)
			i++
		case ']', '}':
			open = x.close(b, open, c)
			i++
		default:
			i++
		}
	}
	x.end = len(b)
	if len(open) > 0 {
		x.bracket = open[len(open)-1]
	}
	return x
}

// close takes away the bracket that c closes, and those within it, which were
// never closed: of [{ ] that is the {.
func (x *extent) close(b []byte, open []int, c byte) []int {
	opening := map[byte]byte{']': '[', '}': '{'}[c]
	if len(open) == 0 {
		return open
	}
	last := len(open) - 1
	if b[open[last]] != opening && x.bracket < 0 {
		x.bracket = open[last]
	}
	for i := last; i >= 0; i-- {
		if b[open[i]] == opening {
			return open[:i]
		}
	}
	return open[:last]
}

// lineEnd gives the offset after the line break that ends the line of i.
func lineEnd(b []byte, i int) int {
	n := bytes.IndexByte(b[i:], '\n')
	if n < 0 {
		return len(b)
	}
	return i + n + 1
}

func line(b []byte, i int) []byte {
	return bytes.TrimSuffix(b[i:lineEnd(b, i)], []byte{'\n'})
}

// begins reports whether the line at i begins a new statement although the
// bracket at open is not closed.
func begins(b []byte, i, open int) bool {
	l := line(b, i)
	if headerLine().Match(l) {
		return true
	}
	if !keyLine().Match(l) {
		return false
	}
	if b[open] == '[' {
		return true
	}
	before := bytes.TrimRight(b[open:i], " \t\n")
	last := before[len(before)-1]
	return last != ',' && last != '{'
}

// stringEnd gives the offset after the string at i. It reports false when the
// string is not closed; then end is where reading can go on.
func stringEnd(b []byte, i int) (end int, ok bool) {
	q := b[i]
	if i+2 < len(b) && b[i+1] == q && b[i+2] == q {
		return longStringEnd(b, i)
	}
	for j := i + 1; j < len(b); j++ {
		switch {
		case b[j] == q:
			return j + 1, true
		case b[j] == '\n':
			return j + 1, false
		case b[j] == '\\' && q == '"' && j+1 < len(b) && b[j+1] != '\n':
			j++
		}
	}
	return len(b), false
}

// longStringEnd is stringEnd for three quotes. Quotes that would close the
// string but plainly open another (text = """) show that its own are missing.
func longStringEnd(b []byte, i int) (end int, ok bool) {
	q := b[i]
	for j := i + 3; j < len(b); j++ {
		switch {
		case b[j] == '\\' && q == '"':
			j++
		case b[j] == q && j+2 < len(b) && b[j+1] == q && b[j+2] == q:
			from := max(i, j-200) // names are short
			from += bytes.LastIndexByte(b[from:j], '\n') + 1
			if from > i && b[from-1] == '\n' && textLine().Match(b[from:min(j+3, len(b))]) {
				return from, false
			}
			j += 3
			for n := 0; n < 2 && j < len(b) && b[j] == q; n++ {
				j++
			}
			return j, true
		}
	}
	return resume(b, i), false
}

// resume gives the first line after i that can only be the beginning of
// something new.
func resume(b []byte, i int) int {
	for i = lineEnd(b, i); i < len(b); i = lineEnd(b, i) {
		if l := line(b, i); headerLine().Match(l) || openLine().Match(l) {
			return i
		}
	}
	return len(b)
}
