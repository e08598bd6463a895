package prose

import (
	"strings"
	"testing"
	"time"
)

// costly are shapes that are known to make Markdown parsers slow, each as a
// unit to be repeated and what stands before and after.
var costly = []struct{ before, unit, after string }{
	{"", "a", ""}, {"", "あ", ""}, {"", "\n", ""}, {"", " ", ""}, {"", "\t", ""}, {"", "a\n", ""}, {"", "a\n\n", ""},
	{"", "*a_ ", ""}, {"", "**a", ""}, {"", "a**", ""}, {"", "*", ""}, {"", "_", "a"}, {"", "*a ", ""}, {"", "a* ", ""}, {"", "*a*", ""}, {"", "**a* ", ""}, {"", "***a** ", ""}, {"", "_a*b", ""}, {"", "~~a", ""}, {"", "~~a~~", ""}, {"", "~", ""},
	{"", "[", ""}, {"", "]", ""}, {"", "[a", ""}, {"", "[a](", ""}, {"", "[a](b", ""}, {"", "[a](<b", ""}, {"", "[a](b \"", ""}, {"", "[a]( ", ""}, {"", "![a](", ""}, {"", "![", "a"}, {"", "[a](b)", ""}, {"", "[a][", ""}, {"", "[a][b]", ""}, {"", "[a]", ""}, {"", "a]", ""}, {"", "[](", ""}, {"", "[![", ""}, {"", "![a](files/b.png)", ""},
	{"[a]: https://example.jp/" + strings.Repeat("x", 60000) + "\n\n", "[a]\n\n", ""}, {"", "[a]: b\n", ""}, {"", "[a]: b\n\n[a]\n\n", ""}, {"", "[a]:\n", ""}, {"", "[a]: b \"", ""}, {"", "[a\n", ""}, {"", "[a]: <", ""}, {"[x]: /u\n\n", "[x]", ""},
	{"", "[^", ""}, {"", "[^a", ""}, {"", "[^a]", ""}, {"", "![^a]", ""}, {"", "[^a]:", ""}, {"", "{", ""}, {"", "{a", ""}, {"", "{a}", ""}, {"", "}", ""}, {"", "{a ", "}"}, {"", "{{", ""},
	{"", "<", ""}, {"", "<a", ""}, {"", "<a:", ""}, {"", "<a:b>", ""}, {"", "<https://a.jp>", ""}, {"", "<a@b", ""}, {"", "<a@b.jp>", ""}, {"", "<!--", ""}, {"", "<?", ""}, {"", "<![CDATA[", ""}, {"", "<!A", ""}, {"", "</", ""}, {"", "<a b=\"", ""}, {"", "<script>", ""},
	{"", "`", ""}, {"", "`a", ""}, {"", "``a` ", ""}, {"", "a`b``", ""}, {"", "```\n", ""}, {"", "~~~\na\n", ""}, {"```\n", "a\n", ""}, {"```\n", "\n", ""}, {"", "```a\n", ""},
	{"", "\\", ""}, {"", "\\*", ""}, {"", "\\\n", ""}, {"", "a  \n", ""}, {"", "&", ""}, {"", "&amp;", ""}, {"", "&#", ""}, {"", "&#x41;", ""}, {"", "&a", ""}, {"", "&zwnj;", ""},
	{"", "> ", ""}, {"", ">", ""}, {"", "> a\n", ""}, {"", ">\n", ""}, {"", "> > > > > > a\n", ""}, {"", ">>>>>>>>>>>>\n", ""}, {"", "> a\n\n", ""}, {"", "> - ", ""}, {"", ">\n>\n> a\n", ""},
	{"", "- ", ""}, {"", "- a\n", ""}, {"", "-\n", ""}, {"", "- a\n\n", ""}, {"", "- - - - - - a\n", ""}, {"", "- - - - - - - - - - - - a\n", ""}, {"", "* - + * - + a\n", ""}, {"", "1. ", ""}, {"", "1. a\n", ""}, {"", "1) 1) 1) 1) a\n", ""}, {"", "- a\n  b\n", ""}, {"", "- - -\n", ""}, {"", "-\n\n\n", ""}, {"", "- \n", ""}, {"", "+\n-\n", ""},
	{"- - - - - - - - - - - - x\n", "\n", ""}, {"- - - - - - - - - - - - x\n", strings.Repeat("\n", 99) + "a\n", ""}, {"- - - - - - - - - - - - x", "\na", ""}, {"> > > > > > > > > > > > x\n", "> \n", ""}, {"- a\n  - b\n    - c\n      - d\n        - e\n          - f\n            - g\n", "            - h\n\n", ""}, {"- a\n", "  - b\n\n", ""}, {"- a\n", "\n  b\n", ""},
	{"- - - - - - - - - - - - x\n", strings.Repeat("\n", 99) + "                        a\n", ""}, {"", "\t- a\n", ""}, {"", "  - a\n", ""}, {"", " -\ta\n", ""},
	{"", "#", ""}, {"", "# a\n", ""}, {"", "# a #", "\n"}, {"", "#\n", ""}, {"", "a\n=\n", ""}, {"", "a\n-\n", ""}, {"", "=\n", ""}, {"", "---\n", ""}, {"", "-", ""}, {"", "***\n", ""}, {"", "a\nb\n===\n", ""},
	{"|a|\n|-|\n", "|b|\n", ""}, {"", "|", ""}, {"|a|b|\n|-|-|\n", "|b\n", ""}, {"", "|a\n|-\n", ""}, {"", "|-", "\n"}, {"", "a|b\n-|-\n", ""}, {"|a|\n|-|\n", "|`\\|`\n", ""}, {"|a|\n|-|\n", "`\\|", ""}, {strings.Repeat("|a", 1000) + "\n" + strings.Repeat("|-", 1000) + "\n", "|\n", ""}, {"", ":-\n", ""}, {"a\n", ":-:\n", ""}, {"a\n", "|-|-|\n", ""}, {"", "0\n-:\n-\n", ""}, {strings.Repeat("|a", 19) + "\n" + strings.Repeat("|-", 19) + "\n", "|\n", ""}, {"> |a|\n> |-|\n", "> |b|\n", ""},
	{"", "    a\n", ""}, {"", "     \n", ""}, {"", "\ta\n", ""}, {"", strings.Repeat(" ", 60) + "a\n", ""}, {"", "a" + strings.Repeat(" ", 60) + "\n", ""}, {"", " a\n", ""},
	{"", "\u202e", ""}, {"", "\u200b", ""}, {"", "a\u200d", ""}, {"", "\x00", ""}, {"", "\xff", ""}, {"", "\r", ""}, {"", "a\r\n", ""}, {"", "\ufe0f", ""}, {"", "\U000e0100", ""},
	{"[", "03-", "](tel:03)"}, {"[", "a.jp", "](https://b.jp)"}, {"[", "a@", "](mailto:a@b.jp)"}, {"[x](mailto:", "a", "@b.jp)"}, {"[x](https://", "a.", "/)"}, {"[x](https://a/", "%41", ")"}, {"[x](", "(", ")"}, {"[x](/", "a/", ")"}, {"[", "a.b@", "](https://b.jp)"}, {"[", "//", "](https://b.jp)"}, {"[", "x:", "](https://b.jp)"},
}

// most is how long anything done with a text of the permitted size may take.
const most = 500 * time.Millisecond

func TestCostIsBounded(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for _, c := range costly {
		n := max(1, (maxBytes-len(c.before)-len(c.after))/len(c.unit))
		src := c.before + strings.Repeat(c.unit, n) + c.after
		for name, do := range map[string]func(){
			"HTML":          func() { HTML(src, echo) },
			"Plain":         func() { Plain(src, echo) },
			"Problems":      func() { Problems(src, true) },
			"text":          func() { Inline(src, echo) },
			"text problems": func() { Problems(src, false) },
		} {
			if took := fastest(do); took > most && took > 100*fastest(plainest) {
				t.Errorf("%s of %.30q %.30q × %d took %v", name, c.before, c.unit, n, took)
			}
		}
	}
}

// plainest is the cheapest text of its size, to tell a slow moment of the
// machine from a slow text.
func plainest() { Problems(strings.Repeat("a", maxBytes), true) }

// fastest forgives what else the machine was doing.
func fastest(do func()) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		do()
		if best = min(best, time.Since(start)); best <= most {
			break
		}
	}
	return best
}

// A text over a limit is not parsed, not lost and not silent.
func TestOverALimit(t *testing.T) {
	for _, src := range []string{
		strings.Repeat("a", maxBytes+1),
		strings.Repeat("a\n", maxLines+1),
		strings.Repeat("> ", 13) + "a",
		strings.Repeat(">", 13) + "a",
		strings.Repeat("- ", 13) + "a",
		strings.Repeat("1. ", 13) + "a",
		"- a\n" + strings.Repeat(" ", 24) + "- b",
		strings.Repeat(" ", 65) + "a",
		strings.Repeat("\t", 17) + "a",
		"a" + strings.Repeat("\n", 102) + "b",
		strings.Repeat("[", 1001),
		strings.Repeat("*a_ ", 1001),
		strings.Repeat("[a]: b\n", 301),
		strings.Repeat("|a", 150) + "\n" + strings.Repeat("|-", 150) + "\n" + strings.Repeat("|b\n", 200),
		"|a|\n|-|\n" + strings.Repeat(`\|`, 1001),
		"[a]: https://example.jp/" + strings.Repeat("x", 20000) + "\n\n" + strings.Repeat("[a]\n\n", 200),
	} {
		problems := Problems(src, true)
		if len(problems) != 1 || problems[0].Rule != RuleLimit {
			t.Errorf("%.40q: %d problems, want one of %s", src, len(problems), RuleLimit)
		}
		if got, want := HTML(src, echo), "<p>"+strings.ReplaceAll(src, ">", "&gt;")+"</p>\n"; got != want {
			t.Errorf("%.40q is not shown as it is written: %.80q", src, got)
		}
	}
}

// What people write stays below every limit.
func TestBelowTheLimits(t *testing.T) {
	for _, src := range []string{
		strings.Repeat("情報が漏えいした可能性があります。\n\n", 2000),
		strings.Repeat("- 氏名、住所\n", 900) + "\n" + strings.Repeat("- 電話番号\n", 900),
		strings.Repeat("- - ", 20), "a\n\n" + strings.Repeat("* * * ", 20), strings.Repeat("-", 200),
		"- a\n    - b\n        - c\n            - d",
		"|項目|件数|\n|---|--:|\n" + strings.Repeat("|氏名|1|\n", 3000),
	} {
		if d := Parse(src); d.limit != nil {
			t.Errorf("%.40q: %s", src, d.limit.Text.En)
		}
	}
}
