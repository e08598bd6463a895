package publish

import (
	"net/url"
	"slices"
	"strings"
)

// Purge gives the addresses at which a plan changes what readers get, as paths
// of URLs ("/ja/"), sorted: what a cache before the site must forget. Files
// that are new are among them, for their absence may have been remembered.
func (p *Plan) Purge() []string {
	var all []string
	for _, f := range p.Files {
		if f.Change == Same {
			continue
		}
		address := (&url.URL{Path: "/" + f.Name}).EscapedPath()
		all = append(all, address)
		// Which of the two a cache knows depends on where the name of the folder
		// is completed, before it or behind it.
		if folder, ok := strings.CutSuffix(address, "/index.html"); ok {
			all = append(all, folder+"/")
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
