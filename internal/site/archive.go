package site

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"kohyo/internal/notice"
)

// The states of an incident, in the order in which readers meet them.
const (
	Open   = "open"
	Closed = "closed"
)

var states = []string{Open, Closed}

// Filter chooses incidents; what is zero chooses all.
type Filter struct {
	Year        int    // of the first publication
	Kind, State string // as the newest report says
}

func (f Filter) parts() (n int) {
	for _, set := range []bool{f.Year != 0, f.Kind != "", f.State != ""} {
		if set {
			n++
		}
	}
	return n
}

// Wider are the filters that ask for one thing less.
func (f Filter) Wider() []Filter {
	var all []Filter
	for _, g := range []Filter{{0, f.Kind, f.State}, {f.Year, "", f.State}, {f.Year, f.Kind, ""}} {
		if g != f {
			all = append(all, g)
		}
	}
	return all
}

// The names in addresses before a kind and a state; no slug may have them.
const (
	kindName  = "kind/"
	stateName = "state/"
)

// ArchiveAddress is a list of incidents: "ja/2019/", "ja/kind/ransomware/",
// "ja/2019/state/open/"; and page 2 of one: "ja/2019/2/". Pages are counted
// from the oldest; page 0 has the newest, and no number.
func ArchiveAddress(lang string, f Filter, page int) string {
	a := lang + "/"
	if f.Year != 0 {
		a += strconv.Itoa(f.Year) + "/"
	}
	if f.Kind != "" {
		a += kindName + url.PathEscape(f.Kind) + "/"
	}
	if f.State != "" {
		a += stateName + f.State + "/"
	}
	if page > 0 {
		a += strconv.Itoa(page) + "/"
	}
	return a
}

// stateOf is the state of an incident after some reports. A final report
// closes it, and one of recovery that announces no other; a correction leaves
// it as it was, and any other report opens it again.
func stateOf(reports []*notice.Report) string {
	for _, r := range slices.Backward(reports) {
		switch {
		case r.Stage.Is("correction"):
			continue
		case r.Stage.Is("final"), r.Stage.Is("recovery") && r.NextReport.IsZero():
			return Closed
		}
		return Open
	}
	return Open
}

// lists are the incidents by year, kind and state. They are made when they are
// first asked for: a page of a notice needs none.
type lists struct {
	once  sync.Once
	of    map[Filter][]*Incident // newest first
	order []Filter
	kinds []string
}

// lists gives the lists of the archive. One that chooses by two things or more
// is there where a list that asks for less does not fit on a page.
func (s *Site) lists() *lists {
	l := s.sorted
	l.once.Do(func() {
		l.of = map[Filter][]*Incident{}
		for _, y := range s.years {
			l.of[Filter{Year: y.Year}] = s.archive[y.from : y.from+y.Count : y.from+y.Count]
		}
		for _, in := range s.archive {
			for _, f := range filters(in) {
				l.of[f] = append(l.of[f], in)
			}
		}
		for f := range l.of {
			if f.parts() > 1 && !slices.ContainsFunc(f.Wider(), l.long(s.perPage())) {
				continue
			}
			if l.order = append(l.order, f); f == (Filter{Kind: f.Kind}) {
				l.kinds = append(l.kinds, f.Kind)
			}
		}
		slices.SortFunc(l.kinds, byKind)
		slices.SortFunc(l.order, byFilter)
	})
	return l
}

func (l *lists) long(per int) func(Filter) bool {
	return func(f Filter) bool { return len(l.of[f]) > per }
}

// filters are those that choose an incident, but for that of its year alone.
func filters(in *Incident) []Filter {
	all := []Filter{{0, "", in.State}, {in.Year, "", in.State}}
	if kind := in.Kind; kind != "" {
		all = append(all, Filter{0, kind, ""}, Filter{in.Year, kind, ""}, Filter{0, kind, in.State}, Filter{in.Year, kind, in.State})
	}
	return all
}

// has reports whether there is a list.
func (l *lists) has(f Filter) bool {
	_, ok := slices.BinarySearchFunc(l.order, f, byFilter)
	return ok
}

// byFilter puts the newest years first, and what is of all years last.
func byFilter(a, b Filter) int {
	return cmp.Or(cmp.Compare(b.Year, a.Year), byKind(a.Kind, b.Kind), cmp.Compare(slices.Index(states, a.State), slices.Index(states, b.State)))
}

func byKind(a, b string) int { return byWord("kinds", a, b) }

// byWord keeps the order of a vocabulary; none comes first, words of the
// site's own last.
func byWord(vocab, a, b string) int {
	words := notice.Vocabularies[vocab]
	place := func(word string) int {
		at := slices.Index(words, word)
		if at < 0 && word != "" {
			at = len(words)
		}
		return at
	}
	return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b))
}

// Choice is a filter to choose, and how many incidents it leaves.
type Choice struct {
	Filter Filter
	Count  int
}

// Choices are what readers of a list may choose next: other years, kinds and
// states, each beside what the list asks for otherwise. There are none where
// all that is left stands on one page.
func (s *Site) Choices(f Filter) (byYear, byKind, byState []Choice) {
	l := s.lists()
	wide := func(base Filter) bool { return base == Filter{} || len(l.of[base]) > s.perPage() }
	add := func(to *[]Choice, f Filter) {
		if n := len(l.of[f]); n > 0 {
			*to = append(*to, Choice{f, n})
		}
	}
	if wide(Filter{0, f.Kind, f.State}) {
		for _, y := range s.years {
			add(&byYear, Filter{y.Year, f.Kind, f.State})
		}
	}
	if wide(Filter{f.Year, "", f.State}) {
		for _, kind := range l.kinds {
			add(&byKind, Filter{f.Year, kind, f.State})
		}
	}
	if wide(Filter{f.Year, f.Kind, ""}) {
		for _, state := range states {
			add(&byState, Filter{f.Year, f.Kind, state})
		}
	}
	return byYear, byKind, byState
}

// older is the number of pages of a list after the one with the newest. These
// are full and counted from the oldest, so that what they hold stays as it is;
// the newest fill half a page or more.
func (s *Site) older(items int) int {
	per := s.perPage()
	return max(0, items-(per+1)/2) / per
}

func (s *Site) archivePage(lang string, f Filter, n int) Page {
	items, per := s.lists().of[f], s.perPage()
	older := s.older(len(items))
	p := Page{Kind: Archive, Lang: lang, Address: ArchiveAddress(lang, f, n), Filter: f, Number: n, Of: older}
	if n == 0 {
		p.Items = items[: len(items)-older*per : len(items)-older*per]
		return p
	}
	p.Items = items[len(items)-n*per : len(items)-(n-1)*per]
	return p
}

func (s *Site) eachArchive(lang string, yield func(Page) bool) bool {
	for _, f := range s.lists().order {
		for n := range s.older(len(s.lists().of[f])) + 1 {
			if !yield(s.archivePage(lang, f, n)) {
				return false
			}
		}
	}
	return true
}

// findArchive finds a list by its address within a language: "2019/kind/theft".
func (s *Site) findArchive(lang, name string) (Page, bool) {
	var f Filter
	if first, rest, _ := strings.Cut(name, "/"); s.yearNamed(first) >= 0 {
		f.Year, name = s.years[s.yearNamed(first)].Year, rest
	}
	if rest, ok := strings.CutPrefix(name, kindName); ok {
		f.Kind, name, _ = strings.Cut(rest, "/")
	}
	if rest, ok := strings.CutPrefix(name, stateName); ok {
		f.State, name, _ = strings.Cut(rest, "/")
	}
	n, err := strconv.Atoi(name)
	if l := s.lists(); name != "" && err != nil || f.parts() == 0 || !l.has(f) || n < 0 || n > s.older(len(l.of[f])) {
		return Page{}, false
	}
	return s.archivePage(lang, f, n), true
}
