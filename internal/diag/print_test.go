package diag

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
)

var sample = Findings{
	{"unknown-word", Error, Place{"content/x/1.toml", 12, 9}, Say("timeline 3, event: 「ocurred」という言葉はありません。", `timeline 3, event: there is no word "ocurred" here`), Say("「occurred」のことですか。", `did you mean "occurred"?`), 0},
	{"missing-field", Error, Place{File: "content/x/1.toml"}, Say("「stage」がありません。", "stage is missing"), Words{}, 0},
	{"wide", Warning, Place{"content/x/2.toml", 1, 12}, Say("全角", "wide"), Say("直す", "mend"), 0},
}

func source(file string, line int) (string, bool) {
	switch {
	case file == "content/x/1.toml" && line == 12:
		return "\tevent = \"ocurred\"", true
	case file == "content/x/2.toml" && line == 1:
		return "title = 「九州」　＝ e\u0301\x1b[31m", true
	}
	return "", false
}

const wantEn = `content/x/1.toml
  12:9 error: timeline 3, event: there is no word "ocurred" here [unknown-word]
    12 |     event = "ocurred"
       |            ^
    → did you mean "occurred"?
  error: stage is missing [missing-field]

content/x/2.toml
  1:12 warning: wide [wide]
     1 | title = 「九州」　＝ é<U+001B>[31m
       |               ^^
    → mend

2 errors, 1 warning in 2 files
`

func TestPrint(t *testing.T) {
	var b strings.Builder
	if err := Print(&b, sample, Options{Lang: "en", Source: source}); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(wantEn, "é", "e\u0301")
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
	b.Reset()
	_ = Print(&b, sample, Options{Lang: "ja"})
	for _, s := range []string{"12:9 誤り: timeline 3", "    → 「occurred」のことですか。", "注意: 全角", "2ファイルに誤り2件、注意1件"} {
		if !strings.Contains(b.String(), s) {
			t.Errorf("%q is missing in\n%s", s, b.String())
		}
	}
	b.Reset()
	_ = Print(&b, nil, Options{Lang: "en"})
	if b.String() != "no findings\n" {
		t.Errorf("nothing found: %q", b.String())
	}
}

func TestPrintColor(t *testing.T) {
	var plain, colored strings.Builder
	_ = Print(&plain, sample, Options{Source: source})
	_ = Print(&colored, sample, Options{Source: source, Color: true})
	for _, code := range []string{bold, red, yellow, cyan, faint} {
		if !strings.Contains(colored.String(), "\x1b["+code+"m") {
			t.Errorf("colour %s is not used", code)
		}
		colored2 := strings.ReplaceAll(colored.String(), "\x1b["+code+"m", "")
		colored.Reset()
		colored.WriteString(colored2)
	}
	if got := strings.ReplaceAll(colored.String(), "\x1b[0m", ""); got != plain.String() {
		t.Errorf("colour changes more than colour:\n%s", got)
	}
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("あ", 300)
	for _, c := range []struct {
		text          string
		column        int
		before, under int
	}{
		{"abc", 1, 0, 1}, {"abc", 3, 2, 1}, {"abc", 4, 3, 1}, {"abc", 99, 3, 1},
		{"日本語", 2, 2, 2}, {"ｶﾅ", 2, 1, 1}, {"e\u0301x", 3, 1, 1}, {"\tx", 2, 4, 1}, {"a\x00b", 2, 1, 8},
		{long, 1, 0, 2}, {long, 150, 101, 2}, {long, 300, 199, 2},
	} {
		shown, before, under := excerpt(c.text, c.column)
		if before != c.before || under != c.under {
			t.Errorf("%.10q column %d: %d and %d, want %d and %d", c.text, c.column, before, under, c.before, c.under)
		}
		if n := len([]rune(shown)); n > mostShown+8 {
			t.Errorf("%d characters are shown", n)
		}
	}
}

func TestPrintJSON(t *testing.T) {
	fs := append(Findings{{"a", Error, Place{"f.toml", 1, 2}, Say("悪い\u009b\u202e字 <&>", "bad\u009b\u202e\U000E0001 <&>"), Words{}, 0}}, sample...)
	var b bytes.Buffer
	if err := PrintJSON(&b, fs, "ja"); err != nil {
		t.Fatal(err)
	}
	var r Report
	if err := json.Unmarshal(b.Bytes(), &r); err != nil {
		t.Fatalf("%v in %s", err, b.String())
	}
	if r.Errors != 3 || r.Warnings != 1 || len(r.Findings) != 4 {
		t.Errorf("%+v", r)
	}
	if got := r.Findings[0]; got.Message != fs[0].Text.Ja || got.Line != 1 || got.Column != 2 || got.Severity != "error" {
		t.Errorf("%+v", got)
	}
	if !strings.Contains(b.String(), `\u009b\u202e字 <&>`) {
		t.Errorf("controls are not escaped: %s", b.String())
	}
	b.Reset()
	if err := PrintJSON(&b, nil, "en"); err != nil || !strings.Contains(b.String(), `"findings": []`) {
		t.Errorf("%v %s", err, b.String())
	}
}

// FuzzPrint: whatever an author wrote, no control reaches the terminal.
func FuzzPrint(f *testing.F) {
	f.Add("\x1b[2J", 3, "日本語\u202e\u200b")
	f.Add("\u009b31m\r\n", -1, "\xff\xfe\t")
	f.Fuzz(func(t *testing.T, line string, column int, text string) {
		fs := Findings{{"rule", Error, Place{"f" + text, 1, column}, Words{text, text}, Words{text, text}, 0}}
		var out, js bytes.Buffer
		_ = Print(&out, fs, Options{Lang: "ja", Source: func(string, int) (string, bool) { return line, true }})
		_ = PrintJSON(&js, fs, "en")
		for _, s := range []string{out.String(), js.String()} {
			for _, r := range s {
				if r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp) {
					t.Fatalf("%U reaches the terminal:\n%q", r, s)
				}
			}
		}
		if n := strings.Count(out.String(), "\n"); n > 7 {
			t.Fatalf("%d lines:\n%q", n, out.String())
		}
		var r Report
		if err := json.Unmarshal(js.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
	})
}

// A number that no log may repeat is not shown with any finding of its lines.
func TestPrintSecret(t *testing.T) {
	text := map[int]string{1: "4111 1111", 2: "１１１１ ① x", 3: "2019"}
	var b strings.Builder
	err := Print(&b, Findings{
		{Rule: "card", Place: Place{"a", 1, 1}, Secret: 2},
		{Rule: "other", Place: Place{"a", 2, 8}},
		{Rule: "other", Place: Place{"a", 3, 1}},
		{Rule: "other", Place: Place{"b", 1, 1}},
	}, Options{Source: func(_ string, line int) (string, bool) { return text[line], true }})
	if err != nil {
		t.Fatal(err)
	}
	before, after, _ := strings.Cut(b.String(), "\nb\n")
	if !strings.Contains(before, "1 | **** ****\n") || !strings.Contains(before, "2 | **** * x\n") || !strings.Contains(before, "3 | 2019\n") || !strings.Contains(after, "1 | 4111 1111\n") {
		t.Error(b.String())
	}
}
