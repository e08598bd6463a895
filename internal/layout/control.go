package layout

import (
	"reflect"
	"text/template/parse"
)

func (s *scope) ifNode(n *parse.IfNode) (node, error) {
	in := s.inner(s.dot)
	e, err := in.assigned(n.Pipe)
	if err != nil {
		return nil, err
	}
	holds, err := e.condition()
	if err != nil {
		return nil, err
	}
	yes, err := in.inner(s.dot).list(n.List)
	if err != nil {
		return nil, err
	}
	if n.ElseList == nil {
		return func(r *run, dot reflect.Value) flow {
			if holds(r, dot) {
				return yes(r, dot)
			}
			return onward
		}, nil
	}
	no, err := in.inner(s.dot).list(n.ElseList)
	return func(r *run, dot reflect.Value) flow {
		if holds(r, dot) {
			return yes(r, dot)
		}
		return no(r, dot)
	}, err
}

func (s *scope) with(n *parse.WithNode) (node, error) {
	in := s.inner(s.dot)
	e, err := s.typed(in.assigned(n.Pipe))
	if err != nil {
		return nil, err
	}
	truth, err := truthOf(e.typ)
	if err != nil {
		return nil, err
	}
	yes, err := in.inner(e.typ).list(n.List)
	if err != nil {
		return nil, err
	}
	no, err := in.inner(s.dot).list(n.ElseList)
	return func(r *run, dot reflect.Value) flow {
		if v := e.value(r, dot); truth(v) {
			return yes(r, v)
		}
		return no(r, dot)
	}, err
}

// rangeNode is {{range}} over a slice, an array or a number.
func (s *scope) rangeNode(n *parse.RangeNode) (node, error) {
	if n.Pipe.IsAssign {
		return nil, unknown("an assignment in %s", n.Pipe)
	}
	e, err := s.typed(s.commands(n.Pipe))
	if err != nil {
		return nil, err
	}
	over, pointers := pointee(e.typ)
	elem := over
	switch over.Kind() {
	case reflect.Slice, reflect.Array:
		elem = over.Elem()
	default:
		if over != typeOfInt || len(n.Pipe.Decl) > 1 {
			return nil, unknown("a range over %s", over)
		}
	}
	body := s.inner(elem)
	index, item := -1, -1
	switch d := n.Pipe.Decl; len(d) {
	case 1:
		item = body.declare(d[0].Ident[0], elem)
	case 2:
		index, item = body.declare(d[0].Ident[0], typeOfInt), body.declare(d[1].Ident[0], elem)
	}
	each, err := body.list(n.List)
	if err != nil {
		return nil, err
	}
	none := s.inner(s.dot)
	for _, d := range n.Pipe.Decl {
		none.declare(d.Ident[0], nil)
	}
	other, err := none.list(n.ElseList)
	if err != nil {
		return nil, err
	}
	l := &loop{over: e, pointers: pointers, index: index, item: item, each: each, none: other}
	if over == typeOfInt {
		return l.count, nil
	}
	return l.items, nil
}

// loop is a {{range}}, compiled.
type loop struct {
	over        *expr
	pointers    int
	index, item int // slots of the variables, -1 without
	each, none  node
}

func (l *loop) items(r *run, dot reflect.Value) flow {
	list := pointed(l.over.value(r, dot), l.pointers)
	n := list.Len()
	if n == 0 {
		return l.none(r, dot)
	}
	for i := range n {
		v := list.Index(i)
		if l.index >= 0 {
			r.vars[r.base+l.index] = reflect.ValueOf(i)
		}
		if l.item >= 0 {
			r.vars[r.base+l.item] = v
		}
		if l.each(r, v) == breaks {
			break
		}
	}
	return onward
}

func (l *loop) count(r *run, dot reflect.Value) flow {
	ran := false
	for v := range pointed(l.over.value(r, dot), l.pointers).Seq() {
		ran = true
		if l.item >= 0 {
			r.vars[r.base+l.item] = v
		}
		if l.each(r, v) == breaks {
			break
		}
	}
	if !ran {
		return l.none(r, dot)
	}
	return onward
}

// pointee is what a chain of pointers leads to, and how long it is.
func pointee(t reflect.Type) (to reflect.Type, pointers int) {
	for t.Kind() == reflect.Pointer {
		t, pointers = t.Elem(), pointers+1
	}
	return t, pointers
}

// pointed follows pointers; html/template has words for one that is nil.
func pointed(v reflect.Value, pointers int) reflect.Value {
	for range pointers {
		if v = v.Elem(); !v.IsValid() {
			panic(abort{})
		}
	}
	return v
}
