package render

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// tableOf reads a table as RFC 4180 has it, a row by column names.
func tableOf(t *testing.T, s *site.Site, file string) []map[string]string {
	t.Helper()
	data, err := CSV(s, mustFind(t, s, file), testWords(t, s))
	if err != nil {
		t.Fatal(err)
	}
	text, ok := bytes.CutPrefix(data, []byte("\xef\xbb\xbf"))
	if !ok {
		t.Error("spreadsheets want a byte-order mark")
	}
	if n := bytes.Count(text, []byte("\n")); n != bytes.Count(text, []byte("\r\n")) {
		t.Error("a line does not end in CRLF")
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var table []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for i, name := range rows[0] {
			named[name] = row[i]
		}
		if len(named) != len(row) {
			t.Errorf("a column stands twice: %q", rows[0])
		}
		table = append(table, named)
	}
	return table
}

func TestCSV(t *testing.T) {
	second := report("a", 2, day(2019, 5, 7))
	second.Title = text("カンマ, \"引用\"", "Comma, \"quotes\"\nand a line")
	second.Issuers = []notice.Issuer{{Name: text("親", "Parent")}, {Name: text("子", "Child")}}
	second.Counts = []notice.Count{
		{ID: str("mails"), Of: notice.Word{ID: "records"}, Measures: []notice.Measure{{Value: notice.Int{Set: true, V: 12000}, Unit: notice.Word{ID: "mail"}}}},
		{ID: str("people"), Label: text("対象", "People"), Measures: []notice.Measure{{Max: notice.Int{Set: true, V: 7996}, Approx: notice.Bool{Set: true, V: true}, Unit: notice.Word{ID: "person"}}}},
		{ID: str("part"), PartOf: []notice.Ref{{ID: "people"}}, Measures: []notice.Measure{{Value: notice.Int{Set: true, V: 5}, Unit: notice.Word{ID: "person"}}}},
	}
	s := siteOf(report("a", 1, day(2018, 4, 12)), second)
	table := tableOf(t, s, "reports.csv")
	if len(table) != 2 || table[0]["number"] != "2" || table[1]["number"] != "1" {
		t.Fatalf("%v", table)
	}
	for name, want := range map[string]string{
		"slug": "a", "date": "2019-05-07", "published": "2019-05-07T00:00:00+09:00", "stage": "first", "kind": "ransomware",
		"title_ja": "カンマ, \"引用\"", "title_en": "Comma, \"quotes\" and a line", "issuers_en": "Parent; Child", "kind_en": "Ransomware attack",
		"figures_en": "Records concerned: 12,000 emails; People: up to about 7,996 people", "figure_max": "7996", "figure_min": "", "figure_value": "",
		"figure_approx": "true", "figure_unit": "person",
		"page_ja": "https://www.example.co.jp/disclosure/ja/a/2/", "data": "https://www.example.co.jp/disclosure/a/2.json",
	} {
		if got := table[0][name]; got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	if year := tableOf(t, s, "reports-2018.csv"); len(year) != 1 || year[0]["number"] != "1" {
		t.Errorf("2018: %v", year)
	}
}

// No cell is a formula.
func TestCSVComputesNothing(t *testing.T) {
	for _, sign := range []string{"=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", " @", "\r=", "\n-"} {
		r := report("a", 1, day(2019, 4, 12))
		evil := sign + `HYPERLINK("https://evil.example/","x")`
		r.Title = text(evil, evil)
		r.Issuers = []notice.Issuer{{Name: text(evil, evil)}}
		r.Counts = []notice.Count{{Label: text(evil, evil), Measures: []notice.Measure{{Value: notice.Int{Set: true, V: 1}, Unit: notice.Word{ID: "person"}}}}}
		for name, cell := range tableOf(t, siteOf(r), "reports.csv")[0] {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r\n ") || slices.ContainsFunc([]string{"＝", "＋", "－", "＠"}, func(s string) bool { return strings.HasPrefix(cell, s) }) {
				t.Errorf("%q: %s is %q", sign, name, cell)
			}
			if strings.HasPrefix(name, "title_") && !strings.HasPrefix(cell, "'"+strings.TrimSpace(sign)) {
				t.Errorf("%q: %s is %q", sign, name, cell)
			}
		}
	}
}
