package render

import (
	"sync/atomic"

	"kohyo/internal/change"
	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// telling is what a report says in one language, on screens or on paper. It is
// the same on all pages that show it, and made once for them.
type telling struct {
	page        *NoticePage
	said        map[string]bool // its passages, for the marks of the next report
	description string          // for search engines

	// What paper says as screens do is not made again for it.
	bare                  *NoticePage // page, before any mark
	leadAlike, factsAlike bool
	sections              []toldSection // of each that there can be
}

type tellingKey struct {
	lang   string
	paper  bool
	report *notice.Report
}

// made is what was made last, for the pages that need it next.
type made struct {
	comparisons *recent[comparedKey, *change.Comparison]
	tellings    *recent[tellingKey, *telling]
	editions    *recent[tellingKey, *printed]
	docs        *recent[string, *prose.Doc]
	writers     *recent[writerKey, *wording.Writer]
	documents   *recent[string, csafDocumentFile]

	lengths [site.Asset + 1]atomic.Int64 // of the last file of each kind
}

// room is how much the next file of a kind may need: as much as the last one,
// and some more.
func (m *made) room(k site.Kind) int {
	last := int(m.lengths[k].Load())
	return last + last/8
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
		editions:    newRecent[tellingKey, *printed](16),
		docs:        newRecent[string, *prose.Doc](512),
		writers:     newRecent[writerKey, *wording.Writer](128),
		documents:   newRecent[string, csafDocumentFile](8),
	}
}

func (v *viewer) tellingKey() tellingKey { return tellingKey{v.page.Lang, onPaper(v.page), v.report} }

// told is what the report says, and what it changes. It is shared: not to be
// written to. Links within the site wait for their page.
func (v *viewer) told() *telling {
	return v.made.tellings.get(v.tellingKey(), func() *telling {
		at := *v
		at.waiting, at.apart = !onPaper(v.page), new(bool)
		at.facts = at.quoting(v.w)
		if !at.waiting {
			return at.content(v.onScreen())
		}
		t := at.content(nil)
		if v.report != v.page.Incident.Newest() { // whose passages nobody asks for
			t.said = map[string]bool{}
			eachPassage(t.page, func(p passageOf) { t.said[string(p.key)] = true })
		}
		at.tellChanges(t)
		return t
	})
}

// onScreen is what the report says on screens; nil where paper has other words.
func (v *viewer) onScreen() *telling {
	if v.erasOnPaper(v.page.Lang) {
		return nil
	}
	p := v.page
	p.Kind, p.Address = site.Report, site.ReportAddress(p.Lang, v.report.Slug, v.report.Number)
	return v.viewer(p).told()
}

// paper reports whether the page is of paper, where the answer makes a difference.
func (v *viewer) paper() bool {
	v.differs()
	return onPaper(v.page)
}

// differs notes that what is made at the moment is another on paper.
func (v *viewer) differs() {
	if v.apart != nil {
		*v.apart = true
	}
}

// alike reports whether what was made since the last question is the same on
// paper.
func (v *viewer) alike() bool {
	same := !*v.apart
	*v.apart = false
	return same
}
