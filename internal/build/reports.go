package build

import (
	"cmp"
	"crypto/sha256"
	"io/fs"
	"iter"
	"maps"
	"runtime"
	"slices"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// Public is a report that the site shows, with what the record of everything
// published must know of it.
type Public struct {
	Slug      string
	Number    int
	Published time.Time
	Withdrawn time.Time // zero: it was not

	Data  []byte       // its data file, whether or not the site offers it
	Texts []PublicText // its plain text, whether or not the site offers it, in the order of the site's languages
	Files []PublicFile // the attachments it cites, by name

	// Entry is what the log is remembered to have of the report. It says what
	// it said then, so Data, Texts and Files are left out: Again gives them. Again is
	// nil of a report of which nothing is remembered.
	Entry Hash
	Again func() (Public, error)
}

// PublicText is a report as plain text in a language.
type PublicText struct {
	Lang  string
	Bytes []byte
}

// PublicFile is an attachment by its hash.
type PublicFile struct {
	Name   string
	Size   int64
	SHA256 [32]byte
}

// Reports gives every report that the site shows, by slug and number. They are
// rendered on all processors, a few incidents ahead of what is asked for.
func (s *Site) Reports() iter.Seq2[Public, error] {
	s = s.withoutLog()
	incidents := slices.Clone(s.pages.Incidents)
	slices.SortFunc(incidents, func(a, b *site.Incident) int { return cmp.Compare(a.Slug, b.Slug) })
	return func(yield func(Public, error) bool) {
		for few := range slices.Chunk(incidents, 4*runtime.GOMAXPROCS(0)) {
			for _, shown := range s.publicOf(few) {
				for _, p := range shown {
					if !yield(p.Public, p.err) {
						return
					}
				}
			}
		}
	}
}

// outcome is a report, or why it could not be rendered.
type outcome struct {
	Public
	err error
}

// publicOf gives the reports of a few incidents, each incident on a processor.
func (s *Site) publicOf(incidents []*site.Incident) [][]outcome {
	shown := make([][]outcome, len(incidents))
	inParallel(len(incidents), runtime.GOMAXPROCS(0), func(i int) {
		in := incidents[i].Open()
		known := s.recorded(in)
		for _, r := range in.Reports {
			if entry, ok := known[r.Number]; ok {
				p := s.dated(r)
				p.Entry, p.Again = entry, func() (Public, error) { return s.public(in, r) }
				shown[i] = append(shown[i], outcome{p, nil})
				continue
			}
			p, err := s.public(in, r)
			shown[i] = append(shown[i], outcome{p, err})
		}
	})
	return shown
}

// dated is a report by its moments.
func (s *Site) dated(r *notice.Report) Public {
	p := Public{Slug: r.Slug, Number: r.Number, Published: s.pages.PublishedAt(r)}
	if r.IsWithdrawn() {
		p.Withdrawn = s.pages.UpdatedAt(r)
	}
	return p
}

func (s *Site) public(in *site.Incident, r *notice.Report) (p Public, err error) {
	p = s.dated(r)
	page := site.Page{Kind: site.ReportData, Address: site.DataAddress(r.Slug, r.Number), Incident: in, Report: r}
	if p.Data, err = s.show(page); err != nil {
		return p, err
	}
	for _, lang := range s.pages.Langs {
		text, err := s.show(site.Page{Kind: site.PlainText, Lang: lang, Address: site.PlainTextAddress(lang, r.Slug, r.Number), Incident: in, Report: r})
		if err != nil {
			return p, err
		}
		p.Texts = append(p.Texts, PublicText{lang, text})
	}
	p.Files, err = s.publicFiles(r)
	return p, err
}

// publicFiles are the attachments of a report, each once.
func (s *Site) publicFiles(r *notice.Report) ([]PublicFile, error) {
	cited := map[string]bool{}
	for _, a := range r.Attachments {
		cited[a.File.V] = true
	}
	var files []PublicFile
	for _, name := range slices.Sorted(maps.Keys(cited)) {
		data, err := fs.ReadFile(s.reader.files, attachment(r.Slug, name))
		if err != nil {
			return nil, err
		}
		files = append(files, PublicFile{name, int64(len(data)), sha256.Sum256(data)})
	}
	return files, nil
}
