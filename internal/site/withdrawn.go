package site

import (
	"slices"

	"kohyo/internal/notice"
)

// feedReports are the reports of the feeds, those first that became another
// last: a withdrawal brings one back that may have left them long ago.
func (s *Site) feedReports() []*notice.Report {
	all := slices.Clone(s.reports[:min(feedEntries, len(s.reports))])
	if len(s.gone) == 0 {
		return all
	}
	for _, r := range s.gone {
		if !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	slices.SortStableFunc(all, func(a, b *notice.Report) int { return s.UpdatedAt(b).Compare(s.UpdatedAt(a)) })
	return all[:min(feedEntries, len(all))]
}
