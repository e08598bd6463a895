package change

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/quick"
	"time"
)

func TestSegments(t *testing.T) {
	for text, want := range map[string]string{
		"会員専用サーバーへの不正アクセスに気づき、遮断しました。":  "会員専用|サーバーへの|不正|アクセスに|気づき|、|遮断しました|。",
		"最大3,455,754名分という人数を、2026年10月に": "最大|3,455,754名分という|人数を|、|2026年|10月に",
		"APIの悪用":                               "APIの|悪用",
		"The app’s API was abused, 3.5 times.": "The| |app’s| |API| |was| |abused|,| |3.5| |times|.",
		"お客さまのセキュリティコード":                       "お|客さまの|セキュリティコード",
		"が\u3099っこう":                           "が\u3099っこう",
	} {
		if got := strings.Join(segments(text), "|"); got != want {
			t.Errorf("%s\n is cut into %s\n not       %s", text, got, want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ old, now, want string }{
		{"対象は最大3,455,754名分です。", "対象は3,179,454名分です。", "対象は[-最大3,455,754名分です-]{+3,179,454名分です+}。"},
		{"不正アクセスを確認しました。", "不正アクセスを確認しました。続報します。", "不正アクセスを確認しました。{+続報します。+}"},
		{"The server was cut off.", "The servers were cut off.", "The [-server was-]{+servers were+} cut off."},
		{"全く別の文です。", "Nothing in common", "[-全く別の文です。-]{+Nothing in common+}"},
		{"", "New", "{+New+}"},
		{"Same", "Same", "Same"},
	} {
		if got := shown(Words(c.old, c.now)); got != c.want {
			t.Errorf("%q → %q\n gives %s\n not   %s", c.old, c.now, got, c.want)
		}
	}
}

// Both texts can be read off the runs, whole, whatever they are.
func TestRunsKeepBothTexts(t *testing.T) {
	both := func(old, now string) bool {
		was, is := "", ""
		for _, r := range Words(old, now) {
			if r.Mark != Inserted {
				was += r.Text
			}
			if r.Mark != Deleted {
				is += r.Text
			}
		}
		return was == old && is == now && strings.Join(segments(old), "") == old
	}
	for _, s := range []string{"", "\xff\xfe", "\ufffd", "ab\x00", strings.Repeat("あ漢1 ", 3000)} {
		if !both(s, s+"終わり") || !both("始め"+s, s) {
			t.Errorf("a text is lost: %.20q", s)
		}
	}
	if err := quick.Check(both, nil); err != nil {
		t.Error(err)
	}
}

// However long and different two texts are, comparing them takes no time that a
// reader would notice, and keeps both.
func TestLongTexts(t *testing.T) {
	var a, b strings.Builder
	for i := range 20000 {
		fmt.Fprintf(&a, "漢%dか、\n", i)
		fmt.Fprintf(&b, "字%dき。\n", i+7)
	}
	begun := time.Now()
	for _, pair := range [][2]string{
		{a.String(), b.String()},
		{strings.ReplaceAll(a.String(), "\n", ""), strings.ReplaceAll(b.String(), "\n", "")},
		{a.String(), a.String() + "終わり"},
	} {
		was := ""
		for _, r := range Words(pair[0], pair[1]) {
			if r.Mark != Inserted {
				was += r.Text
			}
		}
		if was != pair[0] {
			t.Error("the earlier text is lost")
		}
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
}

// More pieces than there are letters below the surrogates.
func TestLetters(t *testing.T) {
	for _, n := range []int{0, 1, 0xd7fe, 0xd7ff, 0xd800, 0xffff} {
		if got := position(letter(n)); got != n || slices.Contains([]rune(string(letter(n))), '\ufffd') && letter(n) != '\ufffd' {
			t.Errorf("%x becomes %x", n, got)
		}
	}
}

func shown(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString([]string{"", "[-", "{+"}[r.Mark] + r.Text + []string{"", "-]", "+}"}[r.Mark])
	}
	return b.String()
}
