package load

import (
	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// shape looks at tables whose fields depend on each other.
func (b *binder) shape(n *node, v any) {
	if n.holes {
		return
	}
	if m, ok := v.(*notice.Measure); ok {
		b.measure(n, m)
	}
}

var measureHint = diag.Words{
	Ja: `書き方: { value = 3148, unit = "person" }、{ max = 7996, … }、{ min = 25000, max = 30000, … }、{ figure = "under-investigation", … }`,
	En: `write { value = 3148, unit = "person" }, { max = 7996, … }, { min = 25000, max = 30000, … } or { figure = "under-investigation", … }`,
}

// measure holds a figure to one of its shapes: a value, limits, or the
// reason why there is none.
func (b *binder) measure(n *node, m *notice.Measure) {
	value, limits, figure := n.kid("value") != nil, n.kid("min") != nil || n.kid("max") != nil, n.kid("figure") != nil
	shapes := 0
	for _, has := range []bool{value, limits, figure} {
		if has {
			shapes++
		}
	}
	switch {
	case shapes == 0:
		b.say(n, "measure-shape", diag.Say("数がありません。", "there is no figure"), measureHint)
	case shapes > 1:
		b.say(n, "measure-shape", diag.Say("value、min・max、figure は、どれか1つだけ書きます。", "value, min and max, and figure exclude each other"), measureHint)
	case figure && (m.Approx.V || m.Gross.V):
		b.say(n, "measure-shape", diag.Say("数がないときは approx も gross も書けません。", "without a figure there is neither approx nor gross"), measureHint)
	}
	for _, f := range []struct {
		key string
		v   notice.Int
	}{{"value", m.Value}, {"min", m.Min}, {"max", m.Max}} {
		if f.v.Set && f.v.V < 0 {
			b.push(f.key, 0)
			b.say(n.kid(f.key), "negative-figure", diag.Say("数は0以上です。", "a figure is 0 or more"), measureHint)
			b.pop()
		}
	}
	if m.Min.Set && m.Max.Set && m.Min.V > m.Max.V {
		b.say(n.kid("min"), "measure-shape", diag.Say("min（%d）が max（%d）より大きいです。", "min (%d) is greater than max (%d)", m.Min.V, m.Max.V),
			diag.Say("入れ替えてください: min = %d, max = %d", "swap them: min = %d, max = %d", m.Max.V, m.Min.V))
	}
}
