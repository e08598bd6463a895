package layout

import (
	"reflect"
	"text/template/parse"
)

// The methods that layouts call everywhere are called as Go calls them;
// others through reflection.
type (
	labelled interface {
		L(key string, args ...any) (string, error)
	}
	compared interface {
		Changed(what ...any) (bool, error)
		Compares() bool // else nothing has changed, whatever it is
	}
)

// method compiles the call of a method of base or of a pointer to it.
func (s *scope) method(e *expr, base reflect.Type, pointers int, m reflect.Method, args []parse.Node, final *expr) (*expr, error) {
	t := m.Type
	if n := t.NumOut(); n == 0 || n > 2 || n == 2 && t.Out(1) != typeOfError {
		return nil, unknown("the results of %s", m.Name)
	}
	given, err := s.arguments(t, args, final)
	if err != nil {
		return nil, err
	}
	_, ofValue := base.MethodByName(m.Name)
	// html/template finds the methods of pointers where it can take an address.
	receiver := func(r *run, dot reflect.Value) reflect.Value {
		v := pointed(e.value(r, dot), pointers)
		switch {
		case v.CanAddr():
			return v.Addr()
		case !ofValue:
			panic(abort{})
		}
		return v
	}
	out := &expr{typ: t.Out(0)}
	ptr := reflect.PointerTo(base)
	switch {
	case m.Name == "L" && ptr.Implements(reflect.TypeFor[labelled]()):
		out.text = label(receiver, given)
		out.value = func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(out.text(r, dot)) }
	case m.Name == "Changed" && ptr.Implements(reflect.TypeFor[compared]()):
		out = boolean(changed(receiver, given))
	default:
		out.value = reflected(receiver, m.Name, given)
	}
	return s.typed(out, nil)
}

type evaluated = func(r *run, dot reflect.Value) reflect.Value

func label(receiver evaluated, args []evaluated) func(r *run, dot reflect.Value) string {
	return func(r *run, dot reflect.Value) string {
		key := args[0](r, dot).String()
		text, err := receiver(r, dot).Interface().(labelled).L(key, values(r, dot, args[1:])...)
		if err != nil {
			panic(abort{})
		}
		return text
	}
}

func changed(receiver evaluated, args []evaluated) func(r *run, dot reflect.Value) bool {
	return func(r *run, dot reflect.Value) bool {
		c := receiver(r, dot).Interface().(compared)
		if !c.Compares() {
			for _, a := range args {
				a(r, dot) // which may end in an error
			}
			return false
		}
		yes, err := c.Changed(values(r, dot, args)...)
		if err != nil {
			panic(abort{})
		}
		return yes
	}
}

func reflected(receiver evaluated, name string, args []evaluated) evaluated {
	return func(r *run, dot reflect.Value) reflect.Value {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			in[i] = a(r, dot)
		}
		out := receiver(r, dot).MethodByName(name).Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			panic(abort{})
		}
		return out[0]
	}
}

func values(r *run, dot reflect.Value, args []evaluated) []any {
	if len(args) == 0 {
		return nil
	}
	out := make([]any, len(args))
	for i, a := range args {
		out[i] = a(r, dot).Interface()
	}
	return out
}

// arguments compiles what a method is given; the first parameter of its type
// is the receiver.
func (s *scope) arguments(t reflect.Type, args []parse.Node, final *expr) ([]evaluated, error) {
	n, params := len(args), t.NumIn()-1
	if final != nil {
		n++
	}
	if t.IsVariadic() && n < params-1 || !t.IsVariadic() && n != params {
		return nil, unknown("%d arguments of %s", n, t)
	}
	var out []evaluated
	for i := range n {
		param := t.In(min(i+1, params))
		if t.IsVariadic() && i >= params-1 {
			param = t.In(params).Elem()
		}
		e := final
		if i < len(args) {
			var err error
			if e, err = s.operand(args[i]); err != nil {
				return nil, err
			}
		}
		// html/template reads a literal as its parameter wants it, and follows
		// a pointer where that helps. Only what needs neither is compiled.
		if e, err := s.typed(e, nil); err != nil || e.typ != param && param != typeOfAny {
			return nil, unknown("an argument of %s", t)
		}
		out = append(out, e.value)
	}
	return out, nil
}
