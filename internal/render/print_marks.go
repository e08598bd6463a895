package render

import (
	"bytes"
	"encoding/json"
)

// marks tells what a report says that the report before did not, passage by
// passage as the layouts name them.
type marks struct {
	before map[string]bool // what that one says; nil where there is none
	says   map[string]bool // what this one says; nil where nobody will ask

	key bytes.Buffer // of one passage after the other
}

// compares reports whether any passage is asked for.
func (m *marks) compares() bool { return m.before != nil || m.says != nil }

func (m *marks) changed(where string, what []any) (bool, error) {
	if !m.compares() {
		return false, nil
	}
	m.key.Reset()
	m.key.WriteString(where)
	if err := json.NewEncoder(&m.key).Encode(what); err != nil {
		return false, err
	}
	if m.says != nil {
		m.says[m.key.String()] = true
	}
	return m.before != nil && !m.before[string(m.key.Bytes())], nil
}

// Changed reports whether the report before did not say this.
func (e *Edition) Changed(what ...any) (bool, error) { return e.marks.changed("", what) }

// Changed reports whether this section of the report before did not say this.
func (s PrintSection) Changed(what ...any) (bool, error) { return s.marks.changed(s.ID, what) }

// Compares reports whether this report or the next asks for what has changed.
func (e *Edition) Compares() bool { return e.marks.compares() }

// Compares is the same of a section.
func (s PrintSection) Compares() bool { return s.marks.compares() }
