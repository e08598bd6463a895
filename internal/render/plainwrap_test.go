package render

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestWrap(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"seventy columns are thirty-five characters": {strings.Repeat("あ", 36), []string{strings.Repeat("あ", 35), "あ"}},
		"a stop begins no line":                      {strings.Repeat("あ", 35) + "。次", []string{strings.Repeat("あ", 34), "あ。次"}},
		"nor do two":                                 {strings.Repeat("あ", 34) + "か」。", []string{strings.Repeat("あ", 34), "か」。"}},
		"nor small kana":                             {strings.Repeat("あ", 34) + "チェック", []string{strings.Repeat("あ", 34), "チェック"}},
		"nor the sign of length":                     {strings.Repeat("あ", 34) + "サーバー", []string{strings.Repeat("あ", 34), "サーバー"}},
		"a bracket ends no line":                     {strings.Repeat("あ", 34) + "「窓口」", []string{strings.Repeat("あ", 34), "「窓口」"}},
		"a number keeps its unit":                    {strings.Repeat("あ", 30) + "最大7,996名の", []string{strings.Repeat("あ", 30) + "最大", "7,996名の"}},
		"also a long one":                            {strings.Repeat("あ", 31) + "約3か月", []string{strings.Repeat("あ", 31) + "約3か月"}},
		"and one of thousands":                       {strings.Repeat("あ", 32) + "約1億2,000万円", []string{strings.Repeat("あ", 32), "約1億2,000万円"}},
		"a day keeps its weekday":                    {strings.Repeat("あ", 30) + "3月11日（月）に", []string{strings.Repeat("あ", 30), "3月11日（月）に"}},
		"a telephone number stays whole":             {strings.Repeat("あ", 30) + "（0120-772-962）", []string{strings.Repeat("あ", 30), "（0120-772-962）"}},
		"with spaces too":                            {strings.Repeat("word ", 12) + "+81 92 123 4567", []string{strings.TrimSpace(strings.Repeat("word ", 12)), "+81 92 123 4567"}},
		"an address stays whole":                     {"詳細は" + "https://www.example.co.jp/" + strings.Repeat("a-b/", 20) + "をご覧ください", []string{"詳細は", "https://www.example.co.jp/" + strings.Repeat("a-b/", 20), "をご覧ください"}},
		"an e-mail address stays whole":              {strings.Repeat("あ", 25) + "contact@nanatsuboshi-gallery.jp", []string{strings.Repeat("あ", 25), "contact@nanatsuboshi-gallery.jp"}},
		"English breaks at spaces":                   {strings.Repeat("word ", 13) + "third-party", []string{strings.TrimSpace(strings.Repeat("word ", 13)), "third-party"}},
		"a number keeps the word that it counts":     {strings.Repeat("word ", 12) + "some 7,996 people", []string{strings.Repeat("word ", 12) + "some", "7,996 people"}},
		"a date stays whole":                         {strings.Repeat("word ", 12) + "11 March 2019", []string{strings.TrimSpace(strings.Repeat("word ", 12)), "11 March 2019"}},
		"a note stays with its word":                 {strings.Repeat("あ", 34) + "※1が", []string{strings.Repeat("あ", 33), "あ※1が"}},
		"spaces are one":                             {"  a \t b  ", []string{"a b"}},
		"a line break stays":                         {"a\nb", []string{"a", "b"}},
		"Korean breaks at spaces":                    {strings.Repeat("안내 ", 13) + "개인정보", []string{strings.TrimSpace(strings.Repeat("안내 ", 13)), "개인정보"}},
	} {
		if got := (&wrapper{eastAsian: true}).lines("", "", c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, c.want)
		}
	}
}

func TestSignsAreWideAmongJapanese(t *testing.T) {
	if n := (&wrapper{eastAsian: true}).width("※…ｱあa"); n != 8 {
		t.Errorf("%d columns, want 8", n)
	}
	if n := (&wrapper{}).width("※…ｱあá"); n != 6 {
		t.Errorf("%d columns, want 6", n)
	}
}

// bare is a text without white space and what only steers where lines end.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == joiner {
			return -1
		}
		return r
	}, s)
}

// holds checks a text that was wrapped: nothing is lost, no line is wider than
// it may be unless it cannot be broken, none begins or ends with what it must
// not.
func holds(t *testing.T, w *wrapper, first, text string) {
	t.Helper()
	const rest = "  "
	lines := slices.Clone(w.lines(first, rest, text))
	if got, want := bare(strings.Join(lines, "")), bare(first+text); got != want {
		t.Fatalf("%q became %q", want, got)
	}
	for i, line := range lines {
		if strings.TrimRight(line, " \u3000") != line || strings.Contains(line, "\n") {
			t.Errorf("%q ends in white space", line)
		}
		own := strings.TrimPrefix(line, rest)
		if i == 0 {
			own = strings.TrimPrefix(line, first)
		}
		if w.width(line) > columns && len(pieces(nil, own)) > 1 {
			t.Errorf("%q is %d wide and could be broken", line, w.width(line))
		}
	}
	for line := range strings.SplitSeq(text, "\n") {
		kinsoku(t, w.lines("", "", line))
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("お客さま「最大7,996名」の情報（カード番号、有効期限）が、サーバーから流出しました。詳細はhttps://www.example.co.jp/をご覧ください。", "・", true)
	f.Add("Up to 7,996 people (“members”) are concerned; call +81 92 123 4567, or write to a@b.example.", "  ", false)
	f.Add("が゛ッ・葛󠄀\u3000☎️ 안내 ￥1,200 ※1", "", true)
	f.Fuzz(func(t *testing.T, text, first string, eastAsian bool) {
		if !utf8.ValidString(text) || !utf8.ValidString(first) || len(first) > 20 || strings.Contains(first, "\n") {
			t.Skip()
		}
		holds(t, &wrapper{eastAsian: eastAsian}, first, text)
	})
}

// Long texts of everything that is hard to break, in any order.
func TestWrapHolds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	hard := strings.Split("あ|い|漢|字|カ|ー|ッ|ァ|、|。|「|」|（|）|…|・|々|※1|7,996名|3か月|約|第2報|3月11日（月）|¥|\u3000| | | |word|(x)|a@b.example|https://a.example/b|0120-772-962|+81 3 1234 5678|“|”|’|\"|-|/|%|안내|葛󠄀|か゛|\n", "|")
	for range 3000 {
		var b strings.Builder
		for range rnd.IntN(150) {
			b.WriteString(hard[rnd.IntN(len(hard))])
		}
		holds(t, &wrapper{eastAsian: rnd.IntN(2) == 0}, []string{"", "・", "- "}[rnd.IntN(3)], b.String())
		if t.Failed() {
			return
		}
	}
}

// Looking for units only where they may begin finds all of them.
func TestUnitsBegin(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	signs := strings.Split("0|1|23|４|+|(|)| | |-|,|.|:|〜|第|約|計|¥|￥|※|月|日|時|分|（|）|月|か|ヵ|カード|名|間|億|%|℃|a|word|March|あ|・", "|")
	for _, u := range units {
		anywhere := regexp.MustCompile(strings.TrimPrefix(u.find.String(), "^"))
		for range 3000 {
			var b strings.Builder
			for range rnd.IntN(30) {
				b.WriteString(signs[rnd.IntN(len(signs))])
			}
			if got, want := u.glued(b.String()), anywhere.ReplaceAllStringFunc(b.String(), u.glue); got != want {
				t.Fatalf("%q became %q, not %q, by %s", b.String(), got, want, anywhere)
			}
		}
	}
}

func kinsoku(t *testing.T, lines []string) {
	t.Helper()
	for i := 1; i < len(lines); i++ {
		last, _ := utf8.DecodeLastRuneInString(lines[i-1])
		next, _ := utf8.DecodeRuneInString(lines[i])
		if strings.ContainsRune("「『（【〔［｛〈《“‘([{￥", last) {
			t.Errorf("%q ends a line", lines[i-1])
		}
		if strings.ContainsRune("、。，．・：；？！」』）】〕］｝〉》”’)]},.ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々ゝヽ…", next) {
			t.Errorf("%q begins a line", lines[i])
		}
	}
}
