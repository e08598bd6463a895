package pages

import (
	"encoding/csv"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestTables(t *testing.T)     { tables(sample(t)).none(t) }
func TestLinkedData(t *testing.T) { linked(sample(t)).none(t) }

// tables checks the tables for spreadsheets: that they are whole, that their
// addresses lead somewhere, and that those of the years have every report once.
func tables(s *site) (p problems) {
	var reports []string
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if !strings.HasPrefix(name, "reports") || path.Ext(name) != ".csv" {
			continue
		}
		text, ok := strings.CutPrefix(string(s.files[name]), "\uFEFF")
		if !ok {
			p.add(name, "has no byte-order mark")
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) < 2 {
			p.add(name, "%d rows, %v", len(rows), err)
			continue
		}
		page := slices.Index(rows[0], "page_"+s.langs[0])
		for _, row := range rows[1:] {
			for i, cell := range row {
				if strings.HasPrefix(rows[0][i], "page_") || rows[0][i] == "data" {
					s.absolute(&p, name, rows[0][i], cell)
				}
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
					p.add(name, "computes %q", cell)
				}
			}
			if name != "reports.csv" && page >= 0 {
				reports = append(reports, row[page])
			}
		}
	}
	if s.files["reports.csv"] == nil {
		p.add("reports.csv", "is not there")
	}
	unique(&p, "the tables", reports)
	sameSet(&p, "the tables", "rows", reports, s.reports(s.langs[0]))
	return p
}

// linked checks that a notice and each report say in the words of schema.org
// what they say to readers.
func linked(s *site) (p problems) {
	for _, page := range s.pages() {
		parts := strings.Split(page, "/")
		if !s.notice(page) || len(parts) != 3 && !(len(parts) == 4 && strings.Trim(parts[2], "0123456789") == "") {
			continue
		}
		var found []map[string]any
		for n := range named(s.docs[page], "script") {
			var v map[string]any
			if n.FirstChild != nil && json.Unmarshal([]byte(n.FirstChild.Data), &v) == nil {
				found = append(found, v)
			}
		}
		if len(found) != 1 {
			p.add(page, "describes itself %d times", len(found))
			continue
		}
		d := found[0]
		for key, want := range map[string]string{"@context": "https://schema.org", "@type": "Article", "inLanguage": s.lang(page), "headline": title(s.docs[page])} {
			if got, _ := d[key].(string); bare(got) != bare(want) {
				p.add(page, "its %s is %q, want %q", key, got, want)
			}
		}
		if before, ok := d["isBasedOn"].(string); ok {
			s.absolute(&p, page, "isBasedOn", before)
		}
		for _, key := range []string{"datePublished", "author"} {
			if d[key] == nil {
				p.add(page, "has no %s", key)
			}
		}
	}
	return p
}

func title(doc *html.Node) string {
	for n := range named(doc, "h1") {
		return text(n)
	}
	return ""
}

func bare(s string) string { return strings.Join(strings.Fields(s), "") }
