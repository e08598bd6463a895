// Package search makes the index that readers search without a server: texts
// in, files out. A script in the reader's browser fetches the few files that a
// query needs; it folds and cuts texts exactly as this package does, and a
// test in a browser holds it to that.
package search

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes a text as it is searched for: without width, case, accents and
// the difference of the two kana, with every mark of punctuation a space.
// Titles write 「サーバー」 and 「サーバ」, 髙島屋 and 高島屋, "Ｗｅｂ" and "web".
func Fold(text string) string {
	f := folder{out: make([]byte, 0, len(text))}
	for text != "" {
		r, n := utf8.DecodeRuneInString(text)
		for n < len(text) {
			mark, size := utf8.DecodeRuneInString(text[n:])
			if !changes(mark) {
				break
			}
			n += size // the two of ｶﾞ are one
			r = utf8.RuneError
		}
		if isPlain(r) {
			f.add(r)
		} else {
			for _, r := range norm.NFKC.String(text[:n]) {
				f.add(r)
			}
		}
		text = text[n:]
	}
	f.endKatakana()
	return strings.TrimSpace(string(f.out))
}

// changes reports whether a character changes the one before.
func changes(r rune) bool {
	return r >= 0x300 && !isPlain(r) && (r == 'ﾞ' || r == 'ﾟ' || unicode.Is(unicode.M, r))
}

// isPlain reports whether a character is normal already: nearly all are.
func isPlain(r rune) bool {
	return r < 0x80 || r >= 'ぁ' && r <= 'ゔ' || r >= 'ァ' && r <= 'ー' || r >= 0x4E00 && r <= 0x9FFF || r == '、' || r == '。'
}

type folder struct {
	out      []byte
	katakana int  // how many stand at the end of out
	numeral  bool // the last character is one
	comma    bool // one that may stand within a number
}

func (f *folder) add(r rune) {
	if f.comma {
		f.comma = false
		if !unicode.IsNumber(r) {
			f.space()
		}
	}
	if r >= 'ァ' && r <= 'ヺ' || r == 'ー' {
		f.katakana++
		if r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		f.put(r)
		return
	}
	f.endKatakana()
	switch {
	case r == '\'' || r == '’': // company's
	case r == ',' && f.numeral:
		f.comma = true
	case !isWord(r):
		f.space()
	default:
		f.put(fold(r))
		f.numeral = unicode.IsNumber(r)
	}
}

func (f *folder) put(r rune) {
	f.out = utf8.AppendRune(f.out, r)
	f.numeral = false
}

// endKatakana drops the long vowel at the end of a word: サーバー is サーバ too.
func (f *folder) endKatakana() {
	if f.katakana > 2 {
		f.out = bytes.TrimSuffix(f.out, []byte("ー"))
	}
	f.katakana = 0
}

func (f *folder) space() {
	if n := len(f.out); n > 0 && f.out[n-1] != ' ' {
		f.put(' ')
	}
}

func isWord(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return isHan(r) || unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
}

func fold(r rune) rune {
	switch {
	case r < 0x80:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	case r <= 0x24F || r >= 0x1E00 && r <= 0x1EFF:
		for _, base := range norm.NFD.String(string(r)) {
			r = base
			break
		}
	case r >= 0x4E00:
		if common, ok := variants[r]; ok {
			return common
		}
		return r
	}
	return unicode.ToLower(r)
}

// Forms of characters that stand in names and old titles, and those that
// people type. No normal form of Unicode takes them together.
var variants = pairs("髙高﨑崎德徳濵浜濱浜邊辺邉辺齋斎齊斉廣広國国學学會会櫻桜澤沢眞真龍竜藏蔵壽寿實実榮栄圓円萬万寶宝惠恵縣県應応鐵鉄發発瀨瀬嶋島嶌島舘館冨富峯峰桒桑槇槙彌弥禮礼釋釈曾曽")

func pairs(s string) map[rune]rune {
	all := []rune(s)
	m := map[rune]rune{}
	for i := 0; i < len(all); i += 2 {
		m[all[i]] = all[i+1]
	}
	return m
}
