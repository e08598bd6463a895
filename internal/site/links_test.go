package site

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"kohyo/internal/notice"
)

func TestRelative(t *testing.T) {
	for _, c := range [][3]string{
		{"ja/a/", "en/a/", "../../en/a/"},
		{"ja/a/", "ja/a/", "./"},
		{"ja/a/", "ja/a/2/", "2/"},
		{"ja/a/2/", "ja/a/", "../"},
		{"ja/a/", "ja/ab/", "../ab/"},
		{"ja/", "", "../"},
		{"", "", "./"},
		{"", "ja/", "ja/"},
		{"404.html", "", "./"},
		{"404.html", "ja/", "ja/"},
		{"ja/a/1/", "assets/site.1a.css", "../../../assets/site.1a.css"},
		{"ja/feed.xml", "ja/a/", "a/"},
		{"ja/a/", "a:b/files/c.pdf", "../../a:b/files/c.pdf"},
		{"", "a:b/files/c.pdf", "./a:b/files/c.pdf"},
	} {
		if got := Relative(c[0], c[1]); got != c[2] {
			t.Errorf("Relative(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// A browser that follows a relative link arrives at the absolute address.
func TestRelativeLeadsWhereAbsoluteDoes(t *testing.T) {
	r := report("a", 1, "2019-01-01")
	r.Attachments = []notice.Attachment{{File: str("x y/c:d%.pdf")}}
	s := New(settings(), append(many(30), incident("a", r)), now, Options{Assets: []string{"assets/a.css"}})
	pages := slices.Collect(s.Pages())
	for _, from := range pages {
		base, err := url.Parse(s.Absolute(from.Address))
		if err != nil {
			t.Fatal(err)
		}
		for _, to := range pages {
			link, err := base.Parse(Relative(from.Address, to.Address))
			if err != nil {
				t.Fatal(err)
			}
			if want := s.Absolute(to.Address); link.String() != want {
				t.Fatalf("from %q to %q: %q", from.Address, to.Address, link)
			}
		}
	}
}

func TestBase(t *testing.T) {
	for _, c := range [][3]string{
		{"https://www.example.co.jp/disclosure/", "https://www.example.co.jp/disclosure/ja/", "/disclosure/"},
		{"https://www.example.co.jp/disclosure", "https://www.example.co.jp/disclosure/ja/", "/disclosure/"},
		{"https://www.example.co.jp", "https://www.example.co.jp/ja/", "/"},
		{"https://www.example.co.jp/a%20b?x#y", "https://www.example.co.jp/a%20b/ja/", "/a%20b/"},
	} {
		set := settings()
		set.BaseURL.V = c[0]
		s := New(set, nil, now, Options{})
		if got := s.Absolute("ja/"); got != c[1] {
			t.Errorf("%s: Absolute = %q, want %q", c[0], got, c[1])
		}
		if got := s.BasePath(); got != c[2] {
			t.Errorf("%s: BasePath = %q, want %q", c[0], got, c[2])
		}
	}
}

func TestAlternatesAndCanonical(t *testing.T) {
	s := New(settings(), []*notice.Incident{incident("a", report("a", 1, "2019-01-01"))}, now, Options{Assets: []string{"assets/a.css"}})
	for file, want := range map[string]string{
		"index.html":         "[{ja ja/} {en en/} {x-default }] https://www.example.co.jp/disclosure/",
		"en/index.html":      "[{ja ja/} {en en/} {x-default }] https://www.example.co.jp/disclosure/en/",
		"en/2019/index.html": "[{ja ja/2019/} {en en/2019/} {x-default ja/2019/}] https://www.example.co.jp/disclosure/en/2019/",
		"ja/a/index.html":    "[{ja ja/a/} {en en/a/} {x-default ja/a/}] https://www.example.co.jp/disclosure/ja/a/",
		"en/a/1/index.html":  "[{ja ja/a/1/} {en en/a/1/} {x-default ja/a/1/}] https://www.example.co.jp/disclosure/en/a/1/",
		"en/feed.xml":        "[{ja ja/feed.xml} {en en/feed.xml}] ",
		"a/1.json":           "[] ",
		"404.html":           "[] ",
		"assets/a.css":       "[] ",
	} {
		p, ok := s.Find(file)
		if got := fmt.Sprintln(s.Alternates(p), s.Canonical(p)); !ok || got != want+"\n" {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}

func TestNeighbours(t *testing.T) {
	s := New(settings(), []*notice.Incident{
		incident("a", report("a", 1, "2019-01-01"), report("a", 2, "2019-01-02", "draft"), report("a", 3, "2019-01-03")),
	}, now, Options{})
	in := s.Incident("a")
	if before, after := in.Neighbours(in.First()); before != nil || after != in.Newest() {
		t.Error("after the first public report comes the newest")
	}
	if before, after := in.Neighbours(in.Newest()); before != in.First() || after != nil {
		t.Error("before the newest public report comes the first")
	}
}
