package render

import (
	"bytes"
	"maps"
	"testing"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

// machineFiles renders everything that is no page for readers.
func machineFiles(t *testing.T, s *site.Site) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	words := testWords(t, s)
	for p := range s.Pages() {
		var data []byte
		var err error
		switch p.Kind {
		case site.Atom, site.IncidentAtom:
			data, err = Atom(s, p, words, testCompare(t, s))
		case site.JSONFeed:
			data, err = JSONFeed(s, p, words, testCompare(t, s))
		case site.ReportData:
			data = ReportData(s, p, words)
		case site.Index, site.IndexPart:
			data = Index(s, p, words)
		case site.CSV, site.CSVPart:
			data, err = CSV(s, p, words)
		case site.DataSchema:
			data, err = DataSchema(s, p)
		case site.Sitemap, site.SitemapPart:
			data, err = Sitemap(s, p)
		case site.Robots:
			data = Robots(s)
		}
		if err != nil {
			t.Fatal(err)
		}
		files[p.File()] = data
	}
	maps.Copy(files, searchFiles(t, s))
	return files
}

// Every file is the same, byte for byte, with and without what is not public.
func TestHiddenReportsLeaveNoByte(t *testing.T) {
	public := func() []*notice.Report {
		return []*notice.Report{report("a", 2, day(2019, 4, 12)), report("a", 4, day(2020, 1, 5)), report("b", 1, day(2019, 4, 12))}
	}
	want := machineFiles(t, siteOf(public()...))
	for _, hide := range []func(*notice.Report){
		func(r *notice.Report) { r.Status.ID = "draft" },
		func(r *notice.Report) { r.Published = day(2026, 11, 21) },
		func(r *notice.Report) { r.Published = notice.Moment{} },
	} {
		for _, place := range []struct {
			slug   string
			number int
		}{{"a", 1}, {"a", 3}, {"a", 5}, {"b", 2}, {"aa", 1}, {"c", 1}} {
			r := full(place.slug, place.number, "CANARY")
			hide(r)
			got := machineFiles(t, siteOf(append(public(), r)...))
			if len(got) != len(want) {
				t.Errorf("%s/%d: %d files, want %d", place.slug, place.number, len(got), len(want))
			}
			for file, data := range got {
				if !bytes.Equal(data, want[file]) || bytes.Contains(data, []byte("CANARY")) {
					t.Errorf("%s/%d shows in %s", place.slug, place.number, file)
				}
			}
		}
	}
}

// A report's data never changes when others are published after it.
func TestDataIsForEver(t *testing.T) {
	r := report("a", 1, day(2019, 4, 12))
	before := machineFiles(t, siteOf(r))["a/1.json"]
	later := machineFiles(t, siteOf(r, full("a", 2, "x"), report("b", 1, day(2020, 1, 1))))
	if !bytes.Equal(before, later["a/1.json"]) {
		t.Errorf("before %s\nafter %s", before, later["a/1.json"])
	}
	if bytes.Equal(later["a/2.json"], before) {
		t.Error("two reports have the same data")
	}
}
