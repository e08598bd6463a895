package check

import (
	"testing"
	"unicode/utf8"
)

// TestPlaceholderSigns: each sign is found by its first letter.
func TestPlaceholderSigns(t *testing.T) {
	for _, sign := range placeholderSigns {
		if !hasPlaceholderSign("文 a " + sign) {
			t.Errorf("%s is not found", sign)
		}
		_, size := utf8.DecodeRuneInString(sign)
		if len(sign) > size && hasPlaceholderSign(sign[:size]) {
			t.Errorf("the beginning of %s is enough", sign)
		}
	}
}
