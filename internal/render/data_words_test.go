package render

import (
	"kohyo/internal/prose"
	"kohyo/internal/site"
)

// ReportData renders a report as data, without a renderer.
func ReportData(s *site.Site, p site.Page, words Words) []byte {
	return reportData(s, p, words, prose.Parse, 0)
}
