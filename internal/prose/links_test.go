package prose

import (
	"slices"
	"testing"
)

func TestLinks(t *testing.T) {
	d := Parse("# 一\n\n表は[こちら](#counts)、[前の報](/ja/x/1/#note-a)と\n[規則][r]。<http://www.example.co.jp/>\n\n二\n---\n\n[メール](mailto:a@example.jp) [悪](javascript:x) [図](files/a.png)\n\n[r]: https://www.example.co.jp/r\n")
	want := []Link{{3, 3, "#counts"}, {3, 18, "/ja/x/1/#note-a"}, {4, 1, "https://www.example.co.jp/r"}, {4, 9, "http://www.example.co.jp/"}}
	if got := d.Links(); !slices.Equal(got, want) {
		t.Errorf("links %v, want %v", got, want)
	}
	if got, want := d.Headings(), []Heading{{1, 1, 1}, {6, 1, 2}}; !slices.Equal(got, want) {
		t.Errorf("headings %v, want %v", got, want)
	}
	if got := ParseText("[a](#b) # c").Links(); got != nil {
		t.Errorf("a short text has links %v", got)
	}
}
