package wording

import (
	"kohyo/internal/lang"
	"kohyo/internal/notice"
)

// Measure says a figure with its unit: 最大7,996名. Where there is no figure it
// says why.
func (w *Writer) Measure(m notice.Measure) string {
	f, ok := w.figure(m)
	if !ok {
		return w.noFigure(m)
	}
	return f.String()
}

// MeasureParts says a figure cut where its size changes on a page: up to |
// 7,996 | people. Where there is no figure, after says why.
func (w *Writer) MeasureParts(m notice.Measure) (before, number, after string) {
	f, ok := w.figure(m)
	if !ok {
		return "", "", w.noFigure(m)
	}
	return f.Parts()
}

func (w *Writer) figure(m notice.Measure) (lang.Figure, bool) {
	return w.lang.Measure(lang.Measure{
		Value: m.Value.V, HasValue: m.Value.Set,
		Min: m.Min.V, HasMin: m.Min.Set,
		Max: m.Max.V, HasMax: m.Max.Set,
		Approx: m.Approx.V, Gross: m.Gross.V,
	}, w.unit(m.Unit.ID))
}

func (w *Writer) noFigure(m notice.Measure) string {
	id := m.Figure.ID
	if id == "" {
		id = "unknown"
	}
	return w.Word("figures", id)
}

func (w *Writer) unit(id string) lang.Unit {
	if own, ok := w.site.Vocabulary["units"][id]; ok {
		if labels := w.ownLabels(own); labels != nil {
			return lang.OwnUnit(labels)
		}
	}
	if u, ok := w.lang.Unit(id); ok {
		return u
	}
	return lang.OwnUnit(map[string]string{"": id})
}

// Count says a count in all its units: 最大3,086件（2,816名）. What the first
// measure says of its certainty holds for those that say the same.
func (w *Writer) Count(c notice.Count) string {
	if len(c.Measures) == 0 {
		return ""
	}
	first := c.Measures[0]
	if len(c.Measures) == 1 {
		return w.Measure(first)
	}
	var others []string
	for _, m := range c.Measures[1:] {
		if _, ok := m.Largest(); ok && alike(m, first) {
			m = notice.Measure{Unit: m.Unit, Value: largest(m)}
		}
		others = append(others, w.Measure(m))
	}
	return w.lang.Also(w.Measure(first), others)
}

// alike tells whether two measures are qualified in the same way.
func alike(a, b notice.Measure) bool {
	if a.Min.Set && a.Max.Set {
		return false
	}
	return a.Value.Set == b.Value.Set && a.Min.Set == b.Min.Set && a.Max.Set == b.Max.Set &&
		a.Approx.V == b.Approx.V && a.Gross.V == b.Gross.V
}

func largest(m notice.Measure) notice.Int {
	n, ok := m.Largest()
	return notice.Int{Set: ok, V: n}
}
