package prose

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// echo answers every reference with itself, so that its letters can be found.
var echo = Facts{
	Fact: func(path string) (string, bool) { return path, true },
	Note: func(id string) (mark, anchor string, ok bool) { return id, "note-" + id, true },
	File: func(name string) (string, bool) { return "../" + name, true },
	Link: func(path string) (string, bool) { return ".." + path, true },
}

// allowed are the elements and attributes that prose may bring to a page.
var allowed = map[string][]string{
	"p": nil, "h3": nil, "h4": nil, "h5": nil, "h6": nil, "ul": nil, "ol": {"start"}, "li": nil,
	"blockquote": nil, "hr": nil, "pre": {"tabindex"}, "code": nil, "br": nil,
	"div": {"class", "tabindex"}, "table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"scope", "class"}, "td": {"class"},
	"strong": nil, "em": nil, "del": nil, "sup": nil, "span": {"class"},
	"a": {"href", "title", "class", "role"}, "img": {"src", "alt", "title"},
}

var allowedValues = map[string][]string{
	"class":    {"scroll", "right", "center", "fact-nowrap", "note"},
	"tabindex": {"0"}, "scope": {"col"}, "role": {"doc-noteref"},
}

// checkHTML reads a page part as a browser does and refuses what is not
// allowed. It gives the text that readers can see or hear.
func checkHTML(out string) (visible string, err error) {
	if err := balanced(out); err != nil {
		return "", err
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(out), body)
	if err != nil {
		return "", err
	}
	var text strings.Builder
	var walk func(n *html.Node, inLink bool) error
	walk = func(n *html.Node, inLink bool) error {
		switch n.Type {
		case html.TextNode:
			text.WriteString(n.Data)
			return nil
		case html.ElementNode:
		default:
			return fmt.Errorf("a node of type %d: %q", n.Type, n.Data)
		}
		attributes, ok := allowed[n.Data]
		if !ok {
			return fmt.Errorf("element %q", n.Data)
		}
		if n.Data == "a" && inLink {
			return fmt.Errorf("a link in a link")
		}
		for _, a := range n.Attr {
			if !slices.Contains(attributes, a.Key) {
				return fmt.Errorf("attribute %s of %s", a.Key, n.Data)
			}
			if err := checkValue(n.Data, a); err != nil {
				return err
			}
			text.WriteString(" " + a.Val + " ")
			if u, err := url.PathUnescape(a.Val); err == nil && (a.Key == "href" || a.Key == "src") {
				text.WriteString(u + " ")
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if err := walk(c, inLink || n.Data == "a"); err != nil {
				return err
			}
		}
		return nil
	}
	for _, n := range nodes {
		if err := walk(n, false); err != nil {
			return "", err
		}
	}
	return text.String(), nil
}

func checkValue(element string, a html.Attribute) error {
	for _, r := range a.Val {
		if isHidden('a', r, true) {
			return fmt.Errorf("U+%04X in %s", r, a.Key)
		}
	}
	if values, ok := allowedValues[a.Key]; ok && !slices.Contains(values, a.Val) {
		return fmt.Errorf("%s=%q", a.Key, a.Val)
	}
	switch {
	case element == "img" && a.Key == "src":
		if !strings.HasPrefix(a.Val, "../files/") || strings.Contains(a.Val[3:]+"/", "/../") {
			return fmt.Errorf("image %q", a.Val)
		}
	case a.Key == "href":
		u, err := url.Parse(a.Val)
		if err != nil {
			return fmt.Errorf("href %q: %v", a.Val, err)
		}
		switch u.Scheme {
		case "http", "https":
			if u.Host == "" || u.User != nil {
				return fmt.Errorf("href %q", a.Val)
			}
		case "mailto", "tel":
		case "":
			if !strings.HasPrefix(a.Val, "#") && !strings.HasPrefix(a.Val, "../") || strings.HasPrefix(a.Val, "..//") {
				return fmt.Errorf("href %q", a.Val)
			}
		default:
			return fmt.Errorf("scheme of %q", a.Val)
		}
	}
	return nil
}

// balanced proves that a part of a page closes what it opens, in order, and
// nothing else: browsers must have nothing to mend.
func balanced(out string) error {
	var open []string
	z := html.NewTokenizer(strings.NewReader(out))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				return fmt.Errorf("%s is not closed", open[len(open)-1])
			}
			return nil
		case html.StartTagToken:
			name, _ := z.TagName()
			if n := string(name); n != "br" && n != "hr" && n != "img" {
				open = append(open, n)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return fmt.Errorf("</%s> closes nothing in %v", name, open)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			return fmt.Errorf("%s", z.Raw())
		}
	}
}

// lost gives the letters of a text that are nowhere in what became of it.
func lost(want, have string) string {
	count := map[rune]int{}
	for _, r := range have {
		count[r]++
	}
	var missing strings.Builder
	for _, r := range want {
		if !unicode.IsLetter(r) && r < 0x80 {
			continue
		}
		if count[r]--; count[r] < 0 && !unicode.IsSpace(r) {
			missing.WriteRune(r)
		}
	}
	return missing.String()
}

// silent gives the letters that Markdown itself takes away for a reason that
// readers do not miss: names of links that are used.
func silent(d *Doc) string {
	var b strings.Builder
	if d.root == nil {
		return ""
	}
	_ = ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var r *ast.ReferenceLink
		switch n := n.(type) {
		case *ast.LinkReferenceDefinition:
			b.Write(n.Label)
			b.Write(n.Destination)
			b.Write(n.Title)
		case *ast.Link:
			r = n.Reference
			b.WriteString("mailto")
		case *ast.Image:
			r = n.Reference
		}
		if r != nil {
			b.Write(r.Value)
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// withoutEntities takes character references out: they stand for others.
func withoutEntities(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if _, n := entity(s[i:]); s[i] == '&' && n > 0 {
			i += n - 1
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// proveMarkdown checks every promise that holds for any Markdown.
func proveMarkdown(t *testing.T, src string) []Problem {
	t.Helper()
	d := Parse(src)
	out := d.HTML(echo)
	visible, err := checkHTML(out)
	if err != nil {
		t.Errorf("%q: %v in %q", src, err, out)
	}
	problems := d.Problems()
	provePlaces(t, src, problems)
	if len(problems) == 0 {
		if missing := lost(withoutEntities(d.src), visible+silent(d)); missing != "" {
			t.Errorf("%q lost %q without a word: %q", src, missing, out)
		}
		if plain := d.Plain(echo); lost(plain, visible+silent(d)) != "" || lost(d.HTMLText(), plain) != "" {
			t.Errorf("%q: plain text %q differs from %q", src, plain, visible)
		}
	}
	for _, r := range d.References() {
		provePlace(t, src, r.Line, r.Column)
	}
	return problems
}

// HTMLText is the text of the HTML without any attribute.
func (d *Doc) HTMLText() string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(d.HTML(echo)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		}
	}
}

// proveText checks every promise that holds for any short text.
func proveText(t *testing.T, src string) []Problem {
	t.Helper()
	d := ParseText(src)
	out := d.HTML(echo)
	visible, err := checkHTML(out)
	if err != nil || strings.Contains(out, "\x00") {
		t.Errorf("text %q: %v in %q", src, err, out)
	}
	problems := d.Problems()
	provePlaces(t, src, problems)
	if len(problems) == 0 {
		if missing := lost(d.src, visible); missing != "" {
			t.Errorf("text %q lost %q without a word: %q", src, missing, out)
		}
	}
	return problems
}

func provePlaces(t *testing.T, src string, problems []Problem) {
	t.Helper()
	for _, p := range problems {
		provePlace(t, src, p.Line, p.Column)
		if !slices.Contains(Rules, p.Rule) || p.Text.Ja == "" || p.Text.En == "" || p.Hint.Ja == "" || p.Hint.En == "" {
			t.Errorf("%q: an unfinished problem: %+v", src, p)
		}
	}
}

func provePlace(t *testing.T, src string, line, column int) {
	t.Helper()
	lines := strings.Split(strings.ReplaceAll(src, "\r\n", "\n"), "\n")
	if line < 1 || line > len(lines) || column < 1 || column > len([]rune(lines[line-1]))+1 {
		t.Errorf("%q: %d:%d is outside the text", src, line, column)
	}
}
