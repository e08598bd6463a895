package prose

import (
	"strings"
	"testing"
)

// sample answers as a small report would.
var sample = Facts{
	Fact: func(path string) (string, bool) {
		said, ok := map[string]string{
			"counts.total":   "最大7,996名",
			"scope.exposure": "2018年3月1日（木）から2019年3月11日（月）まで",
			"bad":            `<b>"&`,
		}[path]
		return said, ok
	},
	Note: func(id string) (mark, anchor string, ok bool) { return "※1", "note-" + id, id == "cvv" },
	File: func(name string) (string, bool) { return "../../s/" + name, name == "files/map.png" },
	Link: func(path string) (string, bool) { return "../.." + path, path != "/gone/" },
}

func TestHTML(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"", ""},
		{"一行目\n二行目", "<p>一行目二行目</p>\n"},
		{"one\ntwo", "<p>one two</p>\n"},
		{"合計\n3,148件", "<p>合計3,148件</p>\n"},
		{"第\n**2**\n報", "<p>第<strong>2</strong>報</p>\n"},
		{"see\n*this*\nand [that](https://a.jp)\nnow", `<p>see <em>this</em> and <a href="https://a.jp">that</a> now</p>` + "\n"},
		{"한국\n어", "<p>한국 어</p>\n"},
		{"run by 株式会社\nExample of Tokyo in Japan", "<p>run by 株式会社 Example of Tokyo in Japan</p>\n"},
		{"一行目  \n二行目", "<p>一行目<br>\n二行目</p>\n"},
		{"一\\\n二", "<p>一<br>\n二</p>\n"},
		{"a\r\nb\r\n\r\nc", "<p>a b</p>\n<p>c</p>\n"},

		{"# a\n## b\n### c\n#### d\n##### e\n###### f", "<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>\n<h6>d</h6>\n<h6>e</h6>\n<h6>f</h6>\n"},
		{"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"},
		{"3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>\n"},
		{"> a", "<blockquote>\n<p>a</p>\n</blockquote>\n"},
		{"a\n\n***", "<p>a</p>\n<hr>\n"},
		{"```\na <b>\n```", "<pre tabindex=\"0\"><code>a &lt;b&gt;\n</code></pre>\n"},
		{"| 項目 | 件数 | 割合 |\n|---|--:|:-:|\n| 氏名 | 3 | a\\|b |", "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr><th scope=\"col\">項目</th><th scope=\"col\" class=\"right\">件数</th><th scope=\"col\" class=\"center\">割合</th></tr>\n</thead>\n<tbody>\n<tr><td>氏名</td><td class=\"right\">3</td><td class=\"center\">a|b</td></tr>\n</tbody>\n</table>\n</div>\n"},
		{"|  | 件数 |\n|---|---|", "<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead>\n<tr><td></td><th scope=\"col\">件数</th></tr>\n</thead>\n</table>\n</div>\n"},

		{"これは**「第三者」**による*（推定）*です", "<p>これは<strong>「第三者」</strong>による<em>（推定）</em>です</p>\n"},
		{"約**{counts.total}**です", `<p>約<strong><span class="fact-nowrap">最大7,996名</span></strong>です</p>` + "\n"},
		{"snake_case_name 2*3 a ** b", "<p>snake_case_name 2*3 a ** b</p>\n"},
		{"9:00~18:00、10:00~17:00", "<p>9:00~18:00、10:00~17:00</p>\n"},
		{"~~3,000件~~", "<p><del>3,000件</del></p>\n"},
		{"`{counts.total} [^cvv] <b>`", "<p><code>{counts.total} [^cvv] &lt;b&gt;</code></p>\n"},
		{"`` a`b `` と `open", "<p><code>a`b</code> と `open</p>\n"},
		{"\"引用\" 'x' -- ... (c) https://a.jp &copy; &amp;lt; \\*", "<p>&#34;引用&#34; 'x' -- ... (c) https://a.jp © &amp;lt; *</p>\n"},

		{"期間は{scope.exposure}です", "<p>期間は2018年3月1日（木）から2019年3月11日（月）までです</p>\n"},
		{"{ counts.total } {bad}", `<p><span class="fact-nowrap">最大7,996名</span> <span class="fact-nowrap">&lt;b&gt;&#34;&amp;</span></p>` + "\n"},
		{"{unknown} \\{counts.total} {} { a", "<p>{unknown} {counts.total} {} { a</p>\n"},
		{"番号\n[^cvv]を[^gone]", `<p>番号<sup><a class="note" role="doc-noteref" href="#note-cvv">※1</a></sup>を[^gone]</p>` + "\n"},
		{"wow![^cvv]", `<p>wow!<sup><a class="note" role="doc-noteref" href="#note-cvv">※1</a></sup></p>` + "\n"},
		{"[a[^cvv]](https://a.jp)", `<p><a href="https://a.jp">a<sup>※1</sup></a></p>` + "\n"},

		{"[a](https://a.jp/日本?x=1&y=2 'T')", `<p><a href="https://a.jp/%E6%97%A5%E6%9C%AC?x=1&amp;y=2" title="T">a</a></p>` + "\n"},
		{"[a](/ja/x/#counts) [b](#counts) [c](/gone/) [d](files/map.png)", `<p><a href="../../ja/x/#counts">a</a> <a href="#counts">b</a> c <a href="../../s/files/map.png">d</a></p>` + "\n"},
		{"<https://a.jp/?a&b> <i@a.jp> [t](tel:0120-000-000)", `<p><a href="https://a.jp/?a&amp;b">https://a.jp/?a&amp;b</a> <a href="mailto:i@a.jp">i@a.jp</a> <a href="tel:0120-000-000">t</a></p>` + "\n"},
		{"[a][l]\n\n[l]: https://a.jp", `<p><a href="https://a.jp">a</a></p>` + "\n"},
		{"[x **y**](javascript:run) [<https://a.jp>](https://a.jp)", `<p>x <strong>y</strong> <a href="https://a.jp">https://a.jp</a></p>` + "\n"},
		{"![経路 {counts.total}](files/map.png) ![b](files/gone.png) ![c](https://a.jp/c.png)", `<p><img src="../../s/files/map.png" alt="経路 最大7,996名"> b c</p>` + "\n"},
	} {
		if got := HTML(c.src, sample); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.src, got, c.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"# 見出し\n\n本文**強調**。\n続き", "見出し\n\n本文強調。続き"},
		{"- a\n- b\n  1. c\n  2. d\n\n後", "- a\n- b\n  1. c\n  2. d\n\n後"},
		{"- a\n\n- b", "- a\n\n- b"},
		{"一  \n二", "一\n二"},
		{"約{counts.total}[^cvv] `code`", "約最大7,996名※1 code"},
		{"[会社](https://a.jp/) [a@a.jp](mailto:a@a.jp) [窓口](mailto:a@a.jp) [b](/ja/) <https://a.jp>", "会社 (https://a.jp/) a@a.jp 窓口 (a@a.jp) b https://a.jp"},
		{"~~3,000~~3,148件", "~~3,000~~3,148件"},
		{"| a | b |\n|---|---|\n| c | d |", "a | b\nc | d"},
		{"> 引用\n\n---\n\n```\nx\n\ny\n```\n\n![図](files/map.png)", "引用\n\n---\n\nx\n\ny\n\n図"},
		{"&lt;b&gt; <b> \\*", "<b> <b> *"},
	} {
		if got := Plain(c.src, sample); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.src, got, c.want)
		}
	}
}

func TestInline(t *testing.T) {
	for _, c := range []struct{ src, html, plain string }{
		{"", "", ""},
		{"A&B <b> **c** \"d\"", "A&amp;B &lt;b&gt; **c** &#34;d&#34;", "A&B <b> **c** \"d\""},
		{"{counts.total}と{unknown}", `<span class="fact-nowrap">最大7,996名</span>と{unknown}`, "最大7,996名と{unknown}"},
		{`\{counts.total} \[^cvv] \<b> C:\new \\`, `{counts.total} [^cvv] &lt;b&gt; C:\new \\`, `{counts.total} [^cvv] <b> C:\new \\`},
		{"番号[^cvv][^gone]", `番号<sup><a class="note" role="doc-noteref" href="#note-cvv">※1</a></sup>[^gone]`, "番号※1[^gone]"},
		{"一行目\n二行目\n{counts.total}\nend", `一行目二行目<span class="fact-nowrap">最大7,996名</span>end`, "一行目二行目最大7,996名end"},
		{"one\n{counts.total}\ntwo words of English", `one <span class="fact-nowrap">最大7,996名</span> two words of English`, "one 最大7,996名 two words of English"},
		{"&amp; # - 1.", "&amp;amp; # - 1.", "&amp; # - 1."},
	} {
		if got := Inline(c.src, sample); got != c.html {
			t.Errorf("%q\n got %q\nwant %q", c.src, got, c.html)
		}
		if got := PlainText(c.src, sample); got != c.plain {
			t.Errorf("%q\n got %q\nwant %q", c.src, got, c.plain)
		}
	}
}

// Nothing that a caller answers is taken for markup.
func TestAnswersAreEscaped(t *testing.T) {
	bad := `"><script>run()</script>` + "\u202e"
	f := Facts{
		Fact: func(string) (string, bool) { return bad, true },
		Note: func(string) (string, string, bool) { return bad, bad, true },
		File: func(string) (string, bool) { return bad, true },
		Link: func(string) (string, bool) { return bad, true },
	}
	out := HTML("{a} [^b] ![c](files/c) [d](/d) [e](files/e)", f) + Inline("{a} [^b]", f)
	if strings.ContainsAny(out, "\u202e") || strings.Contains(out, "<script") || strings.Contains(out, `""`) {
		t.Error(out)
	}
}

func TestWithoutFacts(t *testing.T) {
	got := HTML("{a} [^b] ![c](files/c.png) [d](/d/)", Facts{})
	if want := "<p>{a} [^b] c <a href=\"/d/\">d</a></p>\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkHTML(b *testing.B) {
	src := strings.Repeat("当社が運営する**「○○オンラインショップ」**において、第三者による不正アクセスを受け、{counts.total}の"+
		"お客様の[個人情報](https://example.co.jp/privacy/)が漏えいした可能性[^cvv]があることが分かりました。\n\n"+
		"- 氏名、住所\n- 電話番号\n\n| 項目 | 件数 |\n|---|--:|\n| 氏名 | 3,148 |\n\n", 10)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		HTML(src, sample)
	}
}
