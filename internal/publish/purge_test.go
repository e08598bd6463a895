package publish

import (
	"slices"
	"testing"
)

func TestPurge(t *testing.T) {
	plan := &Plan{Files: []File{
		{Name: "assets/site.0123.css", Change: New},
		{Name: "ja/index.html", Change: Changed},
		{Name: "index.html", Change: Changed},
		{Name: "leak/files/図 1#%.pdf", Change: Gone},
		{Name: "en/index.html", Change: Same},
	}}
	want := []string{"/", "/assets/site.0123.css", "/index.html", "/ja/", "/ja/index.html", "/leak/files/%E5%9B%B3%201%23%25.pdf"}
	if got := plan.Purge(); !slices.Equal(got, want) {
		t.Errorf("the addresses to purge are %q, want %q", got, want)
	}
}
