package site

import (
	"reflect"
	"slices"
	"testing"

	"kohyo/internal/notice"
)

func TestPDFsBesideThePrintPages(t *testing.T) {
	in := []*notice.Incident{incident("shop", report("shop", 1, "2019-04-12"), report("shop", 2, "2019-05-07", "draft"))}
	s := New(settings(), in, now, Options{PDFs: true})
	var got []string
	for p := range s.Pages() {
		if p.Kind != PDF {
			continue
		}
		got = append(got, p.File())
		if found, ok := s.Find(p.File()); !ok || !reflect.DeepEqual(found, p) {
			t.Errorf("Find(%q) = %+v, %t; Pages gives %+v", p.File(), found, ok, p)
		}
	}
	want := []string{"ja/shop/1/print/shop-1-ja.pdf", "en/shop/1/print/shop-1-en.pdf", "ja/shop/1/print/bilingual/shop-1-ja-en.pdf"}
	if !slices.Equal(got, want) {
		t.Errorf("PDFs %q, want %q", got, want)
	}
	for _, file := range []string{
		"ja/shop/1/print/shop-1-en.pdf", "ja/shop/1/print/shop-2-ja.pdf", "ja/shop/2/print/shop-2-ja.pdf", "ja/shop/1/shop-1-ja.pdf",
		"ja/shop/1/print/index.pdf", "ja/shop/01/print/shop-1-ja.pdf", "ja/a.pdf", "ja/.pdf", "en/shop/1/print/bilingual/shop-1-en-ja.pdf",
	} {
		if p, ok := s.Find(file); ok {
			t.Errorf("Find(%q) = %+v", file, p)
		}
	}
	page, _ := s.Find("en/shop/index.html")
	var links []string
	for _, p := range s.PDFs(page) {
		links = append(links, p.Address)
	}
	if want := []string{want[1], want[2]}; !slices.Equal(links, want) {
		t.Errorf("the notice offers %q, want %q", links, want)
	}
}

// A site that was made without PDFs has none, and links to none.
func TestNoPDFs(t *testing.T) {
	s := New(settings(), []*notice.Incident{incident("shop", report("shop", 1, "2019-04-12"))}, now, Options{})
	if p, ok := s.Find("ja/shop/1/print/shop-1-ja.pdf"); ok {
		t.Errorf("found %+v", p)
	}
	page, _ := s.Find("ja/shop/index.html")
	if got := s.PDFs(page); got != nil {
		t.Errorf("offers %+v", got)
	}
}
