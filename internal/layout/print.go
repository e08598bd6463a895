package layout

import (
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
)

// print compiles the printing of a value: a pipeline that html/template has
// ended in the escapers of its context.
func (s *scope) print(p *parse.PipeNode) (node, error) {
	n := len(p.Cmds)
	for n > 0 && isEscaper(p.Cmds[n-1]) {
		n--
	}
	if n == 0 || n == len(p.Cmds) {
		return nil, unknown("the escapers of %s", p)
	}
	e, err := s.typed(s.chain(p.Cmds[:n]))
	if err != nil {
		return nil, err
	}
	var names []string
	for _, cmd := range p.Cmds[n:] {
		names = append(names, cmd.Args[0].(*parse.IdentifierNode).Ident)
	}
	ask, err := s.ask(names)
	if err != nil {
		return nil, err
	}
	if made := quick(strings.Join(names, " "), e, ask); made != nil {
		return made, nil
	}
	return func(r *run, dot reflect.Value) flow {
		r.out = append(r.out, ask(e.value(r, dot).Interface())...)
		return onward
	}, nil
}

// isEscaper reports whether a command is one of html/template's, or one that
// html/template lets stand for one of its own.
func isEscaper(cmd *parse.CommandNode) bool {
	id, ok := cmd.Args[0].(*parse.IdentifierNode)
	return ok && len(cmd.Args) == 1 && (strings.HasPrefix(id.Ident, "_html_template_") || id.Ident == "html" || id.Ident == "urlquery")
}

const (
	inHTML       = "_html_template_htmlescaper"
	inAttribute  = "_html_template_attrescaper"
	inRCDATA     = "_html_template_rcdataescaper"
	inURL        = "_html_template_urlfilter _html_template_urlnormalizer _html_template_attrescaper"
	inURLFurther = "_html_template_urlnormalizer _html_template_attrescaper"
	inQuery      = "_html_template_urlescaper _html_template_attrescaper" // or a fragment
)

var typeOfHTML = reflect.TypeFor[template.HTML]()

// quick is what needs no question to html/template: numbers and strings where
// HTML and plain addresses are written. nil for all else.
func quick(escapers string, e *expr, ask func(any) string) node {
	markup := escapers == inHTML || escapers == inAttribute || escapers == inRCDATA
	switch {
	case markup && isPlainString(e.typ):
		text := e.string()
		return func(r *run, dot reflect.Value) flow {
			r.out = appendHTML(r.out, text(r, dot))
			return onward
		}
	case escapers == inHTML && e.typ == typeOfHTML:
		return func(r *run, dot reflect.Value) flow {
			r.out = append(r.out, e.value(r, dot).String()...)
			return onward
		}
	case markup && kindOf(e.typ) == kindInt && e.typ.NumMethod() == 0:
		return func(r *run, dot reflect.Value) flow {
			r.out = strconv.AppendInt(r.out, e.value(r, dot).Int(), 10)
			return onward
		}
	case (escapers == inURL || escapers == inURLFurther || escapers == inQuery) && isPlainString(e.typ):
		text, isPlain := e.string(), map[string]func(string) bool{inURL: isPlainURL, inURLFurther: isPlainPath, inQuery: isPlainQuery}[escapers]
		return func(r *run, dot reflect.Value) flow {
			if url := text(r, dot); isPlain(url) {
				r.out = appendHTML(r.out, url)
			} else {
				r.out = append(r.out, ask(url)...)
			}
			return onward
		}
	}
	return nil
}

// isPlainString reports whether the values of a type are strings that are to
// be escaped whatever they hold, and that print as they are.
func isPlainString(t reflect.Type) bool {
	return t.Kind() == reflect.String && t.NumMethod() == 0 && t.PkgPath() != typeOfHTML.PkgPath()
}

// replacements are what html/template writes for the characters that it
// escapes in text and in attributes between quotes.
var replacements = [256]string{
	0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
}

func appendHTML(out []byte, s string) []byte {
	done := 0
	for i := range len(s) {
		if r := replacements[s[i]]; r != "" {
			out = append(out, s[done:i]...)
			out = append(out, r...)
			done = i + 1
		}
	}
	return append(out, s[done:]...)
}

// What html/template leaves in an address: everywhere, and outside a query.
const (
	plainEverywhere = 1 << iota
	plainInPath
)

var plainInURL = func() (plain [256]uint8) {
	for c := range plain {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			plain[c] = plainEverywhere | plainInPath
		}
	}
	for _, c := range []byte("-._~") {
		plain[c] = plainEverywhere | plainInPath
	}
	for _, c := range []byte("!#$&*+,/:;=?@[]") {
		plain[c] = plainInPath
	}
	return plain
}()

func isPlain(s string, where uint8) bool {
	for i := range len(s) {
		if plainInURL[s[i]]&where == 0 {
			return false
		}
	}
	return true
}

// isPlainURL reports whether html/template has nothing to escape or to refuse
// in an address, apart from what HTML needs.
func isPlainURL(s string) bool {
	scheme, _, ok := strings.Cut(s, ":")
	return isPlain(s, plainInPath) && (!ok || scheme == "https" || scheme == "http" || scheme == "mailto")
}

func isPlainPath(s string) bool { return isPlain(s, plainInPath) }

func isPlainQuery(s string) bool { return isPlain(s, plainEverywhere) }
