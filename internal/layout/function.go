package layout

import (
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// kind is what the comparisons of templates tell apart.
type kind int

const (
	kindOther kind = iota
	kindBool
	kindInt
	kindUint
	kindFloat
	kindString
)

func kindOf(t reflect.Type) kind {
	switch t.Kind() {
	case reflect.Bool:
		return kindBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return kindInt
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return kindUint
	case reflect.Float32, reflect.Float64:
		return kindFloat
	case reflect.String:
		return kindString
	}
	return kindOther
}

// function compiles the call of a function of the language of templates.
func (s *scope) function(name string, nodes []parse.Node, final *expr) (*expr, error) {
	if name == "and" || name == "or" {
		return s.andOr(name, nodes, final)
	}
	var args []*expr
	for _, n := range nodes {
		e, err := s.operand(n)
		if err != nil {
			return nil, err
		}
		args = append(args, e)
	}
	if final != nil {
		args = append(args, final)
	}
	if name == "not" && len(args) == 1 {
		holds, err := args[0].condition()
		return boolean(func(r *run, dot reflect.Value) bool { return !holds(r, dot) }), err
	}
	for _, a := range args {
		if _, err := s.typed(a, nil); err != nil {
			return nil, err
		}
	}
	switch name {
	case "eq", "ne", "lt", "le", "gt", "ge":
		return comparison(name, args)
	case "len":
		return length(args)
	case "index":
		return s.index(args)
	case "print", "println", "printf", "html", "js", "urlquery":
		return printed(name, args)
	}
	return nil, unknown("the function %s", name)
}

// andOr compiles and, or: they give the argument that decides. Where the
// arguments differ in type, its truth is all that is known.
func (s *scope) andOr(name string, nodes []parse.Node, final *expr) (*expr, error) {
	if len(nodes) == 0 || final != nil {
		return nil, unknown("the arguments of %s", name)
	}
	var args []*expr
	var truths []func(r *run, dot reflect.Value) bool
	same := true
	for _, n := range nodes {
		e, err := s.operand(n)
		if err != nil {
			return nil, err
		}
		truth, err := e.condition()
		if err != nil {
			return nil, err
		}
		args, truths = append(args, e), append(truths, truth)
		same = same && e.typ == args[0].typ
	}
	decides := name == "or"
	out := &expr{truth: func(r *run, dot reflect.Value) bool {
		for _, t := range truths {
			if t(r, dot) == decides {
				return decides
			}
		}
		return !decides
	}}
	if !same || args[0].typ == nil {
		return out, nil
	}
	truth, err := truthOf(args[0].typ)
	if err != nil {
		return nil, err
	}
	out.typ = args[0].typ
	out.value = func(r *run, dot reflect.Value) (v reflect.Value) {
		for _, a := range args {
			if v = a.value(r, dot); truth(v) == decides {
				return v
			}
		}
		return v
	}
	return out, nil
}

// comparison compiles eq … ge for arguments of one kind. All are evaluated
// before any is compared, as html/template does.
func comparison(name string, args []*expr) (*expr, error) {
	if len(args) < 2 || name != "eq" && len(args) != 2 {
		return nil, unknown("the arguments of %s", name)
	}
	k := kindOf(args[0].typ)
	ordered := name != "eq" && name != "ne"
	if k == kindOther || k == kindBool && ordered {
		return nil, unknown("%s of %s", name, args[0].typ)
	}
	for _, a := range args[1:] {
		if kindOf(a.typ) != k {
			return nil, unknown("%s of %s and %s", name, args[0].typ, a.typ)
		}
	}
	first, second := args[0].value, args[1].value
	if name == "eq" && len(args) > 2 {
		return boolean(func(r *run, dot reflect.Value) bool {
			v, found := first(r, dot), false
			for _, a := range args[1:] {
				found = equal(k, v, a.value(r, dot)) || found
			}
			return found
		}), nil
	}
	if k == kindString && !ordered {
		a, b, want := args[0].string(), args[1].string(), name == "eq"
		return boolean(func(r *run, dot reflect.Value) bool { return (a(r, dot) == b(r, dot)) == want }), nil
	}
	holds := map[string]func(a, b reflect.Value) bool{
		"eq": func(a, b reflect.Value) bool { return equal(k, a, b) },
		"ne": func(a, b reflect.Value) bool { return !equal(k, a, b) },
		"lt": func(a, b reflect.Value) bool { return less(k, a, b) },
		"le": func(a, b reflect.Value) bool { return less(k, a, b) || equal(k, a, b) },
		"gt": func(a, b reflect.Value) bool { return !less(k, a, b) && !equal(k, a, b) },
		"ge": func(a, b reflect.Value) bool { return !less(k, a, b) },
	}[name]
	return boolean(func(r *run, dot reflect.Value) bool { return holds(first(r, dot), second(r, dot)) }), nil
}

func equal(k kind, a, b reflect.Value) bool {
	switch k {
	case kindBool:
		return a.Bool() == b.Bool()
	case kindInt:
		return a.Int() == b.Int()
	case kindUint:
		return a.Uint() == b.Uint()
	case kindFloat:
		return a.Float() == b.Float()
	}
	return a.String() == b.String()
}

func less(k kind, a, b reflect.Value) bool {
	switch k {
	case kindInt:
		return a.Int() < b.Int()
	case kindUint:
		return a.Uint() < b.Uint()
	case kindFloat:
		return a.Float() < b.Float()
	}
	return a.String() < b.String()
}

func length(args []*expr) (*expr, error) {
	if len(args) != 1 {
		return nil, unknown("the arguments of len")
	}
	of, pointers := pointee(args[0].typ)
	switch of.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		value := args[0].value
		return &expr{typ: typeOfInt, value: func(r *run, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(pointed(value(r, dot), pointers).Len())
		}}, nil
	}
	return nil, unknown("len of %s", of)
}

// index compiles index of slices and arrays.
func (s *scope) index(args []*expr) (*expr, error) {
	if len(args) == 0 {
		return nil, unknown("the arguments of index")
	}
	e := args[0]
	for _, at := range args[1:] {
		of, pointers := pointee(e.typ)
		if k := of.Kind(); k != reflect.Slice && k != reflect.Array || at.typ != typeOfInt {
			return nil, unknown("index of %s by %s", of, at.typ)
		}
		list := e.value
		e = &expr{typ: of.Elem(), value: func(r *run, dot reflect.Value) reflect.Value {
			return pointed(list(r, dot), pointers).Index(int(at.value(r, dot).Int()))
		}}
		if _, err := s.typed(e, nil); err != nil {
			return nil, err
		}
	}
	return e, nil
}

// printed compiles the functions that give strings.
func printed(name string, args []*expr) (*expr, error) {
	var list []evaluated
	for _, a := range args {
		list = append(list, a.value)
	}
	var text func(r *run, dot reflect.Value) string
	switch name {
	case "printf":
		if len(args) == 0 || args[0].typ != typeOfString {
			return nil, unknown("the arguments of printf")
		}
		text = func(r *run, dot reflect.Value) string {
			return fmt.Sprintf(list[0](r, dot).String(), values(r, dot, list[1:])...)
		}
	default:
		say := map[string]func(...any) string{
			"print": fmt.Sprint, "println": fmt.Sprintln,
			"html": template.HTMLEscaper, "js": template.JSEscaper, "urlquery": template.URLQueryEscaper,
		}[name]
		text = func(r *run, dot reflect.Value) string { return say(values(r, dot, list)...) }
	}
	return &expr{typ: typeOfString, text: text, value: func(r *run, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(text(r, dot))
	}}, nil
}
