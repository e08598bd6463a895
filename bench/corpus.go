// Package bench makes sites of any size, for measuring: realistic incidents
// that are the same on every machine, and in which check has nothing to find.
package bench

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"time"
)

const (
	firstYear = 2015
	years     = 10
)

const site = `# Made by bench/corpus, for measuring.
base_url  = "https://notices.example.org/"
languages = ["ja", "en"]
time_zone = "Asia/Tokyo"

[organization]
name    = { ja = "見本公益事業団", en = "Sample Public Works Corporation" }
address = { ja = "東京都千代田区見本町1-1", en = "1-1 Mihoncho, Chiyoda-ku, Tokyo" }

[theme]
accent = "#135478"
`

// Files gives the files of a site with n reports. A larger site begins with
// the reports of a smaller one.
func Files(n int) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if !yield("site.toml", []byte(site)) {
			return
		}
		for i := 0; n > 0; i++ {
			in := newIncident(i)
			for number := 1; number <= in.reports && n > 0; number++ {
				if !yield(fmt.Sprintf("content/%s/%d.toml", in.slug, number), in.report(number)) {
					return
				}
				n--
			}
		}
	}
}

// incident is what all reports about it share.
type incident struct {
	*rand.Rand
	slug    string
	reports int
	kind    kind
	org     words
	system  words
	groups  []group

	began, noticed time.Time
	published      []time.Time
	desk           string // the last digits of its telephone numbers
}

type group struct {
	id    string
	name  words
	first int // how many, in the first report
	items [2]string
}

var ids = []string{"a", "b", "c", "d", "e", "f"}

func newIncident(i int) *incident {
	in := &incident{Rand: rand.New(rand.NewPCG(1, uint64(i)))}
	year := firstYear + i%years
	in.slug = fmt.Sprintf("%d-%05d", year, i/years+1)
	in.reports = []int{1, 1, 2, 1, 3, 1, 1, 2, 1, 1}[(i/7)%10]
	in.kind, in.org, in.system = one(in, kinds), one(in, organizations), one(in, systems)
	in.noticed = time.Date(year, 1, 1, 8, 0, 0, 0, time.UTC).AddDate(0, 0, in.between(120, 240)).Add(time.Duration(in.between(1, 599)) * time.Minute)
	in.began = in.noticed.AddDate(0, 0, -in.between(20, 90))
	at := in.noticed.AddDate(0, 0, in.between(8, 20))
	for range in.reports {
		in.published = append(in.published, time.Date(at.Year(), at.Month(), at.Day(), 15, 0, 0, 0, time.UTC))
		at = at.AddDate(0, 0, in.between(20, 45))
	}
	for k, name := range some(in, people, in.between(3, 6)) {
		in.groups = append(in.groups, group{ids[k], name, in.between(101, 9800), one(in, itemSets)})
	}
	in.desk = fmt.Sprintf("%04d", in.between(1000, 9999))
	return in
}

// count is how many of a group a report states: each report corrects the
// first group's.
func (in *incident) count(g group, number int) int {
	if g.id == "a" {
		return g.first + 17*(number-1)
	}
	return g.first
}

func (in *incident) total(number int) (n int) {
	for _, g := range in.groups {
		n += in.count(g, number)
	}
	return n
}

func (in *incident) between(least, most int) int { return least + in.IntN(most-least+1) }

func one[E any](in *incident, list []E) E { return list[in.IntN(len(list))] }

// some gives a few of a list, in the order of the list.
func some[E any](in *incident, list []E, n int) []E {
	chosen := map[int]bool{}
	for _, k := range in.Perm(len(list))[:n] {
		chosen[k] = true
	}
	var out []E
	for k, e := range list {
		if chosen[k] {
			out = append(out, e)
		}
	}
	return out
}
