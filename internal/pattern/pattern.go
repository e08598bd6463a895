// Package pattern has regular expressions that are compiled when they are
// first asked for. There are two hundred of them in the program, and a run
// needs few: compiled all together, they take longer than a page.
package pattern

import (
	"regexp"
	"sync"
)

// Pattern gives a regular expression, always the same one.
type Pattern func() *regexp.Regexp

// New is regexp.MustCompile, put off: a mistake shows when the pattern is
// first used. A test at the root of the module compiles them all.
func New(expr string) Pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}
