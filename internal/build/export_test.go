package build

import (
	"io/fs"

	"kohyo/internal/load"
)

// CheckBehind has all checks of a Live go on in the background.
func CheckBehind() (undo func()) {
	atOnce = 0
	return func() { atOnce = 16 }
}

// OpenKnowingAll is Open with all that reports say in the place of their heads.
func OpenKnowingAll(content, theme fs.FS, opt Options) (*Site, error) {
	r, c, err := readAll(content, theme, opt)
	if err != nil {
		return nil, err
	}
	for i, e := range c.entries {
		folder, err := load.ReadFolder(content, e.slug)
		if err != nil {
			return nil, err
		}
		in, err := c.frame.settings.Incident(folder)
		if err != nil {
			return nil, err
		}
		whole := *e.now
		whole.heads = in.Incident
		c.entries[i].now, c.entries[i].shown = &whole, &whole
	}
	return r.site(c, c.pages(opt), opt), nil
}

// RememberFrom has sites of so many incidents remembered.
func RememberFrom(incidents int) (undo func()) {
	before := remembersFrom
	remembersFrom = incidents
	return func() { remembersFrom = before }
}
