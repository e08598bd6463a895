package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"kohyo/internal/notice"
	"kohyo/internal/site"
)

var testNow = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

func str(v string) notice.String { return notice.String{V: v} }

func testSettings() *notice.Site {
	return &notice.Site{
		BaseURL: str("https://www.example.co.jp/disclosure/"), TimeZone: str("Asia/Tokyo"),
		Languages:    []notice.String{str("ja"), str("en")},
		Organization: notice.Organization{Name: text("株式会社見本 & Co.", "Sample & Co."), URL: str("https://www.example.co.jp/")},
	}
}

func text(ja, en string) notice.Text {
	return notice.Text{By: []notice.Translation{{Lang: "en", Passage: notice.Passage{Text: en}}, {Lang: "ja", Passage: notice.Passage{Text: ja}}}}
}

func day(y, m, d int) notice.Moment {
	return notice.Moment{Raw: fmt.Sprintf("%d-%02d-%02d", y, m, d), Year: y, Month: m, Day: d, Precision: notice.ByDay}
}

// report is a ready report with little in it.
func report(slug string, number int, published notice.Moment) *notice.Report {
	return &notice.Report{
		Slug: slug, Number: number, Published: published,
		Kind: notice.Word{ID: "ransomware"}, Stage: notice.Word{ID: "first"}, Status: notice.Word{ID: "ready"},
		Title: text("お知らせ|<一>", "Notice |<one>"),
	}
}

// fill writes something into every field of the format; canary is part of
// every text.
func fill(v reflect.Value, path, canary string, tag reflect.StructTag) {
	switch x := v.Addr().Interface().(type) {
	case *notice.Text:
		*x = text("日本語 "+canary+" "+path, "English "+canary+" "+path)
	case *notice.Prose:
		x.Text = notice.Text{Same: &notice.Passage{Text: canary + " " + path}}
	case *notice.Moment:
		*x = notice.Moment{Raw: "~2019-04-12 15:00", Year: 2019, Month: 4, Day: 12, Hour: 15, Precision: notice.ByMinute, Approx: true}
	case *notice.When:
		fill(reflect.ValueOf(&x.Span).Elem(), path, canary, "")
		x.IsSpan = true
	case *notice.Forecast:
		x.Moment, x.Text = day(2026, 10, 1), text(canary, canary)
	case *notice.Word:
		x.ID = canary
		if words := notice.Vocabularies[tag.Get("vocab")]; len(words) > 0 {
			x.ID = words[0]
		}
	case *notice.Ref:
		x.ID = canary + path
	case *notice.String:
		x.V = canary + path
	case *notice.Bool:
		x.Set, x.V = true, true
	case *notice.Int:
		x.Set, x.V = true, 3148
	case *notice.Clock:
		x.Set, x.Hour, x.Minute = true, 9, 5
	default:
		fillAll(v, path, canary, tag)
	}
}

func fillAll(v reflect.Value, path, canary string, tag reflect.StructTag) {
	switch v.Kind() {
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), fmt.Sprint(path, i), canary, tag)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if tag := v.Type().Field(i).Tag; tag.Get("key") != "" {
				fill(v.Field(i), path+"/"+tag.Get("key"), canary, tag)
			}
		}
	}
}

// full is a report with something in every field.
func full(slug string, number int, canary string) *notice.Report {
	r := &notice.Report{Slug: slug, Number: number}
	fill(reflect.ValueOf(r).Elem(), "", canary, "")
	r.Status.ID, r.TimeZone.V, r.Published = "ready", "Asia/Tokyo", day(2019, 4, 12)
	return r
}

func siteOf(reports ...*notice.Report) *site.Site {
	return site.New(testSettings(), incidents(reports...), testNow, site.Options{})
}

func incidents(reports ...*notice.Report) []*notice.Incident {
	bySlug := map[string]*notice.Incident{}
	for _, r := range reports {
		if bySlug[r.Slug] == nil {
			bySlug[r.Slug] = &notice.Incident{Slug: r.Slug}
		}
		bySlug[r.Slug].Reports = append(bySlug[r.Slug].Reports, r)
	}
	return slices.Collect(maps.Values(bySlug))
}

func mustFind(t *testing.T, s *site.Site, file string) site.Page {
	t.Helper()
	p, ok := s.Find(file)
	if !ok {
		t.Fatalf("no page %s", file)
	}
	return p
}

func object(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var v map[string]any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return v
}

// canonical writes a value again by the rules of RFC 8785, with another
// encoder than the one under test.
func canonical(t *testing.T, v any) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out) // sorts keys
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	for _, r := range "\u2028\u2029" {
		return bytes.ReplaceAll(out.Bytes(), fmt.Appendf(nil, `\u%04x`, r), []byte(string(r)))
	}
	return out.Bytes()
}

func TestDataIsCanonical(t *testing.T) {
	r := full("shop", 1, "a\"\\\n\t\r\b\f\x00\x1f\x7f <&> 😀 \u2028")
	s := siteOf(r)
	for _, file := range []string{"shop/1.json", "index.json", "index-2019.json"} {
		p := mustFind(t, s, file)
		got := reportOrIndex(t, s, p)
		if want := canonical(t, object(t, got)); !bytes.Equal(got, want) {
			t.Errorf("%s:\n got %s\nwant %s", file, got, want)
		}
	}
}

func reportOrIndex(t *testing.T, s *site.Site, p site.Page) []byte {
	if p.Kind == site.ReportData {
		return ReportData(s, p, testWords(t, s))
	}
	return Index(s, p, testWords(t, s))
}

// Every field of the format is in the data, under its own name.
func TestDataHoldsEveryField(t *testing.T) {
	r := full("shop", 1, "canary")
	s := siteOf(r)
	data := object(t, ReportData(s, mustFind(t, s, "shop/1.json"), testWords(t, s)))
	n := missing(t, reflect.TypeFor[notice.Report](), data["report"], "report")
	if n < 150 {
		t.Errorf("only %d fields were looked at", n)
	}
	plain := fmt.Sprint(data)
	for _, want := range []string{"canary/reference", "2019-04-12T15:00:59+09:00", "09:05", "3148", "canary/contacts1/phone"} {
		if !strings.Contains(plain, want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func missing(t *testing.T, typ reflect.Type, v any, path string) int {
	if typ.Kind() == reflect.Slice {
		list, _ := v.([]any)
		if len(list) != 2 {
			t.Errorf("%s: %v, want a list of two", path, v)
			return 1
		}
		return missing(t, typ.Elem(), list[1], path+"[1]")
	}
	if typ.Kind() != reflect.Struct {
		return 0
	}
	count := 0
	for i := range typ.NumField() {
		key := typ.Field(i).Tag.Get("key")
		if key == "" {
			continue
		}
		table, _ := v.(map[string]any)
		if typ.Field(i).Tag.Get("private") != "" {
			if _, there := table[key]; there {
				t.Errorf("%s.%s is for the author alone", path, key)
			}
			continue
		}
		if table[key] == nil {
			t.Errorf("%s.%s is missing", path, key)
		} else {
			count += 1 + missing(t, typ.Field(i).Type, table[key], path+"."+key)
		}
	}
	return count
}

// "words" is ours: no field of the format may be called so, and none may sort
// after it where it is written last.
func TestWordsIsNoKeyOfTheFormat(t *testing.T) {
	var walk func(reflect.Type)
	seen := map[reflect.Type]bool{}
	walk = func(typ reflect.Type) {
		if typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			if f.Tag.Get("key") == "words" {
				t.Errorf("%v.%s", typ, f.Name)
			}
			walk(f.Type)
		}
	}
	walk(reflect.TypeFor[notice.Report]())
	for _, m := range membersOf(reflect.TypeFor[notice.Measure]()) {
		if m.key > "words" {
			t.Errorf("measure: %s sorts after words", m.key)
		}
	}
}

func TestDataShape(t *testing.T) {
	r := report("shop", 2, day(2019, 4, 12))
	r.Lead.Text = text("**約{counts.total}**\n件", "About *{counts.total}*")
	r.Counts = []notice.Count{{ID: str("total"), Measures: []notice.Measure{{
		Value: notice.Int{Set: true, V: 3148}, Unit: notice.Word{ID: "person"}, Gross: notice.Bool{Set: true},
	}}}}
	r.Timeline = []notice.Event{
		{At: notice.When{Span: notice.Span{From: notice.Moment{Raw: "<=2017-08", Year: 2017, Month: 8, Precision: notice.ByMonth, Bound: notice.OnOrBefore}}}},
		{At: notice.When{IsSpan: true, Span: notice.Span{
			From: notice.Moment{Raw: "early 2019-02", Year: 2019, Month: 2, Precision: notice.ByThird, Third: notice.Early},
			To:   notice.Moment{Raw: "ongoing", Ongoing: true},
		}}},
	}
	s := siteOf(r)
	data := object(t, ReportData(s, mustFind(t, s, "shop/2.json"), testWords(t, s)))
	for path, want := range map[string]string{
		"format": "kohyo-report", "version": "1", "slug": "shop", "number": "2", "time_zone": "Asia/Tokyo",
		"languages.0": "ja", "languages.1": "en",
		"urls.data":                       "https://www.example.co.jp/disclosure/shop/2.json",
		"urls.pages.en":                   "https://www.example.co.jp/disclosure/en/shop/2/",
		"report.kind":                     "ransomware",
		"report.title.source.ja":          "お知らせ|<一>",
		"report.title.words.ja":           "お知らせ<一>",
		"report.title.words.en":           "Notice <one>",
		"report.lead.source.ja":           "**約{counts.total}**\n件",
		"report.published.raw":            "2019-04-12",
		"report.published.precision":      "day",
		"report.published.earliest":       "2019-04-12T00:00:00+09:00",
		"report.published.latest":         "2019-04-12T23:59:59+09:00",
		"report.counts.0.measures.0.unit": "person", "report.counts.0.measures.0.value": "3148",
		"report.counts.0.measures.0.gross": "false",
		"report.timeline.0.at.at.bound":    "on-or-before", "report.timeline.0.at.at.earliest": "<nil>",
		"report.timeline.0.at.at.latest":    "2017-08-31T23:59:59+09:00",
		"report.timeline.1.at.from.third":   "early",
		"report.timeline.1.at.to.raw":       "ongoing",
		"report.timeline.1.at.to.precision": "<nil>",
		"report.lead_":                      "<nil>", "report.contacts": "<nil>", "report.scope": "<nil>",
	} {
		if got := fmt.Sprint(at(data, path)); got != want {
			t.Errorf("%s: %s, want %s", path, got, want)
		}
	}
	for _, path := range []string{
		"vocabulary.kinds.ransomware.ja", "vocabulary.units.person.en", "vocabulary.publication.ready.en",
		"report.published.words.ja", "report.counts.0.measures.0.words.en",
	} {
		if got, _ := at(data, path).(string); got == "" {
			t.Errorf("%s is missing", path)
		}
	}
	if lead, _ := at(data, "report.lead.words.ja").(string); strings.ContainsAny(lead, "*{") || !strings.Contains(lead, "約") {
		t.Errorf("lead in words: %q", lead)
	}
}

// at follows a path of keys and positions.
func at(v any, path string) any {
	for key := range strings.SplitSeq(path, ".") {
		switch x := v.(type) {
		case map[string]any:
			v = x[key]
		case []any:
			v = x[key[0]-'0']
		default:
			return nil
		}
	}
	return v
}

func TestPendingTranslationIsMissing(t *testing.T) {
	r := report("shop", 1, day(2019, 4, 12))
	r.Title = notice.Text{By: []notice.Translation{{Lang: "ja", Passage: notice.Passage{Text: "お知らせ"}}}}
	r.Pending = []notice.String{str("en")}
	s := siteOf(r)
	data := object(t, ReportData(s, mustFind(t, s, "shop/1.json"), testWords(t, s)))
	if got := fmt.Sprint(at(data, "report.title.words")); got != "map[ja:お知らせ]" {
		t.Errorf("title in words: %s", got)
	}
	index := object(t, Index(s, mustFind(t, s, "index.json"), testWords(t, s)))
	if got := fmt.Sprint(at(index, "reports.0.title")); got != "map[ja:お知らせ]" {
		t.Errorf("title in the index: %s", got)
	}
}

func TestIndexShape(t *testing.T) {
	s := siteOf(report("b", 1, day(2019, 4, 12)), report("a", 1, day(2018, 1, 2)), report("a", 2, day(2019, 12, 31)))
	index := object(t, Index(s, mustFind(t, s, "index.json"), testWords(t, s)))
	year := object(t, Index(s, mustFind(t, s, "index-2019.json"), testWords(t, s)))
	for path, want := range map[string]string{
		"format": "kohyo-index", "version": "1", "year": "<nil>",
		"reports.0.slug": "a", "reports.0.number": "2", "reports.0.published": "2019-12-31T00:00:00+09:00",
		"reports.0.kind": "ransomware", "reports.0.stage": "first", "reports.0.title.ja": "お知らせ<一>",
		"reports.0.urls.pages.ja": "https://www.example.co.jp/disclosure/ja/a/2/",
		"reports.2.urls.data":     "https://www.example.co.jp/disclosure/a/1.json",
		"years.0.year":            "2019", "years.0.reports": "2",
		"years.0.urls.0": "https://www.example.co.jp/disclosure/index-2019.json", "years.1.year": "2018",
	} {
		if got := fmt.Sprint(at(index, path)); got != want {
			t.Errorf("index.json: %s: %s, want %s", path, got, want)
		}
	}
	for path, want := range map[string]string{
		"format": "kohyo-index", "year": "2019", "part": "1", "parts": "1", "years": "<nil>",
		"reports.0.slug": "b", "reports.1.slug": "a",
	} {
		if got := fmt.Sprint(at(year, path)); got != want {
			t.Errorf("index-2019.json: %s: %s, want %s", path, got, want)
		}
	}
}

func BenchmarkReportData(b *testing.B) {
	r := full("shop", 1, "canary")
	s := siteOf(r)
	p, _ := s.Find("shop/1.json")
	words := testWords(b, s)
	for b.Loop() {
		b.SetBytes(int64(len(ReportData(s, p, words))))
	}
}
