package tlog_test

import (
	"bytes"
	"testing"

	"kohyo/internal/tlog"
)

// TestEveryBitOfACheckpoint: no bit of a signed checkpoint can be another, not
// even one that a decoder of base64 would not look at.
func TestEveryBitOfACheckpoint(t *testing.T) {
	p := newPublic(t, true)
	p.report("shop", 1, "a")
	p.publish()
	right := p.files[tlog.CheckpointFile]
	if _, err := p.open(); err != nil {
		t.Fatal(err)
	}
	for at := range right {
		for bit := range 8 {
			changed := bytes.Clone(right)
			changed[at] ^= 1 << bit
			p.files[tlog.CheckpointFile] = changed
			if l, err := p.open(); err == nil && len(p.faults()) == 0 {
				t.Errorf("byte %d as %q instead of %q: taken for the checkpoint (%v)", at, changed[at], right[at], l != nil)
			}
		}
	}
}
