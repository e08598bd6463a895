package check

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
	"kohyo/internal/prose"
)

// deadLink finds links to pages that the site does not have.
func deadLink(s *source, say say) {
	s.links(func(p *said, l prose.Link) {
		address, _, _ := strings.Cut(l.Target, "#")
		if !strings.HasPrefix(address, "/") {
			return
		}
		page, _ := s.page(address)
		if page != noPage && page != draftPage {
			return
		}
		s.linked[Every] = true // the hint names what is near
		text := diag.Say("「%s」というページはこのサイトにありません。", "the site has no page %q", address)
		hint := diag.Say("お知らせは /ja/事案のフォルダ名/、第2報は /ja/事案のフォルダ名/2/ のように書きます。",
			"write a notice as /en/<folder of the incident>/, its second report as /en/<folder>/2/")
		switch near := nearest(address, s.pages()); {
		case page == draftPage:
			text = diag.Say("「%s」は下書きで、公開されません。", "%q is a draft and will not be public", address)
			hint = diag.Say("先にその報を status = \"ready\" にするか、リンクを削除してください。", "set status = \"ready\" there first, or remove the link")
		case !strings.HasSuffix(address, "/") && slices.Contains(s.pages(), address+"/"):
			hint = diag.Say("ページのアドレスは / で終わります: %s/", "the address of a page ends in /: %s/", address)
		case near != "":
			hint = diag.Say("%s のことですか。", "did you mean %s?", near)
		}
		say(p.At(l.Line, l.Column), of(p.Path, text), hint)
	})
}

// deadAnchor finds links to a place in a page that the page does not have.
func deadAnchor(s *source, say say) {
	s.links(func(p *said, l prose.Link) {
		address, anchor, linked := strings.Cut(l.Target, "#")
		anchor, err := url.PathUnescape(anchor)
		if !linked || anchor == "" || err != nil || address != "" && !strings.HasPrefix(address, "/") {
			return
		}
		report := s.report
		if address != "" {
			kind := noPage
			if kind, report = s.page(address); kind != noticePage {
				return
			}
		}
		if report == nil { // the site's banner is on pages of every kind
			return
		}
		known := anchors(report)
		if slices.Contains(known, anchor) {
			return
		}
		hint := diag.Say("このページにあるのは #%s です。", "the page has #%s", strings.Join(known, " #"))
		if near := nearest(anchor, known); near != "" {
			hint = diag.Say("#%s のことですか。", "did you mean #%s?", near)
		}
		say(p.At(l.Line, l.Column), of(p.Path, diag.Say("「%s」に当たる場所がページにありません。", "the page has no place %q", "#"+anchor)), hint)
	})
}

// plainHTTP finds links that anybody on the way can read and change.
func plainHTTP(s *source, say say) {
	text := func(target string) diag.Words {
		return diag.Say("「%s」は暗号化されない http: のリンクです。", "%q is a link by http:, which is not encrypted", target)
	}
	hint := diag.Say("https: で開けるか確かめ、https: に書き換えてください。", "see whether it opens by https:, and write that")
	is := func(target string) bool { return len(target) > 7 && strings.EqualFold(target[:7], "http://") }
	s.links(func(p *said, l prose.Link) {
		if is(l.Target) {
			say(p.At(l.Line, l.Column), of(p.Path, text(l.Target)), hint)
		}
	})
	for _, f := range s.fields {
		if v, ok := f.Value.(notice.String); ok && urlKeys[f.Key] && is(v.V) {
			say(v.Place, of(f.Path, text(v.V)), hint)
		}
	}
}

// headingOrder finds headings that leave out a level: those who have the page
// read to them miss what is between.
func headingOrder(s *source, say say) {
	for _, p := range s.said {
		before := 0
		for _, h := range p.Headings {
			if h.Level > before+1 {
				text := diag.Say("見出しの段階が飛んでいます（%[2]s の次に %[1]s）。", "this heading leaves out a level (%[1]s after %[2]s)",
					strings.Repeat("#", h.Level), strings.Repeat("#", before))
				if before == 0 {
					text = diag.Say("最初の見出しが %s で始まっています。", "the first heading begins with %s", strings.Repeat("#", h.Level))
				}
				say(p.At(h.Line, h.Column), of(p.Path, text), diag.Say("%s と書きます。見出しは # から始め、一段ずつ深くします。",
					"write %s; headings begin with # and go down one level at a time", strings.Repeat("#", before+1)))
			}
			before = h.Level
		}
	}
}

// links gives the links of every passage, as many as are worth naming.
func (s *source) links(found func(*said, prose.Link)) {
	for _, p := range s.said {
		for _, l := range p.Links[:min(len(p.Links), mostInPassage)] {
			found(p, l)
		}
	}
}

// pageKind is what an address of the site leads to.
type pageKind int

const (
	noPage pageKind = iota
	draftPage
	noticePage
	otherPage
)

var (
	listPage  = pattern.New(`^(?:([0-9]{4})|kind/([a-z0-9.-]+)|state/(?:open|closed))/(?:[0-9]+/)?$`)
	indexPage = pattern.New(`^(?:index|sitemap)(?:-[0-9]+){0,2}\.(?:json|xml)$|^robots\.txt$|^404\.html$|^reports(?:-[0-9]+){0,2}\.csv$|^schema/(?:report|index)-1\.json$|^(?:assets|\.well-known|log)/.`)
)

// page tells what an address within the site leads to, and for a notice which
// report is shown there.
func (s *source) page(address string) (pageKind, *notice.Report) {
	address, _, _ = strings.Cut(address, "?")
	address, err := url.PathUnescape(strings.TrimSuffix(strings.TrimPrefix(address, "/"), "index.html"))
	first, rest, _ := strings.Cut(address, "/")
	switch {
	case err != nil:
		return noPage, nil
	case address == "" || indexPage().MatchString(address):
		return otherPage, nil
	case slices.ContainsFunc(s.site.Languages, func(l notice.String) bool { return l.V == first }):
		return s.pageIn(rest, strings.Contains(address, "/"))
	}
	in := s.incidentOf(first)
	switch {
	case in == nil:
		return noPage, nil
	case strings.HasPrefix(rest, "files/"):
		return s.filePage(in, strings.TrimPrefix(rest, "files/"))
	}
	number, ok := strings.CutSuffix(rest, ".json")
	kind, _ := s.reportPage(in, number)
	switch {
	case !ok:
		return noPage, nil
	case kind == noticePage:
		return otherPage, nil
	}
	return kind, nil
}

// pageIn is an address within a language.
func (s *source) pageIn(address string, inside bool) (pageKind, *notice.Report) {
	if !inside {
		return noPage, nil
	}
	if address == "" || address == "feed.xml" || address == "feed.json" || address == "overview/" {
		return otherPage, nil
	}
	if m := listPage().FindStringSubmatch(address); m != nil {
		return s.listed(m[1], m[2]), nil
	}
	slug, number, inside := strings.Cut(address, "/")
	in := s.incidentOf(slug)
	switch {
	case in == nil || !inside:
		return noPage, nil
	case number == "" || number == "feed.xml":
		return s.newest(in)
	}
	number, ok := strings.CutSuffix(number, "/")
	if !ok {
		return noPage, nil
	}
	return s.reportPage(in, number)
}

// listed is a list of the incidents of a year or a kind, "" for all. Lists of
// several things at once come and go with the length of others: no notice can
// count on them.
func (s *source) listed(year, kind string) pageKind {
	s.linked[Every] = true
	for _, t := range s.checker.targets() {
		if t.number == 0 {
			continue
		}
		at, ok := t.published.Earliest(s.location())
		if (year == "" || ok && strconv.Itoa(at.Year()) == year) && (kind == "" || t.kind == kind) {
			return otherPage
		}
	}
	return noPage
}

// target is a notice, or a report, that a text can link to.
type target struct {
	slug      string
	number    int // 0: the notice
	kind      string
	published notice.Moment
}

// readTargets are all there are. Few sites ask for them, and then often.
func (c *Checker) readTargets() []target {
	var all []target
	for _, in := range c.Incidents {
		all = append(all, target{slug: in.Slug})
		for _, r := range in.Open().Reports {
			all = append(all, target{in.Slug, r.Number, r.Kind.ID, r.Published})
		}
	}
	return all
}

func (s *source) incidentOf(slug string) *notice.Incident {
	if s.incident != nil && s.incident.Slug == slug {
		return s.incident
	}
	s.linked[slug] = true
	return s.checker.Whole(slug)
}

// newest is the newest report of an incident that will be public. A draft may
// link to a draft.
func (s *source) newest(in *notice.Incident) (pageKind, *notice.Report) {
	for i := len(in.Reports) - 1; i >= 0; i-- {
		if r := in.Reports[i]; s.shows(r) {
			return noticePage, r
		}
	}
	return draftPage, nil
}

func (s *source) reportPage(in *notice.Incident, number string) (pageKind, *notice.Report) {
	for _, r := range in.Reports {
		switch {
		case strconv.Itoa(r.Number) != number:
		case s.shows(r):
			return noticePage, r
		default:
			return draftPage, r
		}
	}
	return noPage, nil
}

func (s *source) shows(r *notice.Report) bool {
	return !r.Status.Is("draft") || s.report != nil && s.report.Status.Is("draft")
}

func (s *source) filePage(in *notice.Incident, name string) (pageKind, *notice.Report) {
	for _, r := range in.Reports {
		if slices.ContainsFunc(r.Attachments, func(a notice.Attachment) bool { return a.File.V == name }) {
			return otherPage, nil
		}
	}
	return noPage, nil
}

// pages are the addresses of notices and reports, to tell what was meant.
func (s *source) pages() []string {
	var all []string
	for _, l := range s.site.Languages {
		all = append(all, "/"+l.V+"/")
		for _, t := range s.checker.targets() {
			address := "/" + l.V + "/" + t.slug + "/"
			if t.number > 0 {
				address += strconv.Itoa(t.number) + "/"
			}
			all = append(all, address)
		}
	}
	return all
}

// anchors are the places in the page of a report that can be linked to.
func anchors(r *notice.Report) []string {
	if r.IsWithdrawn() {
		return []string{"reports", "main", "keep", "permanent"}
	}
	var all []string
	has := map[string]int{
		"advice": len(r.Advice), "contacts": len(r.Contacts), "counts": len(r.Counts), "timeline": len(r.Timeline),
		"cause": len(r.Cause.State.ID), "harm": len(r.Harm.State.ID), "services": len(r.Services),
		"remediation": len(r.Remediation), "notification": len(r.Notification), "parties": len(r.Parties) + len(r.Authorities),
		"changes": len(r.Changes), "questions": len(r.Questions), "notes": len(r.Notes), "attachments": len(r.Attachments),
	}
	for _, id := range notice.Vocabularies["sections"] {
		if n, known := has[id]; n > 0 || !known { // the others are made of several tables
			all = append(all, id)
		}
	}
	for _, n := range r.Notes {
		if n.ID.V != "" {
			all = append(all, "note-"+n.ID.V)
		}
	}
	for _, c := range r.Contacts {
		if c.ID.V != "" {
			all = append(all, "contact-"+c.ID.V)
		}
	}
	return append(all, "main", "facts", "keep", "permanent")
}
