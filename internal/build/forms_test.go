package build_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/width"

	"kohyo/internal/build"
	"kohyo/internal/lang"
)

var update = flag.Bool("update", false, "write golden files anew")

// fullContent is a site of two reports, of which the second says something in
// every field of the format.
func fullContent(t *testing.T) fstest.MapFS {
	return fstest.MapFS{
		"site.toml":                   {Data: mustRead(t, "testdata/full/site.toml")},
		"content/full/1.toml":         {Data: []byte("kind = \"outage\"\nstage = \"first\"\nstatus = \"ready\"\npublished = 2026-05-01\ntitle = { ja = \"前\", en = \"before\" }\n")},
		"content/full/2.toml":         {Data: mustRead(t, "testdata/full/1.toml")},
		"content/full/files/list.pdf": {Data: []byte("%PDF-1.7\n")},
	}
}

var afterAll = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// everyForm goes through the reports of the sample archive and the report with
// every field, in both languages.
func everyForm(t *testing.T, do func(t *testing.T, site *build.Site, tag, folder string)) {
	for name, content := range map[string]fs.FS{"sample": os.DirFS("../.."), "full": fullContent(t)} {
		site := open(t, content, afterAll)
		for file := range site.Addresses() {
			folder, ok := strings.CutSuffix(file, "/notice.txt")
			if !ok {
				continue
			}
			tag, _, _ := strings.Cut(file, "/")
			t.Run(name+"/"+folder, func(t *testing.T) { do(t, site, tag, folder) })
		}
	}
}

func readForm(t *testing.T, site *build.Site, name string) []byte {
	t.Helper()
	data, err := site.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The notice, the print page and the plain text state the same facts: whatever
// stands in a field of the one stands in the others, word for word. They differ
// in what leads around a site, and in what explains a drawing.
func TestFormsStateTheSame(t *testing.T) {
	everyForm(t, func(t *testing.T, site *build.Site, tag, folder string) {
		page := parse(t, readForm(t, site, folder+"/index.html"))
		paper := parse(t, readForm(t, site, folder+"/print/index.html"))
		text := squeeze(string(readForm(t, site, folder+"/notice.txt")))
		l, _, err := lang.Open(os.DirFS("../../layouts"), tag)
		if err != nil {
			t.Fatal(err)
		}
		pageSays, paperSays := squeeze(allOf(page)), squeeze(allOf(paper))
		own := ownWords(t, l)
		before, after, _ := strings.Cut(label(t, l, "notice.published_on", "|"), "|")
		for _, said := range fields(page, own) {
			if !strings.Contains(text, said) {
				t.Errorf("notice.txt does not say %q, as the notice does", said)
			}
			said = strings.TrimSuffix(strings.TrimPrefix(said, squeeze(before)), squeeze(after))
			if !strings.Contains(paperSays, said) {
				t.Errorf("the print page does not say %q, as the notice does", said)
			}
		}
		for _, said := range fields(paper, own) {
			said = strings.TrimPrefix(said, "－") // a cell without data
			if !strings.Contains(pageSays, said) && !strings.Contains(said, "https://") {
				t.Errorf("the notice does not say %q, as the print page does", said)
			}
		}
	})
}

// ownWords are labels that belong to one form: how to read a drawing, what
// leads elsewhere, what a letter says by its form alone.
func ownWords(t *testing.T, l *lang.Language) []string {
	t.Helper()
	var out []string
	for _, key := range []string{
		"counts.full_bars", "nav.skip", "notice.newer", "facts.heading", "facts.issuer", "facts.addressee",
		"print.to_readers", "print.record", "print.end",
	} {
		out = append(out, squeeze(label(t, l, key)))
	}
	return out
}

func label(t *testing.T, l *lang.Language, key string, values ...any) string {
	t.Helper()
	s, err := l.Label(key, values...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// navigation is what leads around the site, tells of other reports, heads columns, or is a drawing or
// says again in words what a drawing shows.
func navigation(n *html.Node) bool {
	class := func(names ...string) bool {
		return slices.ContainsFunc(strings.Fields(attribute(n, "class")), func(c string) bool { return slices.Contains(names, c) })
	}
	switch n.Data {
	case "head", "style", "svg", "nav", "footer":
		return true
	case "thead": // on paper, one names a contact
		return !strings.HasPrefix(attribute(n.Parent, "class"), "pairs contact")
	case "a":
		return attribute(n, "href") == "#contacts" || class("other")
	}
	return attribute(n, "aria-hidden") == "true" || class("legend", "key-to-marks", "watermark", "number", "site", "since", "updated", "line", "trends")
}

// fields are the texts of a page, each as it stands in one element.
func fields(doc *html.Node, without []string) []string {
	var out []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && navigation(n) {
			return
		}
		if said := squeeze(n.Data); n.Type == html.TextNode && said != "" && !slices.Contains(without, said) {
			out = append(out, said)
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(doc)
	return out
}

func parse(t *testing.T, page []byte) *html.Node {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func allOf(doc *html.Node) string {
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode && n.Parent.Data != "style" && n.Parent.Data != "title" {
			b.WriteString(n.Data)
		}
	}
	return b.String()
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// squeeze leaves out white space: where a line ends says nothing.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestPlainText(t *testing.T) {
	everyForm(t, func(t *testing.T, site *build.Site, tag, folder string) {
		text := string(readForm(t, site, folder+"/notice.txt"))
		if strings.ContainsAny(text, "\r\ufeff\u00a0\u2060\t") || !strings.HasSuffix(text, "\n") || strings.Contains(text, "\n\n\n") || strings.Contains(text, " \n") {
			t.Error("not clean text")
		}
		for _, mark := range []string{"</", "&amp;", "&#", "⚠", "](", "**"} {
			if strings.Contains(text, mark) {
				t.Errorf("shows %q", mark)
			}
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if n := columnsOf(line, tag == "ja"); n > 70 && !strings.Contains(line, "://") {
				t.Errorf("%d columns: %s", n, line)
			}
		}
		permanent := address(t, site, folder)
		if !strings.Contains(text, permanent+"\n") {
			t.Errorf("does not tell its permanent address, %s", permanent)
		}
		base := strings.TrimSuffix(permanent, folder+"/")
		for _, link := range regexp.MustCompile(`https://[^\s<>「」（）、。]+`).FindAllString(text, -1) {
			name, own := strings.CutPrefix(link, base)
			if name == "" || strings.HasSuffix(name, "/") {
				name += "index.html"
			}
			if _, err := fs.Stat(site, name); own && err != nil {
				t.Errorf("tells of %s: %v", link, err)
			}
		}
	})
}

// address is the permanent address of a report, as its page tells it.
func address(t *testing.T, site *build.Site, folder string) string {
	t.Helper()
	for n := range parse(t, readForm(t, site, folder+"/index.html")).Descendants() {
		if n.Data == "link" && attribute(n, "rel") == "canonical" {
			return attribute(n, "href")
		}
	}
	t.Fatal("no canonical address")
	return ""
}

// columnsOf counts as readers see a line: Japanese characters are wide, among
// them also signs such as ※.
func columnsOf(line string, japanese bool) int {
	n := 0
	for _, r := range line {
		n++
		switch kind := width.LookupRune(r).Kind(); kind {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n++
		case width.EastAsianAmbiguous:
			if japanese {
				n++
			}
		}
	}
	return n
}

// What the plain text of a report looks like.
func TestPlainTextGolden(t *testing.T) {
	site := open(t, fullContent(t), afterAll)
	for _, tag := range []string{"ja", "en"} {
		got := readForm(t, site, tag+"/full/2/notice.txt")
		name := fmt.Sprintf("testdata/full/notice.%s.txt", tag)
		if *update {
			if err := os.WriteFile(name, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want := mustRead(t, name); !bytes.Equal(got, want) {
			t.Errorf("%s has changed; -update writes it anew:\n%s", name, firstDifference(got, want))
		}
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d:\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

// Hours are shown whatever they are the hours of, and so is every single day.
func TestHoursAreNeverLost(t *testing.T) {
	site := open(t, fstest.MapFS{
		"site.toml": file(settings),
		"content/a/1.toml": file(strings.Replace(report, `attachments = ["list.txt"]`, "", 1) + `
[[contacts]]
phone   = "03-1234-5678"
address = { ja = "東京都見本区一番", en = "1 Mihon, Tokyo" }
open_on = 2026-04-04

[[contacts.hours]]
channel = "phone"
open    = "9:01"
close   = "17:01"
open_on = 2026-04-11

[[contacts.hours]]
channel   = "visit"
open      = "9:02"
close     = "17:02"
closed_on = 2026-04-20

[[contacts.hours]]
channel = "fax"
open    = "9:03"
close   = "17:03"
`),
	}, moment)
	for _, form := range []string{"index.html", "print/index.html", "notice.txt"} {
		text := squeeze(string(readForm(t, site, "ja/a/1/"+form)))
		for _, want := range []string{"9:01", "9:02", "9:03", "4月4日", "4月11日", "4月20日", "ファクス"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not show %s", form, want)
			}
		}
	}
}
