package render

import (
	"strconv"
	"strings"

	"kohyo/internal/site"
)

// The shape of a CSAF 2.0 document of the profile "security incident response".
type csafFileOf struct {
	Document csafDocument `json:"document"`
}

type csafDocument struct {
	Category     string          `json:"category"`
	Version      string          `json:"csaf_version"`
	Distribution csafTLP         `json:"distribution"`
	Lang         string          `json:"lang"`
	Notes        []csafNote      `json:"notes"`
	Publisher    csafPublisher   `json:"publisher"`
	References   []csafReference `json:"references"`
	SourceLang   string          `json:"source_lang,omitempty"`
	Title        string          `json:"title"`
	Tracking     csafTracking    `json:"tracking"`
}

type csafTLP struct {
	TLP csafLabel `json:"tlp"`
}

type csafLabel struct {
	Label string `json:"label"`
}

type csafNote struct {
	Category string `json:"category"`
	Text     string `json:"text"`
	Title    string `json:"title"`
}

type csafReference struct {
	Category string `json:"category"`
	Summary  string `json:"summary"`
	URL      string `json:"url"`
}

type csafTracking struct {
	Current   string         `json:"current_release_date"`
	Generator csafGenerator  `json:"generator"`
	ID        string         `json:"id"`
	Initial   string         `json:"initial_release_date"`
	History   []csafRevision `json:"revision_history"`
	Status    string         `json:"status"`
	Version   string         `json:"version"`
}

type csafGenerator struct {
	Engine csafEngine `json:"engine"`
}

type csafEngine struct {
	Name string `json:"name"`
}

type csafRevision struct {
	Date    string `json:"date"`
	Number  string `json:"number"`
	Summary string `json:"summary"`
}

// csafDocument tells of an incident in one language: its newest report, and
// its reports as revisions. That in another language than the source's is a
// translation of the one in it.
func (r *Renderer) csafDocument(p site.Page) csafFileOf {
	s, newest := r.site, p.Report
	w := r.writer(p.Lang, newest)
	known := (&facts{w: w, report: newest, link: s.Absolute}).known()
	d := csafDocument{
		Category: "csaf_security_incident_response", Version: "2.0", Distribution: csafTLP{csafLabel{"WHITE"}},
		Lang: p.Lang, Notes: r.csafNotes(p), Publisher: r.csafPublisher(p.Lang), References: r.csafReferences(p),
		Title: titleText(w, newest, known), Tracking: r.csafTracking(p),
	}
	if source := s.Langs[0]; p.Lang != source {
		d.SourceLang = source
	}
	return csafFileOf{d}
}

// csafTracking counts the revisions from 1, without the gaps that the numbers
// of the reports may have.
func (r *Renderer) csafTracking(p site.Page) csafTracking {
	s := r.site
	revisions := s.CSAFRevisions(p.Incident)
	t := csafTracking{
		Current: csafTime(revisions[len(revisions)-1].At), Initial: csafTime(revisions[0].At),
		Generator: csafGenerator{csafEngine{"Kohyo"}}, ID: site.CSAFID(s, p.Lang, p.Incident.Slug),
		Status: "interim", Version: strconv.Itoa(len(revisions)),
	}
	for i, revision := range revisions {
		report := revision.Report
		w := r.writer(p.Lang, report)
		known := (&facts{w: w, report: report, link: s.Absolute}).known()
		summary := feedTitle(w, report, known).text
		if lines := news(p.Incident, w, report, known, r.compare); len(lines) > 0 {
			summary += "\n" + strings.Join(lines, "\n")
		}
		if revision.Withdrawn {
			summary = withdrawal(w, report, known)
		}
		t.History = append(t.History, csafRevision{csafTime(revision.At), strconv.Itoa(i + 1), summary})
		if report.Stage.Is("final") {
			t.Status = "final"
		}
	}
	return t
}

// csafReferences leads to the document itself, to the notice in every language
// and to the report as data.
func (r *Renderer) csafReferences(p site.Page) []csafReference {
	s, w := r.site, r.writer(p.Lang, p.Report)
	all := []csafReference{{"self", w.Label("csaf.self"), s.Absolute(p.Address)}}
	for _, d := range s.CSAFDocumentsOf(p.Incident) {
		if d.Lang != p.Lang {
			all = append(all, csafReference{"external", w.Label("csaf.other", r.langs[p.Lang].NameOf(d.Lang)), s.Absolute(d.Address)})
		}
	}
	for _, lang := range s.Langs {
		all = append(all, csafReference{"external", w.Label("csaf.notice", r.langs[p.Lang].NameOf(lang)), s.Absolute(site.NoticeAddress(lang, p.Incident.Slug))})
	}
	if data := s.DataURL(p.Report); data != "" {
		all = append(all, csafReference{"external", w.Label("footer.data"), data})
	}
	return all
}

// csafCategories are the kinds of notes that the sections of a notice make.
// The reports are the revision history.
var csafCategories = map[string]string{
	"affected": "description", "counts": "description", "scale": "description", "advice": "general", "contacts": "general",
	"questions": "faq", "notes": "general", "attachments": "general", "reports": "",
}

// csafNotes says what CSAF has no field for: the notice, a note for each
// section, in the words of its plain text.
func (r *Renderer) csafNotes(p site.Page) []csafNote {
	page := site.Page{Kind: site.PlainText, Lang: p.Lang, Address: p.Address, Incident: p.Incident, Report: p.Report}
	n, w := r.noticePage(page), r.writer(p.Lang, p.Report)
	known := (&facts{w: w, report: p.Report, link: r.site.Absolute}).known()
	notes := []csafNote{{"summary", opening(w, p.Report, known).text, w.Label("csaf.summary")}}
	add := func(category, title string, write func(*plainWriter)) {
		t := r.plainWriter(p.Lang, w)
		t.unbroken = true
		write(t)
		if text := strings.TrimSpace(t.out.String()); text != "" && category != "" {
			notes = append(notes, csafNote{category, text, title})
		}
	}
	add("general", w.Label("csaf.about"), func(t *plainWriter) { t.about(n) })
	if n.Facts != nil {
		add("description", n.Facts.Heading, func(t *plainWriter) { t.cells(n.Facts) })
	}
	for _, s := range n.Sections {
		category, ok := csafCategories[s.ID]
		if !ok {
			category = "details"
		}
		add(category, s.Title, func(t *plainWriter) { t.section(s) })
	}
	return notes
}
