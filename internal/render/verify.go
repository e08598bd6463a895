package render

import (
	"strconv"

	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// WithLog is the renderer of a site whose reports stand in a log: leaf tells
// where.
func (r *Renderer) WithLog(leaf func(slug string, number int) (int64, bool)) *Renderer {
	other := *r
	other.leaf = leaf
	return &other
}

// inLog says where the log holds a report, and leads to how that is verified;
// nil where nobody has recorded it.
func (v *viewer) inLog(number int) *Link {
	if v.leaf == nil {
		return nil
	}
	at, ok := v.leaf(v.report.Slug, number)
	if !ok {
		return nil
	}
	return &Link{Href: v.link(v.page, site.VerifyAddress(v.page.Lang)), Text: v.w.Label("footer.verify", strconv.FormatInt(at, 10))}
}

// VerifyPage is what verify.html receives: how to verify a notice.
type VerifyPage struct {
	Frame
	Title, Lead string
	Sections    []VerifySection
}

// VerifySection is a part of VerifyPage.
type VerifySection struct {
	ID, Title string
	Others    []SectionLink // the same section in the other languages
	List      bool          // the steps are points of a list
	Steps     []VerifyStep
}

// VerifyStep is a piece of advice, with what to type or compare.
type VerifyStep struct {
	Text  string
	Link  *Link
	Lines []string
}

func (r *Renderer) verifyPage(p site.Page) *VerifyPage {
	w := r.writer(p.Lang, nil)
	v := &VerifyPage{Frame: r.frame(p, w, p.Lang), Title: w.Label("verify.title"), Lead: w.Label("verify.lead")}
	r.lists(&v.Frame, p, w)
	v.HeadTitle = w.Label("page.title", v.Title, v.Organization)
	v.Description = shortened(v.Lead)
	v.Sections = []VerifySection{
		r.verifySection(p, "proven", steps(w, "same", "kept", "files")...),
		r.verifySection(p, "limits", steps(w, "true", "when", "view", "withdrawn")...),
		r.verifySection(p, "kohyo", r.withKohyo(w)...),
		r.verifySection(p, "keep", r.keeping(p, w)...),
		r.verifySection(p, "key", r.publicKey(w)...),
		r.verifySection(p, "without", r.withoutKohyo(w)...),
	}
	for i := range v.Sections[:2] {
		v.Sections[i].List = true
	}
	return v
}

func (r *Renderer) verifySection(p site.Page, id string, steps ...VerifyStep) VerifySection {
	s := VerifySection{ID: id, Title: r.writer(p.Lang, nil).Label("verify." + id), Steps: steps}
	for _, tag := range r.site.Langs {
		if tag != p.Lang {
			s.Others = append(s.Others, SectionLink{
				Tag: tag, Name: r.langs[tag].Name(), Href: r.link(p, site.VerifyAddress(tag)) + "#" + id,
				Title: r.writer(tag, nil).Label("verify." + id),
			})
		}
	}
	return s
}

func steps(w *wording.Writer, names ...string) []VerifyStep {
	out := make([]VerifyStep, len(names))
	for i, name := range names {
		out[i].Text = w.Label("verify." + name)
	}
	return out
}

// example is a report that what the page says to type can be tried with.
func (r *Renderer) example() (slug string, number int) {
	if slug, number, ok := r.site.Example(); ok {
		return slug, number
	}
	return "shop", 2 // nothing is public yet
}

func (r *Renderer) withKohyo(w *wording.Writer) []VerifyStep {
	slug, number := r.example()
	name := slug + "/" + strconv.Itoa(number)
	return []VerifyStep{
		{Text: w.Label("verify.whole"), Lines: []string{"kohyo verify " + r.site.Absolute("")}},
		{Text: w.Label("verify.report", r.site.Absolute(site.ReportAddress(w.Tag(), slug, number)), name), Lines: []string{"kohyo verify " + r.site.Absolute("") + " --report " + name}},
		{Text: w.Label("verify.answer")},
	}
}

const checkpoint = "log/checkpoint"

func (r *Renderer) keeping(p site.Page, w *wording.Writer) []VerifyStep {
	return []VerifyStep{
		{Text: w.Label("verify.download"), Link: &Link{Href: r.link(p, checkpoint), Text: r.site.Absolute(checkpoint)}, Lines: []string{"curl -o checkpoint " + r.site.Absolute(checkpoint)}},
		{Text: w.Label("verify.since"), Lines: []string{"kohyo verify " + r.site.Absolute("") + " --since checkpoint"}},
		{Text: w.Label("verify.together")},
	}
}

func (r *Renderer) publicKey(w *wording.Writer) []VerifyStep {
	if r.site.Settings.Log.Key.V == "" {
		return steps(w, "unsigned")
	}
	key := r.site.Settings.Log.Key.V
	return []VerifyStep{
		{Text: w.Label("verify.signed"), Lines: []string{key}},
		{Text: w.Label("verify.elsewhere"), Lines: []string{"kohyo verify " + r.site.Absolute("") + " --key '" + key + "'"}},
	}
}

func (r *Renderer) withoutKohyo(w *wording.Writer) []VerifyStep {
	slug, number := r.example()
	page := site.ReportAddress(w.Tag(), slug, number)
	return []VerifyStep{
		{Text: w.Label("verify.file"), Lines: []string{
			"curl -s " + r.site.Absolute(page) + " | sha256sum",
			"curl -s " + r.site.Absolute("log/files") + " | grep " + page + "index.html",
		}},
		{Text: w.Label("verify.list"), Lines: []string{
			"curl -s " + r.site.Absolute("log/files") + " | openssl dgst -sha256 -binary | openssl base64",
			"curl -s " + r.site.Absolute(checkpoint),
		}},
		{Text: w.Label("verify.forms")},
	}
}
