package check

import (
	"strings"
	"unicode/utf8"
)

// signs are what a text shows at first sight. Most texts lack what most rules
// look for, and one pass over their letters says so.
type signs struct {
	digit       bool // in whichever width
	number      bool // of a card, a person, a telephone; or a mail address
	wide        bool // letters such as those of Japanese
	placeholder bool // one of placeholderSigns
}

func signsOf(text string) signs {
	var s signs
	digits := 0
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			digits++
			s.digit = true
		case r == '@':
			s.number = true
		case r >= '０' && r <= '９':
			digits++
			s.digit, s.wide = true, true
		case r >= 0x2E80:
			s.wide = true
			if r < 0x3000 || r >= 0xA000 || r >= 0x3200 && r <= 0x33FF { // may be read as a digit
				digits++
			}
		case r > 0xFF:
			digits++
		}
		for _, sign := range signsByLetter[byte(r)] {
			s.placeholder = s.placeholder || strings.HasPrefix(text[i:], sign)
		}
	}
	s.number = s.number || digits >= 8
	return s
}

// signsByLetter are placeholderSigns by the last byte of their first letter,
// as Unicode counts letters.
var signsByLetter = func() (by [256][]string) {
	for _, sign := range placeholderSigns {
		r, _ := utf8.DecodeRuneInString(sign)
		by[byte(r)] = append(by[byte(r)], sign)
	}
	return by
}()
