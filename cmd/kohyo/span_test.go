package main

import (
	"testing"
	"time"
)

func TestSpan(t *testing.T) {
	for text, want := range map[string]string{
		"90s": "1m30s", "30m": "30m", "2h": "2h", "36h": "36h", "14d": "14d", "48h": "2d", "1ns": "1ns", "1h30m": "1h30m",
	} {
		var d time.Duration
		s := (*span)(&d)
		if err := s.Set(text); err != nil || s.String() != want {
			t.Errorf("%s reads as %s (%v), want %s", text, s, err, want)
		}
		if again := s.String(); s.Set(again) != nil || s.String() != again {
			t.Errorf("%s is not read as it is written", again)
		}
	}
	for _, text := range []string{"", "d", "0", "0d", "-1h", "-2d", "3 d", "soon", "1.5d", "36501d", "99999999999999999999d"} {
		if err := (*span)(new(time.Duration)).Set(text); err == nil {
			t.Errorf("%q was taken for a length of time", text)
		}
	}
}
