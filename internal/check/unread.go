package check

import (
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// errorsIn gives what the stages before have found in a file that keeps values
// of it from being right.
func errorsIn(found diag.Findings, file string) diag.Findings {
	var errors diag.Findings
	for _, f := range found {
		if f.File == file && f.Line > 0 && f.Severity == diag.Error && f.Rule != "missing-language" {
			errors = append(errors, f)
		}
	}
	return errors
}

// pathOf is the table that a finding names before its words.
var pathOf = pattern.New(`^([a-z_]+)(?: [0-9]+)?[,:]`)

// figuresInError reports whether something about a count is in error already:
// a figure that could not be read, a unit that does not exist. What follows
// from it for other figures is better said once that is mended.
func (s *source) figuresInError() bool {
	for _, f := range s.unread {
		if m := pathOf().FindStringSubmatch(f.Text.En); m != nil {
			if m[1] == "counts" {
				return true
			}
			continue
		}
		// A mistake of form: only its line tells what it is in.
		for _, c := range s.report.Counts {
			if end := s.afterCount(c.Line); f.Line >= c.Line && (end == 0 || f.Line < end) {
				return true
			}
		}
	}
	return false
}

// afterCount is the first line after a count from which on the file speaks of
// something else; 0 where there is none.
func (s *source) afterCount(line int) int {
	end := 0
	look := func(path string, at diag.Place) {
		if at.Line > line && (end == 0 || at.Line < end) && !strings.HasPrefix(path, "counts ") {
			end = at.Line
		}
	}
	for _, p := range s.said {
		look(p.Path, p.Place)
	}
	for _, f := range s.fields {
		switch v := f.Value.(type) {
		case notice.Word:
			look(f.Path, v.Place)
		case notice.String:
			look(f.Path, v.Place)
		case notice.Moment:
			look(f.Path, v.Place)
		}
	}
	return end
}
