package render

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// dataVersion is the version of the shape of the data files; it is in the
// addresses of their schemas too. It stays while
// fields are only added; docs/data.md holds the promise.
const dataVersion = 1

// Words gives the words of a language for a report, which may be nil.
type Words func(lang string, r *notice.Report) *wording.Writer

// data renders what is no page for readers.
func (r *Renderer) data(p site.Page) ([]byte, error) {
	switch p.Kind {
	case site.Atom, site.IncidentAtom:
		return Atom(r.site, p, r.writer, r.compare)
	case site.JSONFeed:
		return JSONFeed(r.site, p, r.writer, r.compare)
	case site.ReportData:
		return reportData(r.site, p, r.writer, r.doc, r.made.room(p.Kind)), nil
	case site.Index, site.IndexPart:
		return Index(r.site, p, r.writer), nil
	case site.CSV, site.CSVPart:
		return CSV(r.site, p, r.writer)
	case site.CSAFProvider, site.CSAFService, site.CSAFFeed, site.CSAFIndex, site.CSAFChanges, site.CSAFDocument, site.CSAFSum:
		return r.csaf(p)
	case site.SearchIndex:
		return r.searchIndex(p)
	case site.SearchTexts:
		return r.searchTexts(p)
	case site.DataSchema:
		return DataSchema(r.site, p)
	case site.Sitemap, site.SitemapPart:
		return Sitemap(r.site, p)
	case site.Robots:
		return Robots(r.site), nil
	case site.SecurityTxt:
		return SecurityTxt(r.site), nil
	}
	return nil, fmt.Errorf("render: nothing to show at %s", p.Address)
}

// reportData renders a report as data: /<slug>/<n>.json. Nothing in it depends
// on any other report. Room is how much it is expected to need.
func reportData(s *site.Site, p site.Page, words Words, doc func(src string) *prose.Doc, room int) []byte {
	r := p.Report
	f := &factWriter{
		plain:  func(src string, known prose.Facts) string { return doc(src).Plain(known) },
		report: r, zone: s.ZoneOf(r), langs: slices.Sorted(slices.Values(s.Langs)),
		words: map[string]*wording.Writer{}, facts: map[string]prose.Facts{}, used: map[string][]string{},
	}
	for _, lang := range f.langs {
		f.words[lang] = words(lang, r)
		f.facts[lang] = (&facts{w: f.words[lang], report: r, link: s.Absolute}).known()
	}
	f.b = make([]byte, 0, room)
	f.begin('{')
	f.field("$schema", s.Absolute(site.SchemaAddress(site.ReportSchema)))
	f.field("format", "kohyo-report")
	f.strs("languages", s.Langs)
	f.key("number")
	f.num(int64(r.Number))
	f.key("report")
	f.begin('{')
	f.fields(reflect.ValueOf(r).Elem())
	f.end('}')
	f.field("slug", r.Slug)
	f.field("time_zone", f.zone.String())
	f.urls(s, r)
	f.key("version")
	f.num(dataVersion)
	f.vocabulary()
	f.end('}')
	return append(f.b, '\n')
}

// vocabulary writes the labels of the words that the report uses.
func (f *factWriter) vocabulary() {
	f.key("vocabulary")
	f.begin('{')
	for _, vocab := range slices.Sorted(maps.Keys(f.used)) {
		f.key(vocab)
		f.begin('{')
		for _, id := range slices.Sorted(slices.Values(f.used[vocab])) {
			f.key(id)
			f.begin('{')
			for _, lang := range f.langs {
				f.field(lang, f.words[lang].Word(vocab, id))
			}
			f.end('}')
		}
		f.end('}')
	}
	f.end('}')
}

// urls writes where a report stands: its data, its files, its pages.
func (j *jsonWriter) urls(s *site.Site, r *notice.Report) {
	j.key("urls")
	j.begin('{')
	j.field("data", s.Absolute(site.DataAddress(r.Slug, r.Number)))
	if len(r.Attachments) > 0 {
		j.key("files")
		j.begin('{')
		names := map[string]bool{}
		for _, a := range r.Attachments {
			names[a.File.V] = true
		}
		for _, name := range slices.Sorted(maps.Keys(names)) {
			j.field(name, s.Absolute(site.FileAddress(r.Slug, name)))
		}
		j.end('}')
	}
	j.key("pages")
	j.begin('{')
	for _, lang := range slices.Sorted(slices.Values(s.Langs)) {
		j.field(lang, s.Absolute(site.ReportAddress(lang, r.Slug, r.Number)))
	}
	j.end('}')
	j.end('}')
}

// Index renders the index of reports: index.json with the newest and the list
// of years, and the files of the years.
func Index(s *site.Site, p site.Page, words Words) []byte {
	j := &jsonWriter{}
	j.begin('{')
	j.field("$schema", s.Absolute(site.SchemaAddress(site.IndexSchema)))
	j.field("format", "kohyo-index")
	j.strs("languages", s.Langs)
	if p.Kind == site.IndexPart {
		j.key("part")
		j.num(int64(p.Number))
		j.key("parts")
		j.num(int64(p.Of))
	}
	j.key("reports")
	j.begin('[')
	for _, r := range p.Reports {
		j.entry(s, r, words)
	}
	j.end(']')
	j.key("version")
	j.num(dataVersion)
	if p.Kind == site.IndexPart {
		j.key("year")
		j.num(int64(p.Year))
	} else {
		j.years(s)
	}
	j.end('}')
	return append(j.b, '\n')
}

// entry is a report in an index.
func (j *jsonWriter) entry(s *site.Site, r *notice.Report, words Words) {
	j.begin('{')
	j.field("kind", r.Kind.ID)
	j.key("number")
	j.num(int64(r.Number))
	j.field("published", s.PublishedAt(r).Format(time.RFC3339))
	j.field("slug", r.Slug)
	j.field("stage", r.Stage.ID)
	j.key("title")
	j.begin('{')
	for _, lang := range slices.Sorted(slices.Values(s.Langs)) {
		if _, ok := r.Title.In(lang); ok {
			w := words(lang, r)
			j.field(lang, titleText(w, r, (&facts{w: w, report: r, link: s.Absolute}).known()))
		}
	}
	j.end('}')
	j.urls(s, r)
	if r.IsWithdrawn() {
		j.field("withdrawn", s.UpdatedAt(r).Format(time.RFC3339))
	}
	j.end('}')
}

func (j *jsonWriter) years(s *site.Site) {
	j.key("years")
	j.begin('[')
	for _, y := range s.IndexYears() {
		j.begin('{')
		j.key("reports")
		j.num(int64(y.Count))
		urls := make([]string, len(y.Addresses))
		for i, a := range y.Addresses {
			urls[i] = s.Absolute(a)
		}
		j.strs("urls", urls)
		j.key("year")
		j.num(int64(y.Year))
		j.end('}')
	}
	j.end(']')
}
