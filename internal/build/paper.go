package build

import (
	"io/fs"
	"iter"
	"time"

	"kohyo/internal/render"
	"kohyo/internal/site"
)

// Paper is a report on paper: a page of the site that is made to be printed.
type Paper struct {
	File   string // of the print page: "ja/shop/2/print/index.html"
	URL    string // its address once it is public
	Slug   string
	Number int
	Langs  []string // one, or all
	Draft  bool     // not public at the moment of the site

	render.Properties
	Published time.Time // zero while nobody has said when

	PDF  string // the file of its PDF in the site
	Name string // the PDF's name by itself
}

// Papers gives the print pages in the order of the site.
func (s *Site) Papers() iter.Seq[Paper] {
	return func(yield func(Paper) bool) {
		for p := range s.pages.Pages() {
			if (p.Kind == site.Print || p.Kind == site.Bilingual) && !yield(s.paper(p)) {
				return
			}
		}
	}
}

// Prints reports whether site.toml lets reports have print pages, and such that
// hold all languages.
func (s *Site) Prints() (pages, bilingual bool) {
	print := s.pages.Settings.Print
	return print.HasPages(), print.HasBilingual()
}

func (s *Site) paper(p site.Page) Paper {
	if whole, err := s.complete(p); err == nil { // else whoever asks for the page is told
		p = whole
	}
	langs := []string{p.Lang}
	if p.Kind == site.Bilingual {
		langs = s.pages.Langs
	}
	pdf := s.pages.PDFOf(p)
	out := Paper{
		File: p.File(), URL: s.pages.Absolute(p.Address), Slug: p.Incident.Slug, Number: p.Report.Number, Langs: langs,
		Draft: !s.pages.Public(p.Report), Properties: s.render.Properties(p, langs),
		PDF: pdf.File(), Name: pdf.Name,
	}
	if !p.Report.Published.IsZero() {
		out.Published = s.pages.PublishedAt(p.Report)
	}
	return out
}

// Languages are those of the site, that of its sources first.
func (s *Site) Languages() []string { return s.pages.Langs }

// WithDrafts gives the site as its authors see it, with every report.
func (s *Site) WithDrafts() (*Site, error) {
	opt := s.opt
	opt.Drafts = true
	return s.with(opt), nil
}

// WithPDFs gives the same site with PDFs beside the print pages: files under
// the names that Papers gives them.
func (s *Site) WithPDFs(pdfs fs.FS) (*Site, error) {
	opt := s.opt
	opt.PDFs = pdfs
	return s.with(opt), nil
}

// with is the site of the same content with other options.
func (s *Site) with(opt Options) *Site { return s.reader.site(s.content, s.content.pages(opt), opt) }
