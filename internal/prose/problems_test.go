package prose

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func found(problems []Problem) []string {
	var out []string
	for _, p := range problems {
		out = append(out, fmt.Sprintf("%d:%d %s", p.Line, p.Column, p.Rule))
	}
	return out
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"何もない文。\n\n- a\n\n[a](https://a.jp) **b** `<c>` \\<d> 1 < 2 > 0", nil},
		{"本文<b>強調</b>と<i>\n続き<!-- x -->", []string{"1:3 raw-html", "2:3 raw-html"}},
		{"一\n二\u202e三\u200b四\u200b", []string{"2:2 invisible-character", "2:4 invisible-character"}},
		{"葛\U000e0100飾区 ☎\ufe0f 👨\u200d👩\u200d👧 می\u200cخواهم", nil},
		{"שלום\u200f (a)", nil},
		{"a&#x202e;b", []string{"1:2 invisible-character"}},

		{"文 [a](javascript:x) と [b](//h/)\n<file:///x>", []string{"1:3 link-address", "1:23 link-address", "2:1 link-address"}},
		{"[a][l]\n\n[l]: data:x", []string{"1:1 link-address"}},
		{"[a]()", []string{"1:1 link-address"}},
		{"[](https://a.jp)", []string{"1:1 empty-link"}},
		{"[a](https://a.jp \"t\")", []string{"1:1 link-title"}},

		{"[https://bank.jp/x](https://evil.jp)", []string{"1:1 link-text"}},
		{"[bank.jp](https://evil.jp) [WWW.bank.jp](/ja/)", []string{"1:1 link-text", "1:28 link-text"}},
		{"[ｂａｎｋ.jp](https://bank.jp.evil.jp)", []string{"1:1 link-text"}},
		{"[**bank**.jp](https://bank.jp) [bank.jp](https://www.bank.jp) [bank.jp](https://info.bank.jp)", nil},
		{"[Node.js 別紙.pdf v1.2 a.zip](https://a.jp)", nil},
		{"[a@bank.jp](mailto:a@evil.jp) [A@bank.jp](mailto:a@bank.jp)", []string{"1:1 link-text"}},
		{"[03-1111-2222](tel:+81-3-1111-2222) [０１２０－０００－０００](tel:0120-000-000)", nil},
		{"[03-1111-2222](tel:+81-3-1111-2223)", []string{"1:1 link-text"}},

		{"![a](https://a.jp/a.png) ![](files/a.png) ![[b](/b)](files/a.png)", []string{"1:1 image-address", "1:26 image-alt", "1:43 image-alt"}},

		{"[//]: # (x)\n\n[a][b]\n\n[b]: /x\n[b]: /y\n[c]: /z", []string{"1:1 hidden-text", "6:1 hidden-text", "7:1 hidden-text"}},
		{"本文[^a]。\n\n[^a]: 注の説明\n\n[^b]: words and words", []string{"3:1 note-definition", "5:1 note-definition"}},
		{"{ a\n{b\n}[^c d] {}", []string{"1:1 broken-reference", "2:1 broken-reference", "3:2 broken-reference", "3:9 broken-reference"}},
		{"\\{ a } \\[^b", nil},

		{"| a |\n|---|\n| b | 失われる |\n| c |\n| d | |", []string{"3:5 table-cells"}},
		{"| a | b |\n|---|\n| c |\n\na|b|c\n-|-\n", []string{"2:1 broken-markup", "6:1 broken-markup"}},
		{"a **b\n\n~~c\n\n[d](e f)\n\n`g\n\n＊＊h＊＊", []string{"1:3 broken-markup", "3:1 broken-markup", "5:3 broken-markup", "7:1 broken-markup", "9:1 broken-markup"}},
		{"**a **b** `**` 5*3*2 \\*\\*", []string{"1:1 broken-markup"}},
		{"#見出し\n\n本文 #1\n#2", []string{"1:1 broken-markup"}},
		{"```\na", []string{"1:1 broken-markup"}},
		{"> ```\n> a\n> ```\n\n- ~~~\n  b\n  ~~~\n\n```\n```", nil},
		{"```go\na\n```", []string{"1:4 code-label"}},
		{"a\n\n    b", []string{"3:5 indented-code"}},
		{"a\n\n#\n\nb", []string{"3:1 empty-heading"}},
		{"1. a\n1. b\n1. c\n\n---\n\n3. a\n4. b\n\n---\n\n1. a\n3. b\n4. c", []string{"13:1 list-number"}},
	} {
		if got := found(Problems(c.src, true)); !slices.Equal(got, c.want) {
			t.Errorf("%q\n got %q\nwant %q", c.src, got, c.want)
		}
	}
}

func TestProblemsOfTexts(t *testing.T) {
	for _, c := range []struct {
		src  string
		want []string
	}{
		{"{counts.total}のお知らせ[^a]（1 < 2）* _ # [a] \\<b> \\{", nil},
		{"a<b>c", []string{"1:2 raw-html"}},
		{"一\u202e二", []string{"1:2 invisible-character"}},
		{"{a と [^b", []string{"1:1 broken-reference", "1:6 broken-reference"}},
		{"**強調**", []string{"1:1 broken-markup"}},
		{"[a](https://a.jp)", []string{"1:3 broken-markup"}},
		{"A&amp;B", []string{"1:2 broken-markup"}},
		{strings.Repeat("a", maxBytes+1), []string{"1:1 prose-limit"}},
	} {
		if got := found(Problems(c.src, false)); !slices.Equal(got, c.want) {
			t.Errorf("%.40q\n got %q\nwant %q", c.src, got, c.want)
		}
	}
}

// Every rule is named by some text above, here or in the hostile shapes.
func TestEveryRuleIsFound(t *testing.T) {
	seen := map[string]bool{}
	for _, shape := range hostileShapes(t) {
		for _, c := range contexts {
			for _, p := range Problems(strings.ReplaceAll(c.around, "@", shape.text), true) {
				seen[p.Rule] = true
			}
		}
	}
	for _, src := range []string{"1. a\n3. b", strings.Repeat("> ", 20) + "a"} {
		for _, p := range Problems(src, true) {
			seen[p.Rule] = true
		}
	}
	for _, rule := range Rules {
		if !seen[rule] {
			t.Errorf("nothing shows %s", rule)
		}
	}
}

func TestReferences(t *testing.T) {
	src := "一{counts.total}\n**{b.c}**[^n] `{no}` \\{no}\n\n| {d} |\n|---|\n\n![{e}](files/m.png) [x](files/y.pdf)"
	want := []Reference{
		{1, 2, "counts.total", false, false}, {2, 3, "b.c", false, false}, {2, 10, "n", true, false},
		{4, 3, "d", false, false}, {7, 1, "files/m.png", false, true}, {7, 3, "e", false, false}, {7, 21, "files/y.pdf", false, true},
	}
	if got := References(src, true); !slices.Equal(got, want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	want = []Reference{{1, 1, "a", false, false}, {2, 2, "n", true, false}}
	if got := References("{a}\nあ[^n]", false); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// A word that ends like the name of a character reference is none.
func TestWordIsNoReference(t *testing.T) {
	for src, want := range map[string]int{"a lamp; a ramp;": 0, "R&amp;D": 1} {
		if got := Problems(src, false); len(got) != want {
			t.Errorf("%q: %v", src, got)
		}
	}
}
