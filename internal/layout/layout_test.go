package layout

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// page is what the layouts of the tests receive: every form of value that a
// layout can meet.
type page struct {
	frame
	*Extra
	Text, Other, Empty string
	Word               word
	Said               said
	Number             int
	Small              int8
	Count              uint16
	Float              float64
	Yes, No            bool
	Markup             template.HTML
	Style              template.CSS
	Script             template.JS
	InScript           template.JSStr
	Attribute          template.HTMLAttr
	Address            template.URL
	Set                template.Srcset
	Words              []string
	Rows               []row
	Pointers           []*row
	None               []row
	Two                [2]row
	Numbers            []int
	Row                row
	Alone              alone
	Ptr, Nil           *row
	PtrPtr             **row
	TextPtr            *string
	Any, AnyNil        any
	Anys               []any
	Err                error
	Map                map[string]string
	MapAny             map[string]any
	Func               func() string
	Chan               chan int
	private            string
}

// frame is embedded, and not exported.
type frame struct {
	Lang, Title string
	Rows2       []row
}

// L is found by name, as Go calls it.
func (f frame) L(key string, args ...any) (string, error) {
	if key == "wrong" {
		return "", errors.New("there is no such label")
	}
	return strings.TrimSpace(fmt.Sprintln(append([]any{f.Lang, key}, args...)...)), nil
}

// Extra is embedded through a pointer.
type Extra struct{ Deep string }

type row struct {
	Name, Href string
	Markup     template.HTML
	Number     int
	Parts      []row
	Next       *row
	Current    bool
}

// OfPointer is a method of the pointer alone.
func (r *row) OfPointer() string { return "pointer to " + r.Name }

// OfValue is one of the value too.
func (r row) OfValue(n int, s string) string { return fmt.Sprint(r.Name, n, s) }

// Self gives a value that has no address.
func (r row) Self() row { return r }

// Fails does.
func (r row) Fails() (string, error) { return "x", errors.New("it failed & <how>") }

// Panics does.
func (r row) Panics() string { panic("oh") }

// Thing gives what has no type of its own.
func (r row) Thing() any { return r.Name }

// Changed takes anything.
func (r *row) Changed(what ...any) (bool, error) {
	if len(what) == 0 {
		return false, errors.New("nothing is said")
	}
	return strings.Contains(fmt.Sprint(what...), "&"), nil
}

// Compares is asked before anything is taken for Changed.
func (r *row) Compares() bool { return true }

// alone has nothing that it is compared with.
type alone struct{ Next *row }

func (alone) Changed(what ...any) (bool, error) { return false, nil }
func (alone) Compares() bool                    { return false }

type word string

type said string

// String says something else.
func (s said) String() string { return "says <" + string(s) + ">" }

// made fills a page with a text.
func made(text string) *page {
	p := &page{
		frame: frame{Lang: "ja", Title: "T " + text}, Extra: &Extra{Deep: "deep " + text},
		Text: text, Other: "other", Word: word(text), Said: said(text), Number: 3, Small: -4, Count: 5, Float: 1.5e30, Yes: true,
		Markup: template.HTML("<b title='1>2'>" + text + "</b> + &amp; & é"), Style: "color: red", Script: "f(1)", InScript: `a\n"`,
		Attribute: ` dir="ltr"`, Address: template.URL("javascript:" + text), Set: "a.png 2x", Words: []string{text, "", "b<"},
		Row: row{Name: "row " + text, Href: text}, Numbers: []int{0, 7, 1000}, Any: text, Anys: []any{1, text, nil},
		Err: errors.New(text), Map: map[string]string{"a": text}, MapAny: map[string]any{"b": 1}, Func: func() string { return text },
	}
	p.Rows = []row{{Name: text, Href: text, Parts: []row{{Name: "part", Current: true}, {Name: text}}}, {Name: "second", Href: "https://example.jp/?a=1&b=2", Markup: "<i>" + template.HTML(text), Number: 2}, {}}
	p.Rows2, p.Pointers, p.Two = p.Rows, []*row{&p.Rows[0], &p.Rows[1]}, [2]row{{Name: text}, {}}
	p.Ptr = &p.Rows[1]
	p.PtrPtr, p.TextPtr = &p.Ptr, &p.Text
	p.Ptr.Next, p.private = &p.Rows[0], text
	return p
}

var texts = []string{
	"", "plain", "a&b <c> \"d\" 'e' +f `g` =h\x00i", "日本語 株式会社見本", "javascript:alert(1)", "https://example.jp/a b?c=d&e=%41%zz#f",
	"tel:+81-3-1234", "mailto:a@b.jp", "HTTPS://x", "../a/b/", "a:b", "./a:b", "</script><script>", "<!--", "*/", "-->", "\u2028\u2029", "\xff\xfe\xf0",
	"x onload=y", "\\", "expression(1)", "a,b 2x", "%", "\t\n\r\v\f ", "\ufdd0\uffff", "0", "1e3", "true", "{{.}}", "#x", "?q=1", "//host/x",
}

// parsed reads one file.
func parsed(t testing.TB, src string) (*Set, error) {
	return Parse(fstest.MapFS{"a.html": {Data: []byte(src)}}, "a.html")
}

// plainly carries out a layout with html/template alone.
func plainly(src, name string, data any) (string, error) {
	t, err := template.New("layouts").Option("missingkey=error").New("layouts/a.html").Parse(src)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	err = t.ExecuteTemplate(&out, name, data)
	return out.String(), err
}

// hold compares a set with html/template.
func hold(t testing.TB, s *Set, src string, data any) {
	t.Helper()
	want, wantErr := plainly(src, "base", data)
	got, err := s.Execute("base", data)
	if fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Fatalf("%s\nerror %v\nwant  %v", src, err, wantErr)
	}
	if wantErr == nil && string(got) != want {
		t.Fatalf("%s\ngives %q\nwant  %q", src, got, want)
	}
	var out []byte
	if s.compiled("base", data, func(lent []byte) { out = bytes.Clone(lent) }) && (wantErr != nil || string(out) != want) {
		t.Fatalf("%s\ncompiled %q\nwant     %q, %v", src, out, want, wantErr)
	}
}

func TestExecute(t *testing.T) {
	for _, l := range layouts {
		src := l.src
		if !strings.Contains(src, `{{define "base"}}`) {
			src = `{{define "base"}}` + src + `{{end}}`
		}
		s, err := parsed(t, src)
		if err != nil {
			if _, want := plainly(src, "base", made("")); fmt.Sprint(err) != fmt.Sprint(want) {
				t.Errorf("%s\nerror %v\nwant  %v", src, err, want)
			}
			continue
		}
		for _, text := range texts {
			hold(t, s, src, made(text))
		}
		hold(t, s, src, page{Text: "no address"})
		hold(t, s, src, (*page)(nil))
		hold(t, s, src, nil)
		p := s.program(root{"base", reflect.TypeFor[*page]()})
		if whole := p != nil && len(s.escaped["base"].refused) == 0; whole != !l.left {
			t.Errorf("%s\ncompiled: %v %v", src, whole, s.Left())
		}
		if l.left && s.Left() == nil {
			t.Errorf("%s\nnothing is said to be left", src)
		}
	}
}

// Nothing is said about a template that html/template does not say.
func TestNoTemplate(t *testing.T) {
	src := `{{define "main"}}x{{end}}`
	s, err := parsed(t, src)
	if err != nil {
		t.Fatal(err)
	}
	hold(t, s, src, made(""))
	if _, err := Parse(fstest.MapFS{}, "a.html"); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if _, err := s.Instead("{{"); err == nil {
		t.Error("no error")
	}
}

// What is defined later takes the place of what was there, and leaves the set
// that was there as it was, executed or not.
func TestWith(t *testing.T) {
	files := fstest.MapFS{
		"a.html": {Data: []byte(`{{define "base"}}<p>{{template "a" .}}{{end}}{{define "a"}}x{{end}}`)},
		"b.html": {Data: []byte(`{{define "a"}}{{.Number}}{{end}}`)},
		"c.html": {Data: []byte("\n\n{{define \"a\"}}{{.Nil.Name}}{{end}}")},
	}
	first, err := Parse(files, "a.html")
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		second, err := first.With(files, "b.html")
		if err != nil {
			t.Fatal(err)
		}
		third, err := second.Instead(`{{define "a"}}{{.Text}}{{end}}`)
		if err != nil {
			t.Fatal(err)
		}
		for want, s := range map[string]*Set{"<p>x": first, "<p>3": second, "<p>&lt;": third} {
			if got, err := s.Execute("base", made("<")); err != nil || string(got) != want {
				t.Errorf("%q %v, want %q", got, err, want)
			}
		}
		fourth, err := third.With(files, "c.html")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fourth.Execute("base", made("<")); err == nil || !strings.HasPrefix(err.Error(), "template: layouts/c.html:3:20: ") {
			t.Error(err)
		}
	}
}

// A set that html/template carries out is the same one.
func TestUncompiled(t *testing.T) {
	s, err := parsed(t, `{{define "base"}}{{.Text}}{{end}}`)
	if err != nil {
		t.Fatal(err)
	}
	if s.Uncompiled().compiled("base", made("x"), nil) {
		t.Error("it is compiled")
	}
	if got, err := s.Uncompiled().Execute("base", made("<")); err != nil || string(got) != "&lt;" {
		t.Errorf("%q %v", got, err)
	}
}

// Sets are shared between processors, before anything is compiled too.
func TestConcurrent(t *testing.T) {
	src := `{{define "base"}}{{range .Rows}}{{template "row" .}}{{end}}{{template "left" .}}{{end}}` +
		`{{define "row"}}<a href="{{.Href}}" title="{{.Name}}">{{.Markup}}</a>{{end}}{{define "left"}}{{range $k, $v := .Map}}{{$k}}{{$v}}{{end}}{{end}}`
	s, err := parsed(t, src)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			for range 20 {
				data := made(texts[i%len(texts)])
				want, _ := plainly(src, "base", data)
				if got, err := s.Execute("base", data); err != nil || string(got) != want {
					t.Errorf("%q, %v\nwant %q", got, err, want)
				}
				want, _ = plainly(src, "row", data.Row)
				if got, err := s.Execute("row", data.Row); err != nil || string(got) != want {
					t.Errorf("%q, %v\nwant %q", got, err, want)
				}
			}
		})
	}
	all.Wait()
}

// A template that calls itself for ever ends in html/template's own words, as
// one that calls itself often still gives its bytes.
func TestDepth(t *testing.T) {
	src := `{{define "base"}}{{.Name}}{{with .Next}}{{template "base" .}}{{end}}{{end}}`
	s, err := parsed(t, src)
	if err != nil {
		t.Fatal(err)
	}
	var list *row
	for i := range 3 * maxDepth {
		list = &row{Name: fmt.Sprint(i), Next: list}
		if i%maxDepth == maxDepth/2 {
			hold(t, s, src, list)
		}
	}
	src = `{{define "base"}}{{template "base" .}}{{end}}`
	if s, err = parsed(t, src); err != nil {
		t.Fatal(err)
	}
	hold(t, s, src, list)
}
