package render

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"

	"kohyo/internal/diag"
)

// columns is how wide plain text may be: 70 letters, or 35 Japanese characters.
const columns = 70

// joiner and fixedSpace keep what stands on both sides of them on one line.
// In the lines, nothing and a space take their place.
const (
	joiner     = '\u2060'
	fixedSpace = '\u00a0'
)

// unit is what must not be torn apart although a line could end in it: a number
// with what stands before and behind it, or a telephone number. Those that hold
// spaces are not looked for where there is none.
type unit struct {
	find *regexp.Regexp // where beginsUnit allows it
	glue func(string) string

	spaced bool
}

var units = []unit{
	{regexp.MustCompile(`^\+?[(0-9][0-9()-]*(?: [(0-9][0-9()-]*){1,5}`), fixSpaces, true},
	{regexp.MustCompile(`^[0-9]{1,2} \p{Lu}\p{L}{2,11} [0-9]{4}`), fixSpaces, true},
	{regexp.MustCompile(`^[0-9] [%a-zA-Z][a-zA-Z.]{0,14}`), fixSpaces, true},
	{regexp.MustCompile(`^(?:[0-9]{1,2}月[0-9]{1,2}日(?:（[\p{Han}・]{1,3}）)?|[0-9]{1,2}時[0-9]{1,2}分)`), glueAll, false},
	{regexp.MustCompile(`^(?:[第約計¥￥※][0-9]|[0-9０-９])[0-9０-９,.:〜十百千万億兆]*(?:[かヵヶカケ][\p{Han}]|[\p{Katakana}ー]{1,12}|\p{Han}間?|[%％℃])?`), glueAll, false},
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// beginsUnit reports whether a unit may begin with a character: patterns are
// slow to find that none does.
func beginsUnit(r rune) bool {
	switch r {
	case '+', '(', '第', '約', '計', '¥', '￥', '※':
		return true
	}
	return isDigit(r)
}

// glued is a text with all units of one kind kept whole.
func (u unit) glued(s string) string {
	var b strings.Builder
	done, at := 0, 0
	for {
		next := strings.IndexFunc(s[at:], beginsUnit)
		if next < 0 {
			b.WriteString(s[done:])
			return b.String()
		}
		at += next
		if found := u.find.FindString(s[at:]); found != "" {
			b.WriteString(s[done:at])
			b.WriteString(u.glue(found))
			at += len(found)
			done = at
		} else {
			_, size := utf8.DecodeRuneInString(s[at:])
			at += size
		}
	}
}

func fixSpaces(s string) string { return strings.ReplaceAll(s, " ", string(fixedSpace)) }

func glueAll(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 {
			b.WriteRune(joiner)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// piece is text that stays on one line. Space says that a space stands before
// it, unless a line ends there.
type piece struct {
	text  string
	space bool
}

// pieces cuts a line of text where it may be broken: at spaces and, as
// Japanese has none, around its characters, but not where a line would then
// begin with 。 or end with 「. They are put behind those in out.
func pieces(out []piece, s string) []piece {
	s = oneSpaced(s)
	if strings.ContainsFunc(s, isDigit) {
		spaces := strings.Contains(s, " ")
		for _, u := range units {
			if u.spaced && !spaces {
				continue
			}
			s = u.glued(s)
		}
	}
	from, space, last := 0, false, rune(-1)
	for at, r := range s {
		switch {
		case r == ' ':
			next, _ := utf8.DecodeRuneInString(s[at+1:])
			if opens(last) || closes(next) {
				continue // kept, and no line ends here
			}
			out = append(out, piece{s[from:at], space})
			from, space, r = at+1, true, -1
		case at > from && parts(last, r):
			out = append(out, piece{s[from:at], space})
			from, space = at, false
		}
		if r != '\u3000' || !opens(last) { // a space at the end of a line is cut
			last = r
		}
	}
	return append(out, piece{s[from:], space})
}

func oneSpaced(s string) string {
	last := rune(' ')
	for _, r := range s {
		if isSpace(r) && (r != ' ' || last == ' ') {
			last = '\n'
			break
		}
		last = r
	}
	if !isSpace(last) {
		return s // as most are
	}
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}

func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// parts reports whether a line may end between two characters that touch.
func parts(a, b rune) bool {
	if !spaceless(a) && !spaceless(b) || a == joiner || b == joiner || a == fixedSpace || b == fixedSpace {
		return false
	}
	return !opens(a) && !closes(b) && !strings.ContainsRune(`"'#$@`, a) && !strings.ContainsRune(`"'%-/※`, b)
}

// spaceless reports whether a character is of a script that puts no spaces
// between words. Korean does.
func spaceless(r rune) bool {
	if isHan(r) || isKana(r) {
		return true
	}
	if r < 0x1100 || unicode.Is(unicode.Hangul, r) {
		return false
	}
	kind := width.LookupRune(r).Kind()
	return kind == width.EastAsianWide || kind == width.EastAsianFullwidth || kind == width.EastAsianHalfwidth
}

// isHan reports whether a character is one of the usual ideographs: asked first,
// for most characters of a Japanese text are.
func isHan(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }

// isKana reports the same of the letters of Japanese.
func isKana(r rune) bool { return r >= 0x3041 && r <= 0x3096 || r >= 0x30a1 && r <= 0x30fa }

// opens reports whether no line may end with a character: opening brackets
// and quotation marks, signs before numbers.
func opens(r rune) bool {
	return r >= ' ' && !isHan(r) && !isKana(r) && (unicode.In(r, unicode.Ps, unicode.Pi) || strings.ContainsRune("¥￥＄＃£€№〒\u200d", r))
}

// closes reports whether no line may begin with a character: closing brackets
// and quotation marks, stops, signs of repetition and length, small kana, and
// marks that sit on the character before.
func closes(r rune) bool {
	if r < 0x80 {
		return strings.ContainsRune(")]},.:;!?", r)
	}
	if isHan(r) {
		return false
	}
	if isKana(r) {
		return strings.ContainsRune(smallKana, r)
	}
	return r == '\u3000' || unicode.In(r, unicode.Pe, unicode.Pf, unicode.Lm, unicode.Mn, unicode.Mc, unicode.Me, unicode.Sk, unicode.Cf) ||
		strings.ContainsRune("、。，．・：；！？｡､･…‥〜～〻‐゠–％‰℃°′″ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ", r)
}

// smallKana are those of isKana that are written small.
const smallKana = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"

// wrapper lays text out in lines.
type wrapper struct {
	eastAsian bool // ※ and … take two columns
	unbroken  bool // lines are as long as they are

	// The pieces and lines of the last text, for their room.
	pieces  []piece
	written []string
}

func (w *wrapper) width(s string) int {
	n := 0
	for _, r := range s {
		n += diag.RuneWidth(r, w.eastAsian)
	}
	return n
}

// lines breaks text after first on the first line and rest on the further
// ones. A line break in the text stays. They are valid until the next text.
func (w *wrapper) lines(first, rest, text string) []string {
	out := w.written[:0]
	for line := range strings.SplitSeq(text, "\n") {
		if line = oneSpaced(line); w.unbroken || w.width(first)+w.width(line) <= columns {
			out = append(out, finish(first+line))
		} else {
			w.pieces = pieces(w.pieces[:0], line)
			out = w.fill(out, first, rest, w.pieces)
		}
		first = rest
	}
	w.written = out
	return out
}

// fill adds lines, with as many pieces on each as fit. One that is wider than a
// line has a line of its own.
func (w *wrapper) fill(out []string, first, rest string, list []piece) []string {
	line, used, empty := []byte(first), w.width(first), true
	for _, p := range list {
		n := w.width(p.text)
		if p.space && !empty {
			n++
		}
		if !empty && used+n > columns {
			out = append(out, finish(string(line)))
			line, used, empty = append(line[:0], rest...), w.width(rest), true
			n = w.width(p.text)
		}
		if p.space && !empty {
			line = append(line, ' ')
		}
		line, used, empty = append(line, p.text...), used+n, false
	}
	return append(out, finish(string(line)))
}

// finish gives a line as readers get it.
func finish(line string) string {
	line = strings.ReplaceAll(strings.ReplaceAll(line, string(joiner), ""), string(fixedSpace), " ")
	return strings.TrimRight(line, " \u3000")
}
