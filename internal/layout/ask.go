package layout

import (
	"html/template"
	"io"
	"strings"
	"text/template/parse"
)

// question is a value that html/template is to escape. It hands its answer to
// a method, so that nothing is printed: what is printed is escaped again.
type question struct {
	V      any
	answer string
}

// Take receives the answer.
func (q *question) Take(s string) bool {
	q.answer = s
	return true
}

// ask gives html/template's own escapers, as one function: those that are not
// written here again are called through a tiny template.
func (c *compiler) ask(escapers []string) (func(v any) string, error) {
	name := strings.Join(escapers, " | ")
	t := c.asked[name]
	if t == nil {
		var err error
		if t, err = asking(name); err != nil {
			return nil, err
		}
		c.asked[name] = t
	}
	return func(v any) string {
		q := question{V: v}
		if t.Execute(io.Discard, &q) != nil {
			panic(abort{})
		}
		return q.answer
	}, nil
}

func asking(escapers string) (*template.Template, error) {
	// Only html/template may write these names, so the parser must not look
	// for the functions yet.
	tree := parse.New("question")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse("{{if .Take (.V | "+escapers+")}}{{end}}", "", "", map[string]*parse.Tree{}); err != nil {
		return nil, err
	}
	t, err := template.New("question").AddParseTree("question", tree)
	if err != nil {
		return nil, err
	}
	// The first execution adds the functions.
	return t, t.Execute(io.Discard, &question{V: ""})
}
