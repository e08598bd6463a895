package load

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/diag"
)

// mutations are mistakes of typing, made in one line. They give "" when the
// line has nothing to make it with.
var mutations = []struct {
	name string
	make func(line string) string
}{
	{"full-width equals", func(l string) string { return swap(l, "=", "＝") }},
	{"no equals", func(l string) string { return swap(l, "=", "") }},
	{"colon", func(l string) string { return swap(l, " =", ":") }},
	{"full-width space", func(l string) string { return swap(l, " = ", "　=　") }},
	{"opening curly quote", func(l string) string { return swap(l, `"`, "“") }},
	{"closing curly quote", func(l string) string { return swapLast(l, `"`, "”") }},
	{"no opening quote", func(l string) string { return swap(l, `"`, "") }},
	{"no closing quote", func(l string) string { return swapLast(l, `"`, "") }},
	{"corner brackets", func(l string) string { return swapLast(swap(l, `"`, "「"), `"`, "」") }},
	{"full-width bracket", func(l string) string { return before(l, "[", "［") }},
	{"full-width brace", func(l string) string { return before(l, "{", "｛") }},
	{"no closing bracket", func(l string) string { return after(l, "]") }},
	{"no closing brace", func(l string) string { return after(l, "}") }},
	{"no opening bracket", func(l string) string { return before(l, "[", "") }},
	{"no opening brace", func(l string) string { return before(l, "{", "") }},
	{"no comma", func(l string) string { return swap(l, `", `, `" `) }},
	{"full-width comma", func(l string) string { return swap(l, `", `, `"，`) }},
	{"ideographic comma", func(l string) string { return swap(l, `", `, `"、`) }},
	{"letter lost", func(l string) string { return drop(l) }},
}

func swap(l, old, with string) string {
	if !strings.Contains(l, old) {
		return ""
	}
	return strings.Replace(l, old, with, 1)
}

func swapLast(l, old, with string) string {
	i := strings.LastIndex(l, old)
	if i < 0 {
		return ""
	}
	return l[:i] + with + l[i+len(old):]
}

// before changes a bracket that stands before all texts of the line.
func before(l, old, with string) string {
	if i := strings.Index(l, old); i < 0 || strings.Contains(l[:i], `"`) {
		return ""
	}
	return swap(l, old, with)
}

// after takes away a bracket that stands after all texts of the line.
func after(l, old string) string {
	if i := strings.LastIndex(l, old); i < 0 || strings.Contains(l[i:], `"`) {
		return ""
	}
	return swapLast(l, old, "")
}

// drop takes the second letter from the name of an entry or a header.
func drop(l string) string {
	i := strings.IndexFunc(l, func(r rune) bool { return r >= 'a' && r <= 'z' })
	if i < 0 || i+2 >= len(l) || strings.HasPrefix(strings.TrimSpace(l), "#") {
		return ""
	}
	return l[:i+1] + l[i+2:]
}

// TestOneMistake makes every mistake in lines of a real report, one at a
// time: it is found, near where it was made, and hardly anything else is said.
func TestOneMistake(t *testing.T) {
	dir := filepath.Join("..", "..")
	report, err := os.ReadFile(filepath.Join(dir, "content", "nanatsuboshi-gallery", "1.toml"))
	if err != nil {
		t.Skip(err)
	}
	site, err := os.ReadFile(filepath.Join(dir, "site.toml"))
	if err != nil {
		t.Skip(err)
	}
	lines := strings.Split(string(report), "\n")
	made, noisy := 0, 0
	for k, m := range mutations {
		for i, l := range lines {
			bad := m.make(l)
			if bad == "" || bad == l || strings.HasPrefix(strings.TrimSpace(l), "#") || (i+k)%4 != 0 {
				continue
			}
			made++
			all := append([]string(nil), lines...)
			all[i] = bad
			r, err := Load(fstest.MapFS{"site.toml": {Data: site}, "content/x/1.toml": {Data: []byte(strings.Join(all, "\n"))}})
			if err != nil {
				t.Fatal(err)
			}
			near := slices.ContainsFunc(r.Findings, func(f diag.Finding) bool { return f.Line <= i+2 && f.Line >= i-12 })
			if !near {
				t.Errorf("%s, line %d: %s\n%s", m.name, i+1, bad, listing(r.Findings))
			}
			if len(r.Findings) > 3 {
				noisy++
				t.Logf("%s, line %d: %s\n%s", m.name, i+1, bad, listing(r.Findings))
			}
		}
	}
	if made < 100 || noisy*100 > made {
		t.Errorf("of %d mistakes, %d bring more than three findings", made, noisy)
	}
}
