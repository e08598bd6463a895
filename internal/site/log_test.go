package site

import (
	"reflect"
	"slices"
	"testing"

	"kohyo/internal/notice"
)

// The page that tells how to verify is there in every language where there is
// a log, and nowhere else.
func TestVerifyPages(t *testing.T) {
	in := []*notice.Incident{incident("shop", report("shop", 1, "2019-04-12"))}
	plain := New(settings(), in, now, Options{})
	before := slices.Collect(plain.Pages())
	logged := plain.WithLog()
	var got []string
	for p := range logged.Pages() {
		if p.Kind == Verify {
			got = append(got, p.File())
		}
		if found, ok := logged.Find(p.File()); !ok || !reflect.DeepEqual(found, p) {
			t.Errorf("Find(%q) = %+v, %t; Pages gives %+v", p.File(), found, ok, p)
		}
	}
	if want := []string{"ja/verify/index.html", "en/verify/index.html"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if n := len(logged.SitemapLists()) - len(plain.SitemapLists()); n != 2 {
		t.Errorf("the sitemap names %d more lists, want 2", n)
	}
	if same := New(settings(), in, now, Options{Logged: true}); !reflect.DeepEqual(slices.Collect(same.Pages()), slices.Collect(logged.Pages())) {
		t.Error("a site that is made with a log has other pages")
	}
	for _, file := range []string{"verify/index.html", "ja/verify", "ja/verify/1/index.html"} {
		if p, ok := logged.Find(file); ok {
			t.Errorf("Find(%q) = %+v", file, p)
		}
	}
	if _, ok := plain.Find("ja/verify/index.html"); ok || plain.Logged() || !reflect.DeepEqual(slices.Collect(plain.Pages()), before) {
		t.Error("the site without a log has changed")
	}
}
