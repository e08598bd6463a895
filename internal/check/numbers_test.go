package check

import (
	"strings"
	"testing"
)

func texts(list []found) string {
	var all []string
	for _, f := range list {
		all = append(all, f.text)
	}
	return strings.Join(all, "|")
}

func TestCards(t *testing.T) {
	for text, want := range map[string]string{
		"4111111111111111":      "4111111111111111",
		"4111 1111 1111 1111":   "4111 1111 1111 1111",
		"4111-1111-1111-1111です": "4111-1111-1111-1111",
		"４１１１　１１１１　１１１１　１１１１":           "4111 1111 1111 1111",
		"4111ー1111ー1111ー1111":           "4111-1111-1111-1111",
		"2019 4111 1111 1111 1111":      "4111 1111 1111 1111",
		"4111 1111 1111 1111 12/25":     "4111 1111 1111 1111",
		"3782 822463 10005":             "3782 822463 10005",
		"30569309025904":                "30569309025904",
		"card_2223003122003222.csv":     "2223003122003222",
		"6212345678901232":              "6212345678901232",
		"4222222222222":                 "4222222222222",
		"4111111111111112":              "", // check digit
		"9111111111111111":              "", // no brand
		"4111 1111 1111 11111":          "", // no such form
		"41111111111111111111":          "", // too long
		"x4111111111111111":             "",
		"0000000000000000":              "",
		"4444444444444444":              "", // one digit over and over stands for none
		"https://e.jp/4111111111111111": "",
		"2019-04-12 15:00 4111":         "",
	} {
		if got := texts(cards(fold(text))); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

// Numbers of articles and corporations are public.
func TestPublicNumbers(t *testing.T) {
	for _, n := range []string{"4901777300446", "7000012050002"} {
		if !otherwiseKnown(n) {
			t.Errorf("%s is not known as public", n)
		}
	}
	if otherwiseKnown("4222222222222") || otherwiseKnown("4111111111111111") {
		t.Error("a card is taken for a public number")
	}
}

func TestIndividuals(t *testing.T) {
	for text, want := range map[string]string{
		"123456789018": "123456789018",
		"個人番号：１２３４ー５６７８ー９０１８": "1234-5678-9018",
		"123456789012":        "", // check digit
		"1234 5678 9018 1111": "", // more than three fours
		"+123456789018":       "", // a phone number with its country
		"201904121507":        "",
		"１２３４５６７８９０１８a":       "",
		"000000000000":        "",
	} {
		if got := texts(individuals(fold(text))); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

func TestPhonesAndEmails(t *testing.T) {
	for text, want := range map[string]string{
		"電話０９０−１２３４−５６７８":                       "090-1234-5678",
		"03(3581)4111 or (03) 3581-4111":        "03(3581)4111|(03) 3581-4111",
		"TEL:0335814111":                        "0335814111",
		"09012345678":                           "09012345678",
		"+81-90-1234-5678":                      "+81-90-1234-5678",
		"2019-04-12, 2018-0326-1347-04":         "",
		"0335814111":                            "", // a code, unless it is called a phone
		"taro@example.org、hanako＠example.co.jp": "taro@example.org|hanako@example.co.jp",
		"a@b": "",
	} {
		if got := texts(append(phones(fold(text)), emails(fold(text))...)); got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

// A finding points at the character that the author wrote.
func TestFoundAt(t *testing.T) {
	f := cards(fold("㈱の番号は\n４１１１−１１１１−１１１１−１１１１"))
	if len(f) != 1 || f[0].start != 6 {
		t.Errorf("%+v", f)
	}
	if got := masked("4111 1111 1111 1111"); got != "4111 **** **** 1111" {
		t.Error(got)
	}
}
