package layout

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// expr is an expression, compiled. html/template holds values as
// reflect.Value and so do we, and does the same with them: the types alone are
// known beforehand. Where a type would be known only at run time, as behind an
// interface, there is no expr.
type expr struct {
	typ   reflect.Type // nil where only the truth of the value is known
	value func(r *run, dot reflect.Value) reflect.Value
	text  func(r *run, dot reflect.Value) string // of strings that are no reflect.Value yet; may be nil
	truth func(r *run, dot reflect.Value) bool   // of what is no reflect.Value yet; may be nil
	isDot bool
}

var (
	typeOfInt    = reflect.TypeFor[int]()
	typeOfBool   = reflect.TypeFor[bool]()
	typeOfString = reflect.TypeFor[string]()
	typeOfAny    = reflect.TypeFor[any]()
	typeOfError  = reflect.TypeFor[error]()
	typeOfValue  = reflect.TypeFor[reflect.Value]()
)

// typed refuses an expression whose type is not known, or says little.
func (s *scope) typed(e *expr, err error) (*expr, error) {
	switch {
	case err != nil:
		return nil, err
	case e.typ == nil || e.typ.Kind() == reflect.Interface || e.typ == typeOfValue:
		return nil, unknown("a value of type %v", e.typ)
	}
	return e, nil
}

func constant(v any) *expr {
	known := reflect.ValueOf(v)
	return &expr{typ: known.Type(), value: func(*run, reflect.Value) reflect.Value { return known }}
}

func boolean(truth func(r *run, dot reflect.Value) bool) *expr {
	return &expr{typ: typeOfBool, truth: truth, value: func(r *run, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(truth(r, dot))
	}}
}

// condition is the truth of an expression.
func (e *expr) condition() (func(r *run, dot reflect.Value) bool, error) {
	if e.truth != nil {
		return e.truth, nil
	}
	if e.text != nil {
		return func(r *run, dot reflect.Value) bool { return e.text(r, dot) != "" }, nil
	}
	truth, err := truthOf(e.typ)
	return func(r *run, dot reflect.Value) bool { return truth(e.value(r, dot)) }, err
}

// truthOf is what {{if}} makes of the values of a type.
func truthOf(t reflect.Type) (func(reflect.Value) bool, error) {
	if t == nil {
		return nil, unknown("the truth of nothing")
	}
	switch t.Kind() {
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return func(v reflect.Value) bool { return v.Len() > 0 }, nil
	case reflect.Bool:
		return reflect.Value.Bool, nil
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }, nil
	case reflect.Struct:
		return func(reflect.Value) bool { return true }, nil
	}
	switch kindOf(t) {
	case kindInt:
		return func(v reflect.Value) bool { return v.Int() != 0 }, nil
	case kindUint:
		return func(v reflect.Value) bool { return v.Uint() != 0 }, nil
	case kindFloat:
		return func(v reflect.Value) bool { return v.Float() != 0 }, nil
	}
	return nil, unknown("the truth of %s", t)
}

// string is the text of an expression whose kind is string.
func (e *expr) string() func(r *run, dot reflect.Value) string {
	if e.text != nil {
		return e.text
	}
	return func(r *run, dot reflect.Value) string { return e.value(r, dot).String() }
}

// assigned compiles a pipeline, and the variable that it may set.
func (s *scope) assigned(p *parse.PipeNode) (*expr, error) {
	e, err := s.commands(p)
	if err != nil || len(p.Decl) == 0 {
		return e, err
	}
	if _, err := s.typed(e, nil); err != nil {
		return nil, err
	}
	if len(p.Decl) > 1 {
		return nil, unknown("two variables in %s", p)
	}
	name := p.Decl[0].Ident[0]
	var slot int
	if p.IsAssign {
		v, err := s.variable(name)
		if err != nil {
			return nil, err
		}
		if v.typ != e.typ {
			return nil, unknown("a variable of more than one type in %s", p)
		}
		slot = v.slot
	} else {
		slot = s.declare(name, e.typ)
	}
	value := e.value
	return &expr{typ: e.typ, value: func(r *run, dot reflect.Value) reflect.Value {
		v := value(r, dot)
		r.vars[r.base+slot] = v
		return v
	}}, nil
}

// pipeline compiles a pipeline that sets no variable.
func (s *scope) pipeline(p *parse.PipeNode) (*expr, error) {
	if len(p.Decl) > 0 {
		return nil, unknown("a variable in %s", p)
	}
	return s.commands(p)
}

func (s *scope) commands(p *parse.PipeNode) (e *expr, err error) {
	return s.chain(p.Cmds)
}

// chain compiles commands, each of which receives what the one before gives.
func (s *scope) chain(cmds []*parse.CommandNode) (e *expr, err error) {
	for _, cmd := range cmds {
		if e, err = s.command(cmd, e); err != nil {
			return nil, err
		}
	}
	if e == nil {
		return nil, unknown("an empty pipeline")
	}
	return e, nil
}

// command compiles one command; final is what it receives, or nil.
func (s *scope) command(cmd *parse.CommandNode, final *expr) (*expr, error) {
	args := cmd.Args[1:]
	switch n := cmd.Args[0].(type) {
	case *parse.IdentifierNode:
		return s.function(n.Ident, args, final)
	case *parse.FieldNode:
		return s.path(s.dotExpr(), n.Ident, args, final)
	case *parse.VariableNode:
		if len(n.Ident) > 1 {
			e, err := s.load(n.Ident[0])
			if err != nil {
				return nil, err
			}
			return s.path(e, n.Ident[1:], args, final)
		}
	case *parse.ChainNode:
		e, err := s.operand(n.Node)
		if err != nil {
			return nil, err
		}
		return s.path(e, n.Field, args, final)
	}
	if len(args) > 0 || final != nil {
		return nil, unknown("arguments of %s", cmd.Args[0])
	}
	return s.operand(cmd.Args[0])
}

// operand compiles what stands for one value.
func (s *scope) operand(n parse.Node) (*expr, error) {
	switch n := n.(type) {
	case *parse.DotNode:
		return s.typed(s.dotExpr(), nil)
	case *parse.FieldNode:
		return s.path(s.dotExpr(), n.Ident, nil, nil)
	case *parse.VariableNode:
		e, err := s.load(n.Ident[0])
		if err != nil || len(n.Ident) == 1 {
			return e, err
		}
		return s.path(e, n.Ident[1:], nil, nil)
	case *parse.ChainNode:
		e, err := s.operand(n.Node)
		if err != nil {
			return nil, err
		}
		return s.path(e, n.Field, nil, nil)
	case *parse.PipeNode:
		return s.pipeline(n)
	case *parse.IdentifierNode:
		return s.function(n.Ident, nil, nil)
	case *parse.StringNode:
		return constant(n.Text), nil
	case *parse.BoolNode:
		return constant(n.True), nil
	case *parse.NumberNode:
		return number(n)
	}
	return nil, unknown("%s", n)
}

// number is a literal whose form alone says what it is.
func number(n *parse.NumberNode) (*expr, error) {
	form := n.Text
	isRune := strings.HasPrefix(form, "'")
	isHex := len(form) > 2 && form[0] == '0' && (form[1] == 'x' || form[1] == 'X') && !strings.ContainsAny(form, "pP")
	switch {
	case n.IsComplex:
	case n.IsFloat && !isRune && !isHex && strings.ContainsAny(form, ".eEpP"):
		return constant(n.Float64), nil
	case n.IsInt && int64(int(n.Int64)) == n.Int64:
		return constant(int(n.Int64)), nil
	}
	return nil, unknown("%s", n)
}

func (s *scope) dotExpr() *expr {
	return &expr{typ: s.dot, isDot: true, value: func(_ *run, dot reflect.Value) reflect.Value { return dot }}
}

// load reads a variable.
func (s *scope) load(name string) (*expr, error) {
	v, err := s.variable(name)
	if err != nil {
		return nil, err
	}
	slot := v.slot
	return s.typed(&expr{typ: v.typ, value: func(r *run, _ reflect.Value) reflect.Value { return r.vars[r.base+slot] }}, nil)
}

// path compiles .A.B.C, the last of which may be a method with arguments.
func (s *scope) path(e *expr, names []string, args []parse.Node, final *expr) (*expr, error) {
	for i, name := range names {
		var err error
		if last := i == len(names)-1; last {
			e, err = s.member(e, name, args, final)
		} else {
			e, err = s.member(e, name, nil, nil)
		}
		if err != nil {
			return nil, err
		}
	}
	return e, nil
}

// member compiles a method, or else a field.
func (s *scope) member(e *expr, name string, args []parse.Node, final *expr) (*expr, error) {
	e, err := s.typed(e, nil)
	if err != nil {
		return nil, err
	}
	base, pointers := pointee(e.typ)
	if base.Kind() == reflect.Interface {
		return nil, unknown(".%s of %s", name, base)
	}
	if m, ok := reflect.PointerTo(base).MethodByName(name); ok {
		return s.method(e, base, pointers, m, args, final)
	}
	if base.Kind() != reflect.Struct || len(args) > 0 || final != nil {
		return nil, unknown(".%s of %s", name, base)
	}
	f, ok := base.FieldByName(name)
	if !ok || !f.IsExported() {
		return nil, unknown(".%s of %s", name, base)
	}
	return s.typed(&expr{typ: f.Type, value: field(e, pointers, f.Index)}, nil)
}

// field reads a field. A pointer that is nil ends in a panic, as everything
// does that html/template has to put in words.
func field(e *expr, pointers int, index []int) func(r *run, dot reflect.Value) reflect.Value {
	only := index[0]
	switch {
	case e.isDot && pointers == 0 && len(index) == 1:
		return func(_ *run, dot reflect.Value) reflect.Value { return dot.Field(only) }
	case e.isDot && pointers == 1 && len(index) == 1:
		return func(_ *run, dot reflect.Value) reflect.Value { return dot.Elem().Field(only) }
	case len(index) == 1:
		return func(r *run, dot reflect.Value) reflect.Value {
			return pointed(e.value(r, dot), pointers).Field(only)
		}
	}
	return func(r *run, dot reflect.Value) reflect.Value {
		return pointed(e.value(r, dot), pointers).FieldByIndex(index)
	}
}
