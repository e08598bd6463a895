package site

import (
	"net/url"
	"strconv"
	"strings"
)

// PDFName is the name of a report's PDF. It says what it is wherever somebody
// saves it: "shop-2-ja.pdf", in every language "shop-2-ja-en.pdf".
func PDFName(slug string, number int, langs ...string) string {
	return slug + "-" + strconv.Itoa(number) + "-" + strings.Join(langs, "-") + ".pdf"
}

// PDFOf gives the PDF that stands beside a print page.
func (s *Site) PDFOf(p Page) Page {
	langs := []string{p.Lang}
	if p.Kind == Bilingual {
		langs = s.Langs
	}
	name := PDFName(p.Incident.Slug, p.Report.Number, langs...)
	return Page{
		Kind: PDF, Lang: p.Lang, Address: p.Address + url.PathEscape(name), Name: name,
		Incident: p.Incident, Report: p.Report,
	}
}

// beside gives a page and, where the site has PDFs, its PDF.
func (s *Site) beside(p Page, yield func(Page) bool) bool {
	return yield(p) && (!s.pdfs || yield(s.PDFOf(p)))
}

// findPDF finds the PDF beside a print page: in the folder of that page, and
// nowhere else.
func (s *Site) findPDF(file string) (Page, bool) {
	folder := file[:strings.LastIndexByte(file, '/')+1]
	if !s.pdfs || !strings.HasSuffix(file, ".pdf") {
		return Page{}, false
	}
	p, ok := s.Find(folder + "index.html")
	if !ok || p.Kind != Print && p.Kind != Bilingual {
		return Page{}, false
	}
	pdf := s.PDFOf(p)
	return pdf, pdf.File() == file
}

// PDFs gives those of the report that a page shows: the one in the language of
// the page, and the one in every language.
func (s *Site) PDFs(p Page) []Page {
	if !s.pdfs || p.Report == nil || !s.Settings.Print.HasPages() {
		return nil
	}
	out := []Page{s.PDFOf(printPage(p.Lang, p.Incident, p.Report))}
	if s.Bilingual() {
		out = append(out, s.PDFOf(s.bilingualPage(p.Incident, p.Report)))
	}
	return out
}
