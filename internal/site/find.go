package site

import (
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/notice"
)

// Find gives the page of a file name: what Pages gives for it, read from the
// name itself. The parts of a name decide, as in the list of addresses: a
// known language, then a year, then a slug.
func (s *Site) Find(file string) (Page, bool) {
	p, ok := s.guess(file)
	if !ok || p.File() != file { // "ja/07/" is no other spelling of "ja/7/"
		return Page{}, false
	}
	return p, true
}

func (s *Site) guess(file string) (Page, bool) {
	first, rest, inside := strings.Cut(file, "/")
	switch {
	case !inside:
		return s.findTop(file)
	case slices.Contains(s.Langs, first):
		return s.findIn(first, rest)
	case first == "schema":
		return schemaPage(rest), s.Settings.Data.HasJSON() && (rest == ReportSchema || rest == IndexSchema)
	case file == SecurityAddress:
		return securityPage(), s.HasSecurity()
	case first == "search":
		return s.findSearch(rest)
	case first == ".well-known":
		return s.findCSAF(file)
	case first == "assets":
		_, ok := slices.BinarySearch(s.assets, file)
		return Page{Kind: Asset, Address: file}, ok
	}
	return s.findData(first, rest)
}

// findTop finds a file beside the folders.
func (s *Site) findTop(file string) (Page, bool) {
	switch file {
	case "index.html":
		return s.root(), true
	case NotFoundAddress:
		return notFound(), true
	case IndexAddress:
		return s.index(), s.Settings.Data.HasJSON()
	case CSVAddress:
		return s.table(), s.Settings.Data.HasCSV()
	case SitemapAddress:
		return s.sitemap(), true
	case RobotsAddress:
		return Page{Kind: Robots, Address: RobotsAddress}, true
	}
	if n, ok := between(file, "sitemap-", ".xml"); ok {
		number, _ := strconv.Atoi(n)
		if number < 1 || number > s.sitemapParts() {
			return Page{}, false
		}
		return s.sitemapPart(number), true
	}
	if _, ok := between(file, "index-", ".json"); ok {
		at := slices.IndexFunc(s.files, func(f indexFile) bool { return indexAddress(f.year, f.number) == file })
		if at >= 0 {
			return s.indexPart(s.files[at]), s.Settings.Data.HasJSON()
		}
	}
	if _, ok := between(file, "reports-", ".csv"); ok {
		at := slices.IndexFunc(s.files, func(f indexFile) bool { return CSVYearAddress(f.year, f.number) == file })
		if at >= 0 {
			return s.tablePart(s.files[at]), s.Settings.Data.HasCSV()
		}
	}
	return Page{}, false
}

// findIn finds a file in a language's folder.
func (s *Site) findIn(lang, rest string) (Page, bool) {
	switch rest {
	case "index.html":
		return s.home(lang), true
	case overviewName + "index.html":
		return s.overview(lang), true
	case searchName + "index.html":
		return searchPage(lang), s.Settings.Data.HasSearch()
	case verifyName + "index.html":
		return verifyPage(lang), s.logged
	case atomName:
		return s.feed(Atom, lang), s.Settings.Data.HasFeeds()
	case "feed.json":
		return s.feed(JSONFeed, lang), s.Settings.Data.HasFeeds()
	}
	if slug, ok := strings.CutSuffix(rest, "/"+atomName); ok {
		if in := s.open(slug); in != nil {
			return incidentFeed(lang, in), s.Settings.Data.HasIncidentFeeds()
		}
	}
	if report, ok := strings.CutSuffix(rest, "/"+plainTextName); ok {
		return s.findPlainText(lang, report)
	}
	page, ok := strings.CutSuffix(rest, "/index.html")
	if !ok {
		return s.findPDF(lang + "/" + rest)
	}
	name, number, numbered := strings.Cut(page, "/")
	in := s.open(name)
	switch {
	case in == nil:
		return s.findArchive(lang, page)
	case !numbered:
		return noticePage(lang, in), true
	}
	number, form, _ := strings.Cut(number, "/")
	n, _ := strconv.Atoi(number)
	r := in.Report(n)
	if r == nil {
		return Page{}, false
	}
	return s.findForm(lang, in, r, form)
}

// findForm finds a report's page, or one of its forms.
func (s *Site) findForm(lang string, in *Incident, r *notice.Report, form string) (Page, bool) {
	switch form {
	case "":
		return reportPage(lang, in, r), true
	case "changes":
		return changesPage(lang, in, r), s.Compares(in, r)
	case "print":
		return printPage(lang, in, r), s.Settings.Print.HasPages()
	case "print/bilingual":
		return s.bilingualPage(in, r), s.Bilingual()
	}
	return Page{}, false
}

// findPlainText finds a report as plain text.
func (s *Site) findPlainText(lang, report string) (Page, bool) {
	slug, number, _ := strings.Cut(report, "/")
	n, _ := strconv.Atoi(number)
	in := s.open(slug)
	if in == nil || in.Report(n) == nil {
		return Page{}, false
	}
	return plainTextPage(lang, in, in.Report(n)), s.HasText()
}

func (s *Site) yearNamed(name string) int {
	return slices.IndexFunc(s.years, func(y ArchiveYear) bool { return strconv.Itoa(y.Year) == name })
}

// findData finds a file in an incident's folder.
func (s *Site) findData(slug, rest string) (Page, bool) {
	in := s.open(slug)
	if in == nil {
		return Page{}, false
	}
	if name, ok := strings.CutPrefix(rest, "files/"); ok {
		return attachmentPage(in, name), slices.Contains(s.attachments(in), name)
	}
	number, _ := strings.CutSuffix(rest, ".json")
	n, _ := strconv.Atoi(number)
	if r := in.Report(n); r != nil {
		return dataPage(in, r), s.Settings.Data.HasJSON()
	}
	return Page{}, false
}

func between(s, before, after string) (string, bool) {
	s, ok := strings.CutPrefix(s, before)
	if !ok {
		return "", false
	}
	return strings.CutSuffix(s, after)
}
