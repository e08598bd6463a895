package publish

import (
	"net/url"
	"slices"
	"strings"
)

// Purge gives the addresses at which a plan changes what readers get, as paths
// of URLs ("/ja/"), sorted: what a cache before the site must forget. base is
// the site's address, which may have a path itself. Files that are new are
// among them, for their absence may have been remembered.
func (p *Plan) Purge(base string) []string {
	site := "/"
	if u, err := url.Parse(base); err == nil {
		site = u.JoinPath("/").Path
	}
	var all []string
	for _, f := range p.Files {
		if f.Change == Same {
			continue
		}
		address := (&url.URL{Path: site + f.Name}).EscapedPath()
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
