package schema

import (
	"testing"

	"kohyo/internal/notice"
)

// Every check makes the schemas anew, to hold them against those in the site.
func BenchmarkFiles(b *testing.B) {
	site := &notice.Site{Languages: []notice.String{{V: "ja"}, {V: "en"}}}
	layouts := layouts(b)
	for b.Loop() {
		m, err := New(layouts)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := m.Files(site); err != nil {
			b.Fatal(err)
		}
	}
}
