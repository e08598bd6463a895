// Package render turns a page into bytes. It is the only package that knows
// the HTML of the pages: the layouts, and the typed values they receive.
package render

import (
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"kohyo/internal/lang"
	"kohyo/internal/layout"
	"kohyo/internal/notice"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// Renderer renders the pages of one site. It is safe for concurrent use.
type Renderer struct {
	site    *site.Site
	langs   map[string]*lang.Language
	layouts map[string]*layout.Set
	assets  *Assets
	files   Files
	whole   func(*site.Incident) (*site.Incident, error) // nil where incidents are whole already

	searches *searches
	paper    []byte // the style sheet of what is printed
	made     *made
	leaf     func(slug string, number int) (int64, bool) // nil where there is no log
}

// Files reads what reports attach: "<slug>/files/<name>". PDF is the size of a
// PDF of the site.
type Files struct {
	Size func(file string) (int64, error)
	Read func(file string) ([]byte, error)
	PDF  func(file string) (int64, error)
}

// pages are the layouts that are pages; everything in parts/ belongs to all.
var pages = []string{"notice.html", "changes.html", "list.html", "choice.html", "overview.html", "search.html", "verify.html"}

// New prepares the layouts. An error names the layout and the line that is
// wrong, in the words of html/template.
func New(s *site.Site, langs map[string]*lang.Language, layouts fs.FS, assets *Assets, files Files) (*Renderer, error) {
	r := &Renderer{site: s, langs: langs, assets: assets, files: files, layouts: map[string]*layout.Set{}, made: newMade(), searches: &searches{}}
	parts, err := fs.Glob(layouts, "parts/*.html")
	if err != nil {
		return nil, err
	}
	common, err := layout.Parse(layouts, append([]string{"base.html"}, parts...)...)
	if err != nil {
		return nil, err
	}
	for _, name := range pages {
		if r.layouts[name], err = common.With(layouts, name); err != nil {
			return nil, err
		}
	}
	if err := r.preparePaper(layouts); err != nil {
		return nil, err
	}
	css, err := fs.ReadFile(layouts, paperStyle)
	r.paper = compact(css)
	return r, err
}

// Layouts lists the files in layouts that this package reads, so that an
// override which overrides nothing can be told from one that does.
func Layouts(shipped fs.FS) ([]string, error) {
	parts, err := fs.Glob(shipped, "parts/*.html")
	return slices.Concat([]string{"base.html"}, pages, parts, paperLayouts, []string{paperStyle}), err
}

// Page renders one page of the site.
func (r *Renderer) Page(p site.Page) ([]byte, error) {
	file, err := r.file(p)
	r.made.lengths[p.Kind].Store(int64(len(file)))
	return file, err
}

func (r *Renderer) file(p site.Page) ([]byte, error) {
	switch p.Kind {
	case site.Notice, site.Report:
		var page []byte
		err := r.layouts["notice.html"].Lend("base", r.noticePage(p), func(waiting []byte) { page = r.arrive(waiting, p) })
		return page, err
	case site.Changes:
		return r.html("changes.html", r.changesPage(p))
	case site.Print, site.Bilingual:
		return r.printPage(p)
	case site.Home, site.Archive:
		return r.html("list.html", r.listPage(p))
	case site.Overview:
		return r.html("overview.html", r.overviewPage(p))
	case site.Root:
		return r.html("choice.html", r.rootPage(p))
	case site.Search:
		return r.html("search.html", r.searchPage(p))
	case site.Verify:
		return r.html("verify.html", r.verifyPage(p))
	case site.NotFound:
		return r.html("choice.html", r.notFoundPage(p))
	case site.PlainText:
		return r.plain(p), nil
	case site.Asset:
		return r.assets.Read(path.Base(p.Address))
	}
	return r.data(p)
}

func (r *Renderer) html(name string, view any) ([]byte, error) {
	return r.layouts[name].Execute("base", view)
}

// trusted marks HTML that the prose package has made, and made safe. It is
// the one place where anything is trusted.
func trusted(html string) template.HTML { return template.HTML(html) }

// writer gives the words of a language for a report, which may be nil.
func (r *Renderer) writer(tag string, report *notice.Report) *wording.Writer {
	return r.made.writers.get(writerKey{tag, report, false}, func() *wording.Writer {
		if source := r.site.Langs[0]; report != nil && tag != source {
			return r.writer(source, report).In(r.langs[tag])
		}
		return wording.New(r.langs[tag], r.site.Settings, report)
	})
}

// dayOf gives a moment's day as a Moment of day precision in the site's zone.
func dayOf(t time.Time) notice.Moment {
	return notice.Moment{
		Raw: t.Format(time.DateOnly), Precision: notice.ByDay,
		Year: t.Year(), Month: int(t.Month()), Day: t.Day(),
	}
}

// join glues phrases as they stand.
func join(phrases []string) string { return strings.Join(phrases, "") }
