package build_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"kohyo/internal/lang"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/wording"
)

// Readers see every field of the format: what an author wrote never goes
// missing on the way to the page. The report of testdata/full says something
// in all of them.
func TestEveryFieldIsShown(t *testing.T) {
	content := fullContent(t)
	site := open(t, content, afterAll)
	loaded, err := load.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	report := loaded.Incidents[0].Reports[1]
	everyKey(t, report)
	for _, tag := range []string{"ja", "en"} {
		w := writer(t, tag, loaded.Site, report)
		for _, form := range []string{"index.html", "print/index.html", "notice.txt"} {
			data := readForm(t, site, tag+"/full/2/"+form)
			text, links := string(data), []string(nil)
			if strings.HasSuffix(form, ".html") {
				text, links = visible(t, data)
			}
			text = squeeze(text)
			folded := strings.ToLower(text)
			for said := range report.Passages() {
				if said.Lang != "" && said.Lang != tag {
					continue
				}
				if want := strings.TrimSuffix(said.Text, "[^term]"); !strings.Contains(text, squeeze(want)) {
					t.Errorf("%s %s: %s is not shown: %s", tag, form, said.Path, want)
				}
			}
			for f := range report.Fields() {
				if want := wordsOf(w, report, f); !strings.Contains(folded, strings.ToLower(squeeze(want))) && !slices.Contains(links, want) {
					t.Errorf("%s %s: %s is not shown: %s", tag, form, f.Path, want)
				}
			}
			for said := range loaded.Site.Passages() {
				if form == "index.html" && said.Lang == tag && !strings.Contains(text, squeeze(said.Text)) {
					t.Errorf("%s %s: site.toml, %s is not shown: %s", tag, form, said.Path, said.Text)
				}
			}
		}
	}
}

// wordsOf is what every form must say of a field that is no text; "" for fields
// that only tell others what they mean.
func wordsOf(w *wording.Writer, r *notice.Report, f notice.Field) string {
	switch v := f.Value.(type) {
	case notice.Word:
		switch f.Key {
		case "status":
			if v.ID == "ready" {
				return ""
			}
			return w.Word("statuses", v.ID)
		case "of", "parts", "stage", "unit", "figure", "days", "holidays", "channel", "body", "event", "for":
			return "" // part of a figure, of hours, or said by a name of its own
		}
		table, _, _ := strings.Cut(f.Path, ",")
		table, _, _ = strings.Cut(table, " ")
		return w.Word(cmp.Or(vocabularies[table+" "+f.Key], vocabularies[f.Key]), v.ID)
	case notice.String:
		switch f.Key {
		case "phone", "fax":
			shown, _ := w.Phone(v.V)
			return shown
		case "url", "link", "form", "email", "reference":
			return v.V
		}
	case notice.Measure:
		return w.Measure(v)
	case notice.Int:
		if f.Key == "lines" {
			return strconv.FormatInt(v.V, 10)
		}
	case notice.Clock:
		return fmt.Sprintf("%d:%02d", v.Hour, v.Minute)
	case notice.Moment:
		switch f.Key {
		case "published":
			return w.Published(r)
		case "open_on", "closed_on":
			return w.OpenOn([]notice.When{{Span: notice.Span{From: v}}}, r.Published)[0]
		case "from", "to":
			return "" // a span says no more of its ends than it must
		}
		if !strings.HasPrefix(f.Path, "timeline") { // which tells days apart from times
			return w.Moment(v)
		}
	}
	return ""
}

// vocabularies are those of the fields, by key, or by table and key.
var vocabularies = map[string]string{
	"kind": "kinds", "scope kind": "exclusions", "remediation kind": "measures", "role": "roles", "issuers role": "issuer-roles",
	"items": "items", "protection": "protections", "basis": "exclusion-bases", "cause state": "causes", "harm state": "harms",
	"report": "authority-reports", "state": "states", "services state": "service-states", "fallback": "channels", "priority": "priorities",
}

// everyKey holds the report to the format: no field may be left out.
func everyKey(t *testing.T, report *notice.Report) {
	t.Helper()
	seen := map[string]bool{}
	for f := range report.Fields() {
		seen[f.Key] = true
	}
	var walk func(reflect.Type)
	walk = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		for i := range typ.NumField() {
			key := typ.Field(i).Tag.Get("key")
			if key == "" || typ.Field(i).Tag.Get("private") != "" {
				continue
			}
			if !seen[key] && key != "translation_pending" && key != "withdrawn" { // each has a test of its own
				t.Errorf("testdata/full/1.toml says nothing in %q", key)
			}
			walk(typ.Field(i).Type)
		}
	}
	walk(reflect.TypeFor[notice.Report]())
}

func writer(t *testing.T, tag string, site *notice.Site, report *notice.Report) *wording.Writer {
	t.Helper()
	l, problems, err := lang.Open(os.DirFS("../../layouts"), tag)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return wording.New(l, site, report)
}

// visible is the text of a page without its head, and where its links lead.
func visible(t *testing.T, page []byte) (text string, links []string) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "title" && n.Parent.Data != "desc" {
			b.WriteString(n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "href" {
				links = append(links, a.Val, strings.TrimPrefix(a.Val, "mailto:"))
			}
		}
	}
	return b.String(), links
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
