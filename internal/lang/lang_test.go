package lang_test

import (
	"os"
	"testing"

	"kohyo/internal/lang"
)

// shipped opens a language of the theme.
func shipped(t testing.TB, tag string) *lang.Language {
	t.Helper()
	l, problems, err := lang.Open(os.DirFS("../../layouts"), tag)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Error(p)
	}
	return l
}

func TestShippedLanguagesAreComplete(t *testing.T) {
	for _, tag := range []string{"ja", "en"} {
		shipped(t, tag)
	}
}
