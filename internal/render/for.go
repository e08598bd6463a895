package render

import "kohyo/internal/site"

// For is the renderer of another site with the same settings, languages and
// theme: the layouts are not prepared again.
func (r *Renderer) For(s *site.Site) *Renderer {
	other := *r
	other.site, other.made = s, newMade()
	return &other
}
