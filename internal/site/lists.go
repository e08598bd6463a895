package site

import (
	"cmp"
	"slices"
	"time"

	"kohyo/internal/notice"
)

// indexFile is a stretch of Site.rising: some or all reports of one year.
type indexFile struct {
	year, number, of int
	reports          []dated // oldest first
}

// stretch is a part of Site.archive.
type stretch struct{ from, to int }

// IndexYear is a year in the index of reports: the year in which the reports
// were published, whichever year their incident stands under.
type IndexYear struct {
	Year      int
	Count     int      // reports
	Addresses []string // of its index files
}

// dated is a report with the moment of its publication, and its year in the
// site's zone.
type dated struct {
	in        *Incident
	number    int
	at        time.Time
	year      int
	withdrawn bool
}

// open gives reports themselves.
func open(all []dated) []*notice.Report {
	reports := make([]*notice.Report, len(all))
	for i, d := range all {
		reports[i] = d.in.Open().Report(d.number)
	}
	return reports
}

// byPublication puts the oldest first.
func byPublication(a, b dated) int {
	if c := a.at.Compare(b.at); c != 0 {
		return c // before comparing slugs, which takes longer
	}
	return cmp.Or(cmp.Compare(b.in.Slug, a.in.Slug), cmp.Compare(a.number, b.number))
}

// dated gives an incident's reports with the moments of their publication.
func (s *Site) dated(in *Incident) []dated {
	reports := in.Open().Reports
	all := make([]dated, len(reports))
	for i, r := range reports {
		at := s.PublishedAt(r)
		all[i] = dated{in, r.Number, at, at.In(s.Zone).Year(), r.IsWithdrawn()}
	}
	return all
}

// cutReports cuts the years' index files. Those hold the oldest reports first,
// so that a full file does not change any more.
func (s *Site) cutReports() {
	all := s.rising
	s.gone, s.files = nil, nil
	for _, d := range all {
		if d.withdrawn {
			s.gone = append(s.gone, d)
		}
	}
	for from := 0; from < len(all); {
		year := all[from].year
		to := from + 1
		for to < len(all) && all[to].year == year {
			to++
		}
		of := pagesFor(to-from, indexPerFile)
		for n := 1; n <= of; n++ {
			s.files = append(s.files, indexFile{year, n, of, all[from:min(from+indexPerFile, to)]})
			from = min(from+indexPerFile, to)
		}
	}
	slices.SortStableFunc(s.files, func(a, b indexFile) int { return cmp.Compare(b.year, a.year) })
}

// newest are some of the reports, the newest first.
func (s *Site) newest(n int) []dated {
	some := slices.Clone(s.rising[max(0, len(s.rising)-n):])
	slices.Reverse(some)
	return some
}

// IndexYears lists the years of the index of reports, newest first.
func (s *Site) IndexYears() []IndexYear {
	var years []IndexYear
	for _, f := range s.files {
		if f.number == 1 {
			years = append(years, IndexYear{Year: f.year})
		}
		y := &years[len(years)-1]
		y.Count += len(f.reports)
		y.Addresses = append(y.Addresses, indexAddress(f.year, f.number))
	}
	return years
}

func (s *Site) index() Page {
	return Page{Kind: Index, Address: IndexAddress, Reports: open(s.newest(indexNewest))}
}

func (s *Site) indexPart(f indexFile) Page {
	return Page{
		Kind: IndexPart, Address: indexAddress(f.year, f.number),
		Year: f.year, Number: f.number, Of: f.of, Reports: open(f.reports),
	}
}

func (s *Site) table() Page {
	return Page{Kind: CSV, Address: CSVAddress, Reports: open(s.newest(csvNewest))}
}

func (s *Site) tablePart(f indexFile) Page {
	return Page{
		Kind: CSVPart, Address: CSVYearAddress(f.year, f.number),
		Year: f.year, Number: f.number, Of: f.of, Reports: open(f.reports),
	}
}

// cutSitemaps cuts the archive into sitemaps, the oldest incidents in the
// first, so that a full one changes only when one of its own incidents does.
// The lists stand in the last, with the newest incidents. Nothing is cut when
// all fit into one.
func (s *Site) cutSitemaps() {
	s.sitemaps = nil
	urls, end := 0, len(s.archive)
	for at := end - 1; at >= 0; at-- {
		own := len(s.Langs) * (1 + s.archive[at].size())
		if urls += own; urls > sitemapURLs-sitemapLists && at+1 < end {
			s.sitemaps = append(s.sitemaps, stretch{at + 1, end})
			urls, end = own, at+1
		}
	}
	s.sitemaps = append(s.sitemaps, stretch{0, end})
}

// sitemapParts is the number of sitemaps below sitemap.xml; none, when that
// holds everything itself.
func (s *Site) sitemapParts() int {
	if len(s.sitemaps) == 1 {
		return 0
	}
	return len(s.sitemaps)
}

func (s *Site) sitemap() Page {
	p := Page{Kind: Sitemap, Address: SitemapAddress}
	if s.sitemapParts() == 0 {
		p.Items = s.archive
	}
	return p
}

func (s *Site) sitemapPart(n int) Page {
	cut := s.sitemaps[n-1]
	return Page{
		Kind: SitemapPart, Address: sitemapAddress(n), Number: n, Of: len(s.sitemaps),
		Items: s.archive[cut.from:cut.to],
	}
}

// SitemapLists are the lists that the sitemap names: those that choose by one
// thing, with their newest incidents. They lead to all others.
func (s *Site) SitemapLists() []Page {
	pages := []Page{s.root()}
	for _, lang := range s.Langs {
		pages = append(pages, s.home(lang), s.overview(lang))
		if s.Settings.Data.HasSearch() {
			pages = append(pages, searchPage(lang))
		}
		if s.logged {
			pages = append(pages, verifyPage(lang))
		}
		for _, f := range s.lists().order {
			if f.parts() == 1 {
				pages = append(pages, s.archivePage(lang, f, 0))
			}
		}
	}
	return pages
}

// SitemapParts lists the sitemaps that sitemap.xml names; none, when it holds
// everything itself.
func (s *Site) SitemapParts() []Page {
	var parts []Page
	for n := 1; n <= s.sitemapParts(); n++ {
		parts = append(parts, s.sitemapPart(n))
	}
	return parts
}
