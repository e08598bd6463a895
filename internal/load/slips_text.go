package load

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/pattern"
)

// closers gives, for a quotation mark that is none to TOML, what may close it.
var closers = map[rune]string{
	'“': "”“\"＂", '”': "”“\"＂", '„': "”“\"", '＂': "＂\"”", '〝': "〟〞\"", '‘': "’‘'", '’': "’‘'", '＇': "＇'",
	'「': "」", '『': "』",
}

// valueEnd matches what can follow a value on its line.
var valueEnd = pattern.New(`^[ \t\x{3000}]*(?:$|[#＃}｝\]］]|[,，、][ \t\x{3000}]*(?:$|[#＃}｝\]］"'“‘「{｛0-9]|[a-zA-Z_-]+[ \t\x{3000}]*[=＝]))`)

// endsValue reports whether b can follow a value. What stands further on
// does not matter, and may be long.
func endsValue(b []byte) bool { return valueEnd().Match(b[:min(len(b), 64)]) }

// oddQuotes reads a string between quotation marks that are none to TOML.
func (z *slipScanner) oddQuotes(opener rune, size int) {
	rest := z.rest(z.i)[size:]
	end, closer, sure := -1, 0, false
	for j, r := range string(rest) {
		if !strings.ContainsRune(closers[opener], r) {
			continue
		}
		end, closer = j, utf8.RuneLen(r)
		if sure = endsValue(rest[j+closer:]); sure {
			break
		}
	}
	if !sure && z.equal && z.unopened() {
		return // 「A」とB": the brackets are text, a quote is missing
	}
	rule, text := "curly-quote", diag.Say("引用符「%s」は使えません。半角の \" で書きます。", "the quotation mark %s should be a plain \"", string(opener))
	if opener == '「' || opener == '『' {
		rule, text = "corner-quote", diag.Words{Ja: "文字列はかぎ括弧（「 」）ではなく、半角の \" で囲みます。", En: "texts stand between plain quotes \", not between corner brackets"}
	}
	z.slip(z.i, size, `"`, rule, text)
	z.i += size
	if end < 0 {
		z.i += len(rest)
		return
	}
	for j := 0; j < end; j++ {
		if c := rest[j]; c == '"' || c == '\\' {
			z.edits = append(z.edits, edit{at: z.i + j, end: z.i + j + 1, new: `\` + string(c)})
		}
	}
	z.edits = append(z.edits, edit{at: z.i + end, end: z.i + end + closer, new: `"`})
	z.i += end + closer
}

// unopened reads a text whose closing quote alone stands there.
func (z *slipScanner) unopened() bool {
	rest := z.rest(z.i)
	n := bytes.IndexByte(rest, '"')
	if n <= 0 || bytes.ContainsAny(rest[:n], "=#") && rest[0] < utf8.RuneSelf || !endsValue(rest[n+1:]) {
		return false
	}
	z.slip(z.i, 0, `"`, "opening-quote", diag.Say("文字列の始めの引用符がありません。", "the quote that opens this text is missing"))
	z.i += n + 1
	return true
}

// str reads a string between TOML's own quotes.
func (z *slipScanner) str() {
	start := z.i
	q := z.b[start]
	long := start+2 < len(z.b) && z.b[start+1] == q && z.b[start+2] == q
	end, closed := stringEnd(z.b, start)
	if !long {
		if cut, size := z.oddCloser(start, end, closed); size > 0 {
			z.slip(cut, size, string(q), "curly-quote",
				diag.Say("引用符 %s が「%s」で閉じられています。", "the quote %s is closed by %s", string(q), string(z.b[cut:cut+size])))
			z.backslashes(start+1, cut, false)
			z.i = cut + size
			return
		}
	}
	if !long && q == '"' {
		if cut := z.lastBackslash(start); cut > 0 {
			z.backslashes(start+1, cut+1, false)
			z.i = cut + 2
			return
		}
	}
	z.i = end
	if !closed {
		if !long && end > start+1 && z.b[end-1] == '\n' {
			z.i = end - 1
		}
		return
	}
	if q == '"' && bytes.IndexByte(z.b[start:end], '\\') >= 0 {
		skip := 1
		if long {
			skip = 3
		}
		z.backslashes(start+skip, end-skip, long)
	}
}

// oddCloser finds a curly quote that was meant to close the string at start.
func (z *slipScanner) oddCloser(start, end int, closed bool) (at, size int) {
	body := z.b[start+1 : end]
	if !bytes.Contains(body, []byte("\xe2\x80")) && !bytes.Contains(body, []byte("\xef\xbc\x82")) {
		return 0, 0
	}
	rest := z.rest(start)[1:]
	within := len(body)
	opened := 0
	for j, r := range string(rest) {
		if j >= within && closed {
			break
		}
		switch r {
		case '“', '‘':
			opened++
			continue
		case '”', '’', '＂':
		default:
			continue
		}
		if opened > 0 {
			opened--
			continue
		}
		n := utf8.RuneLen(r)
		if endsValue(rest[j+n:]) {
			return start + 1 + j, n
		}
	}
	return 0, 0
}

// drive matches the beginning of a Windows path.
var drive = pattern.New(`(?:^|[^A-Za-z0-9])[A-Za-z]:\\|^\\\\[A-Za-z0-9._-]+\\`)

// lastBackslash finds the backslash at the end of a path ("C:\temp\"), which
// TOML takes for an escaped quote.
func (z *slipScanner) lastBackslash(start int) int {
	l := z.rest(start)
	quote := bytes.IndexByte(l[1:], '"')
	if quote < 0 || bytes.IndexByte(l[1:1+quote], '\\') < 0 {
		return 0
	}
	for j := 1; j+1 < len(l); j++ {
		switch {
		case l[j] == '"':
			return 0
		case l[j] == '\\' && l[j+1] == '"' && endsValue(l[j+2:]) && drive().Match(l[1:j]):
			return start + j
		case l[j] == '\\' && l[j+1] == '\\':
			j++
		}
	}
	return 0
}

// backslashes mends what stands after a backslash between from and to: paths,
// whose \n and \t would silently turn into white space, and escapes that
// TOML does not know.
func (z *slipScanner) backslashes(from, to int, long bool) {
	s := z.b[from:to]
	path := -1 // where a path began
	// A look for what every path has takes a hundredth of the expression's time.
	if hasDrive(s) || bytes.HasPrefix(s, []byte(`\\`)) {
		if m := drive().FindIndex(s); m != nil {
			path = m[0]
		}
	}
	for j := 0; j < len(s); j++ {
		if long && s[j] == '\n' && path >= 0 && path < j {
			path = -1
			if m := drive().FindIndex(s[j+1:]); m != nil {
				path = j + 1 + m[0]
			}
		}
		if s[j] != '\\' {
			continue
		}
		n := escapeLength(s[j:], long)
		inPath := path >= 0 && j >= path && (j+1 >= len(s) || s[j+1] != '\\' && s[j+1] != '"' && s[j+1] != '\n')
		switch {
		case inPath:
			z.slip(from+j, 1, `\\`, "backslash",
				diag.Say("「\\」が文字として読まれません（\\n は改行、\\t はタブになります）。", "this backslash is not taken for one (\\n becomes a line break, \\t a tab)"))
		case n == 0:
			z.slip(from+j, 1, `\\`, "backslash",
				diag.Say("「\\」のあとに書ける文字ではありません。", "this cannot stand after a backslash"))
		default:
			j += n - 1
		}
	}
}

// hasDrive reports whether a letter by itself stands before :\ somewhere.
func hasDrive(s []byte) bool {
	for {
		i := bytes.Index(s, []byte(`:\`))
		if i < 0 {
			return false
		}
		if i > 0 && isWord(s[i-1]) && (i == 1 || !isWord(s[i-2])) {
			return true
		}
		s = s[i+1:]
	}
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// escapeLength gives the length of the escape at the beginning of b, or 0
// when TOML knows none like it.
func escapeLength(b []byte, long bool) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case 'b', 't', 'n', 'f', 'r', 'e', '"', '\\':
		return 2
	case 'x':
		return hexEscape(b, 2)
	case 'u':
		return hexEscape(b, 4)
	case 'U':
		return hexEscape(b, 8)
	}
	if long && strings.IndexByte(" \t\n", b[1]) >= 0 {
		rest := bytes.TrimLeft(b[1:], " \t")
		if len(rest) == 0 || rest[0] == '\n' {
			return 2
		}
	}
	return 0
}

func hexEscape(b []byte, n int) int {
	if len(b) < 2+n {
		return 0
	}
	for _, c := range b[2 : 2+n] {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return 0
		}
	}
	return 2 + n
}
