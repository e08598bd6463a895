package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"kohyo/internal/notice"
)

// Change is a field in which a report differs from one before.
type Change struct {
	Path     string // in the author's words: "timeline 3, text (ja)"
	Lang     string // of the text; "" for what is the same in every language
	Old, New Piece  // either may be empty: the field is new, or gone
}

// Piece is a value, cut where it differs from the other: what both begin
// with, what is its own, what both end with.
type Piece struct{ Before, Own, After string }

// IsZero reports whether there is no value.
func (p Piece) IsZero() bool { return p == Piece{} }

// Before is the report that one is to be held against: the newest that is
// public and has a lower number, else the one before it.
func (i Incident) Before(number int) (Report, bool) {
	var earlier []Report
	for _, r := range i.Reports {
		if r.Number < number {
			earlier = append(earlier, r)
		}
	}
	if at := slices.IndexFunc(earlier, func(r Report) bool { return r.State == Published }); at >= 0 {
		return earlier[at], true
	}
	if len(earlier) == 0 {
		return Report{}, false
	}
	return earlier[0], true
}

// Changes lists what differs between two reports, field by field, in the
// order of the newer one.
func Changes(old, now *notice.Report) []Change {
	a, b := fields(old), fields(now)
	var all []Change
	for _, run := range differences(a, b) {
		all = append(all, run.pairs()...)
	}
	return all
}

// field is one value of a report as text.
type field struct {
	path, lang, text string
	kind             string // the path without the places in lists
	short            bool   // a word or a moment: shown whole
}

// unsaid are fields that every report has anew, and that nobody compares.
var unsaid = []string{"status", "accept"}

func fields(r *notice.Report) (all []field) {
	for f := range r.Fields() {
		top, _, _ := strings.Cut(f.Path, ",")
		if slices.Contains(unsaid, strings.TrimRight(top, " 0123456789")) {
			continue
		}
		switch v := f.Value.(type) {
		case notice.Text:
			all = append(all, texts(f.Path, v)...)
		case notice.Prose:
			all = append(all, texts(f.Path, v.Text)...)
		default:
			if text, ok := plain(v); ok {
				all = append(all, field{path: f.Path, text: text, kind: kind(f.Path), short: true})
			}
		}
	}
	return all
}

func texts(path string, t notice.Text) (all []field) {
	t.Passages(func(lang string, p notice.Passage) {
		at := path
		if lang != "" {
			at += " (" + lang + ")"
		}
		all = append(all, field{path: at, lang: lang, text: strings.TrimSpace(p.Text), kind: kind(at)})
	})
	return all
}

// plain is a value as its author wrote it.
func plain(value any) (string, bool) {
	switch v := value.(type) {
	case notice.Word:
		return v.ID, true
	case notice.Ref:
		return v.ID, true
	case notice.String:
		return v.V, true
	case notice.Moment:
		return v.Raw, true
	case notice.Bool:
		return strconv.FormatBool(v.V), v.Set
	case notice.Int:
		return strconv.FormatInt(v.V, 10), v.Set
	case notice.Clock:
		return fmt.Sprintf("%02d:%02d", v.Hour, v.Minute), v.Set
	}
	return "", false // a table: what is in it follows
}

// kind drops the places in lists from a path: something put in between moves
// all that follows, and changes none of it.
func kind(path string) string {
	parts := strings.Split(path, ",")
	for i, p := range parts {
		parts[i] = strings.TrimRight(p, " 0123456789")
	}
	return strings.Join(parts, ",")
}

func (f field) same(g field) bool { return f.kind == g.kind && f.text == g.text }

// run is a stretch that differs.
type run struct{ old, now []field }

// differences finds the longest sequence that both lists share, and gives
// what stands between.
func differences(a, b []field) (runs []run) {
	long := make([][]int32, len(a)+1) // of a[i:] and b[j:]
	for i := range long {
		long[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i].same(b[j]) {
				long[i][j] = long[i+1][j+1] + 1
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	var r run
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i].same(b[j]):
			if len(r.old)+len(r.now) > 0 {
				runs, r = append(runs, r), run{}
			}
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && long[i+1][j] >= long[i][j+1]:
			r.old, i = append(r.old, a[i]), i+1
		default:
			r.now, j = append(r.now, b[j]), j+1
		}
	}
	if len(r.old)+len(r.now) > 0 {
		runs = append(runs, r)
	}
	return runs
}

// pairs sets the old value of a field beside its new one. What is gone comes
// first.
func (r run) pairs() (all []Change) {
	gone := slices.Clone(r.old)
	var here []Change
	for _, n := range r.now {
		c := Change{Path: n.path, Lang: n.lang, New: Piece{Own: n.text}}
		if at := slices.IndexFunc(gone, func(o field) bool { return o.kind == n.kind }); at >= 0 {
			c.Old = Piece{Own: gone[at].text}
			if !n.short {
				c.Old, c.New = cut(gone[at].text, n.text)
			}
			gone = slices.Delete(gone, at, at+1)
		}
		here = append(here, c)
	}
	for _, o := range gone {
		all = append(all, Change{Path: o.path, Lang: o.lang, Old: Piece{Own: o.text}})
	}
	return append(all, here...)
}

// cut marks where two texts differ. Words of Latin letters, and numbers, are
// kept whole.
func cut(old, now string) (Piece, Piece) {
	a, b := []rune(old), []rune(now)
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	for start > 0 && (inWord(a, start) || inWord(b, start)) {
		start--
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	for end > 0 && (inWord(a, len(a)-end) || inWord(b, len(b)-end)) {
		end--
	}
	piece := func(r []rune) Piece {
		return Piece{string(r[:start]), string(r[start : len(r)-end]), string(r[len(r)-end:])}
	}
	return piece(a), piece(b)
}

// inWord reports whether a cut before r[at] would part a word or a number.
func inWord(r []rune, at int) bool {
	return at > 0 && at < len(r) && wordy(r[at-1]) && wordy(r[at])
}

func wordy(r rune) bool {
	return unicode.IsDigit(r) || r == ',' || r == '.' || unicode.Is(unicode.Latin, r)
}

// Count says how many fields are new, gone and changed.
func Count(all []Change) (added, gone, changed int) {
	for _, c := range all {
		switch {
		case c.Old.IsZero():
			added++
		case c.New.IsZero():
			gone++
		default:
			changed++
		}
	}
	return added, gone, changed
}
