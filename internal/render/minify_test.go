package render

import (
	"math/rand"
	"os"
	"regexp"
	"strings"
	"testing"
)

func TestCompact(t *testing.T) {
	for in, want := range map[string]string{
		"/* a */ a > b + c ~ d , e { color : red; }\n":             "a>b+c~d,e{color : red}\n",
		"a { width: calc(1px + 2px); }":                            "a{width:calc(1px + 2px)}\n",
		"@media (min-width: calc(1px + 2px)) { a > b { top: 0 } }": "@media (min-width:calc(1px + 2px)){a>b{top:0}}\n",
		"@supports (width: calc(1px + 2px)) { a + b { top: 0 } }":  "@supports (width:calc(1px + 2px)){a+b{top:0}}\n",
		"a { b: c; } d > e { --x: 1px + 2px; }":                    "a{b:c}d>e{--x:1px + 2px}\n",
		"a:is(b > c) > d { top: 0 }":                               "a:is(b>c)>d{top:0}\n",
	} {
		if got := string(compact([]byte(in))); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
}

// inPatterns says in patterns, one after the other, what compact has to do.
func inPatterns(css string) string {
	all := func(pattern, with string) {
		css = regexp.MustCompile(pattern).ReplaceAllString(css, with)
	}
	all(`(?s)/\*.*?\*/`, "")
	all(`\s+`, " ")
	all(`\s*([{};,>])\s*`, "$1")
	all(`([{;(][a-z-]+):\s+`, "$1:")
	css = regexp.MustCompile(`@?[^{};@]+\{`).ReplaceAllStringFunc(css, func(path string) string {
		if path[0] == '@' {
			return path
		}
		return regexp.MustCompile(` ([>+~]) `).ReplaceAllString(path, "$1")
	})
	return strings.ReplaceAll(strings.TrimSpace(css), ";}", "}") + "\n"
}

// TestCompactPatterns: of any text, and of every style sheet of the theme.
func TestCompactPatterns(t *testing.T) {
	try := func(css string) {
		if got, want := string(compact([]byte(css))), inPatterns(css); got != want {
			t.Fatalf("%q becomes\n%q, want\n%q", css, got, want)
		}
	}
	for _, name := range []string{"static/site.css", "static/lists.css", "static/changes.css", "static/search.css", "layouts/print/print.css"} {
		css, err := os.ReadFile("../../" + name)
		if err != nil {
			t.Fatal(err)
		}
		try(string(css))
	}
	parts := []string{" ", " ", "\n", "\t", "\v", "\f", "\u3000", "{", "}", ";", ":", ",", ">", "+", "~", "@", "(", ")", "/*", "*/", "/", "*", "a", "b-c", "1px", "\xff", "あ", "-"}
	random := rand.New(rand.NewSource(1))
	for range 20_000 {
		var css strings.Builder
		for range random.Intn(24) {
			css.WriteString(parts[random.Intn(len(parts))])
		}
		try(css.String())
	}
}
