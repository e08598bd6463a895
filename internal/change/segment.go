// Package change tells what differs between two reports of an incident, in the
// words of their readers. It is pure: values in, values out.
package change

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// Mark says what became of a piece of a text.
type Mark int

// What both reports say, what only the earlier says, what only the later says.
const (
	Kept Mark = iota
	Deleted
	Inserted
)

// Run is a piece of a text, never a part of a word.
type Run struct {
	Mark Mark
	Text string
}

// mostPieces is how many pieces of two texts are compared: the time grows with
// the square of what differs. No notice comes near it.
const mostPieces = 4000

// Words compares two texts word by word; long ones that share little, line by
// line; longer ones not at all.
func Words(old, now string) []Run {
	for _, cut := range []func(string) []string{segments, lines} {
		before, a, b, after := ends(cut(old), cut(now))
		if len(a)+len(b) > mostPieces {
			continue
		}
		runs := slices.Concat([]Run{{Kept, strings.Join(before, "")}}, diff(a, b), []Run{{Kept, strings.Join(after, "")}})
		return tidy(slices.DeleteFunc(runs, func(r Run) bool { return r.Text == "" }))
	}
	return []Run{{Deleted, old}, {Inserted, now}}
}

func lines(s string) []string { return slices.Collect(strings.Lines(s)) }

// ends takes off what two lists begin and end with alike.
func ends(a, b []string) (before, restA, restB, after []string) {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	before, a, b = a[:n], a[n:], b[n:]
	n = 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return before, a[:len(a)-n], b[:len(b)-n], a[len(a)-n:]
}

// segments cuts a text where a reader would: into words, and in Japanese,
// which parts no words, into phrases: kanji, katakana, Latin letters or a
// number with its unit, each with the kana that follow.
func segments(s string) []string {
	var out []string
	last := other
	for seg := words.FromString(s); seg.Next(); {
		word := seg.Value()
		class := classOf(word)
		if n := len(out); n > 0 && joins(last, class) {
			out[n-1] += word
		} else {
			out = append(out, word)
		}
		if class != hiragana || last == other {
			last = class
		} else {
			last = ended
		}
	}
	return out
}

// class is what a word is written in.
type class int

const (
	other    class = iota // spaces, signs
	latin                 // and every script with words of its own
	number                //
	kanji                 //
	katakana              //
	hiragana              // at the beginning of a phrase
	ended                 // a phrase that has come to its kana
)

// joins reports whether a word goes on with the phrase before it.
func joins(last, next class) bool {
	switch next {
	case hiragana:
		return last != other
	case kanji:
		return last == kanji || last == number
	}
	return false
}

func classOf(word string) class {
	r, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.Is(unicode.Han, r) || r == '々' || r == 'ヶ' || r == 'ヵ':
		return kanji
	case unicode.Is(unicode.Hiragana, r):
		return hiragana
	case unicode.Is(unicode.Katakana, r) || r == 'ー':
		return katakana
	case unicode.IsDigit(r):
		return number
	case unicode.IsLetter(r):
		return latin
	}
	return other
}

// diff compares two lists by Myers' algorithm. Each different piece stands for
// one letter of the texts that the library compares; without a time limit the
// outcome never depends on the machine.
func diff(old, now []string) []Run {
	letters := map[string]rune{}
	var pieces []string
	spell := func(list []string) []rune {
		out := make([]rune, len(list))
		for i, s := range list {
			r, known := letters[s]
			if !known {
				r = letter(len(pieces))
				letters[s], pieces = r, append(pieces, s)
			}
			out[i] = r
		}
		return out
	}
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	var runs []Run
	for _, x := range d.DiffMainRunes(spell(old), spell(now), false) {
		var text strings.Builder
		for _, r := range x.Text {
			text.WriteString(pieces[position(r)])
		}
		mark := Kept
		switch x.Type {
		case diffmatchpatch.DiffDelete:
			mark = Deleted
		case diffmatchpatch.DiffInsert:
			mark = Inserted
		}
		runs = append(runs, Run{mark, text.String()})
	}
	return runs
}

// letter is the letter for piece n: no surrogates, for they are none.
func letter(n int) rune {
	if n++; n >= 0xd800 {
		n += 0x800
	}
	return rune(n)
}

func position(r rune) int {
	if r >= 0xe000 {
		r -= 0x800
	}
	return int(r) - 1
}

// tidy makes runs easy to read: a sign or a space alone between two changes
// belongs to them, and what is gone stands before what is new. Texts that
// share next to nothing stand whole.
func tidy(runs []Run) []Run {
	kept, all := 0, 0
	for _, r := range runs {
		n := utf8.RuneCountInString(strings.TrimSpace(r.Text))
		if all += n; r.Mark == Kept {
			kept, all = kept+n, all+n
		}
	}
	whole := all > 0 && 20*2*kept < 3*all
	var out []Run
	var gone, fresh strings.Builder
	flush := func() {
		if gone.Len() > 0 {
			out = append(out, Run{Deleted, gone.String()})
		}
		if fresh.Len() > 0 {
			out = append(out, Run{Inserted, fresh.String()})
		}
		gone.Reset()
		fresh.Reset()
	}
	for i, r := range runs {
		between := i > 0 && i+1 < len(runs)
		switch {
		case r.Mark == Deleted:
			gone.WriteString(r.Text)
		case r.Mark == Inserted:
			fresh.WriteString(r.Text)
		case whole || between && !telling(r.Text):
			gone.WriteString(r.Text)
			fresh.WriteString(r.Text)
		default:
			flush()
			out = append(out, r)
		}
	}
	flush()
	return out
}

// telling reports whether a text holds more than signs and spaces. The end of
// a paragraph tells something too.
func telling(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r == '\n' || unicode.IsLetter(r) || unicode.IsDigit(r) })
}
