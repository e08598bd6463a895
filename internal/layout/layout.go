// Package layout carries out html/template files faster than html/template
// does, with the same bytes. The layouts stay what they are, escaping by
// context included: html/template reads and escapes them, and what it has made
// of them is compiled for the types that they receive. Whatever this package
// does not know, and every error, is left to html/template itself.
package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"
)

// Set is a set of layouts. It is safe for concurrent use.
type Set struct {
	pristine *template.Template // never carried out, for only such a set can be copied
	plain    bool               // not to be compiled
	programs sync.Map           // of root → *program, nil where html/template has to do it
	repeated atomic.Int64       // executions that ended in an error, or in a layout without end
	real     func() (*template.Template, error)

	mu      sync.Mutex
	escaped map[string]*compiler // by the name of the template that is executed
}

func newSet(t *template.Template) *Set {
	return &Set{pristine: t, real: sync.OnceValues(t.Clone), escaped: map[string]*compiler{}}
}

// root is what is compiled as a whole.
type root struct {
	name string
	data reflect.Type
}

// Parse reads layouts. An error names the file and the line that is wrong, in
// the words of html/template. No functions can be added, so that their names
// are those of the language of templates.
func Parse(layouts fs.FS, files ...string) (*Set, error) {
	return newSet(empty()).With(layouts, files...)
}

// With is the set with more layouts: what they define comes in the place of
// what is defined under that name.
func (s *Set) With(layouts fs.FS, files ...string) (*Set, error) {
	t, err := shared(s.pristine)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		src, err := fs.ReadFile(layouts, file)
		if err != nil {
			return nil, err
		}
		// Named after its file, so that an error points to it.
		if _, err := t.New("layouts/" + file).Parse(string(src)); err != nil {
			return nil, err
		}
	}
	return newSet(t), nil
}

// shared is a set of the same templates, to which others can be added. Their
// trees are not copied, for what is never carried out does not change.
func shared(pristine *template.Template) (*template.Template, error) {
	set := empty()
	for _, t := range pristine.Templates() {
		if t.Tree == nil {
			continue
		}
		if _, err := set.AddParseTree(t.Name(), t.Tree); err != nil {
			return nil, err
		}
	}
	return set, nil
}

func empty() *template.Template { return template.New("layouts").Option("missingkey=error") }

// Instead is the set with templates of the program's own.
func (s *Set) Instead(src string) (*Set, error) {
	t, err := shared(s.pristine)
	if err != nil {
		return nil, err
	}
	_, err = t.Parse(src)
	return newSet(t), err
}

// Uncompiled is the set as html/template alone carries it out: what Execute
// has to give.
func (s *Set) Uncompiled() *Set {
	plain := newSet(s.pristine)
	plain.plain = true
	return plain
}

// Execute applies the named template to data.
func (s *Set) Execute(name string, data any) (out []byte, err error) {
	err = s.Lend(name, data, func(lent []byte) { out = slices.Clone(lent) })
	return out, err
}

// Lend applies the named template to data, and gives what it wrote for as long
// as use runs: for what becomes something else at once.
func (s *Set) Lend(name string, data any, use func(out []byte)) error {
	if s.compiled(name, data, use) {
		return nil
	}
	t, err := s.real()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, name, data); err != nil {
		return err
	}
	use(out.Bytes())
	return nil
}

// Left tells of what was executed so far which templates html/template has
// carried out, and why.
func (s *Set) Left() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var left []string
	for name, c := range s.escaped {
		if c.set == nil {
			left = append(left, fmt.Sprintf("%s: not escaped", name))
		}
		for r, err := range c.refused {
			left = append(left, fmt.Sprintf("%s of %v: %v", r.name, r.data, err))
		}
	}
	if n := s.repeated.Load(); n > 0 {
		left = append(left, fmt.Sprintf("%d executions repeated", n))
	}
	slices.Sort(left)
	return left
}

// compiled reports whether the template could be compiled, and no error arose:
// then html/template has to find the words for it.
func (s *Set) compiled(name string, data any, use func(out []byte)) bool {
	if s.plain || data == nil {
		return false
	}
	p := s.program(root{name, reflect.TypeOf(data)})
	if p == nil {
		return false
	}
	r := runs.Get().(*run)
	if !p.run(r, reflect.ValueOf(data)) {
		s.repeated.Add(1)
		return false // a run that has ended in a panic is not used again
	}
	use(r.out)
	r.out = r.out[:0]
	runs.Put(r)
	return true
}

func (s *Set) program(r root) *program {
	if p, ok := s.programs.Load(r); ok {
		return p.(*program)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.escaped[r.name]
	if c == nil {
		c = newCompiler(s.pristine, r.name)
		s.escaped[r.name] = c
	}
	p := c.root(r)
	s.programs.Store(r, p)
	return p
}

// run is one execution.
type run struct {
	out   []byte
	vars  []reflect.Value // of all templates under way, the innermost last
	base  int             // where those of the innermost begin
	depth int
}

// maxDepth of templates in templates. html/template gives up far deeper, with
// an error: then it is its turn.
const maxDepth = 1000

var runs = sync.Pool{New: func() any { return new(run) }}

// abort ends an execution that html/template has to repeat.
type abort struct{}

// run reports false where an error arose.
func (p *program) run(r *run, data reflect.Value) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	p.call(r, data)
	return true
}

// program is a template that was compiled for one type of data.
type program struct {
	body  node
	slots int // variables, the first of them $
}

// call executes a template with variables of its own.
func (p *program) call(r *run, dot reflect.Value) {
	if r.depth == maxDepth {
		panic(abort{})
	}
	outer := r.base
	r.depth++
	r.base = len(r.vars)
	r.vars = append(r.vars, dot)
	for range p.slots - 1 {
		r.vars = append(r.vars, reflect.Value{})
	}
	p.body(r, dot)
	clear(r.vars[r.base:]) // what they held may be collected
	r.vars = r.vars[:r.base]
	r.base = outer
	r.depth--
}

// Write takes what html/template writes.
func (r *run) Write(b []byte) (int, error) {
	r.out = append(r.out, b...)
	return len(b), nil
}
