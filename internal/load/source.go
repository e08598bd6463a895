package load

import (
	"bytes"
	"slices"
	"sort"
	"unicode/utf8"

	"kohyo/internal/diag"
)

// source is one file: what its author wrote, and the copy that is decoded, in
// which slips of typing are mended. Offsets are byte offsets into the copy;
// places are counted in what the author wrote.
type source struct {
	name  string
	orig  []byte // as written, without byte-order mark, lines ended by LF
	text  []byte // orig, mended
	edits []edit // the differences, in order
	lines []int  // where the lines of orig begin
	log   *diag.Findings
	said  int // findings so far

	// The last place worked out, so that a file of one long line is not
	// counted through again for each of its values.
	lastAt, lastLine, lastColumn int
}

// mostFindings bounds how much is said about one file.
const mostFindings = 1000

// edit is one stretch of orig that stands differently in text.
type edit struct {
	at, end int    // in orig
	new     string // in place of orig[at:end]
	textAt  int    // where new begins in text
}

func newSource(name string, orig []byte, log *diag.Findings) *source {
	s := &source{name: name, orig: orig, text: orig, log: log}
	s.lines = make([]int, 1, 1+bytes.Count(orig, []byte{'\n'}))
	for i := 0; ; {
		n := bytes.IndexByte(orig[i:], '\n')
		if n < 0 {
			break
		}
		i += n + 1
		s.lines = append(s.lines, i)
	}
	return s
}

// mend makes text from orig and the edits.
func (s *source) mend(edits []edit) {
	if len(edits) == 0 {
		return
	}
	slices.SortStableFunc(edits, func(a, b edit) int { return a.at - b.at })
	text := make([]byte, 0, len(s.orig)+64)
	from := 0
	for _, e := range edits {
		if e.at < from {
			continue // lies within the one before
		}
		text = append(text, s.orig[from:e.at]...)
		e.textAt = len(text)
		text = append(text, e.new...)
		s.edits = append(s.edits, e)
		from = e.end
	}
	s.text = append(text, s.orig[from:]...)
}

// origin gives the offset in orig of an offset in text.
func (s *source) origin(off int) int {
	i := sort.Search(len(s.edits), func(i int) bool { return s.edits[i].textAt > off }) - 1
	if i < 0 {
		return off
	}
	e := s.edits[i]
	within := off - e.textAt
	if within >= len(e.new) {
		return e.end + within - len(e.new)
	}
	// Inside a mended stretch: as many characters into what was written.
	at := e.at
	for n := utf8.RuneCountInString(e.new[:within]); n > 0 && at < e.end; n-- {
		_, size := utf8.DecodeRune(s.orig[at:e.end])
		at += size
	}
	return at
}

// place gives the place of an offset in text.
func (s *source) place(off int) diag.Place {
	if len(s.edits) > 0 {
		off = s.origin(off)
	}
	return s.placeOrig(off)
}

// placeOrig gives the place of an offset in orig.
func (s *source) placeOrig(off int) diag.Place {
	off = min(off, len(s.orig))
	line := s.lastLine - 1 // most often the same again, or the next
	if !s.within(line, off) {
		if line++; !s.within(line, off) {
			line = sort.SearchInts(s.lines, off+1) - 1
		}
	}
	from, column := s.lines[line], 1
	if s.lastLine == line+1 && s.lastAt <= off {
		from, column = s.lastAt, s.lastColumn
	}
	column += utf8.RuneCount(s.orig[from:off])
	s.lastAt, s.lastLine, s.lastColumn = off, line+1, column
	return diag.Place{File: s.name, Line: line + 1, Column: column}
}

// within reports whether an offset in orig is on a line, counted from 0.
func (s *source) within(line, off int) bool {
	return line >= 0 && line < len(s.lines) && off >= s.lines[line] && (line+1 == len(s.lines) || off < s.lines[line+1])
}

// report adds an error at an offset of text.
func (s *source) report(off int, rule string, text, hint diag.Words) {
	if s.said >= mostFindings {
		return
	}
	s.add(s.place(off), diag.Error, rule, text, hint)
}

func (s *source) add(p diag.Place, sev diag.Severity, rule string, text, hint diag.Words) {
	if s.said++; s.said > mostFindings {
		return
	}
	if s.said == mostFindings {
		rule, text, hint = "too-many-mistakes",
			diag.Say("指摘が%d件を超えました。これより先は示しません。", "more than %d findings: no more are shown", mostFindings),
			diag.Say("ここまでの誤りを直してから、もう一度確認してください。", "correct those above and check again")
	}
	*s.log = append(*s.log, diag.Finding{Rule: rule, Severity: sev, Place: p, Text: text, Hint: hint})
}
