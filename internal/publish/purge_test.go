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
	for base, site := range map[string]string{
		"": "", "https://www.example.co.jp": "", "https://www.example.co.jp/": "",
		"https://www.example.co.jp/disclosure": "/disclosure", "https://www.example.co.jp/お知らせ/": "/%E3%81%8A%E7%9F%A5%E3%82%89%E3%81%9B",
	} {
		var want []string
		for _, name := range []string{"/", "/assets/site.0123.css", "/index.html", "/ja/", "/ja/index.html", "/leak/files/%E5%9B%B3%201%23%25.pdf"} {
			want = append(want, site+name)
		}
		if got := plan.Purge(base); !slices.Equal(got, want) {
			t.Errorf("of %q the addresses to purge are %q, want %q", base, got, want)
		}
	}
}
