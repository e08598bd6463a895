package render

import (
	"fmt"
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

func manyReports(n int) []*notice.Report {
	all := make([]*notice.Report, n)
	for i := range all {
		all[i] = report(fmt.Sprintf("n-%05d", i), 1, day(2010+i%15, 1+i%12, 1+i%28))
	}
	return all
}

// Every page for readers stands in exactly one sitemap; of the archive
// those that choose by one thing do, with their newest incidents.
func TestSitemapNamesEveryPage(t *testing.T) {
	for _, n := range []int{0, 3, 6000} {
		s := siteOf(manyReports(n)...)
		want := map[string]bool{}
		for p := range s.Pages() {
			if p.HTML() && p.Number == 0 && len(p.Filter.Wider()) <= 1 { // narrower lists are found from these
				want[s.Absolute(p.Address)] = true
			}
		}
		got := map[string]int{}
		for _, file := range sitemapFiles(t, s) {
			set := parseXML(t, sitemap(t, s, file))
			if set.XMLName.Space != sitemapSpace || len(set.Children) > 10000 {
				t.Errorf("%s: %v, %d addresses", file, set.XMLName, len(set.Children))
			}
			for _, u := range set.all("url") {
				got[u.one(t, "loc")]++
				if mod := u.all("lastmod"); len(mod) > 0 {
					isTime(t, "lastmod", mod[0].Text)
				}
				if links := u.all("link"); len(links) != 3 || links[0].XMLName.Space != xhtmlSpace {
					t.Errorf("%s: alternates %v", u.one(t, "loc"), links)
				}
			}
		}
		for address, times := range got {
			if times != 1 || !want[address] {
				t.Errorf("%s stands there %d times, wanted %t", address, times, want[address])
			}
		}
		if len(got) != len(want) {
			t.Errorf("%d addresses, want %d", len(got), len(want))
		}
	}
}

// sitemapFiles follows sitemap.xml to its parts.
func sitemapFiles(t *testing.T, s *site.Site) []string {
	root := parseXML(t, sitemap(t, s, "sitemap.xml"))
	if root.XMLName.Local == "urlset" {
		return []string{"sitemap.xml"}
	}
	var files []string
	for _, part := range root.all("sitemap") {
		files = append(files, part.one(t, "loc")[len(s.Absolute("")):])
	}
	return files
}

func sitemap(t *testing.T, s *site.Site, file string) []byte {
	t.Helper()
	data, err := Sitemap(s, mustFind(t, s, file))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestRobots(t *testing.T) {
	want := "User-agent: *\nAllow: /\n\nSitemap: https://www.example.co.jp/disclosure/sitemap.xml\n"
	if got := string(Robots(siteOf())); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
