package check

import (
	"slices"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// switchedOff finds settings of what the site does not have: whoever wrote
// them expects to see it.
func switchedOff(s *source, say say) {
	if s.report != nil {
		return
	}
	for _, c := range []struct {
		off  bool
		by   string
		path []string // of the fields that have no effect then
	}{
		{!s.site.Print.HasPages(), "[print] pages = false", []string{"print, paper", "print, eras", "print, addressee", "print, bilingual"}},
		{!s.site.Data.HasFeeds(), "[data] feeds = false", []string{"data, incident_feeds"}},
	} {
		if !c.off {
			continue
		}
		for _, f := range s.fields {
			place, written := diag.Place{}, false
			switch v := f.Value.(type) {
			case notice.Word:
				place, written = v.Place, v.ID != ""
			case notice.Bool:
				place, written = v.Place, v.Set && v.V
			case notice.Text:
				place, written = v.Place, !v.IsZero()
			}
			if written && slices.Contains(c.path, f.Path) {
				say(place, of(f.Path, diag.Say("%s と書かれているため、この設定は使われません。", "this has no effect beside %s", c.by)),
					diag.Say("この行か、%s を削除してください。", "remove this line, or %s", c.by))
			}
		}
	}
}
