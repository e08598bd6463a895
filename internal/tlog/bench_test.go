package tlog_test

import (
	"crypto/rand"
	"fmt"
	"testing"

	"kohyo/internal/tlog"
)

// BenchmarkLog is the log of 10,000 reports: made, opened with nothing new,
// and verified.
func BenchmarkLog(b *testing.B) {
	t := &testing.T{}
	p := newPublic(t, true)
	for n := range 10000 {
		p.report(fmt.Sprint("made-", n), 1, "報")
	}
	p.publish()
	b.Run("publish", func(b *testing.B) {
		for b.Loop() {
			p.files = map[string][]byte{}
			p.publish()
		}
	})
	b.Run("again", func(b *testing.B) {
		for b.Loop() {
			l, err := p.open()
			if err != nil {
				b.Fatal(err)
			}
			u, err := l.Append(p.seq(), rand.Reader)
			if err != nil || len(u.New) > 0 {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			_, faults, err := tlog.Examine(p.read, tlog.Options{Origin: origin, Keys: p.keys, Old: true, Openings: true})
			if err != nil || len(faults) > 0 {
				b.Fatal(err, faults)
			}
		}
	})
}
