package render

import (
	"regexp"
	"strings"
	"testing"
	"unicode"

	"kohyo/internal/prose"
)

// textFacts answer what the prose of the tests refers to, as a page whose
// links are absolute does.
var textFacts = prose.Facts{
	Note: func(id string) (string, string, bool) { return "※1", "note-" + id, true },
	File: func(name string) (string, bool) { return "https://example.jp/a/files/" + name, true },
	Link: func(path string) (string, bool) { return "https://example.jp" + path, true },
}

func textOf(markdown, first, rest string) string {
	t := &textWriter{item: "・", colon: "：", titled: func(s string) string { return "【" + s + "】" }, wrapper: wrapper{eastAsian: true}}
	t.prose(first, rest, trusted(prose.HTML(markdown, textFacts)))
	return t.out.String()
}

func TestProseAsText(t *testing.T) {
	for _, c := range []struct{ name, markdown, first, rest, want string }{
		{"paragraphs", "一つ目。\n続き。\n\n二つ目。", "", "", "一つ目。続き。\n\n二つ目。\n"},
		{"under an item", "一つ目。\n\n二つ目。", "・", "  ", "・一つ目。\n\n  二つ目。\n"},
		{"a line break", "一行目\\\n二行目", "", "", "一行目\n二行目\n"},
		{"a list", "次のとおりです。\n\n- 一つ\n- 二つ\n  - 中の一つ\n\n以上です。", "", "", "次のとおりです。\n\n・一つ\n・二つ\n  ・中の一つ\n\n以上です。\n"},
		{"a numbered list", "3. 三\n4. 四", "", "", "3. 三\n4. 四\n"},
		{"a list of paragraphs", "- 一\n\n  続き\n\n- 二", "", "", "・一\n\n  続き\n\n・二\n"},
		{"a heading", "### 題\n\n文", "", "", "【題】\n\n文\n"},
		{"a quotation", "> 引用\n>\n> 続き", "", "", "> 引用\n\n> 続き\n"},
		{"code", "```\n a  b\nc\n```", "", "", " a  b\nc\n"},
		{"a rule", "上\n\n***\n\n下", "", "", "上\n\n* * *\n\n下\n"},
		{"emphasis", "**強く**、*弱く*、`x < y`", "", "", "強く、弱く、x < y\n"},
		{"what is struck out", "~~3名~~4名", "", "", "~~3名~~4名\n"},
		{"a note", "語[^a]です", "", "", "語※1です\n"},
		{"a link", "[資料](https://example.jp/x?a=1&b=2)を参照", "", "", "資料 <https://example.jp/x?a=1&b=2>を参照\n"},
		{"a link that says where it leads", "<https://example.jp/>", "", "", "https://example.jp/\n"},
		{"a link within the site", "[前報](/ja/a/1/)", "", "", "前報 <https://example.jp/ja/a/1/>\n"},
		{"a link to a file", "[図](files/a.pdf)", "", "", "図 <https://example.jp/a/files/files/a.pdf>\n"},
		{"a picture", "![地図](files/a.png)", "", "", "地図 <https://example.jp/a/files/files/a.png>\n"},
		{"an e-mail address", "[窓口](mailto:a@b.example)", "", "", "窓口 <a@b.example>\n"},
		{"an e-mail address that is shown", "<a@b.example>", "", "", "a@b.example\n"},
		{"a number to dial", "[0120-1](tel:01201)", "", "", "0120-1\n"},
		{"a place on the page", "[窓口](#contacts)", "", "", "窓口\n"},
		{"signs of HTML", "a < b & c > \"d\"", "", "", "a < b & c > \"d\"\n"},
		{"a table", "| 区分 | 件数 |\n|---|--:|\n| 会員 | 1,234名 |\n| 社員 | 5名 |", "", "",
			"区分     件数\n----  -------\n会員  1,234名\n社員      5名\n"},
		{"a table under an item", "| a | b |\n|---|---|\n| c | d |", "・", "  ", "・a  b\n  -  -\n  c  d\n"},
		{"a wide table", "| 項目 | 内容 | 備考 |\n|---|---|---|\n| 一 | " + strings.Repeat("長", 30) + " | あり |\n| 二 | 短い | |", "", "",
			"・一\n  内容：" + strings.Repeat("長", 30) + "\n  備考：あり\n・二\n  内容：短い\n"},
	} {
		if got := textOf(c.markdown, c.first, c.rest); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// Deep lists are indented no further than leaves room for their words.
func TestDeepListsLeaveRoom(t *testing.T) {
	var b strings.Builder
	for depth := range 20 {
		b.WriteString(strings.Repeat("  ", depth) + "- " + strings.Repeat("語", 40) + "\n")
	}
	for line := range strings.Lines(textOf(b.String(), "", "")) {
		if n := len(line) - len(strings.TrimLeft(line, " ")); n > deepest {
			t.Errorf("%q leaves little room", line)
		}
	}
}

// letters is a text without its punctuation, which plain text has of its own.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}

// where is what plain text says of a link behind its words.
var where = regexp.MustCompile(`\s*<[^<>]*>`)

// What prose says in plain words, its text says, whatever the Markdown.
func FuzzProseAsText(f *testing.F) {
	for _, s := range []string{
		"一つ目。\n\n- 二つ目\n  1. 三つ目\n\n| a | b |\n|---|---|\n| c | d |", "> a\n\n```\nb\n```\n\n~~c~~ **d** `e` ![f](files/g.png) [h](https://i.example/)", "a\\\nb [^c] {d}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		text := textOf(markdown, "", "")
		said := letters(text) + " " + letters(where.ReplaceAllString(text, ""))
		for word := range strings.FieldsSeq(prose.Plain(markdown, prose.Facts{Note: textFacts.Note})) {
			if !strings.Contains(said, letters(word)) {
				t.Errorf("%q says %q, its text does not:\n%s", markdown, word, text)
			}
		}
	})
}
