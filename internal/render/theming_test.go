package render

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"html/template"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write golden files anew")

// receives says what each template is given. docs/theming.md is made from it
// and from the comments of the types, so that the manual cannot fall behind.
var receives = []struct {
	name  string
	value any
	about string
}{
	{"base", NoticePage{}, "the frame of every page; also receives ChangesPage, ListPage, OverviewPage and ChoicePage"},
	{"header", Frame{}, "publisher, links and languages (any page)"},
	{"logo", Frame{}, "the publisher's sign and name"},
	{"banner", Banner{}, "a text above the page"},
	{"footer", Frame{}, "other forms of the page, permanent address, publisher (any page)"},
	{"main", NoticePage{}, "the page itself; each page layout has its own"},
	{"phrases", []Phrase{}, "a title in phrases that do not break"},
	{"contents", NoticePage{}, "the list of sections"},
	{"section", Section{}, "one section with its heading"},
	{"facts", Facts{}, "the key facts at a glance"},
	{"mark", "", "the sign of a status or a state, by its word"},
	{"group", Group{}, "a group's letter, name and figure"},
	{"remarks", []template.HTML{}, "notes under a table or a contact"},
	{"affected", Affected{}, "groups × data items"},
	{"advice", []Advice{}, "what to do"},
	{"contacts", []Contact{}, "whom to ask"},
	{"counts", []CountTable{}, "figures, with bars"},
	{"scale", Scale{}, "exposure to publication, drawn"},
	{"timeline", Timeline{}, "what happened"},
	{"statement", Statement{}, "cause, harm"},
	{"services", []Service{}, "what runs and what does not"},
	{"measures", []MeasureGroup{}, "done, under way, planned"},
	{"notification", []Notification{}, "how people are told"},
	{"parties", Parties{}, "authorities and other bodies"},
	{"changes", []Change{}, "what differs from the report before"},
	{"questions", []Question{}, "questions with answers"},
	{"notes", []Note{}, "footnotes and terms"},
	{"attachments", []Attachment{}, "files to download"},
	{"history", []HistoryEntry{}, "all reports of the incident"},
	{"since", Since{}, "what has changed since the last report, in some lines"},
	{"updated", "", "the word on a passage that the report before did not have"},
	{"changed-fact", ChangedFact{}, "a fact in which two reports differ"},
	{"from-to", ChangedFact{}, "its value before and now"},
	{"list", List{}, "notices under one heading"},
	{"trail", ListPage{}, "the wider lists (also OverviewPage)"},
	{"choices", ListPage{}, "other years, kinds and states, with how many notices they have (also OverviewPage)"},
	{"axis", Axis{}, "incidents as lines, from their first report to the newest"},
	{"edition", &Edition{}, "a report on paper in one language; the base of print/page.html receives PrintPage"},
	{"signed", &Edition{}, "who signs, on paper"},
	{"title", []Phrase{}, "a title on paper"},
	{"summary", &Edition{}, "the key facts on paper"},
	{"paper-section", PrintSection{}, "one section on paper, with its heading"},
	{"sign", "", "the sign of a status or a state, as a letter"},
	{"paper-group", Group{}, "a group's letter, name and figure"},
	{"paper-remarks", []template.HTML{}, "notes under a table"},
	{"paper-figures", []Figure{}, "the figures of a count"},
	{"paper-lines", []Line{}, "names with values"},
	{"paper-affected", PrintSection{}, "groups × data items"},
	{"paper-advice", PrintSection{}, "what to do"},
	{"paper-contacts", PrintSection{}, "whom to ask"},
	{"paper-counts", PrintSection{}, "figures"},
	{"paper-scale", Scale{}, "exposure to publication, drawn"},
	{"paper-timeline", PrintSection{}, "what happened"},
	{"paper-statement", PrintSection{}, "cause, harm"},
	{"paper-services", PrintSection{}, "what runs and what does not"},
	{"paper-measures", PrintSection{}, "done, under way, planned"},
	{"paper-notification", PrintSection{}, "how people are told"},
	{"paper-parties", PrintSection{}, "authorities and other bodies"},
	{"paper-changes", PrintSection{}, "what differs from the report before"},
	{"paper-questions", PrintSection{}, "questions with answers"},
	{"paper-notes", PrintSection{}, "footnotes and terms"},
	{"paper-attachments", PrintSection{}, "files, with their addresses"},
	{"paper-history", PrintSection{}, "all reports of the incident"},
}

func TestThemingManual(t *testing.T) {
	const file = "../../docs/theming.md"
	manual, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- values: made by go test ./internal/render -update -->\n", "<!-- end of values -->\n"
	head, rest, ok1 := strings.Cut(string(manual), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatal("docs/theming.md has lost its marks")
	}
	want := head + begin + manualOfValues(t) + end + tail
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want != string(manual) {
		t.Error("docs/theming.md is behind the code: go test ./internal/render -update")
	}
}

// Every template of the shipped theme is in the manual.
func TestThemingManualIsComplete(t *testing.T) {
	layouts := os.DirFS("../../layouts")
	files, err := Layouts(layouts)
	if err != nil {
		t.Fatal(err)
	}
	define := regexp.MustCompile(`{{define "([^"]+)"`)
	found := 0
	for _, file := range files {
		src, err := fs.ReadFile(layouts, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range define.FindAllStringSubmatch(string(src), -1) {
			found++
			if !slices.ContainsFunc(receives, func(r struct {
				name  string
				value any
				about string
			}) bool {
				return r.name == m[1]
			}) {
				t.Errorf("%s: template %q is not in the manual", file, m[1])
			}
		}
	}
	if found < len(receives) {
		t.Errorf("found %d templates, the manual has %d", found, len(receives))
	}
}

func manualOfValues(t *testing.T) string {
	var b strings.Builder
	b.WriteString("\n| template | file | receives | shows |\n|---|---|---|---|\n")
	where := templateFiles(t)
	for _, r := range receives {
		fmt.Fprintf(&b, "| `%s` | %s | `%s` | %s |\n", r.name, where[r.name], shortType(reflect.TypeOf(r.value)), r.about)
	}
	docs := typeDocs(t)
	seen := map[reflect.Type]bool{}
	for _, v := range []any{NoticePage{}, ChangesPage{}, ListPage{}, OverviewPage{}, ChoicePage{}, SearchPage{}, VerifyPage{}, PrintPage{}} {
		describeType(&b, reflect.TypeOf(v), docs, seen)
	}
	return b.String()
}

func templateFiles(t *testing.T) map[string]string {
	layouts := os.DirFS("../../layouts")
	files, err := Layouts(layouts)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, file := range files {
		src, _ := fs.ReadFile(layouts, file)
		for _, m := range regexp.MustCompile(`{{define "([^"]+)"`).FindAllStringSubmatch(string(src), -1) {
			if out[m[1]] != "" {
				out[m[1]] += ", "
			}
			out[m[1]] += "`" + file + "`"
		}
	}
	return out
}

type typeDoc struct {
	text   string
	fields map[string]string
}

// typeDocs reads the comments of the package's types.
func typeDocs(t *testing.T) map[string]typeDoc {
	out := map[string]typeDoc{}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				for _, s := range g.Specs {
					addTypeDoc(out, g, s.(*ast.TypeSpec))
				}
			}
		}
	}
	return out
}

func addTypeDoc(out map[string]typeDoc, g *ast.GenDecl, s *ast.TypeSpec) {
	st, ok := s.Type.(*ast.StructType)
	if !ok {
		return
	}
	d := typeDoc{text: oneLine(g.Doc.Text()), fields: map[string]string{}}
	for _, f := range st.Fields.List {
		for _, n := range f.Names {
			d.fields[n.Name] = oneLine(f.Comment.Text() + f.Doc.Text())
		}
	}
	out[s.Name.Name] = d
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func describeType(b *strings.Builder, t reflect.Type, docs map[string]typeDoc, seen map[reflect.Type]bool) {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || seen[t] || t.PkgPath() != reflect.TypeFor[Frame]().PkgPath() {
		return
	}
	seen[t] = true
	fmt.Fprintf(b, "\n### %s\n\n%s\n\n| field | type | meaning |\n|---|---|---|\n", t.Name(), docs[t.Name()].text)
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() {
			fmt.Fprintf(b, "| `.%s` | `%s` | %s |\n", f.Name, shortType(f.Type), strings.ReplaceAll(docs[t.Name()].fields[f.Name], "|", "\\|"))
		}
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.IsExported() {
			describeType(b, f.Type, docs, seen)
		}
	}
}

func shortType(t reflect.Type) string {
	return strings.NewReplacer("render.", "", "template.HTML", "HTML", "*", "").Replace(t.String())
}
