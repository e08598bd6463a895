package load

import (
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

var (
	thousands = pattern.New(`^[0-9]{1,3}(?:,[0-9]{3})+`)
	dotDate   = pattern.New(`^[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2}`)
	bareClock = pattern.New(`^(?:[0-9]:[0-9]{2}|24:00)$`)
	bareWord  = pattern.New(`^[a-z+-]?[0-9a-zA-Z_.:+-]*$`)
)

// bare reads a value without quotes: a number, a date, true or false.
func (z *slipScanner) bare() {
	start := z.i
	if z.equal && (z.grouped() || z.unopened()) {
		return
	}
	for z.i < len(z.b) {
		r, size := utf8.DecodeRune(z.b[z.i:])
		if delimiter(r) && r != ' ' && r != '\t' && r != '\u3000' && r != '=' {
			break
		}
		z.i += size
	}
	written := strings.TrimRight(string(z.b[start:z.i]), " \t\u3000")
	z.i = max(start+len(written), start+1)
	z.judge(start, written)
}

// grouped reads a number with separators: 1,200.
func (z *slipScanner) grouped() bool {
	end := z.i
	var h strings.Builder
	for end < len(z.b) && h.Len() < 40 {
		r, size := utf8.DecodeRune(z.b[end:])
		p := notice.Half(r)
		if r == '、' {
			p = ','
		}
		if p != ',' && (p < '0' || p > '9') {
			break
		}
		h.WriteRune(p)
		end += size
	}
	number := ""
	if strings.Contains(h.String(), ",") {
		number = thousands().FindString(h.String())
	}
	if number == "" || len(number) < h.Len() && h.String()[len(number)] != ',' {
		return false
	}
	for n := h.Len() - len(number); n > 0; n-- { // a comma that ends the value
		_, size := utf8.DecodeLastRune(z.b[:end])
		end -= size
	}
	written := string(z.b[z.i:end])
	z.slip(z.i, end-z.i, strings.ReplaceAll(number, ",", ""), "thousands-separator",
		diag.Say("数「%s」に桁区切りがあります。", "the number %q has separators", written))
	z.i = end
	return true
}

// judge mends a bare value.
func (z *slipScanner) judge(start int, written string) {
	h := strings.Map(notice.Half, written)
	mended := func(fixed, rule string, text diag.Words) {
		z.slip(start, len(written), fixed, rule, text)
	}
	dated := h != written || strings.ContainsAny(written, "/年月") || strings.Contains(written, ".") && dotDate().MatchString(written)
	if dated && len(written) < 100 {
		if _, p := notice.ParseMoment(written); p != nil && p.Fixed != "" && !onlyDigits(h) {
			mended(notice.Quoted(p.Fixed), p.Rule, p.Text)
			return
		}
	}
	switch {
	case strings.Contains(h, ":") && bareClock().MatchString(h):
		mended(`"`+h+`"`, "bare-clock", diag.Say("時刻「%s」は引用符で囲みます。", "the time %s needs quotes", written))
	case h != written && onlyDigits(strings.TrimLeft(h, "+-")):
		mended(h, "fullwidth-digit", diag.Say("数「%s」が全角です。半角で書きます。", "the number %s is in full-width digits", written))
	case h != written && bareWord().MatchString(h):
		mended(h, "fullwidth-letter", letterWords(written))
	}
}
