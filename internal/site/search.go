package site

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

const searchName = "search/"

// SearchAddress is the page on which readers search: "ja/search/".
func SearchAddress(lang string) string { return HomeAddress(lang) + searchName }

// SearchFolder holds the files that the page of a language searches in:
// "search/ja/".
func SearchFolder(lang string) string { return searchName + lang + "/" }

// FirstAt is when the first report of the incident was published.
func (i *Incident) FirstAt() time.Time { return i.first }

// How the index is cut. An index in parts is made with bounded memory; and a
// part holds incidents that follow each other in the order of their first
// publication, so that what is published today changes the newest part alone.
const (
	searchPart     = 4096 // incidents in a part
	searchPerShard = 4    // incidents for each file of terms
	searchPerTexts = 2    // incidents in a file of texts
)

// SearchPart is a part of the index.
type SearchPart struct {
	Incidents int
	Shards    int // files of terms
}

// SearchParts tells how the index is cut, the oldest part first. It reports
// false where the site has none.
func (s *Site) SearchParts() ([]SearchPart, bool) {
	if !s.Settings.Data.HasSearch() {
		return nil, false
	}
	var parts []SearchPart
	for n := len(s.archive); n > 0; n -= searchPart {
		p := SearchPart{Incidents: min(n, searchPart), Shards: 1}
		for p.Shards*searchPerShard < p.Incidents { // a power of two, which seldom changes
			p.Shards *= 2
		}
		parts = append(parts, p)
	}
	return parts, true
}

// SearchPerTexts is how many incidents share a file of texts.
func SearchPerTexts() int { return searchPerTexts }

// SearchPerPart is how many incidents make a part full.
func SearchPerPart() int { return searchPart }

func searchPage(lang string) Page {
	return Page{Kind: Search, Lang: lang, Address: SearchAddress(lang)}
}

// SearchItems are the incidents of a part, in the order of its index.
func (s *Site) SearchItems(part int) []*Incident {
	end := len(s.archive) - part*searchPart
	items := slices.Clone(s.archive[max(0, end-searchPart):end])
	slices.Reverse(items)
	return items
}

// SearchOrder gives the incidents of all parts, one part after another.
func (s *Site) SearchOrder() []*Incident {
	all := slices.Clone(s.archive)
	slices.Reverse(all)
	return all
}

// A folder holds a part. How that is cut is in its name, so that an old page
// never reads a new index in the wrong way.
func searchFile(kind Kind, lang string, part, shards, n int) Page {
	ext := ".bin"
	if kind == SearchTexts {
		ext = ".json"
	}
	folder := strconv.Itoa(part+1) + "-" + strconv.Itoa(shards) + "/"
	return Page{Kind: kind, Lang: lang, Of: part, Number: n, Address: SearchFolder(lang) + folder + strconv.Itoa(n) + ext}
}

// eachSearch gives the files of the index, a part after the other: it is made
// once for all its files.
func (s *Site) eachSearch(yield func(Page) bool) bool {
	parts, _ := s.SearchParts()
	for part, cut := range parts {
		for n := range cut.Shards {
			for _, lang := range s.Langs {
				if !yield(searchFile(SearchIndex, lang, part, cut.Shards, n)) {
					return false
				}
			}
		}
		for n := range pagesFor(cut.Incidents, searchPerTexts) {
			for _, lang := range s.Langs {
				if !yield(searchFile(SearchTexts, lang, part, cut.Shards, n)) {
					return false
				}
			}
		}
	}
	return true
}

// findSearch finds a file of the index: "ja/1-8/3.bin".
func (s *Site) findSearch(rest string) (Page, bool) {
	at := strings.Split(rest, "/")
	if len(at) != 3 || !slices.Contains(s.Langs, at[0]) {
		return Page{}, false
	}
	number, _, _ := strings.Cut(at[1], "-")
	part, _ := strconv.Atoi(number)
	parts, _ := s.SearchParts()
	if part < 1 || part > len(parts) {
		return Page{}, false
	}
	part--
	cut := parts[part]
	name, ext, _ := strings.Cut(at[2], ".")
	n, err := strconv.Atoi(name)
	if err != nil || n < 0 {
		return Page{}, false
	}
	if ext == "json" {
		return searchFile(SearchTexts, at[0], part, cut.Shards, n), n < pagesFor(cut.Incidents, searchPerTexts)
	}
	return searchFile(SearchIndex, at[0], part, cut.Shards, n), n < cut.Shards
}
