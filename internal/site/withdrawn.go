package site

import (
	"slices"

	"kohyo/internal/notice"
)

// feedReports are the reports of the feeds, those first that became another
// last: a withdrawal brings one back that may have left them long ago.
func (s *Site) feedReports() []*notice.Report {
	some := s.newest(feedEntries)
	if len(s.gone) == 0 {
		return open(some)
	}
	for _, d := range s.gone {
		if !slices.Contains(some, d) {
			some = append(some, d)
		}
	}
	all := open(some)
	slices.SortStableFunc(all, func(a, b *notice.Report) int { return s.UpdatedAt(b).Compare(s.UpdatedAt(a)) })
	return all[:min(feedEntries, len(all))]
}
