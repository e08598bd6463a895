package layout

import (
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"
)

// node is a part of a template, compiled.
type node func(r *run, dot reflect.Value) flow

// flow says how execution goes on.
type flow uint8

const (
	onward flow = iota
	breaks
	continues
)

// errUnknown is the reason to leave a template to html/template.
var errUnknown = errors.New("not compiled")

func unknown(format string, args ...any) error {
	return fmt.Errorf("%w: %s", errUnknown, fmt.Sprintf(format, args...))
}

// compiler compiles what html/template has made of a template and of all that
// it calls.
type compiler struct {
	set      *template.Template // escaped; nil where it cannot be
	programs map[root]*program
	refused  map[root]error
	asked    map[string]*template.Template
}

func newCompiler(pristine *template.Template, name string) *compiler {
	return &compiler{
		set: escaped(pristine, name), programs: map[root]*program{}, refused: map[root]error{}, asked: map[string]*template.Template{},
	}
}

// root compiles what is executed; nil if it has to be left to html/template.
func (c *compiler) root(r root) *program {
	if c.set == nil {
		return nil
	}
	p, err := c.template(r.name, r.data)
	if err != nil || c.refused[r] != nil {
		return nil
	}
	return p
}

// template compiles a template for a type of data, nil if it gets none. What
// cannot be compiled is executed by html/template; not so the templates that it
// has derived for another context than text, for it executes them only where
// they are called.
func (c *compiler) template(name string, dot reflect.Type) (*program, error) {
	key := root{name, dot}
	if p := c.programs[key]; p != nil {
		return p, nil
	}
	t := c.set.Lookup(name)
	if t == nil || t.Tree == nil || t.Tree.Root == nil {
		return nil, unknown("the template %q", name)
	}
	p := &program{slots: 1}
	c.programs[key] = p // before its body, which may call it
	s := &scope{compiler: c, program: p, dot: dot, vars: []variable{{"$", 0, dot}}}
	body, err := s.list(t.Tree.Root)
	if err != nil {
		c.refused[key] = err
		if strings.Contains(name, derivedMark) {
			delete(c.programs, key)
			return nil, err
		}
		p.slots = 1
		body = func(r *run, dot reflect.Value) flow {
			if t.Execute(r, dot) != nil {
				panic(abort{})
			}
			return onward
		}
	}
	p.body = body
	return p, nil
}

// scope is a place in a template: what dot and the variables are there.
type scope struct {
	*compiler
	program *program
	dot     reflect.Type
	vars    []variable
}

type variable struct {
	name string
	slot int
	typ  reflect.Type // nil where it is not known
}

// inner is a scope in which a control structure declares its variables.
func (s *scope) inner(dot reflect.Type) *scope {
	return &scope{s.compiler, s.program, dot, s.vars[:len(s.vars):len(s.vars)]}
}

// declare adds a variable. Its slot is the place that it has among the others.
func (s *scope) declare(name string, typ reflect.Type) (slot int) {
	slot = len(s.vars)
	s.vars = append(s.vars, variable{name, slot, typ})
	s.program.slots = max(s.program.slots, slot+1)
	return slot
}

func (s *scope) variable(name string) (variable, error) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return s.vars[i], nil
		}
	}
	return variable{}, unknown("the variable %s", name)
}

// list compiles nodes one after the other. What follows a break is never
// reached, and html/template has not escaped it.
func (s *scope) list(l *parse.ListNode) (node, error) {
	var nodes []node
	if l != nil {
		for _, n := range l.Nodes {
			made, err := s.node(n)
			if err != nil {
				return nil, err
			}
			if made != nil {
				nodes = append(nodes, made)
			}
			if t := n.Type(); t == parse.NodeBreak || t == parse.NodeContinue {
				break
			}
		}
	}
	switch len(nodes) {
	case 0:
		return func(*run, reflect.Value) flow { return onward }, nil
	case 1:
		return nodes[0], nil
	}
	return func(r *run, dot reflect.Value) flow {
		for _, n := range nodes {
			if f := n(r, dot); f != onward {
				return f
			}
		}
		return onward
	}, nil
}

func (s *scope) node(n parse.Node) (node, error) {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(r *run, _ reflect.Value) flow {
			r.out = append(r.out, text...)
			return onward
		}, nil
	case *parse.CommentNode:
		return nil, nil
	case *parse.ActionNode:
		return s.action(n)
	case *parse.IfNode:
		return s.ifNode(n)
	case *parse.WithNode:
		return s.with(n)
	case *parse.RangeNode:
		return s.rangeNode(n)
	case *parse.TemplateNode:
		return s.call(n)
	case *parse.BreakNode:
		return func(*run, reflect.Value) flow { return breaks }, nil
	case *parse.ContinueNode:
		return func(*run, reflect.Value) flow { return continues }, nil
	}
	return nil, unknown("%s", n)
}

// action prints a value, or gives a variable its value.
func (s *scope) action(n *parse.ActionNode) (node, error) {
	if len(n.Pipe.Decl) == 0 {
		return s.print(n.Pipe)
	}
	e, err := s.assigned(n.Pipe)
	if err != nil {
		return nil, err
	}
	return func(r *run, dot reflect.Value) flow {
		e.value(r, dot)
		return onward
	}, nil
}

// call is {{template}}.
func (s *scope) call(n *parse.TemplateNode) (node, error) {
	if n.Pipe == nil {
		p, err := s.template(n.Name, nil)
		return func(r *run, _ reflect.Value) flow {
			p.call(r, reflect.Value{})
			return onward
		}, err
	}
	if len(n.Pipe.Decl) > 0 {
		return nil, unknown("a variable in %s", n)
	}
	e, err := s.typed(s.pipeline(n.Pipe))
	if err != nil {
		return nil, err
	}
	p, err := s.template(n.Name, e.typ)
	return func(r *run, dot reflect.Value) flow {
		p.call(r, e.value(r, dot))
		return onward
	}, err
}
