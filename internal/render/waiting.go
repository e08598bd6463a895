package render

import (
	"bytes"
	"crypto/rand"
	"strings"

	"kohyo/internal/site"
)

// What is rendered for several pages leaves open what differs between them: a
// link within the site waits for the page that it stands on, an anchor for its
// place among the editions of a page. Until then a sign holds the place. It is
// another one in every run, so that no author can write it. It begins with what
// pages hardly have: they are searched for it.
var (
	sign          = strings.ToLower(rand.Text())
	waitingLink   = "~" + sign + "~/"       // before an address
	waitingTongue = "~lang~"                // after waitingLink, before a language: the page itself in it
	waitingAnchor = "~" + sign + "-anchor-" // before an anchor
)

// link is how a page names another address of the site.
func (v *viewer) link(p site.Page, address string) string {
	v.differs()
	if v.waiting {
		return waitingLink + address
	}
	return v.Renderer.link(p, address)
}

// tongue is how the page names itself in another language.
func (v *viewer) tongue(tag string) string {
	v.differs()
	if v.waiting {
		return waitingLink + waitingTongue + tag
	}
	return v.Renderer.link(v.page, v.inLanguage(v.page, tag))
}

// place is the name of a place on the page, or on one of its editions.
func (v *viewer) place(name string) string {
	if v.paper() {
		return waitingAnchor + name
	}
	return name
}

// arrive is a page on which the links that wait have the form that they have
// there.
func (r *Renderer) arrive(page []byte, p site.Page) []byte {
	out := make([]byte, 0, len(page))
	for at := bytes.Index(page, []byte(waitingLink)); at >= 0; at = bytes.Index(page, []byte(waitingLink)) {
		out = append(out, page[:at]...)
		page = page[at+len(waitingLink):]
		end := bytes.IndexAny(page, "\"'#?<> \n")
		if end < 0 {
			end = len(page)
		}
		address := string(page[:end])
		if tag, ok := strings.CutPrefix(address, waitingTongue); ok {
			address = r.inLanguage(p, tag)
		}
		out = append(out, r.link(p, address)...)
		page = page[end:]
	}
	return append(out, page...)
}
