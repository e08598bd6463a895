package layout

import (
	"html/template"
	"io"
	"strconv"
	"strings"
	"text/template/parse"
)

// derivedMark is part of the names of the templates that html/template derives
// where one is called in an attribute, a title, a script …
const derivedMark = "$htmltemplate_"

// escaped copies the named template and all that it calls, and lets
// html/template escape them; nil where that fails. html/template shows nobody the
// templates that it derives, but takes those that are there already: so the
// second time they are put there.
func escaped(pristine *template.Template, name string) *template.Template {
	derived := map[string]bool{}
	for {
		set := empty()
		if copyInto(set, pristine, name) != nil || set.Lookup(name) == nil {
			return nil
		}
		for d := range derived {
			of := set.Lookup(d[:strings.Index(d, derivedMark)])
			if of == nil || of.Tree == nil {
				return nil
			}
			if _, err := set.AddParseTree(d, &parse.Tree{Name: d, Root: of.Tree.Root.CopyList()}); err != nil {
				return nil
			}
		}
		if escape(set, name) != nil {
			return nil
		}
		known := len(derived)
		for _, t := range set.Templates() {
			if t.Tree == nil {
				continue
			}
			for called := range calls(t.Tree.Root) {
				if set.Lookup(called) == nil && strings.Index(called, derivedMark) > 0 {
					derived[called] = true
				}
			}
		}
		if len(derived) == known {
			return set
		}
	}
}

// copyInto copies a template and all that it calls. One that is called and
// not there is for html/template to tell of.
func copyInto(set, pristine *template.Template, name string) error {
	t := pristine.Lookup(name)
	if t == nil || t.Tree == nil || set.Lookup(name) != nil {
		return nil
	}
	if _, err := set.AddParseTree(name, t.Tree.Copy()); err != nil {
		return err
	}
	for called := range calls(t.Tree.Root) {
		if err := copyInto(set, pristine, called); err != nil {
			return err
		}
	}
	return nil
}

// escape asks for a template in a branch that is not taken: html/template
// escapes nothing before it is executed.
func escape(set *template.Template, name string) error {
	asking := "asking"
	for set.Lookup(asking) != nil {
		asking += "'"
	}
	if _, err := set.New(asking).Parse(`{{if false}}{{template ` + strconv.Quote(name) + ` .}}{{end}}`); err != nil {
		return err
	}
	return set.ExecuteTemplate(io.Discard, asking, nil)
}

// calls are the names of the templates that a list calls.
func calls(list *parse.ListNode) func(yield func(string) bool) {
	return func(yield func(string) bool) { eachCall(list, yield) }
}

func eachCall(list *parse.ListNode, yield func(string) bool) bool {
	if list == nil {
		return true
	}
	for _, n := range list.Nodes {
		var b *parse.BranchNode
		switch n := n.(type) {
		case *parse.TemplateNode:
			if !yield(n.Name) {
				return false
			}
			continue
		case *parse.IfNode:
			b = &n.BranchNode
		case *parse.WithNode:
			b = &n.BranchNode
		case *parse.RangeNode:
			b = &n.BranchNode
		default:
			continue
		}
		if !eachCall(b.List, yield) || !eachCall(b.ElseList, yield) {
			return false
		}
	}
	return true
}
