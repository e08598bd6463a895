package load

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/pattern"
)

// mostSyntaxErrors bounds how many statements of one file are passed over.
const mostSyntaxErrors = 100

func (g *grower) reportTooMany() {
	g.report(g.done, "too-many-mistakes",
		diag.Say("書き方の誤りが%d件を超えました。ここから先は確認していません。", "more than %d mistakes of form: the rest of this file was not looked at", mostSyntaxErrors),
		diag.Say("ここまでの誤りを直してから、もう一度確認してください。", "correct those above and check again"))
}

// tooMany counts an entry, and reports the first one too many.
func (g *grower) tooMany(at int) bool {
	if g.count++; g.count > MaxKeys && !g.full {
		g.full, g.failed, g.root.holes = true, true, true
		g.report(at, "too-many-entries",
			diag.Say("1つのファイルに書けるのは%d項目までです。ここから先は確認していません。", "a file holds %d entries at most: the rest was not looked at", MaxKeys),
			diag.Say("内容を減らすか、資料として content/<slug>/files/ に置いてください。", "say less, or put a paper into content/<slug>/files/"))
	}
	return g.full
}

func (g *grower) tooDeep(at int) {
	g.failed = true
	g.report(at, "too-deep",
		diag.Say("表や一覧が深すぎます。", "tables and lists are nested too deep"),
		diag.Say("入れ子は%d段、点でつなぐ名前は%d段までです。", "they go %d levels deep at most, names with dots %d", MaxDepth, MaxParts))
}

// reportTwice says that a key or a header stands where its name is taken.
func (g *grower) reportTwice(old *node, p part) {
	first := g.place(old.keyAt).Line
	hint := diag.Say("どちらかを消すか、1つにまとめてください。", "remove one of them, or make them one")
	if old.form == headed && old.kind != text {
		hint = diag.Say("いくつも書くときは、どれも [[%s]] と二重の括弧で書きます。1つだけなら、まとめてください。",
			"if there are several, write each as [[%s]]; if there is one, put the parts together", p.name)
	}
	g.report(p.at, "duplicate-key",
		diag.Say("「%s」はすでに%d行目にあります。", "%q stands already on line %d", p.name, first), hint)
}

// passOver reports why the statement around off cannot be read, and gives the
// offset of the next one.
func (g *grower) passOver(off int, message string) int {
	start := nextStatement(g.text, g.done)
	x := measureStatement(g.text, start)
	if y, open := g.openBefore(); open {
		g.openQuote(y.quote)
		return y.end
	}
	switch {
	case start < len(g.text) && g.text[start] == '[':
		g.badHeader(start, off, message)
		return x.end
	case x.quote >= 0:
		g.openQuote(x.quote)
	case x.bracket >= 0:
		c := string(g.text[x.bracket])
		closing := map[string]string{"[": "]", "{": "}"}[c]
		g.report(x.bracket, "unclosed-bracket",
			diag.Say("この「%s」を閉じる「%s」がありません。", "this %q is never closed by %q", c, closing),
			diag.Say("値の終わりに「%s」を書いてください。", "write %q where the value ends", closing))
	default:
		if end, ok := g.unopened(start, off); ok {
			x.end = end
			break
		}
		g.explain(min(max(off, start), len(g.text)), message)
	}
	g.cur.holes = true
	return max(x.end, start+1)
}

// unopened looks for a value of several lines whose opening bracket is
// missing: nothing after the =, then indented lines, then a closing bracket.
func (g *grower) unopened(start, off int) (end int, ok bool) {
	if off < len(g.text) && g.text[off] != '\n' && g.text[off] != '#' || !keyLine().Match(bytes.TrimLeft(line(g.text, start), " \t")) {
		return 0, false
	}
	i := lineEnd(g.text, start)
	for n := 0; i < len(g.text) && n < 200; n++ {
		l := line(g.text, i)
		i = lineEnd(g.text, i)
		trimmed := bytes.TrimSpace(l)
		if n > 0 && len(trimmed) > 0 && (trimmed[0] == '}' || trimmed[0] == ']') {
			g.report(off, "unopened-bracket",
				diag.Say("「=」のあとに、始めの括弧がありません。", "the bracket that opens this value is missing"),
				diag.Say(`書き方: { ja = "…", en = "…" } または [ "…", "…" ]`, `write { ja = "…", en = "…" } or [ "…", "…" ]`))
			return i, true
		}
		if len(l) == len(bytes.TrimLeft(l, " \t")) {
			return 0, false
		}
	}
	return 0, false
}

// openBefore looks at the last statement that was read: a text that ends at
// the quotes with which another begins was never closed.
func (g *grower) openBefore() (extent, bool) {
	if g.last < 0 || !textLine().Match(g.text[bytes.LastIndexByte(g.text[:g.done], '\n')+1:g.done]) {
		return extent{}, false
	}
	x := measureStatement(g.text, g.last)
	g.last = -1
	if n := len(g.cur.kids); n > 0 {
		g.cur.kids[n-1].bad = true
	}
	return x, x.quote >= 0
}

// nextStatement gives the offset of the first statement after what was read.
func nextStatement(b []byte, done int) int {
	i := done
	if i > 0 && b[i-1] != '\n' {
		if rest := bytes.TrimLeft(line(b, i), " \t]"); len(rest) > 0 && rest[0] != '#' {
			// Something follows on the line of the last statement.
			for i > 0 && b[i-1] != '\n' {
				i--
			}
			return i
		}
		i = lineEnd(b, i)
	}
	for i < len(b) {
		l := bytes.TrimLeft(line(b, i), " \t")
		if len(l) > 0 && l[0] != '#' {
			return i + bytes.IndexByte(b[i:], l[0])
		}
		i = lineEnd(b, i)
	}
	return len(b)
}

var headerName = pattern.New(`^\[\[?[ \t]*([A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z][A-Za-z0-9_-]*)*)`)

// badHeader reports a header that cannot be read, and opens the table that
// was meant, so that what stands below it finds its place.
func (g *grower) badHeader(start, off int, message string) {
	l := line(g.text, start)
	m := headerName().FindSubmatchIndex(l)
	if m == nil {
		g.report(start, "bad-header",
			diag.Say("見出しとして読めません。", "this header cannot be read"),
			diag.Say("書き方: [scope] または [[contacts]]", "write [scope] or [[contacts]]"))
		g.cur = g.node(node{form: headed, holes: true})
		return
	}
	many := bytes.HasPrefix(l, []byte("[["))
	name := string(l[m[2]:m[3]])
	right := "[" + name + "]"
	if many || bytes.HasSuffix(bytes.TrimSpace(l), []byte("]]")) {
		right, many = "["+right+"]", true
	}
	if strings.HasPrefix(message, "expected newline") {
		g.afterValue(off)
	} else {
		g.report(start, "bad-header",
			diag.Say("見出しの括弧がそろっていません。", "the brackets of this header do not match"),
			diag.Say("正しい書き方: %s", "write %s", right))
	}
	var parts []part
	at := start + m[2]
	for _, p := range strings.Split(name, ".") {
		parts = append(parts, part{p, at, at + len(p)})
		at += len(p) + 1
	}
	g.header(parts, many)
}

func (g *grower) openQuote(at int) {
	q := string(g.text[at])
	if bytes.HasPrefix(g.text[at:], []byte(strings.Repeat(q, 3))) {
		q = strings.Repeat(q, 3)
		g.report(at, "unclosed-text",
			diag.Say("この %s を閉じる %s がありません。", "this %s is never closed by another %s", q, q),
			diag.Say("文章の終わりに %s を書いてください。", "write %s where the text ends", q))
		return
	}
	g.report(at, "unclosed-text",
		diag.Say("この行の中で引用符 %s が閉じられていません。", "the quote %s is not closed on its line", q),
		diag.Say(`文字列の終わりに %s を書いてください。何行にもわたる文章は """ で囲みます。`, `write %s where the text ends; a text of several lines stands between """`, q))
}

// quoteInText reports a quote within a text, which ends the text early.
func (g *grower) quoteInText(off int) bool {
	before := bytes.TrimRight(g.text[:off], " \t")
	if !bytes.HasSuffix(before, []byte{'"'}) || len(before) < off || off >= len(g.text) {
		return false
	}
	rest := line(g.text, off)
	if r, _ := utf8.DecodeRune(rest); !unicode.IsLetter(r) || bytes.Count(rest, []byte{'"'}) == 0 {
		return false
	}
	g.report(off-1, "quote-in-text",
		diag.Say("文の途中の引用符 \" で、文が終わってしまいます。", "this quote ends the text early"),
		diag.Say(`文の中の引用符は \" と書くか、「 」や “ ” を使います。`, `within a text write \" for a quote, or use “ ”`))
	return true
}

func (g *grower) afterValue(off int) {
	g.report(off, "after-value",
		diag.Say("値のあとに余分なもの「%s」があります。", "something stands after the value: %q", glimpse(g.text, off)),
		diag.Say("1行に書けるのは1項目です。覚え書きは # のあとに書いてください。", "one entry a line; remarks go behind a #"))
}

// syntaxErrors puts into words what the parser says. The first entry whose
// key is part of the parser's message counts.
var syntaxErrors = []struct {
	sign, rule string
	text, hint diag.Words
}{
	{"expected '=' after key", "missing-equals",
		diag.Words{Ja: "項目の名前のあとに「=」がありません。", En: "there is no = after the name"},
		diag.Words{Ja: `書き方: 名前 = "値"`, En: `write name = "value"`}},
	{"at start of key", "bad-key",
		diag.Words{Ja: "項目の名前があるはずのところです。", En: "a name should stand here"},
		diag.Words{Ja: `書き方: 名前 = "値"（名前は半角の小文字・数字・下線）`, En: `write name = "value"; names are made of a-z, 0-9 and _`}},
	{"expected key but reached end", "bad-key",
		diag.Words{Ja: "ファイルが項目の途中で終わっています。", En: "the file ends in the middle of an entry"},
		diag.Words{Ja: `書き方: 名前 = "値"`, En: `write name = "value"`}},
	{"not end of input", "missing-value",
		diag.Words{Ja: "「=」のあとに値がありません。", En: "there is no value after the ="},
		diag.Words{Ja: "値を書くか、行ごと消してください。", En: "write the value, or remove the line"}},
	{"after array value", "missing-comma",
		diag.Words{Ja: "一覧の値と値のあいだに「,」がないか、「]」がありません。", En: "a comma between two values of the list, or the closing ], is missing"},
		diag.Words{Ja: `書き方: [ "a", "b" ]`, En: `write [ "a", "b" ]`}},
	{"after inline table key-value", "missing-comma",
		diag.Words{Ja: "項目と項目のあいだに「,」がないか、「}」がありません。", En: "a comma between two entries, or the closing }, is missing"},
		diag.Words{Ja: `書き方: { ja = "…", en = "…" }`, En: `write { ja = "…", en = "…" }`}},
	{"unexpected comma", "extra-comma",
		diag.Words{Ja: "「,」が余分です。", En: "this comma is one too many"},
		diag.Words{Ja: "「,」を1つ消してください。", En: "remove it"}},
	{"expected value but got", "extra-comma",
		diag.Words{Ja: "「,」が余分です。", En: "this comma is one too many"},
		diag.Words{Ja: "「,」を1つ消してください。", En: "remove it"}},
	{"too many quotes", "unclosed-text",
		diag.Words{Ja: "引用符が多すぎます。", En: "there are too many quotes"},
		diag.Words{Ja: `何行にもわたる文章は """ で始めて """ で終えます。`, En: `a text of several lines begins and ends with """`}},
	{"escape", "bad-escape",
		diag.Words{Ja: "「\\」のあとに書ける文字ではありません。", En: "this cannot stand after a backslash"},
		diag.Words{Ja: `「\」そのものは \\ と書くか、文字列を ' で囲みます。`, En: `write \\ for a backslash, or put the text between ' and '`}},
	{"need a character after", "bad-escape",
		diag.Words{Ja: "「\\」のあとに書ける文字ではありません。", En: "this cannot stand after a backslash"},
		diag.Words{Ja: `「\」そのものは \\ と書くか、文字列を ' で囲みます。`, En: `write \\ for a backslash, or put the text between ' and '`}},
	{"leading zeroes", "number-form",
		diag.Words{Ja: "数は0で始められません。", En: "a number cannot begin with 0"},
		diag.Words{Ja: `電話番号や番号は "…" で囲みます。`, En: `put telephone numbers and the like between quotes`}},
	{"between underscores", "number-form",
		diag.Words{Ja: "数の中に「_」は書けません。", En: "a number has no underscores"},
		diag.Words{Ja: "半角の数字だけで書きます: 1200", En: "write digits alone: 1200"}},
	{"decimal point", "number-form",
		diag.Words{Ja: "数として読めません。", En: "this is no number"},
		diag.Words{Ja: "半角の数字だけで書きます: 1200", En: "write digits alone: 1200"}},
	{"exponent", "number-form",
		diag.Words{Ja: "数として読めません。", En: "this is no number"},
		diag.Words{Ja: "半角の数字だけで書きます: 1200", En: "write digits alone: 1200"}},
	{"radix", "number-form",
		diag.Words{Ja: "数として読めません。", En: "this is no number"},
		diag.Words{Ja: "半角の数字だけで書きます: 1200", En: "write digits alone: 1200"}},
	{"nested more than", "too-deep",
		diag.Words{Ja: "表や一覧が深すぎます。", En: "tables and lists are nested too deep"},
		diag.Words{Ja: "入れ子は8段までです。", En: "they go 8 levels deep at most"}},
}

// explain reports a statement whose brackets and quotes are in order.
func (g *grower) explain(off int, message string) {
	switch {
	case strings.Contains(message, "expected ") && g.quoteInText(off):
		return
	case strings.Contains(message, "expected newline"):
		g.afterValue(off)
		return
	case strings.Contains(message, "at start of key") && off < len(g.text) && (g.text[off] == ']' || g.text[off] == '}'):
		g.report(off, "unopened-bracket",
			diag.Say("この「%s」に対応する始めの括弧がありません。", "this %q closes nothing", string(g.text[off])),
			diag.Say("余分なら消し、そうでなければ値の始めに括弧を書いてください。", "remove it, or write the bracket where the value begins"))
		return
	case strings.Contains(message, "at start of value") && (off >= len(g.text) || g.text[off] == '\n' || g.text[off] == '#'):
		message = "not end of input"
	case strings.Contains(message, "at start of value"), strings.Contains(message, "expected keyword"),
		strings.Contains(message, "must be quoted"), strings.Contains(message, `expected "`), strings.Contains(message, "expected digit"):
		g.bareValue(off)
		return
	}
	for _, e := range syntaxErrors {
		if strings.Contains(message, e.sign) {
			g.report(off, e.rule, e.text, e.hint)
			return
		}
	}
	g.report(off, "syntax",
		diag.Say("ここはTOMLとして読めません。", "this cannot be read as TOML"),
		diag.Say(`書き方: 名前 = "値"`, `write name = "value"`))
}

// bareValue reports a value that should stand in quotes.
func (g *grower) bareValue(off int) {
	for off > 0 && !bytes.ContainsRune([]byte(" \t=,[{\n"), rune(g.text[off-1])) {
		off--
	}
	word := glimpse(g.text, off)
	switch strings.ToLower(word) {
	case "true", "yes", "はい", "false", "no", "いいえ":
		g.report(off, "bare-value",
			diag.Say("「%s」という値はありません。", "there is no value %s", word),
			diag.Say("「はい・いいえ」は、引用符なしの小文字で true か false と書きます。", "yes and no are written true and false, in small letters"))
		return
	}
	hint := diag.Say("文字列は引用符で囲みます: \"%s\"", "put texts between quotes: \"%s\"", word)
	for _, near := range []string{"true", "false"} {
		if distance([]rune(strings.ToLower(word)), []rune(near)) == 1 {
			hint = diag.Say("%[1]s のことですか。文字列なら引用符で囲みます: \"%[2]s\"", "did you mean %[1]s? texts stand between quotes: \"%[2]s\"", near, word)
		}
	}
	g.report(off, "bare-value",
		diag.Say("値「%s」が引用符で囲まれていません。", "the value %q is not between quotes", word), hint)
}

// glimpse gives the beginning of what stands at off, to be shown in a message.
func glimpse(b []byte, off int) string {
	if off >= len(b) {
		return ""
	}
	s := string(line(b, off))
	if i := strings.IndexAny(s, ",}]#"); i > 0 {
		s = s[:i]
	}
	s = strings.TrimRight(s, " \t")
	if utf8.RuneCountInString(s) > 24 {
		s = string([]rune(s)[:24]) + "…"
	}
	return s
}
