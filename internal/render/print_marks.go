package render

import (
	"bytes"
	"encoding/json"

	"kohyo/internal/site"
)

// marks tells what a report says that the report before did not: each passage
// of that one is learnt first, as the layouts name it.
type marks struct {
	seen     map[string]bool
	learning bool
}

// learning is what the marks of the next report have learnt from one.
type learning struct {
	seen map[string]bool
	err  error
}

// learn renders an edition of a report, to know every passage that it holds.
func (r *Renderer) learn(p site.Page, prefix string) *learning {
	return r.made.learnt.get(tellingKey{p.Lang, onPaperSheets, prefix, p.Report}, func() *learning {
		known := &marks{seen: map[string]bool{}, learning: true}
		var ignored bytes.Buffer
		err := r.layouts[paper].ExecuteTemplate(&ignored, "edition", r.plainEdition(p, prefix, known))
		return &learning{known.seen, err}
	})
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
