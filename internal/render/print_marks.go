package render

import "reflect"

// marks tells what a report says that the report before did not, passage by
// passage as the layouts name them.
type marks struct {
	before map[string]bool // what that one says; nil where there is none
	says   map[string]bool // what this one says; nil where nobody will ask

	key []byte // of one passage after the other
}

// compares reports whether any passage is asked for.
func (m *marks) compares() bool { return m.before != nil || m.says != nil }

func (m *marks) changed(where string, what []any) bool {
	if !m.compares() {
		return false
	}
	m.key = append(m.key[:0], where...)
	for _, w := range what {
		m.key = appendSaid(m.key, reflect.ValueOf(w))
	}
	if m.says != nil {
		m.says[string(m.key)] = true
	}
	return m.before != nil && !m.before[string(m.key)]
}

// Changed reports whether the report before did not say this.
func (e *Edition) Changed(what ...any) (bool, error) { return e.marks.changed("", what), nil }

// Changed reports whether this section of the report before did not say this.
func (s PrintSection) Changed(what ...any) (bool, error) { return s.marks.changed(s.ID, what), nil }

// Compares reports whether this report or the next asks for what has changed.
func (e *Edition) Compares() bool { return e.marks.compares() }

// Compares is the same of a section.
func (s PrintSection) Compares() bool { return s.marks.compares() }
