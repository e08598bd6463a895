package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// isWide reports whether a character is of a script written without spaces
// between words, such as Japanese. Korean has spaces.
func isWide(r rune) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF, r >= 0x3041 && r <= 0x30FF: // nearly always
		return true
	case r < 0x1100 || unicode.Is(unicode.Hangul, r):
		return false
	}
	width := util.EastAsianWidth(r)
	return width == "W" || width == "F" || width == "H"
}

func isRTL(r rune) bool {
	return r >= 0x590 && unicode.IsLetter(r) && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko)
}

// directionMarks are right where letters run from right to left. They may be
// written as references.
var directionMarks = []string{"\u200e", "\u200f", "\u061c", "&"}

// blanks are characters that draw nothing though Unicode calls them letters
// or marks.
var blanks = []rune{0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0xFFA0}

// isHidden reports whether a character cannot be seen, or changes how others
// are read, or is none at all. Such characters hide text from readers or from
// search, and never reach a page.
func isHidden(before, r rune, rtl bool) bool {
	plain := r >= ' ' && r < 0x7F || r > 0x3164 && r < 0xD800 || r >= 0x3000 && r < 0x3164 // nearly all there are
	return !plain && hides(before, r, rtl)
}

func hides(before, r rune, rtl bool) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r == 0x3164, r < 0xA0, r == utf8.RuneError, r == 0xFEFF:
		return true
	case r == 0x200E, r == 0x200F, r == 0x061C: // marks of direction
		return !rtl
	case r == 0x200C, r == 0x200D: // joiners
		return !joins(before)
	case unicode.Is(unicode.Variation_Selector, r): // 葛󠄀, ☎️
		return unicode.Is(unicode.Variation_Selector, before) || !unicode.In(before, unicode.L, unicode.N, unicode.S, unicode.P)
	case unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point):
		return !unicode.In(r, unicode.Prepended_Concatenation_Mark)
	}
	for _, b := range blanks {
		if r == b {
			return true
		}
	}
	return false
}

// joins reports whether a joiner may follow: in the scripts whose letters
// change shape, and in emoji.
func joins(before rune) bool {
	if before < 0x600 {
		return false
	}
	return unicode.In(before, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
		unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
		unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar, unicode.Tibetan,
		unicode.So, unicode.Sk, unicode.Variation_Selector)
}

// isPunct reports whether Markdown lets a backslash take the meaning from c.
func isPunct(c byte) bool { return util.IsPunct(c) }

// unescape gives the text that a piece of Markdown source stands for: without
// backslashes before punctuation, with character references resolved.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]) {
			b.WriteByte(s[i+1])
			i += 2
			continue
		}
		if s[i] == '&' {
			if text, n := entity(s[i:]); n > 0 {
				b.WriteString(text)
				i += n
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

// longestEntity is longer than every named character reference of HTML.
const longestEntity = 40

// entity reads a character reference at the start of s.
func entity(s string) (text string, n int) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return "", 0
	}
	if s[1] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(s[1:end]); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	digits, base := s[2:end], rune(10)
	if digits != "" && (digits[0] == 'x' || digits[0] == 'X') {
		digits, base = digits[1:], 16
	}
	if digits == "" || len(digits) > 7 {
		return "", 0
	}
	r := rune(0)
	for _, c := range digits {
		v := hexDigit(c)
		if v >= base {
			return "", 0
		}
		r = r*base + v
	}
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return string(r), end + 1
}

func hexDigit(c rune) rune {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10
	}
	return 99
}
