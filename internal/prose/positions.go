package prose

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// positions turns byte offsets into lines and columns. Going forward in a
// line, it counts on from the place before.
type positions struct {
	text         string
	starts       []int // of the lines
	last, column int   // an offset, and its column
}

func lineStarts(text string) []int {
	starts := []int{0}
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return starts
		}
		i += n + 1
		starts = append(starts, i)
	}
}

// at gives the line and column of an offset, both from 1.
func (p *positions) at(offset int) (line, column int) {
	if p.starts == nil { // in most texts nothing has a place
		p.starts = lineStarts(p.text)
	}
	offset = min(max(offset, 0), len(p.text))
	line = sort.SearchInts(p.starts, offset+1)
	if start := p.starts[line-1]; p.last < start || p.last > offset {
		p.last, p.column = start, 1
	}
	p.column += utf8.RuneCountInString(p.text[p.last:offset])
	p.last = offset
	return line, p.column
}
