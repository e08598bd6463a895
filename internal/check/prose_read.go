package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// kind is what a written number stands for.
type kind int

const (
	isNumber kind = iota
	isYear
	isMonth
	isDay
	isClock // minutes since midnight
	isPhone
	isCode // CVE-2024-1234, SHA-256
	isWeekday
)

// written is one number that stands in prose, with digits or in words.
type written struct {
	kind   kind
	v      int64  // of a number in thousandths
	s      string // of a phone number or a code
	from   int    // bytes of the text in half width
	to     int
	day    int  // 1 + its place among the days of the reading
	soft   bool // in words: two, 三つ, March
	either bool // a clock that may be before or after noon
	name   bool // the second report
	wrong  bool // a clock with more than 59 minutes
	counts bool // a counter follows: 3社
}

// writtenDay is a date in prose, as far as it is written.
type writtenDay struct {
	year, month, day int
	weekday          int  // 1 is Sunday; 0 is not written
	zeroMonth        bool // 0月
	zeroDay          bool // 0日
	from, to         int
}

// reading is a passage with the numbers that stand in it.
type reading struct {
	text  string // in half width, without addresses and references
	whole string // with them
	found []written
	days  []writtenDay
	taken []bool
}

// asides hold no figures of their own: references, code, addresses of pages,
// of people and of files, and the numbers of a list. Each has a sign without
// which there is none: looking for that costs next to nothing.
var asides = []struct {
	sign string
	form pattern.Pattern
}{
	{"{", pattern.New("\\{[^{}\n]*\\}")},
	{"[^", pattern.New("\\[\\^[^\\]\n]*\\]")},
	{"`", pattern.New("`[^`]*`")},
	{"](", pattern.New("\\]\\([^)\n]*\\)")},
	{"://", pattern.New("https?://[^\\s<>)」、。\x00]*")},
	{"@", pattern.New(`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`)},
	{"files/", pattern.New(`files/[\w./-]+`)},
	{"24/7", pattern.New(`\b24/7\b`)},
	{"24時間365日", pattern.New("24時間365日")},
	{". ", listNumber},
	{") ", listNumber},
}

var (
	listNumber = pattern.New("(?m:^ *[0-9]+[.)] )")
	hostName   = pattern.New(`(?:[\w-]+\.)+[a-z]{2,}(?:/[\w./-]*)?`)
)

// withoutAsides gives a text with its asides blotted out.
func withoutAsides(text string) string {
	var b []byte
	blot := func(form pattern.Pattern) {
		for _, m := range form().FindAllStringIndex(text, -1) {
			if b == nil {
				b = []byte(text)
			}
			clear(b[m[0]:m[1]])
		}
		if b != nil {
			text = string(b)
		}
	}
	for _, a := range asides {
		if strings.Contains(text, a.sign) {
			blot(a.form)
		}
	}
	if hasHost(text) {
		blot(hostName)
	}
	return text
}

// hasHost reports whether a point stands within a word.
func hasHost(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] == '.' && 'a' <= text[i+1] && text[i+1] <= 'z' && text[i-1] > ' ' {
			return true
		}
	}
	return false
}

var noFigures = &reading{}

// readText reads a passage. Most have no figures.
func readText(text string) *reading {
	if !signsOf(text).digit {
		return noFigures
	}
	return readAll(text)
}

// readAll reads a text also if it has no digits.
func readAll(text string) *reading {
	r := &reading{whole: strings.Map(notice.Half, text)}
	r.text = withoutAsides(r.whole)
	r.taken = make([]bool, len(r.text))
	r.phones()
	r.dates()
	r.clocks()
	r.codes()
	r.numbers()
	slices.SortStableFunc(r.found, func(a, b written) int { return cmp.Compare(a.from, b.from) })
	return r
}

// eachWith is each, for patterns that always hold one of these words.
func (r *reading) eachWith(words []string, re pattern.Pattern, f func(m []int) bool) {
	if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(r.text, w) }) {
		r.each(re, f)
	}
}

// eachAfterDigit is each, for patterns in which one of these words always
// stands right after a digit, or with one space between.
func (r *reading) eachAfterDigit(words []string, re pattern.Pattern, f func(m []int) bool) {
	for _, w := range words {
		for from := 0; ; {
			i := strings.Index(r.text[from:], w)
			if i < 0 {
				break
			}
			at := from + i
			if r.digitAt(at-1) || at > 0 && r.text[at-1] == ' ' && r.digitAt(at-2) {
				r.each(re, f)
				return
			}
			from = at + len(w)
		}
	}
}

// each calls f with every match that no other has taken.
func (r *reading) each(re pattern.Pattern, f func(m []int) bool) {
	for _, m := range re().FindAllStringSubmatchIndex(r.text, -1) {
		if !slices.Contains(r.taken[m[0]:m[1]], true) && f(m) {
			for i := m[0]; i < m[1]; i++ {
				r.taken[i] = true
			}
		}
	}
}

func (r *reading) add(w written) { r.found = append(r.found, w) }

// group gives a part of a match, or "".
func (r *reading) group(m []int, n int) string {
	if m[2*n] < 0 {
		return ""
	}
	return r.text[m[2*n]:m[2*n+1]]
}

// near reports whether a digit, or a part of a longer number, stands at i.
func (r *reading) digitAt(i int) bool {
	return i >= 0 && i < len(r.text) && '0' <= r.text[i] && r.text[i] <= '9'
}

func (r *reading) letterAt(i int) bool {
	if i < 0 || i >= len(r.text) {
		return false
	}
	c := r.text[i] | 0x20
	return 'a' <= c && c <= 'z'
}

var phoneWritten = pattern.New(`(?:\+[1-9][0-9]{0,2}[- ]?)?(?:\(0?[0-9]*\)[- ]?)?[0-9]+(?:[- ()]{1,2}[0-9]{2,4}){1,4}|0[0-9]{9,10}`)

func (r *reading) phones() {
	if digitCount(r.text) < 9 {
		return
	}
	r.each(phoneWritten, func(m []int) bool {
		s := r.text[m[0]:m[1]]
		number := dialled(s)
		first := strings.TrimLeft(s, "(")
		if first[0] != '0' && first[0] != '+' || len(number) < 9 || len(number) > 15 ||
			r.digitAt(m[0]-1) || r.digitAt(m[1]) || r.letterAt(m[0]-1) {
			return false
		}
		r.add(written{kind: isPhone, s: number, from: m[0], to: m[1]})
		return true
	})
}

// digitCount counts the digits of a text.
func digitCount(text string) int {
	n := 0
	for i := range len(text) {
		if text[i] >= '0' && text[i] <= '9' {
			n++
		}
	}
	return n
}

// dialled gives the digits of a number as they are dialled within Japan, or
// with its country if it has another.
func dialled(s string) string {
	abroad := strings.HasPrefix(strings.TrimSpace(s), "+")
	s = strings.ReplaceAll(s, "(0)", "")
	digits := strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, s)
	if abroad {
		if home, ok := strings.CutPrefix(digits, "81"); ok {
			return "0" + strings.TrimPrefix(home, "0")
		}
		return "+" + digits
	}
	return digits
}

var codeWritten = pattern.New(`[A-Za-z]+[-_]?[0-9][A-Za-z0-9_-]*`)

// moneyMarks stand right before a figure and are no part of a code.
var moneyMarks = pattern.New(`^(?:USD|JPY|EUR|GBP|AUD|CAD|KRW|CNY|FY|No|Tel|TEL|Fax|FAX|to|To|Bcc|S|US)-?[0-9]+$`)

func (r *reading) codes() {
	if !r.hasCode() {
		return
	}
	r.each(codeWritten, func(m []int) bool {
		s := r.text[m[0]:m[1]]
		if r.digitAt(m[0]-1) || r.letterAt(m[0]-1) || moneyMarks().MatchString(s) {
			return false
		}
		r.add(written{kind: isCode, s: strings.ToUpper(s), from: m[0], to: m[1]})
		return true
	})
}

// hasCode reports whether a digit follows a letter.
func (r *reading) hasCode() bool {
	for i := 1; i < len(r.text); i++ {
		if r.digitAt(i) && (r.letterAt(i-1) || (r.text[i-1] == '-' || r.text[i-1] == '_') && r.letterAt(i-2)) {
			return true
		}
	}
	return false
}

// before is how many characters stand before a byte of the reading.
func (r *reading) before(at int) int { return utf8.RuneCountInString(r.whole[:at]) }

// at gives the place in the file of a byte of the reading.
func (r *reading) at(p *said, from int) diag.Place {
	line, column := 1, 1
	left := r.before(from)
	for _, c := range p.Text {
		if left == 0 {
			break
		}
		left--
		column++
		if c == '\n' {
			line, column = line+1, 1
		}
	}
	return p.At(line, column)
}

// shown gives what was written, in half width.
func (r *reading) shown(w written) string {
	if w.day > 0 && w.kind != isClock {
		d := r.days[w.day-1]
		return strings.Trim(r.text[d.from:d.to], "\x00 .,")
	}
	return strings.Trim(r.text[w.from:w.to], "\x00 ")
}
