package build_test

import (
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"kohyo/internal/build"
)

var linkForm = regexp.MustCompile(`(?:href|src)="([^"#?]+)`)

// What site.toml switches off is not there, nothing else is missing, and no
// page leads to it.
func TestSwitchedOff(t *testing.T) {
	if testing.Short() {
		t.Skip("makes many sites")
	}
	for _, c := range []struct {
		setting string
		off     func(name string) bool
	}{
		{"[print]\npages = false", func(name string) bool { return strings.Contains(name, "/print/") }},
		{"[print]\nbilingual = false", func(name string) bool { return strings.Contains(name, "/print/bilingual/") }},
		{"[archive]\ncomparisons = false", func(name string) bool { return strings.HasSuffix(name, "/changes/index.html") }},
		{"[data]\ntext = false", func(name string) bool { return strings.HasSuffix(name, "/notice.txt") }},
		{"[data]\nincident_feeds = false", func(name string) bool { return strings.HasSuffix(name, "/feed.xml") && strings.Count(name, "/") == 2 }},
	} {
		all, some := made(20).(fstest.MapFS), made(20).(fstest.MapFS)
		some["site.toml"] = file(string(all["site.toml"].Data) + c.setting + "\n")
		with, without := open(t, all, benchNow), open(t, some, benchNow)
		gone := 0
		for name := range with.Addresses() {
			if there := without.Has(name); there == c.off(name) && !strings.HasPrefix(name, "assets/") {
				t.Errorf("%s: %s is there: %v", c.setting, name, there)
			}
			if c.off(name) {
				gone++
			}
		}
		if gone == 0 {
			t.Errorf("%s: nothing is missing", c.setting)
		}
		leadsNowhere(t, c.setting, without)
		logged := without.WithLog(func(string, int) (int64, bool) { return 1, true })
		if strings.Contains(c.setting, "text") && !logged.Has("ja/2015-00001/1/notice.txt") {
			t.Error("the log vouches for a text that is not public")
		}
		for p, err := range without.Reports() {
			if err != nil || len(p.Data) == 0 || len(p.Texts) != 2 || len(p.Texts[1].Bytes) == 0 {
				t.Errorf("%s: what is recorded of %s %d depends on what the site offers: %v", c.setting, p.Slug, p.Number, err)
			}
		}
	}
}

// leadsNowhere finds links within the site to what is not there.
func leadsNowhere(t *testing.T, setting string, site *build.Site) {
	t.Helper()
	const base = "https://notices.example.org/"
	for name := range site.Addresses() {
		if path.Ext(name) != ".html" {
			continue
		}
		for _, m := range linkForm.FindAllStringSubmatch(string(readForm(t, site, name)), -1) {
			to, own := strings.CutPrefix(m[1], base)
			if !own {
				if strings.Contains(to, ":") || strings.HasPrefix(to, "//") {
					continue
				}
				if to = path.Join(path.Dir(name), m[1]); strings.HasPrefix(m[1], "/") {
					to = m[1][1:]
				}
				if to = strings.TrimSuffix(to, "/"); strings.HasSuffix(m[1], "/") || m[1] == "." || strings.HasSuffix(m[1], "..") {
					to += "/"
				}
			}
			if to = strings.TrimPrefix(to, "./"); to == "" || strings.HasSuffix(to, "/") {
				to += "index.html"
			}
			if !site.Has(to) {
				t.Errorf("%s: %s leads to %s", setting, name, m[1])
			}
		}
	}
}
