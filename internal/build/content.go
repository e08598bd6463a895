package build

import (
	"cmp"
	"io/fs"
	"slices"
	"sort"
	"strings"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/schema"
)

// content is what a site's files say at one time. It does not change: a copy
// does, until it is the next.
type content struct {
	frame   *frame        // as its files are
	using   *frame        // what is shown: the last right one; nil before there was any
	strays  diag.Findings // what else lies in content/
	entries []tracked     // in the order of their paths
	layouts diag.Findings // what the site's own layouts cannot do with this content
	try     bool          // that is still to be found out
}

// tracked is an incident: as its files are, and what is shown of it.
type tracked struct {
	slug       string
	now, shown *version // shown is nil while nothing can be shown
}

func (e tracked) heads() *notice.Incident {
	if e.shown == nil {
		return nil
	}
	return e.shown.heads
}

// choose decides what is shown: the last version without an error. Before
// there was one with a report in it, it is the newest that could be read, so
// that a first draft is seen while it is being written.
func (e tracked) choose() tracked {
	if e.now.right() || !e.shown.worthKeeping() && e.now.readable() {
		e.shown = e.now
	}
	return e
}

func (c *content) at(slug string) (int, bool) {
	// Looks at nothing but the slugs: the rest may be written meanwhile.
	return sort.Find(len(c.entries), func(i int) int { return byPath(slug, c.entries[i].slug) })
}

// byPath orders slugs as the paths of what is in their folders, which is the
// order of findings: content/a-b/1.toml stands before content/a/1.toml.
func byPath(a, b string) int {
	n := min(len(a), len(b))
	if c := cmp.Compare(a[:n], b[:n]); c != 0 || len(a) == len(b) {
		return c
	}
	if len(a) < len(b) {
		return cmp.Compare('/', b[n])
	}
	return cmp.Compare(a[n], '/')
}

// settings are those as which reports are read.
func (c *content) settings() *load.Settings {
	if c.using != nil {
		return c.using.settings
	}
	return c.frame.settings
}

// put takes in an incident as its files are now; nil: it has none any more.
func (c *content) put(slug string, v *version) {
	at, known := c.at(slug)
	switch {
	case v == nil && known:
		c.entries = slices.Delete(c.entries, at, at+1)
	case v == nil:
	case !known:
		c.entries = slices.Insert(c.entries, at, tracked{slug: slug, now: v}.choose())
	case c.entries[at].now != v:
		c.entries[at].now = v
		c.entries[at] = c.entries[at].choose()
	}
}

// files lists the attachments of an incident that is shown.
func (c *content) files(slug string) []string {
	if at, ok := c.at(slug); ok {
		if v := c.entries[at].shown; v != nil && v.print != nil {
			return v.print.Files()
		}
	}
	return nil
}

// filesNow lists the attachments of an incident as its files are.
func (c *content) filesNow(slug string) []string {
	if at, ok := c.at(slug); ok && c.entries[at].now.print != nil {
		return c.entries[at].now.print.Files()
	}
	return nil
}

// shown are the heads of what is shown.
func (c *content) shown() []*notice.Incident {
	var all []*notice.Incident
	for _, e := range c.entries {
		if in := e.heads(); in != nil {
			all = append(all, in)
		}
	}
	return all
}

// notices are the heads of what the files say now.
func (c *content) notices() []*notice.Incident {
	all := make([]*notice.Incident, len(c.entries))
	for i, e := range c.entries {
		all[i] = e.now.heads
	}
	return all
}

// unchecked are the places of the incidents that are still to be checked.
func (c *content) unchecked() []int {
	var all []int
	for i, e := range c.entries {
		if !e.now.checked {
			all = append(all, i)
		}
	}
	return all
}

// linked marks the incidents whose findings depend on others, for them to be
// checked again: on those that have changed, or on which there are at all.
func (c *content) linked(changed map[string]bool, faces bool) {
	for i, e := range c.entries {
		depends := func(slug string) bool { return changed[slug] || faces && slug == check.Every }
		if slices.ContainsFunc(e.now.part.Links, depends) {
			c.entries[i].now = e.now.unchecked()
		}
	}
}

// names sorts the names of what has changed into what there is to do.
type names struct {
	frame, listing, all bool
	slugs               []string
	attached            map[string]bool // slugs whose attachments are named: their print tells size and time alone
}

func sortNames(changed []string, c *content) (n names) {
	if changed == nil {
		return names{frame: true, listing: true, all: true}
	}
	n.attached = map[string]bool{}
	for _, name := range changed {
		first, rest, _ := strings.Cut(strings.Trim(name, "/"), "/")
		slug, file, inside := strings.Cut(rest, "/")
		switch {
		case first == "" || first == ".":
			return names{frame: true, listing: true, all: true}
		case first == "site.toml", first == "layouts", first == "static", first == schema.Folder:
			n.frame = true
		case first == "content" && slug == "":
			n.listing, n.all = true, true
		case first == "content":
			_, known := c.at(slug)
			n.listing = n.listing || !inside || !known
			n.slugs = append(n.slugs, slug)
			if strings.HasPrefix(file, "files/") {
				n.attached[slug] = true
			}
		}
	}
	slices.Sort(n.slugs)
	n.slugs = slices.Compact(n.slugs)
	return n
}

// list finds the incidents that are there, and those that are gone.
func (c *content) list(fsys fs.FS) (slugs []string, err error) {
	slugs, c.strays, err = load.Slugs(fsys)
	return slugs, err
}
