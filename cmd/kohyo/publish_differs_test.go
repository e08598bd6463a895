package main

import (
	"slices"
	"strings"
	"testing"
)

// Who changed one time is told of one place, not of all that follows from it.
func TestWritten(t *testing.T) {
	was := flat([]byte(`{"report":{"timeline":[{"at":{"raw":"~15:00","earliest":"a","latest":"b","words":{"en":"c"}}}],"title":{"words":{"en":"at 15"}}},"vocabulary":{"x":"y"}}`))
	is := flat([]byte(`{"report":{"timeline":[{"at":{"raw":"~14:00","earliest":"d","latest":"e","words":{"en":"f"}}}],"title":{"words":{"en":"at 14"}}},"vocabulary":{}}`))
	if got := written(differing(was, is)); !slices.Equal(got, []string{"report.timeline.1.at.raw"}) {
		t.Errorf("told of %q", got)
	}
	only := []string{"report.title.words.en", "vocabulary.x"}
	if got := written(slices.Clone(only)); !slices.Equal(got, only) {
		t.Errorf("of what differs in words alone, told of %q", got)
	}
}

func TestShortly(t *testing.T) {
	long := strings.Repeat("文", 100)
	for _, c := range []struct{ was, is, a, b string }{
		{"", "x", "–", "x"},
		{"12", "13", "12", "13"},
		{long + "一" + long, long + "二" + long, "…" + long[:30] + "一" + long[:49*3] + "…", "…" + long[:30] + "二" + long[:49*3] + "…"},
		{long + "一", long, "…" + long[:30] + "一", "…" + long[:30]},
	} {
		if a, b := shortly(c.was, c.is); a != c.a || b != c.b {
			t.Errorf("%s\n%s\nis shown as\n%s\n%s", c.was, c.is, a, b)
		}
	}
}
