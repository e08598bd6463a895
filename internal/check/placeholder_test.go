package check

import (
	"testing"
	"unicode/utf8"
)

// TestPlaceholderSigns: each sign is found by its first letter.
func TestPlaceholderSigns(t *testing.T) {
	for _, sign := range placeholderSigns {
		if !signsOf("文 a " + sign).placeholder {
			t.Errorf("%s is not found", sign)
		}
		_, size := utf8.DecodeRuneInString(sign)
		if len(sign) > size && signsOf(sign[:size]).placeholder {
			t.Errorf("the beginning of %s is enough", sign)
		}
	}
}
