package build

import (
	"time"

	"kohyo/internal/notice"
)

// Next is when the first of the reports becomes public that are ready and left
// out: for a clock on this machine, never for an output or a public log.
func (s *Site) Next() (at time.Time, ok bool) {
	for _, in := range s.content.shown() {
		for _, r := range in.Open().Reports {
			if !r.Status.Is("ready") || s.pages.Public(r) {
				continue
			}
			if moment := s.pages.PublishedAt(r); moment.After(s.pages.Now) && (!ok || moment.Before(at)) {
				at, ok = moment, true
			}
		}
	}
	return at, ok
}

// Settings is what site.toml says.
func (s *Site) Settings() *notice.Site { return s.pages.Settings }
