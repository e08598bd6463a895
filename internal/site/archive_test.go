package site

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/notice"
)

// kinds makes an archive of all kinds and stages over the years, always the
// same one; the oldest incidents come first.
func kinds(n int) []*notice.Incident {
	rnd := rand.New(rand.NewPCG(5, 6))
	words := append([]string{"our-own"}, notice.Vocabularies["kinds"]...)
	var all []*notice.Incident
	for i := range n {
		slug := fmt.Sprintf("n-%06d", i)
		day := i * 20 * 336 / n
		r := report(slug, 1, fmt.Sprintf("%04d-%02d-%02d", 2005+day/336, 1+day%336/28, 1+day%28))
		r.Kind.ID, r.Stage.ID = words[rnd.IntN(len(words))], notice.Vocabularies["stages"][rnd.IntN(5)]
		all = append(all, incident(slug, r))
	}
	return all
}

// Every list has exactly the incidents that it chooses, newest first, each on
// one page; whoever follows choices finds only lists that are there.
func TestArchiveIsWhole(t *testing.T) {
	for _, n := range []int{0, 1, 9, 51, 3000} {
		s := New(settings(), kinds(n), now, Options{})
		pages := map[Filter][]Page{}
		for p := range s.Pages() {
			if p.Kind == Archive && p.Lang == "ja" {
				pages[p.Filter] = append(pages[p.Filter], p)
			}
		}
		for f, list := range pages {
			var got []*Incident
			for i, p := range list {
				if p.Number != i {
					t.Errorf("%d: %s is page %d, want %d", n, p.Address, p.Number, i)
				}
				if p.Of != len(list)-1 || len(p.Items) == 0 || len(p.Items) > 74 && p.Number == 0 || p.Number > 0 && len(p.Items) != 50 {
					t.Errorf("%d: %s has %d incidents, %d older pages of %d", n, p.Address, len(p.Items), p.Of, len(list)-1)
				}
			}
			for _, p := range append([]Page{list[0]}, reversed(list[1:])...) {
				got = append(got, p.Items...)
			}
			want := slices.DeleteFunc(slices.Clone(s.archive), func(in *Incident) bool {
				return f.Year != 0 && in.Year != f.Year || f.Kind != "" && in.Kind != f.Kind || f.State != "" && in.State != f.State
			})
			if !slices.Equal(got, want) {
				t.Errorf("%d: %+v has %d incidents, want %d", n, f, len(got), len(want))
			}
			if f.parts() > 1 && !slices.ContainsFunc(f.Wider(), func(w Filter) bool { return len(pages[w]) > 1 || len(s.lists().of[w]) > 50 }) {
				t.Errorf("%d: %+v is there although all of it stands on a page", n, f)
			}
			for _, w := range f.Wider() {
				if w.parts() > 0 && pages[w] == nil && len(f.Wider()) == 2 {
					t.Errorf("%d: %+v has nothing above it: %+v", n, f, w)
				}
			}
		}
		for f := range pages {
			followChoices(t, s, f, pages)
		}
		followChoices(t, s, Filter{}, pages)
	}
}

func followChoices(t *testing.T, s *Site, f Filter, pages map[Filter][]Page) {
	t.Helper()
	years, kinds, states := s.Choices(f)
	for _, c := range slices.Concat(years, kinds, states) {
		n := 0
		for _, p := range pages[c.Filter] {
			n += len(p.Items)
		}
		if n != c.Count || n == 0 {
			t.Errorf("%+v leads to %+v with %d incidents, says %d", f, c.Filter, n, c.Count)
		}
	}
}

func reversed(pages []Page) []Page {
	all := slices.Clone(pages)
	slices.Reverse(all)
	return all
}

// A page that is full holds the same incidents for ever.
func TestOlderPagesStay(t *testing.T) {
	all := kinds(3001)
	a, b := New(settings(), all[:3000], now, Options{}), New(settings(), all, now, Options{})
	older := 0
	for p := range a.Pages() {
		if p.Kind != Archive || p.Number == 0 {
			continue
		}
		older++
		q, _ := b.Find(p.File())
		if !slices.EqualFunc(p.Items, q.Items, func(x, y *Incident) bool { return x.Slug == y.Slug }) {
			t.Errorf("%s holds other incidents", p.Address)
		}
	}
	if older < 100 {
		t.Fatalf("%d older pages: nothing was tested", older)
	}
}

func TestStates(t *testing.T) {
	next := notice.Forecast{Moment: at("2030-01-01")}
	for stages, want := range map[string]string{
		"first": Open, "first update": Open, "first update final": Closed, "final": Closed,
		"first final correction": Closed, "first correction": Open, "first final update": Open, "correction": Open,
		"first recovery": Closed, "first recovery update": Open, "first recovery!": Open, "final recovery!": Open, "first recovery! correction": Open,
	} {
		var reports []*notice.Report
		for i, stage := range strings.Fields(stages) {
			r := report("a", i+1, fmt.Sprintf("2019-01-%02d", i+1))
			if stage, announces := strings.CutSuffix(stage, "!"); announces {
				r.Stage.ID, r.NextReport = stage, next
			} else {
				r.Stage.ID = stage
			}
			reports = append(reports, r)
		}
		s := New(settings(), []*notice.Incident{incident("a", reports...)}, now, Options{})
		if got := s.Incident("a").State; got != want {
			t.Errorf("%s: %s, want %s", stages, got, want)
		}
	}
}

// An address in another spelling leads nowhere.
func TestArchiveAddresses(t *testing.T) {
	s := New(settings(), kinds(3000), now, Options{})
	for _, name := range strings.Fields(`ja/kind/index.html ja/kind/nothing/index.html ja/state/index.html ja/state/half/index.html
		ja/1999/index.html ja/2010/0/index.html ja/2010/01/index.html ja/2010/99/index.html ja/2010/-1/index.html ja/2010/kind/index.html
		ja/state/open/kind/theft/index.html ja/kind/theft/2010/index.html ja/2010/state/open/x/index.html ja/02010/index.html ja/overview/1/index.html`) {
		if p, ok := s.Find(name); ok {
			t.Errorf("%s is found: %+v", name, p.Filter)
		}
	}
	for _, name := range strings.Fields(`ja/kind/theft/index.html en/kind/our-own/1/index.html ja/2010/state/open/index.html ja/2010/kind/theft/index.html ja/kind/theft/state/closed/index.html`) {
		if p, ok := s.Find(name); !ok || p.File() != name {
			t.Errorf("%s is not found: %v", name, p)
		}
	}
}

func measure(unit string, f func(*notice.Measure)) notice.Measure {
	m := notice.Measure{Unit: notice.Word{ID: unit}}
	f(&m)
	return m
}

func num(v int64) notice.Int { return notice.Int{Set: true, V: v} }

// Totals add only what may be added, and say of every incident what became of
// its figure.
func TestTotals(t *testing.T) {
	value := func(unit string, v int64) notice.Measure {
		return measure(unit, func(m *notice.Measure) { m.Value = num(v) })
	}
	upTo := func(unit string, v int64) notice.Measure {
		return measure(unit, func(m *notice.Measure) { m.Max = num(v) })
	}
	gross := value("person", 1000)
	gross.Gross = notice.Bool{Set: true, V: true}
	about := value("person", 300)
	about.Approx = notice.Bool{Set: true, V: true}
	count := func(of string, m ...notice.Measure) notice.Count {
		return notice.Count{Of: notice.Word{ID: of}, Measures: m}
	}
	part := count("", value("person", 5))
	part.PartOf = []notice.Ref{{ID: "total"}}
	ruledOut := count("", value("person", 77))
	ruledOut.Status = notice.Word{ID: "ruled-out"}
	likely := count("", value("person", 20))
	likely.Status = notice.Word{ID: "likely"}
	none := measure("person", func(m *notice.Measure) { m.Figure = notice.Word{ID: "under-investigation"} })
	contents := [][]notice.Count{
		{count("", value("person", 10), value("card", 12)), part},
		{count("affected", value("person", 32), gross)},
		{count("", upTo("person", 100))}, {count("", upTo("person", 11))}, {count("", about)},
		{count("", value("person", 7)), count("", value("person", 8))}, // they may overlap
		{count("", none)}, {ruledOut}, {likely}, {}, {count("records", value("mail", 4))}, {count("other", value("person", 9999))},
		{count("", measure("percent", func(m *notice.Measure) { m.Value = num(50) }))},
		{count("", measure("person", func(m *notice.Measure) { m.Min, m.Max = num(3), num(5) }))},
		{count("", measure("person", func(m *notice.Measure) { m.Min = num(2) }))},
	}
	var all []*notice.Incident
	for i, counts := range contents {
		slug := fmt.Sprintf("n-%02d", i)
		old := report(slug, 1, "2019-01-01")
		old.Counts = []notice.Count{count("", value("person", 123456))} // only the newest report counts
		r := report(slug, 2, "2019-01-02")
		r.Counts = counts
		all = append(all, incident(slug, old, r))
	}
	got := New(settings(), all, now, Options{}).Totals()
	if len(got) != 2 || got[0].Of != "affected" || got[1].Of != "records" {
		t.Fatalf("%+v", got)
	}
	a := got[0]
	if a.Added != 8 || a.Several != 1 || a.Reasons != 2 || a.Silent != 4 {
		t.Errorf("added %d, several %d, reasons %d, silent %d", a.Added, a.Several, a.Reasons, a.Silent)
	}
	var said []string
	for _, u := range a.Units {
		for _, s := range u.Sums {
			m := s.Measure
			said = append(said, fmt.Sprint(u.Unit, u.Gross, " ", m.Value.V, m.Min.V, m.Max.V, m.Approx.V, s.Unconfirmed, s.Incidents))
		}
	}
	want := []string{
		"person false 42 0 0 false false 2", "person false 300 0 0 true false 1", "person false 0 0 111 false false 2",
		"person false 0 2 0 false false 1", "person false 0 3 5 false false 1", "person false 20 0 0 false true 1",
		"person true 1000 0 0 false false 1", "card false 12 0 0 false false 1",
	}
	for i := range said {
		said[i] = strings.Join(strings.Fields(said[i]), " ")
	}
	if len(said) != len(want) {
		t.Fatalf("%q", said)
	}
	for i := range want {
		if strings.ReplaceAll(said[i], " ", "") != strings.ReplaceAll(want[i], " ", "") {
			t.Errorf("%q, want %q", said[i], want[i])
		}
	}
}
