package site

import "time"

// axisItems is how many incidents the overview draws one by one; of more it
// counts those of each month.
const axisItems = 30

func (s *Site) overview(lang string) Page {
	p := Page{Kind: Overview, Lang: lang, Address: OverviewAddress(lang)}
	if len(s.archive) <= axisItems {
		p.Items = s.archive
	}
	return p
}

// Months counts the incidents of a year by the month of their first
// publication.
type Months struct {
	Year, Count int
	Months      [12]int
}

// Months counts the incidents of each year, the newest first.
func (s *Site) Months() []Months {
	all := make([]Months, len(s.years))
	for i, y := range s.years {
		all[i] = Months{Year: y.Year, Count: y.Count}
		for _, in := range s.archive[y.from : y.from+y.Count] {
			all[i].Months[in.first.In(s.Zone).Month()-1]++
		}
	}
	return all
}

// Count is the number of all incidents.
func (s *Site) Count() int { return len(s.archive) }

// First is when an incident was first published, in the site's time zone.
func (s *Site) First(in *Incident) time.Time { return in.first.In(s.Zone) }

// Last is when the newest report of an incident was published.
func (s *Site) Last(in *Incident) time.Time { return in.newest.In(s.Zone) }
