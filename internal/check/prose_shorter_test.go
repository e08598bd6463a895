package check

import (
	"math/rand"
	"regexp"
	"strings"
	"testing"
)

// TestUnquoted holds what is cut out to a pattern that says the same.
func TestUnquoted(t *testing.T) {
	quoted := regexp.MustCompile(`\{[^{}\n]*\}|https?://[^\s<>)」、。]*`)
	parts := []string{"{", "}", "{counts.total}", "http", "https", "://", "h", "a", "あ", "。", "」", " ", "\n", "\v", ")", "<", "\xff"}
	random := rand.New(rand.NewSource(1))
	for range 100_000 {
		var b strings.Builder
		for range random.Intn(12) {
			b.WriteString(parts[random.Intn(len(parts))])
		}
		if got, want := unquoted(b.String()), quoted.ReplaceAllString(b.String(), ""); got != want {
			t.Fatalf("%q becomes %q, want %q", b.String(), got, want)
		}
	}
}
