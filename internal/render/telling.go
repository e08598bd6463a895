package render

import (
	"bytes"
	"reflect"
	"strings"

	"kohyo/internal/change"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// form is how a report is told. In each form, what it says is the same on all
// pages that show it, and is made once for them.
type form int

const (
	onScreen form = iota
	onPaperSheets
	asPlainText
)

// telling is what a report says in one language and form.
type telling struct {
	page *NoticePage
	said map[string]bool // its passages, for the marks of the next report
}

type tellingKey struct {
	lang   string
	form   form
	prefix string
	report *notice.Report
}

// made is what was made last, for the pages that need it next.
type made struct {
	comparisons *recent[comparedKey, *change.Comparison]
	tellings    *recent[tellingKey, *telling]
	learnt      *recent[tellingKey, *learning]
	docs        *recent[string, *prose.Doc]
	writers     *recent[writerKey, *wording.Writer]
}

type writerKey struct {
	lang   string
	report *notice.Report // nil for words outside any
	eras   bool           // where only paper has them
}

func newMade() *made {
	return &made{
		comparisons: newRecent[comparedKey, *change.Comparison](32),
		tellings:    newRecent[tellingKey, *telling](32),
		learnt:      newRecent[tellingKey, *learning](16),
		docs:        newRecent[string, *prose.Doc](512),
		writers:     newRecent[writerKey, *wording.Writer](128),
	}
}

func formOf(p site.Page) form {
	switch {
	case onPaper(p):
		return onPaperSheets
	case p.Kind == site.Notice || p.Kind == site.Report:
		return onScreen
	}
	return asPlainText
}

func (v *viewer) tellingKey() tellingKey {
	return tellingKey{v.page.Lang, formOf(v.page), v.prefix, v.report}
}

// told is what the report says, and what it changes. It is shared: not to be
// written to. Links within the site wait for their page.
func (v *viewer) told() *telling {
	return v.made.tellings.get(v.tellingKey(), func() *telling {
		at := *v
		at.waiting = formOf(v.page) == onScreen
		at.facts = at.quoting(v.w)
		n := at.content()
		t := &telling{page: n, said: map[string]bool{}}
		if v.report != v.page.Incident.Newest() { // whose passages nobody asks for
			eachPassage(n, func(key string, _ reflect.Value) { t.said[key] = true })
		}
		if !onPaper(v.page) {
			at.tellChanges(n)
		}
		return t
	})
}

// A link that waits for its page is written as waitingLink and the address, or
// as waitingTongue and a language: the page itself in that language. Neither
// can come from an author, whose links have a scheme or are links of the site
// themselves.
const (
	waitingLink   = "/~site~/"
	waitingTongue = "~lang~"
)

// link is how a page names another address of the site.
func (v *viewer) link(p site.Page, address string) string {
	if v.waiting {
		return waitingLink + address
	}
	return v.Renderer.link(p, address)
}

// tongue is how the page names itself in another language.
func (v *viewer) tongue(tag string) string {
	if v.waiting {
		return waitingLink + waitingTongue + tag
	}
	return v.Renderer.link(v.page, v.inLanguage(v.page, tag))
}

// arrive gives the links that wait in a page the form that they have on it.
func (r *Renderer) arrive(page []byte, p site.Page) []byte {
	at := bytes.Index(page, []byte(waitingLink))
	if at < 0 {
		return page
	}
	out := make([]byte, 0, len(page))
	for ; at >= 0; at = bytes.Index(page, []byte(waitingLink)) {
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
