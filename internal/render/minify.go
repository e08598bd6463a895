package render

import (
	"regexp"
	"strings"
)

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSpace   = regexp.MustCompile(`\s+`)
	cssAround  = regexp.MustCompile(`\s*([{};,>])\s*`)
	cssColon   = regexp.MustCompile(`([{;(][a-z-]+):\s+`)
	cssPath    = regexp.MustCompile(`@?[^{};@]+\{`)
	cssStep    = regexp.MustCompile(` ([>+~]) `)
)

// compact drops comments and the spaces that only people need: a third of the
// style sheet. Strings in it must not hold braces or semicolons.
func compact(css []byte) []byte {
	s := cssComment.ReplaceAllString(string(css), "")
	s = cssSpace.ReplaceAllString(s, " ")
	s = cssAround.ReplaceAllString(s, "$1")
	s = cssColon.ReplaceAllString(s, "$1:")
	s = cssPath.ReplaceAllStringFunc(s, func(path string) string {
		if path[0] == '@' { // as a value, it may hold a sum: "1px + 2px"
			return path
		}
		return cssStep.ReplaceAllString(path, "$1")
	})
	return []byte(strings.ReplaceAll(strings.TrimSpace(s), ";}", "}") + "\n")
}
