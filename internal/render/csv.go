package render

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/site"
	"kohyo/internal/wording"
)

// byteOrderMark tells spreadsheets that a file is UTF-8: without it they take
// Japanese for the encoding of the machine.
const byteOrderMark = "\uFEFF"

// CSV renders reports as a table for spreadsheets (RFC 4180), a row each:
// what the report is, in every language, and its main figures.
func CSV(s *site.Site, p site.Page, words Words) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString(byteOrderMark)
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	_ = w.Write(columnNames(s))
	for _, r := range p.Reports {
		_ = w.Write(row(s, r, words)) // a buffer takes everything
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// Columns in the source language, then in the others.
var worded = []string{"title", "issuers", "stage", "kind", "figures"}

func columnNames(s *site.Site) []string {
	names := []string{"slug", "number", "date", "published", "stage", "kind"}
	for _, name := range worded {
		for _, lang := range s.Langs {
			names = append(names, name+"_"+lang)
		}
	}
	names = append(names, "figure_value", "figure_min", "figure_max", "figure_approx", "figure_unit")
	for _, lang := range s.Langs {
		names = append(names, "page_"+lang)
	}
	return append(names, "data")
}

func row(s *site.Site, r *notice.Report, words Words) []string {
	at := s.PublishedAt(r)
	cells := []string{r.Slug, strconv.Itoa(r.Number), at.Format(time.DateOnly), at.Format(time.RFC3339), r.Stage.ID, r.Kind.ID}
	said := map[string][]string{}
	for _, lang := range s.Langs {
		w := words(lang, r)
		known := (&facts{w: w, report: r, link: s.Absolute}).known()
		said["title"] = append(said["title"], titleText(w, r, known))
		said["issuers"] = append(said["issuers"], issuerNames(authors(s, w, r, known)))
		said["stage"] = append(said["stage"], w.Stage(r))
		said["kind"] = append(said["kind"], w.Word("kinds", r.Kind.ID))
		said["figures"] = append(said["figures"], figuresInWords(w, r, known))
	}
	for _, name := range worded {
		cells = append(cells, said[name]...)
	}
	cells = append(cells, mainFigure(r)...)
	for _, lang := range s.Langs {
		cells = append(cells, s.Absolute(site.ReportAddress(lang, r.Slug, r.Number)))
	}
	cells = append(cells, s.DataURL(r))
	for i, cell := range cells {
		cells[i] = defused(cell)
	}
	return cells
}

// defused is a cell in one line that no spreadsheet takes for a formula: some
// compute what begins with one of these signs, and fetch what it asks for.
func defused(cell string) string {
	cell = strings.Join(strings.Fields(cell), " ")
	if first, size := utf8.DecodeRuneInString(cell); size > 0 && strings.ContainsRune("=+-@＝＋－＠", first) {
		return "'" + cell
	}
	return cell
}

func issuerNames(all []author) string {
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = a.name
	}
	return strings.Join(names, "; ")
}

// figuresInWords are the counts that are no part of another one.
func figuresInWords(w *wording.Writer, r *notice.Report, known prose.Facts) string {
	var all []string
	for _, c := range r.Counts {
		if len(c.PartOf) > 0 {
			continue
		}
		var measures []string
		for _, m := range c.Measures {
			measures = append(measures, w.Measure(m))
		}
		all = append(all, prose.PlainText(nameOfCount(w, r, c), known)+": "+strings.Join(measures, ", "))
	}
	return strings.Join(all, "; ")
}

// nameOfCount is what a count is called: its label, its group, or what it
// counts.
func nameOfCount(w *wording.Writer, r *notice.Report, c notice.Count) string {
	name, _ := w.Text(c.Label)
	if _, g := r.Group(c.Group.ID); name == "" && g != nil {
		name, _ = w.Text(g.Name)
	}
	return orElse(name, w.Word("counted", orElse(c.Of.ID, "affected")))
}

// mainFigure is the first measure of the count that stands for the incident in
// lists, for computing: its value, limits, whether it is about that, its unit.
func mainFigure(r *notice.Report) []string {
	c := headline(r)
	if c == nil {
		return make([]string, 5)
	}
	m := c.Measures[0]
	number := func(n notice.Int) string {
		if !n.Set {
			return ""
		}
		return strconv.FormatInt(n.V, 10)
	}
	approx := ""
	if m.Approx.V {
		approx = "true"
	}
	return []string{number(m.Value), number(m.Min), number(m.Max), approx, m.Unit.ID}
}
