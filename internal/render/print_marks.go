package render

import "encoding/json"

// marks tells what a report says that the report before did not: each passage
// of that one is learnt first, as the layouts name it.
type marks struct {
	seen     map[string]bool
	learning bool
}

func (m *marks) changed(where string, what []any) (bool, error) {
	if m == nil {
		return false, nil
	}
	said, err := json.Marshal(what)
	if err != nil {
		return false, err
	}
	key := where + string(said)
	if m.learning {
		m.seen[key] = true
		return false, nil
	}
	return !m.seen[key], nil
}

// Changed reports whether the report before did not say this.
func (e *Edition) Changed(what ...any) (bool, error) { return e.marks.changed("", what) }

// Changed reports whether this section of the report before did not say this.
func (s PrintSection) Changed(what ...any) (bool, error) { return s.marks.changed(s.ID, what) }
