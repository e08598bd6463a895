package site

import (
	"io/fs"
	"iter"
	"slices"
	"strings"

	"kohyo/internal/notice"
)

// Pages gives every page, always in the same order: first the lists, then
// each incident with all that belongs to it, then the files for machines.
func (s *Site) Pages() iter.Seq[Page] {
	return func(yield func(Page) bool) {
		_ = s.eachList(yield) && s.eachIncident(yield) && s.eachFile(yield)
	}
}

func (s *Site) eachList(yield func(Page) bool) bool {
	if !yield(s.root()) {
		return false
	}
	for _, lang := range s.Langs {
		if !yield(s.home(lang)) || s.Settings.Data.HasSearch() && !yield(searchPage(lang)) || s.logged && !yield(verifyPage(lang)) {
			return false
		}
		if !yield(s.overview(lang)) || !s.eachArchive(lang, yield) {
			return false
		}
	}
	return true
}

func (s *Site) eachIncident(yield func(Page) bool) bool {
	for _, in := range s.Incidents {
		in = in.Open()
		for _, lang := range s.Langs {
			if !yield(noticePage(lang, in)) || s.Settings.Data.HasIncidentFeeds() && !yield(incidentFeed(lang, in)) {
				return false
			}
		}
		for _, r := range in.Reports {
			if !s.eachForm(in, r, yield) {
				return false
			}
		}
		for _, name := range s.attachments(in) {
			if !yield(attachmentPage(in, name)) {
				return false
			}
		}
		if s.Settings.Data.HasCSAF() && !s.eachCSAFDocument(in, yield) {
			return false
		}
	}
	return true
}

// eachForm gives all that is made of one report.
func (s *Site) eachForm(in *Incident, r *notice.Report, yield func(Page) bool) bool {
	for _, lang := range s.Langs {
		if !yield(reportPage(lang, in, r)) || s.Compares(in, r) && !yield(changesPage(lang, in, r)) {
			return false
		}
		if s.Settings.Print.HasPages() && !s.beside(printPage(lang, in, r), yield) || s.HasText() && !yield(plainTextPage(lang, in, r)) {
			return false
		}
	}
	if s.Bilingual() && !s.beside(s.bilingualPage(in, r), yield) {
		return false
	}
	return !s.Settings.Data.HasJSON() || yield(dataPage(in, r))
}

// Compares reports whether a report has a page that compares it with the one
// before.
func (s *Site) Compares(in *Incident, r *notice.Report) bool {
	return s.Settings.Archive.HasComparisons() && in.Before(r) != nil
}

// Bilingual reports whether reports have print pages in all languages at once.
func (s *Site) Bilingual() bool { return len(s.Langs) > 1 && s.Settings.Print.HasBilingual() }

// HasText reports whether every report is there as plain text. A log vouches
// for it, so with a log it always is.
func (s *Site) HasText() bool { return s.logged || s.Settings.Data.HasText() }

// ReaderPages gives the pages of an incident that readers see, in every
// language: the notice and its reports.
func (s *Site) ReaderPages(in *Incident) iter.Seq[Page] {
	return func(yield func(Page) bool) {
		in := in.Open()
		for _, lang := range s.Langs {
			if !yield(noticePage(lang, in)) {
				return
			}
		}
		for _, r := range in.Reports {
			for _, lang := range s.Langs {
				if !yield(reportPage(lang, in, r)) {
					return
				}
			}
		}
	}
}

func (s *Site) eachFile(yield func(Page) bool) bool {
	if s.Settings.Data.HasFeeds() {
		for _, lang := range s.Langs {
			if !yield(s.feed(Atom, lang)) || !yield(s.feed(JSONFeed, lang)) {
				return false
			}
		}
	}
	if s.Settings.Data.HasJSON() && !s.eachIndex(yield) {
		return false
	}
	if s.Settings.Data.HasCSV() && !s.eachTable(yield) {
		return false
	}
	if s.Settings.Data.HasCSAF() && !s.eachCSAF(yield) {
		return false
	}
	if !s.eachSearch(yield) || !yield(s.sitemap()) {
		return false
	}
	for n := 1; n <= s.sitemapParts(); n++ {
		if !yield(s.sitemapPart(n)) {
			return false
		}
	}
	if !yield(Page{Kind: Robots, Address: RobotsAddress}) || !yield(notFound()) {
		return false
	}
	if s.HasSecurity() && !yield(securityPage()) {
		return false
	}
	for _, a := range s.assets {
		if !yield(Page{Kind: Asset, Address: a}) {
			return false
		}
	}
	return true
}

func (s *Site) eachIndex(yield func(Page) bool) bool {
	if !yield(s.index()) {
		return false
	}
	for _, f := range s.files {
		if !yield(s.indexPart(f)) {
			return false
		}
	}
	return yield(schemaPage(ReportSchema)) && yield(schemaPage(IndexSchema))
}

func (s *Site) eachTable(yield func(Page) bool) bool {
	if !yield(s.table()) {
		return false
	}
	for _, f := range s.files {
		if !yield(s.tablePart(f)) {
			return false
		}
	}
	return true
}

func (s *Site) root() Page { return Page{Kind: Root} }

func notFound() Page { return Page{Kind: NotFound, Address: NotFoundAddress} }

func (s *Site) home(lang string) Page {
	return Page{Kind: Home, Lang: lang, Address: HomeAddress(lang), Items: s.Incidents[:min(homeItems, len(s.Incidents))]}
}

func noticePage(lang string, in *Incident) Page {
	return Page{Kind: Notice, Lang: lang, Address: NoticeAddress(lang, in.Slug), Incident: in, Report: in.Newest()}
}

func reportPage(lang string, in *Incident, r *notice.Report) Page {
	return Page{Kind: Report, Lang: lang, Address: ReportAddress(lang, in.Slug, r.Number), Incident: in, Report: r}
}

func changesPage(lang string, in *Incident, r *notice.Report) Page {
	return Page{Kind: Changes, Lang: lang, Address: ChangesAddress(lang, in.Slug, r.Number), Incident: in, Report: r}
}

func printPage(lang string, in *Incident, r *notice.Report) Page {
	return Page{Kind: Print, Lang: lang, Address: PrintAddress(lang, in.Slug, r.Number), Incident: in, Report: r}
}

// bilingualPage begins with the source language, and is there once.
func (s *Site) bilingualPage(in *Incident, r *notice.Report) Page {
	lang := s.Langs[0]
	return Page{Kind: Bilingual, Lang: lang, Address: BilingualAddress(lang, in.Slug, r.Number), Incident: in, Report: r}
}

func plainTextPage(lang string, in *Incident, r *notice.Report) Page {
	return Page{Kind: PlainText, Lang: lang, Address: PlainTextAddress(lang, in.Slug, r.Number), Incident: in, Report: r}
}

func dataPage(in *Incident, r *notice.Report) Page {
	return Page{Kind: ReportData, Address: DataAddress(in.Slug, r.Number), Incident: in, Report: r}
}

func schemaPage(name string) Page {
	return Page{Kind: DataSchema, Address: SchemaAddress(name), Name: name}
}

func attachmentPage(in *Incident, name string) Page {
	return Page{Kind: Attachment, Address: FileAddress(in.Slug, name), Incident: in, Name: name}
}

func (s *Site) feed(kind Kind, lang string) Page {
	p := Page{Kind: kind, Lang: lang, Address: AtomAddress(lang), Reports: s.feedReports()}
	if kind == JSONFeed {
		p.Address = JSONFeedAddress(lang)
	}
	for _, r := range p.Reports {
		if in := s.Incident(r.Slug); !slices.Contains(p.Items, in) {
			p.Items = append(p.Items, in)
		}
	}
	return p
}

// incidentFeed is for those who follow one incident.
func incidentFeed(lang string, in *Incident) Page {
	newest := slices.Clone(in.Reports[max(0, len(in.Reports)-feedEntries):])
	slices.Reverse(newest)
	return Page{Kind: IncidentAtom, Lang: lang, Address: IncidentAtomAddress(lang, in.Slug), Incident: in, Reports: newest}
}

// attachments are the files that the public reports of an incident cite, each
// once, in the order of citing.
func (s *Site) attachments(in *Incident) []string {
	var names, there []string
	for _, r := range in.Reports {
		for _, a := range r.Attachments {
			name := a.File.V
			if !fs.ValidPath(name) || name == "." || strings.Contains(name, `\`) || slices.Contains(names, name) {
				continue
			}
			if s.listed != nil && there == nil {
				there = s.listed(in.Slug)
			}
			if s.listed == nil || slices.Contains(there, name) {
				names = append(names, name)
			}
		}
	}
	return names
}
