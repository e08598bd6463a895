package render

import "kohyo/internal/site"

// Robots renders robots.txt: everything may be read. A notice is published to
// be found.
func Robots(s *site.Site) []byte {
	return []byte("User-agent: *\nAllow: /\n\nSitemap: " + s.Absolute(site.SitemapAddress) + "\n")
}
