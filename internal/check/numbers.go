package check

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kohyo/internal/pattern"
)

// folded is a text in which full-width and other forms of characters are
// plain, each with its place in the original.
type folded struct {
	text  string
	start []int // of each byte: the character of the original
}

// found is something that was found in a text, as it reads when folded.
type found struct {
	text  string
	start int // the character of the original
	end   int // the one after
	phone bool
}

// fold reads a text as people do: １２３ is 123.
func fold(text string) folded {
	if !signsOf(text).number { // most texts hold nothing to look at
		return folded{}
	}
	return foldAll(text)
}

func foldAll(text string) folded {
	var b strings.Builder
	f := folded{start: make([]int, 0, len(text)+1)}
	n := 0
	for _, r := range text {
		s := string(r)
		if r >= utf8.RuneSelf && (r < 0x3001 || r >= 0xA000 || r >= 0x3200 && r < 0x3400) {
			s = norm.NFKC.String(s)
		}
		switch r {
		case '‐', '‑', '‒', '–', '—', '−', 'ー', '－':
			s = "-"
		}
		b.WriteString(s)
		for range len(s) {
			f.start = append(f.start, n)
		}
		n++
	}
	f.text, f.start = b.String(), append(f.start, n)
	return f
}

func (f folded) at(from, to int) found {
	return found{text: f.text[from:to], start: f.start[from], end: f.start[to-1] + 1}
}

var (
	groupsOfDigits = pattern.New(`[0-9]+(?:(?:\r?\n|[ \t]?[-.]?[ \t]?)[0-9]+)*`)
	oneGroup       = pattern.New(`[0-9]+`)
	// Numbers of cards are written in one piece or as on the card.
	cardForms = map[string]bool{
		"4 4 4 4": true, "4 4 4 4 3": true, "4 6 5": true, "4 6 4": true, "4 3 3 3": true, "8 8": true,
		"13": true, "14": true, "15": true, "16": true, "17": true, "18": true, "19": true,
	}
	individualForms = map[string]bool{"12": true, "4 4 4": true}
)

// cards finds numbers of payment cards: the form, the brand's first digits
// and the check digit are right.
func cards(f folded) []found {
	return f.numbers(cardForms, 5, func(n string, _ bool) bool { return brand(n) && luhn(n) && !otherwiseKnown(n) })
}

// individuals finds numbers of the Japanese register of individuals.
func individuals(f folded) []found {
	return f.numbers(individualForms, 3, func(n string, alone bool) bool {
		return alone && individual(n) && !dateAndTime(n)
	})
}

// numbers finds whole groups of digits in one of the forms. alone says that
// no further group of four stands beside them.
func (f folded) numbers(forms map[string]bool, most int, is func(n string, alone bool) bool) []found {
	if !f.longNumber() {
		return nil
	}
	var out []found
	for _, run := range groupsOfDigits().FindAllStringIndex(f.text, -1) {
		groups := oneGroup().FindAllStringIndex(f.text[run[0]:run[1]], -1)
		width := func(i int) int {
			if i < 0 || i >= len(groups) {
				return 0
			}
			return groups[i][1] - groups[i][0]
		}
		for i := 0; i < len(groups); i++ {
			form := ""
			for j := i; j < len(groups) && j < i+most; j++ {
				form = strings.TrimPrefix(form+" "+strconv.Itoa(width(j)), " ")
				from, to := run[0]+groups[i][0], run[0]+groups[j][1]
				alone := j == i || width(i-1) != 4 && width(j+1) != 4
				if forms[form] && f.free(from, to) && is(digitsOf(f.text[from:to]), alone) {
					out = append(out, f.at(from, to))
					i = j
					break
				}
			}
		}
	}
	return out
}

// longNumber reports whether a dozen digits stand in one run: no form has
// fewer.
func (f folded) longNumber() bool {
	n := 0
	for i := range len(f.text) {
		switch c := f.text[i]; {
		case c >= '0' && c <= '9':
			if n++; n == 12 {
				return true
			}
		case strings.IndexByte(" \t\r\n.-", c) < 0:
			n = 0
		}
	}
	return false
}

// free reports whether a number stands by itself: not in a longer code, an
// address of a page or a phone number with its country.
func (f folded) free(from, to int) bool {
	before, after := byte(' '), byte(' ')
	if from > 0 {
		before = f.text[from-1]
	}
	if to < len(f.text) {
		after = f.text[to]
	}
	return !letter(before) && !letter(after) && !strings.ContainsRune("/%+&#", rune(before))
}

func letter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// brand reports whether a number begins, and is as long, as those of a brand.
func brand(n string) bool {
	first := func(digits int) int { v, _ := strconv.Atoi(n[:digits]); return v }
	in := func(v, from, to int) bool { return v >= from && v <= to }
	switch size := len(n); {
	case n[0] == '4': // Visa
		return size == 13 || size == 16 || size == 19
	case in(first(2), 51, 55), in(first(4), 2221, 2720): // Mastercard
		return size == 16
	case in(first(2), 34, 34), in(first(2), 37, 37): // American Express
		return size == 15
	case in(first(4), 3528, 3589): // JCB
		return size >= 16
	case in(first(3), 300, 305), in(first(3), 309, 309), in(first(2), 36, 36), in(first(2), 38, 39): // Diners Club
		return size >= 14
	case in(first(4), 6011, 6011), in(first(3), 644, 649), in(first(2), 65, 65), in(first(2), 62, 62): // Discover, UnionPay
		return size >= 16
	case in(first(4), 5018, 5018), in(first(4), 5020, 5020), in(first(4), 5038, 5038), in(first(4), 6304, 6304), in(first(4), 6759, 6763): // Maestro
		return true
	}
	return false
}

func luhn(n string) bool {
	sum := 0
	for i := range len(n) {
		d := int(n[len(n)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0 && strings.Trim(n, n[:1]) != ""
}

// otherwiseKnown reports whether a number of 13 digits is that of an article
// (JAN) or of a corporation, both of which are public.
func otherwiseKnown(n string) bool {
	if len(n) != 13 {
		return false
	}
	article, corporation := 0, 0
	for i := range 12 {
		article += int(n[i]-'0') * (1 + i%2*2)
		corporation += int(n[12-i]-'0') * (1 + i%2)
	}
	return (10-article%10)%10 == int(n[12]-'0') || 9-corporation%9 == int(n[0]-'0')
}

// individual checks the check digit of 12 digits, as the ordinance of the
// ministry (2014, no. 85, article 5) has it.
func individual(n string) bool {
	sum := 0
	for i := 1; i <= 11; i++ {
		weight := i + 1
		if i > 6 {
			weight = i - 5
		}
		sum += int(n[11-i]-'0') * weight
	}
	check := 0
	if rest := sum % 11; rest > 1 {
		check = 11 - rest
	}
	return check == int(n[11]-'0') && strings.Trim(n, n[:1]) != ""
}

// dateAndTime reports whether 12 digits are a moment: 201904121500.
func dateAndTime(n string) bool {
	part := func(from, to int) int { v, _ := strconv.Atoi(n[from:to]); return v }
	year, month, day, hour, minute := part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12)
	return year >= 1990 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60
}

var (
	mailAddress  = pattern.New(`(?i)[a-z0-9.!#$%&'*+/=?^_{|}~-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}`)
	callNumber   = pattern.New(`\+[0-9]{1,3}[ -]?(?:\([0-9]+\)[ -]?)?[0-9]{1,5}(?:[ -][0-9]{2,5}){1,4}|\+[0-9]{8,14}|\(0[0-9]{1,4}\) ?[0-9]{1,4}-[0-9]{3,4}|0[0-9]{1,4}[-(][0-9]{1,4}[-)][0-9]{3,4}|0[0-9]{1,4} [0-9]{2,4} [0-9]{3,4}|0[5789]0[0-9]{8}|(?i:tel|電話|phone|fax|携帯)[^0-9a-z]{0,3}0[0-9]{9,10}`)
	besideNumber = pattern.New(`[0-9A-Za-z/=_.+-]`)
)

func emails(f folded) []found {
	var out []found
	for _, m := range mailAddress().FindAllStringIndex(f.text, -1) {
		x := f.at(m[0], m[1])
		if !strings.Contains(x.text, "://") && !strings.Contains(x.text, "//") {
			x.text = strings.TrimLeft(x.text, "*_~.'")
			out = append(out, x)
		}
	}
	return out
}

func phones(f folded) []found {
	var out []found
	for _, m := range callNumber().FindAllStringIndex(f.text, -1) {
		for !strings.ContainsRune("+(0123456789", rune(f.text[m[0]])) {
			m[0]++
		}
		if m[0] > 0 && besideNumber().MatchString(f.text[m[0]-1:m[0]]) || m[1] < len(f.text) && strings.ContainsRune("0123456789-", rune(f.text[m[1]])) {
			continue
		}
		x := f.at(m[0], m[1])
		x.phone = true
		out = append(out, x)
	}
	return out
}

func digitsOf(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
