package change

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/notice"
)

// pair is an entry of each of two lists that are about the same; -1 for none.
type pair struct{ old, now int }

// alikeEnough is how similar two entries must be to be the same one, edited.
const alikeEnough = 0.45

// pairs finds for each entry of a list the one that it was in the list before:
// by its id, else the most similar. It gives them in the order of the later
// list; those that are gone come last.
func pairs(old, now reflect.Value) []pair {
	was := make([]int, now.Len())
	for i := range was {
		was[i] = -1
	}
	taken := make([]bool, old.Len())
	take := func(o, n int) { was[n], taken[o] = o, true }
	ids := map[string]int{}
	for o := range old.Len() {
		if id := idOf(old.Index(o)); id != "" {
			ids[id] = o
		}
	}
	for n := range now.Len() {
		if o, ok := ids[idOf(now.Index(n))]; ok && !taken[o] {
			take(o, n)
		}
	}
	same(old, now, taken, was, take)
	for _, s := range similar(old, now, taken, was) {
		if !taken[s.old] && was[s.now] < 0 {
			take(s.old, s.now)
		}
	}
	lastOfKind(old, now, taken, was, take)
	var out []pair
	for n, o := range was {
		out = append(out, pair{o, n})
	}
	for o := range taken {
		if !taken[o] {
			out = append(out, pair{o, -1})
		}
	}
	return out
}

func idOf(v reflect.Value) string {
	if f := v.FieldByName("ID"); f.IsValid() {
		return f.Addr().Interface().(*notice.String).V
	}
	return ""
}

// same pairs entries that say the same.
func same(old, now reflect.Value, taken []bool, was []int, take func(o, n int)) {
	left := map[string][]int{}
	for o := range old.Len() {
		if !taken[o] {
			key := canon(old.Index(o))
			left[key] = append(left[key], o)
		}
	}
	for n := range now.Len() {
		if was[n] >= 0 {
			continue
		}
		if key := canon(now.Index(n)); len(left[key]) > 0 {
			take(left[key][0], n)
			left[key] = left[key][1:]
		}
	}
}

type scored struct {
	pair
	score float64
}

// Of long lists, only entries that stand near one another are held against
// each other: the time grows with the product of their lengths.
const (
	mostPairs = 2500
	nearby    = 10
)

// similar gives the pairs that may be the same, the most similar first.
func similar(old, now reflect.Value, taken []bool, was []int) []scored {
	var out []scored
	long := old.Len()*now.Len() > mostPairs
	for n := range now.Len() {
		for o := range old.Len() {
			if was[n] >= 0 || taken[o] || long && max(o-n, n-o) > nearby {
				continue
			}
			if score := similarity(old.Index(o), now.Index(n)); score >= alikeEnough {
				out = append(out, scored{pair{o, n}, score})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b scored) int {
		switch {
		case a.score != b.score:
			return map[bool]int{true: -1, false: 1}[a.score > b.score]
		default: // of the same entry twice, the nearest
			return max(a.old-a.now, a.now-a.old) - max(b.old-b.now, b.now-b.old)
		}
	})
	return out
}

// lastOfKind pairs the one entry that each list has left, when it stands in
// the same place and but one thing in it differs.
func lastOfKind(old, now reflect.Value, taken []bool, was []int, take func(o, n int)) {
	o, n := slices.Index(taken, false), slices.Index(was, -1)
	if o < 0 || n < 0 || o != n || old.Len() != now.Len() {
		return
	}
	if slices.Contains(taken[o+1:], false) || slices.Contains(was[n+1:], -1) {
		return
	}
	differ := 0
	for _, k := range keysOf(now.Type().Elem()) {
		if canon(old.Index(o).Field(k.index)) != canon(now.Index(n).Field(k.index)) {
			differ++
		}
	}
	if differ <= 1 {
		take(o, n)
	}
}

// similarity says how much two entries have in common, from 0 to 1. Texts
// count twice: they say what an entry is about.
func similarity(a, b reflect.Value) float64 {
	common, all := 0.0, 0.0
	for _, k := range keysOf(a.Type()) {
		x, y := a.Field(k.index), b.Field(k.index)
		weight, score := 1.0, 0.0
		was, is := canon(x), canon(y)
		if was == "" && is == "" {
			continue
		}
		switch x.Addr().Interface().(type) {
		case *notice.Text, *notice.Prose:
			weight, score = 2, dice(was, is)
		case *notice.Bool:
			weight = .25
		case *[]notice.Word, *[]notice.Ref:
			score = dice(was, is)
		}
		if was == is {
			score = 1
		}
		common, all = common+weight*score, all+weight
	}
	if all == 0 {
		return 1
	}
	return common / all
}

// dice compares two texts by the pairs of letters that they share.
func dice(a, b string) float64 {
	count := map[[2]rune]int{}
	n := 0
	each := func(s string, do func([2]rune)) {
		last := rune(0)
		for _, r := range s {
			do([2]rune{last, r})
			last, n = r, n+1
		}
	}
	each(a, func(p [2]rune) { count[p]++ })
	shared := 0
	each(b, func(p [2]rune) {
		if count[p] > 0 {
			count[p]--
			shared++
		}
	})
	if n == 0 {
		return 1
	}
	return 2 * float64(shared) / float64(n)
}

// canon writes a value so that two are the same exactly if they say the same,
// wherever and however they are written; "" for nothing.
func canon(v reflect.Value) string { return string(appendCanon(nil, v)) }

// equal reports whether two values say the same.
func (c *comparer) equal(a, b reflect.Value) bool {
	c.a, c.b = appendCanon(c.a[:0], a), appendCanon(c.b[:0], b)
	return bytes.Equal(c.a, c.b)
}

// appendCanon writes it behind what is written already. Values are taken by their
// addresses: so they need not be copied.
func appendCanon(b []byte, v reflect.Value) []byte {
	switch x := v.Addr().Interface().(type) {
	case *notice.Text:
		return appendTexts(b, x)
	case *notice.Prose:
		return appendTexts(b, &x.Text)
	case *notice.Word:
		return append(b, x.ID...)
	case *notice.Ref:
		return append(b, x.ID...)
	case *notice.String:
		return append(b, x.V...)
	case *notice.Bool:
		if x.V {
			b = append(b, "yes"...)
		}
		return b
	case *notice.Int:
		if x.Set {
			b = strconv.AppendInt(b, x.V, 10)
		}
		return b
	case *notice.Clock:
		if x.Set {
			b = strconv.AppendInt(b, int64(x.Hour*60+x.Minute), 10)
		}
		return b
	case *notice.Moment:
		return append(b, strings.Replace(x.Raw, "T", " ", 1)...)
	case *notice.When:
		return appendCanon(b, reflect.ValueOf(&x.Span).Elem())
	case *notice.Forecast:
		b = append(b, x.Moment.Raw...)
		if x.Moment.Raw != "" {
			b = append(b, 0)
		}
		return appendTexts(b, &x.Text)
	case *[]notice.Word, *[]notice.Ref, *[]notice.String, *[]notice.When:
		return appendSorted(b, v)
	}
	return appendComposed(b, v)
}

// appendSorted writes a list of which the order says nothing.
func appendSorted(b []byte, v reflect.Value) []byte {
	if v.Len() == 1 {
		return appendCanon(b, v.Index(0))
	}
	parts := make([]string, v.Len())
	for i := range parts {
		parts[i] = canon(v.Index(i))
	}
	slices.Sort(parts)
	return append(b, strings.Join(parts, "\x01")...)
}

// appendComposed writes a list or a table.
func appendComposed(b []byte, v reflect.Value) []byte {
	if v.Kind() == reflect.Slice {
		for i := range v.Len() {
			if i > 0 {
				b = append(b, 1)
			}
			b = appendCanon(b, v.Index(i))
		}
		return b
	}
	start := len(b)
	for _, k := range keysOf(v.Type()) {
		before := len(b)
		if before > start {
			b = append(b, 3)
		}
		b = append(append(b, k.key...), 2)
		empty := len(b)
		if b = appendCanon(b, v.Field(k.index)); len(b) == empty {
			b = b[:before]
		}
	}
	return b
}

func appendTexts(b []byte, t *notice.Text) []byte {
	start := len(b)
	t.Passages(func(lang string, p notice.Passage) {
		if len(b) > start {
			b = append(b, 5)
		}
		b = append(append(append(b, lang...), 4), strings.TrimSpace(p.Text)...)
	})
	return b
}
