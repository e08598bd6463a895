package search

import (
	"slices"
	"strings"
	"testing"
)

func TestFold(t *testing.T) {
	for _, c := range [][2]string{
		{"", ""},
		{"Unauthorised  Access!", "unauthorised access"},
		{"Ｗｅｂサーバー", "webさーば"},
		{"ｻｰﾊﾞｰ", "さーば"},
		{"サーバーへの攻撃", "さーばへの攻撃"},
		{"サーバーセキュリティ", "さーばーせきゅりてぃ"},
		{"キー", "きー"}, // too short to lose its end
		{"ユーザー、ユーザ", "ゆーざ ゆーざ"},
		{"すごーい", "すごーい"},
		{"髙島屋・﨑陽軒", "高島屋 崎陽軒"},
		{"慶應義塾", "慶応義塾"},
		{"3,455,754名", "3455754名"},
		{"３，４５５名分", "3455名分"},
		{"1, 2", "1 2"},
		{"company’s e-mail", "companys e mail"},
		{"Café ÉCLAIR İstanbul", "cafe eclair istanbul"},
		{"か\u3099き", "がき"},
		{"e\u0301", "e"},
		{"㈱見本", "株 見本"},
		{"第①報", "第1報"},
		{"개인정보 유출", "개인정보 유출"},
		{"\ufffd\xff", ""},
		{"  前後  ", "前後"},
		{"𠮷野家", "𠮷野家"},
	} {
		if got := Fold(c[0]); got != c[1] {
			t.Errorf("Fold(%q) = %q, want %q", c[0], got, c[1])
		}
		if again := Fold(Fold(c[0])); !strings.Contains(c[0], "ー") && again != c[1] {
			t.Errorf("Fold(Fold(%q)) = %q", c[0], again)
		}
	}
}

func TestTerms(t *testing.T) {
	for text, want := range map[string]string{
		"":                         "",
		"不正アクセス":                   "不 不正 正 正あ あく くせ せす",
		"第3報":                      "第 報",
		"VPN機器の穴":                  "vpn 機 機器 器 器の の穴 穴",
		"cards of customers":       "card of customer",
		"address bus analysis ids": "address bus analysis ids",
		"a I x":                    "",
		"の":                        "の",
		"개인":                       "개인",
		strings.Repeat("x", 100):   strings.Repeat("x", longestWord),
	} {
		var got []string
		for term := range terms(Fold(text)) {
			got = append(got, term)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Who stops asking is not given more.
func TestTermsStop(t *testing.T) {
	for _, text := range []string{"不正アクセス", "a few words"} {
		n := 0
		for range terms(Fold(text)) {
			if n++; n == 1 {
				break
			}
		}
		if n != 1 {
			t.Errorf("%q: %d terms", text, n)
		}
	}
}

// Words that begin alike stand in the same file, whatever their number.
func TestWordsThatBeginAlikeStandTogether(t *testing.T) {
	all := []string{"info", "inform", "information", "informed"}
	for _, shards := range []int{1, 2, 64, 512} {
		at := make([]int, len(all))
		for i, word := range all {
			at[i] = shardOf(word, shards)
		}
		if slices.Max(at) != slices.Min(at) || slices.Max(at) >= shards {
			t.Errorf("%d shards: %v", shards, at)
		}
	}
}
