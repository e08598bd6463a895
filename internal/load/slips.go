package load

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// slipScanner walks through a file as its author meant it. It knows strings
// and comments, and it mends what Japanese typing commonly gets wrong outside
// of them, so that the rest of the file can be read and checked.
type slipScanner struct {
	*source
	b     []byte // source.orig
	i     int
	open  []byte // the brackets around i: '[' and '{'
	value bool   // a value may begin here
	equal bool   // nothing but space since the last =
	eol   int    // the end of the line of i, once it is known
	edits []edit
	slips []slip
}

// slip is one thing found: reported once a line and rule, with the corrected
// line as its hint.
type slip struct {
	at   int // in orig
	rule string
	text diag.Words
}

// slips finds the slips of a file and gives the edits that mend them.
func (s *source) slips() ([]edit, []slip) {
	z := &slipScanner{source: s, b: s.orig}
	for z.i < len(z.b) {
		z.step()
	}
	return z.edits, z.slips
}

// reportSlips reports slips, when the mended text is there to be shown.
func (s *source) reportSlips(slips []slip) {
	if len(slips) == 0 {
		return
	}
	right := bytes.Split(s.text, []byte{'\n'})
	type key struct {
		line int
		rule string
	}
	seen := map[key]bool{}
	for _, sl := range slips {
		p := s.placeOrig(sl.at)
		if k := (key{p.Line, sl.rule}); seen[k] {
			continue
		} else {
			seen[k] = true
		}
		hint := diag.Say("正しい書き方: %s", "write %s", shorten(string(bytes.TrimSpace(right[p.Line-1])), p.Column))
		if sl.rule == "backslash" && bytes.IndexByte(right[p.Line-1], '"') >= 0 && !bytes.Contains(right[p.Line-1], []byte(`"""`)) {
			hint.Ja += "　または、文字列を ' で囲みます。"
			hint.En += " (or put the text between ' and ')"
		}
		s.add(p, diag.Error, sl.rule, sl.text, hint)
	}
}

// shorten cuts a long line to what stands around a column.
func shorten(s string, column int) string {
	rs := []rune(s)
	const most = 120
	if len(rs) <= most {
		return s
	}
	from := min(max(0, column-most/2), len(rs)-most)
	cut := string(rs[from : from+most])
	if from > 0 {
		cut = "…" + cut
	}
	if from+most < len(rs) {
		cut += "…"
	}
	return cut
}

// rest gives what is left of the line at i, as far as it may matter. A hostile
// file may be one long line, which must not be looked through for each token.
func (z *slipScanner) rest(i int) []byte {
	if i >= z.eol {
		z.eol = i + len(line(z.b, i))
	}
	return z.b[i:min(z.eol, i+16<<10)]
}

func (z *slipScanner) slip(at, size int, fixed, rule string, text diag.Words) {
	z.edits = append(z.edits, edit{at: at, end: at + size, new: fixed})
	z.slips = append(z.slips, slip{at, rule, text})
}

// step reads one token.
func (z *slipScanner) step() {
	c := z.b[z.i]
	switch {
	case c == '\n':
		z.i++
		if len(z.open) == 0 {
			z.value, z.equal = false, false
		}
	case c == ' ' || c == '\t':
		z.i++
	case c == '#':
		z.i = lineEnd(z.b, z.i) - 1
		z.i = max(z.i, 0)
		if z.b[z.i] != '\n' {
			z.i = len(z.b)
		}
	case c == '"' || c == '\'':
		z.str()
		z.value, z.equal = false, false
	case c < utf8.RuneSelf && z.sign(rune(c)):
		z.i++
	default:
		z.other()
	}
}

// sign takes note of a bracket, a comma or an equals sign.
func (z *slipScanner) sign(r rune) bool {
	in := byte(0)
	if len(z.open) > 0 {
		in = z.open[len(z.open)-1]
	}
	switch r {
	case '=':
		z.value, z.equal = true, true
		return true
	case ',':
		z.value = in == '['
	case '[', '{':
		if r == '[' && in == 0 && !z.value {
			return false // a header
		}
		z.open = append(z.open, byte(r))
		z.value = r == '['
	case ']', '}':
		if in != 0 {
			z.open = z.open[:len(z.open)-1]
		}
		z.value = false
	default:
		return false
	}
	z.equal = false
	return true
}

// full is what is commonly typed for the signs of TOML.
var full = map[rune]struct {
	sign rune
	rule string
}{
	'＝': {'=', "fullwidth-equals"}, '［': {'[', "fullwidth-bracket"}, '］': {']', "fullwidth-bracket"},
	'｛': {'{', "fullwidth-bracket"}, '｝': {'}', "fullwidth-bracket"}, '【': {'[', "fullwidth-bracket"}, '】': {']', "fullwidth-bracket"},
	'，': {',', "fullwidth-comma"}, '、': {',', "fullwidth-comma"}, '．': {'.', "fullwidth-comma"}, '＃': {'#', "fullwidth-hash"},
}

// other reads what is neither plain space, nor a plain sign, nor a plain
// string: slips, headers, names and bare values.
func (z *slipScanner) other() {
	r, size := utf8.DecodeRune(z.b[z.i:])
	if r >= utf8.RuneSelf && z.odd(r, size) {
		return
	}
	switch {
	case r == '[' && len(z.open) == 0 && !z.value:
		z.header()
	case isOddQuote(r):
		z.oddQuotes(r, size)
		z.value, z.equal = false, false
	case z.value:
		z.bare()
		z.value, z.equal = false, false
	default:
		z.name()
	}
}

// odd mends what stands for a space or a sign of TOML.
func (z *slipScanner) odd(r rune, size int) bool {
	if fixed, rule, words := oddSpace(r); rule != "" {
		z.slip(z.i, size, fixed, rule, words)
		z.i += size
		return true
	}
	if f, ok := full[r]; ok {
		if (f.sign == '[') && len(z.open) == 0 && !z.value {
			z.header()
			return true
		}
		z.slip(z.i, size, string(f.sign), f.rule, fullWords(r, f.sign))
		z.i += size
		if f.sign == '#' {
			z.i = max(z.i, lineEnd(z.b, z.i)-1)
		} else {
			z.sign(f.sign)
		}
		return true
	}
	return false
}

// isOddQuote tells quotation marks that are none to TOML. None of them is in
// ASCII, nor are the signs in full: most of a file need not be looked up.
func isOddQuote(r rune) bool { return r >= utf8.RuneSelf && closers[r] != "" }

func fullWords(r, sign rune) diag.Words {
	if r == '【' || r == '】' || r == '、' {
		return diag.Say("「%s」が半角の「%s」の代わりに使われています。", "%s stands for a plain %s", string(r), string(sign))
	}
	return diag.Say("全角の「%s」があります。半角の「%s」で書きます。", "a full-width %s stands for a plain %s", string(r), string(sign))
}

// oddSpace tells spaces that look like space and are none to TOML.
func oddSpace(r rune) (fixed, rule string, text diag.Words) {
	switch {
	case r == '\u3000':
		return " ", "ideographic-space", diag.Words{Ja: "全角の空白（U+3000）があります。半角の空白で書きます。", En: "a full-width space (U+3000) stands for a plain space"}
	case r == '\u00a0' || r >= '\u2000' && r <= '\u200a' || r == '\u202f' || r == '\u205f':
		return " ", "odd-space", diag.Say("特殊な空白（U+%04X）があります。半角の空白で書きます。", "an odd space (U+%04X) stands for a plain space", r)
	case r >= '\u200b' && r <= '\u200f' || r == '\u2060' || r == '\ufeff' || r == '\u00ad':
		return "", "odd-space", diag.Say("見えない文字（U+%04X）があります。", "there is a character that cannot be seen (U+%04X)", r)
	}
	return "", "", diag.Words{}
}

// header reads a header line: brackets, names and dots.
func (z *slipScanner) header() {
	end := z.i + len(line(z.b, z.i))
	for z.i < end {
		r, size := utf8.DecodeRune(z.b[z.i:])
		if r < utf8.RuneSelf {
			if r == '#' {
				return
			}
			z.i += size
			continue
		}
		f, ok := full[r]
		fixed, rule, words := oddSpace(r)
		switch {
		case f.sign == '#':
			return
		case ok:
			z.slip(z.i, size, string(f.sign), f.rule, fullWords(r, f.sign))
		case rule != "":
			z.slip(z.i, size, fixed, rule, words)
		case notice.Half(r) != r:
			n := bytes.IndexFunc(z.b[z.i:end], func(r rune) bool { return r < utf8.RuneSelf || notice.Half(r) == r || delimiter(r) })
			if n < 0 {
				n = end - z.i
			}
			size = max(n, size)
			word := string(z.b[z.i : z.i+size])
			z.slip(z.i, size, strings.Map(notice.Half, word), "fullwidth-letter", letterWords(word))
		}
		z.i += size
	}
}

func letterWords(s string) diag.Words {
	return diag.Say("「%s」が全角です。半角で書きます。", "%q is full-width", s)
}

// delimiter reports whether a name or a bare value ends at r.
func delimiter(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '=', ',', '[', ']', '{', '}', '#', '"', '\'':
		return true
	}
	if r < utf8.RuneSelf {
		return false
	}
	_, ok := full[r]
	_, rule, _ := oddSpace(r)
	return ok && r != '．' || rule != ""
}

// name reads a key.
func (z *slipScanner) name() {
	start := z.i
	odd := false
	for z.i < len(z.b) {
		r, size := utf8.DecodeRune(z.b[z.i:])
		if delimiter(r) || isOddQuote(r) {
			break
		}
		if r == ':' || r == '：' {
			z.slip(z.i, size, " =", "colon-for-equals", diag.Words{Ja: "名前と値のあいだは「:」ではなく「=」で書きます。", En: "between a name and its value stands =, not a colon"})
			z.i += size
			z.value, z.equal = true, true
			break
		}
		odd = odd || r >= utf8.RuneSelf
		z.i += size
	}
	if z.i == start {
		_, size := utf8.DecodeRune(z.b[z.i:])
		z.i += size
		return
	}
	if !odd {
		return
	}
	name := strings.TrimRight(string(z.b[start:z.i]), ":：")
	fixed := strings.Map(notice.Half, name)
	if fixed != name && plainKey().MatchString(fixed) {
		z.slip(start, len(name), fixed, "fullwidth-letter", letterWords(name))
	}
}

var plainKey = pattern.New(`^[A-Za-z0-9_.-]+$`)
