package load

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
)

// Outline is a file as its author wrote it, and where its statements stand,
// for those who go on writing in it.
type Outline struct {
	Lines      []string // without line breaks; line 1 is the first
	Statements []Statement
}

// Statement is a header, or an entry with its value. No two share a line.
type Statement struct {
	Path        []string // its whole name: counts, as_of
	Header      bool     // [scope] or [[counts]]
	First, Last int      // its lines, from 1
	Value       int      // where the value begins on the first line of an entry, in bytes
	End         int      // where the statement ends on its last line, in bytes
}

// ReadOutline reads a file. It reports false when something in it cannot be
// read: then nothing is certain.
func ReadOutline(data []byte) (Outline, bool) {
	var log diag.Findings
	src, ok := read("", data, &log)
	if !ok {
		return Outline{}, false
	}
	g := src.grower()
	g.outline = &[]stretch{}
	if _, sound := g.grow(); !sound {
		return Outline{}, false
	}
	out := Outline{Lines: strings.Split(string(src.orig), "\n")}
	for _, x := range *g.outline {
		x.from, x.value, x.to = src.origin(x.from), src.origin(x.value), src.origin(x.to)
		first, last := src.lineOf(x.from), src.lineOf(x.to)
		out.Statements = append(out.Statements, Statement{
			Path: x.path, Header: x.header, First: first, Last: last,
			Value: max(0, x.value-src.lines[first-1]), End: x.to - src.lines[last-1],
		})
	}
	return out, true
}

// stretch is a statement by its offsets.
type stretch struct {
	path            []string
	header          bool
	from, value, to int
}

// lineOf gives the line of an offset.
func (s *source) lineOf(off int) int {
	line, found := slices.BinarySearch(s.lines, off)
	if found {
		line++
	}
	return line
}

// sketch notes a header or an entry that has been read.
func (g *grower) sketch(parts []part, header bool, from, to int) {
	if g.outline == nil {
		return
	}
	x := stretch{header: header, from: from, to: to}
	if header {
		g.headed = nil
		x.to += len(line(g.text, to)) // the closing bracket is on the line of the name
		for x.from > 0 && g.text[x.from-1] != '\n' {
			x.from--
		}
	} else {
		x.value = parts[len(parts)-1].end
		for x.value < len(g.text) && strings.IndexByte(" \t=", g.text[x.value]) >= 0 {
			x.value++
		}
	}
	x.path = slices.Clone(g.headed)
	for _, p := range parts {
		x.path = append(x.path, p.name)
	}
	if header {
		g.headed = x.path
	}
	*g.outline = append(*g.outline, x)
}
