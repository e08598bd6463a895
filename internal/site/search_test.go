package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo/internal/notice"
)

// dailies are incidents of consecutive days, the oldest first.
func dailies(n int) []*notice.Incident {
	all := make([]*notice.Incident, n)
	for i := range all {
		day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%5000)
		all[i] = incident(fmt.Sprintf("i%05d", i), report(fmt.Sprintf("i%05d", i), 1, day.Format(time.DateOnly)))
	}
	return all
}

// Parts grow with the archive, up to a size; each incident is in one of them,
// the oldest in the first.
func TestSearchParts(t *testing.T) {
	for n, want := range map[int]string{
		0: "[]", 1: "[{1 1}]", 4: "[{4 1}]", 5: "[{5 2}]", 1000: "[{1000 256}]",
		searchPart: "[{4096 1024}]", searchPart + 1: "[{4096 1024} {1 1}]", 2*searchPart + 100: "[{4096 1024} {4096 1024} {100 32}]",
	} {
		s := New(settings(), dailies(n), now, Options{})
		parts, ok := s.SearchParts()
		if got := fmt.Sprint(parts); got != want || !ok {
			t.Errorf("%d incidents: %s, want %s", n, got, want)
		}
		var items []*Incident
		for part := range parts {
			items = append(items, s.SearchItems(part)...)
		}
		slices.Reverse(items)
		if !slices.Equal(items, s.archive) {
			t.Errorf("%d incidents: the parts do not hold what the archive holds", n)
		}
	}
}

// What is published today leaves all parts but the newest as they are.
func TestFullPartsStay(t *testing.T) {
	slugs := func(n int) string {
		all := ""
		for _, in := range New(settings(), dailies(n), now, Options{}).SearchItems(0) {
			all += in.Slug
		}
		return all
	}
	if slugs(searchPart) != slugs(searchPart+50) {
		t.Error("a full part has changed")
	}
}

// Every file of the index is found under its name, and no other.
func TestSearchFiles(t *testing.T) {
	s := New(settings(), dailies(90), now, Options{})
	n := 0
	for p := range s.Pages() {
		if p.Kind != SearchIndex && p.Kind != SearchTexts && p.Kind != Search {
			continue
		}
		if found, ok := s.Find(p.File()); !ok || fmt.Sprint(found) != fmt.Sprint(p) {
			t.Errorf("%s: found %+v, want %+v", p.File(), found, p)
		}
		n++
	}
	if want := 2 * (1 + 32 + 45); n != want {
		t.Errorf("%d files, want %d", n, want)
	}
	for _, name := range []string{
		"search/ja/1-32/32.bin", "search/ja/1-32/45.json", "search/ja/1-32/00.bin", "search/ja/1-32/-1.bin", "search/ja/1-8/0.bin",
		"search/ja/2-32/0.bin", "search/ja/0-32/0.bin", "search/ko/1-32/0.bin", "search/ja/1-32/0.txt", "search/ja/1-32", "search/ja/1-32/0/1.bin",
		"search", "search/index.html", "ja/search/1/index.html", "search/ja/1-32/+1.bin",
	} {
		if p, ok := s.Find(name); ok {
			t.Errorf("%s is found: %+v", name, p)
		}
	}
}

func TestNoSearch(t *testing.T) {
	set := settings()
	set.Data.Search = notice.Bool{Set: true}
	s := New(set, dailies(9), now, Options{})
	for _, name := range files(s) {
		if strings.Contains(name, "search") {
			t.Errorf("there is %s", name)
		}
	}
	for _, name := range []string{"ja/search/index.html", "search/ja/1-4/0.bin", "search/ja/1-4/0.json"} {
		if _, ok := s.Find(name); ok {
			t.Errorf("%s is found", name)
		}
	}
}
