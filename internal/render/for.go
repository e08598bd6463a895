package render

import "kohyo/internal/site"

// Reading is the renderer with other files to read.
func (r *Renderer) Reading(files Files) *Renderer {
	other := *r
	other.files = files
	return &other
}

// For is the renderer of another site with the same settings, languages and
// theme: the layouts are not prepared again.
func (r *Renderer) For(s *site.Site) *Renderer {
	other := *r
	other.site, other.made = s, newMade()
	return &other
}
