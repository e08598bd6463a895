package law

import (
	"testing"

	"kohyo/internal/notice"
)

// A site that chooses every regime pays for it per report.
func BenchmarkFindings(b *testing.B) {
	s, all := site(), []*notice.Incident{}
	for range 1000 {
		all = append(all, incidents(full())...)
	}
	for b.Loop() {
		Findings(s, all, Names())
	}
}
