package load

import (
	"slices"
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// wrong reports a value of another type than the field has.
func (b *binder) wrong(n *node, ja, en string, hint diag.Words) {
	is := n.kindWords()
	b.say(n, "wrong-type",
		diag.Words{Ja: ja + "で書く項目ですが、" + is.Ja + "です。", En: "this should be " + en + ", but is " + is.En}, hint)
}

// quotedHint shows a value between quotes.
func quotedHint(n *node) diag.Words {
	if n.raw == "" || len(n.raw) > 60 {
		return diag.Words{Ja: `書き方: "…"`, En: `write "…"`}
	}
	return diag.Say(`引用符で囲みます: "%s"`, `put it between quotes: "%s"`, n.raw)
}

// plain gives the value of a text that is the same for everybody.
func (b *binder) plain(n *node) (string, bool) {
	if n.kind != text {
		b.wrong(n, "引用符で囲んだ文字列", "a text between quotes", quotedHint(n))
		return "", false
	}
	if strings.TrimSpace(n.str) == "" {
		b.empty(n)
		return "", false
	}
	return b.oneLine(n), b.clean(n)
}

func (b *binder) empty(n *node) {
	b.say(n, "empty-text", diag.Say("空の文字列です。", "the text is empty"),
		diag.Say("書くことがなければ、項目ごと消してください。", "remove the field if there is nothing to say"))
}

var idForm = pattern.New(`^[a-z0-9][a-z0-9-]*$`)

func (b *binder) str(n *node, v *notice.String, key string) {
	s, ok := b.plain(n)
	if !ok {
		return
	}
	*v = notice.String{Place: b.place(n.at), V: s}
	if key == "languages" && b.list() != "languages" && !languageForm(s) {
		b.say(n, "language-tag", diag.Say("「%s」は言語の名前ではありません。", "%q is no language tag", s), languageHint(s))
	}
	if key != "id" {
		return
	}
	b.id(n, s)
	b.names = append(b.names, idPlace{b.list(), s, n.at})
}

// id reports an id of a form that an address or a reference cannot hold.
func (b *binder) id(n *node, s string) {
	if idForm().MatchString(s) {
		return
	}
	b.say(n, "id-form",
		diag.Say("idに使えるのは半角の小文字・数字・ハイフンです: 「%s」", "an id is made of a-z, 0-9 and hyphens: %q", s),
		idHint(s))
}

func idHint(s string) diag.Words {
	id := strings.Map(func(r rune) rune {
		r = notice.Half(r)
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '_' || r == ' ' || r == '.':
			return '-'
		}
		return r
	}, s)
	id = strings.Trim(id, "-")
	if !idForm().MatchString(id) {
		id = "support-desk"
	}
	return diag.Say("書き方: %s", "write %s", id)
}

func (b *binder) boolean(n *node, v *notice.Bool) {
	if n.kind != boolean {
		b.wrong(n, "true か false", "true or false",
			diag.Words{Ja: "引用符なしで true または false と書きます。", En: "write true or false, without quotes"})
		return
	}
	*v = notice.Bool{Place: b.place(n.at), Set: true, V: n.raw == "true"}
}

func (b *binder) word(n *node, v *notice.Word, vocab string) {
	s, ok := b.plain(n)
	if !ok {
		return
	}
	if !b.words.has(vocab, n.str) { // a space at its end makes it another word
		b.unknownWord(n, n.str, vocab)
		return
	}
	*v = notice.Word{Place: b.place(n.at), ID: s}
}

func (b *binder) unknownWord(n *node, s, vocab string) {
	words := b.words.all(vocab)
	hint := diag.Say("書ける言葉: %s", "the words are: %s", listed(words, 40))
	if near := nearest(s, words); near != "" {
		hint = diag.Say(`「%s」のことですか。`, `did you mean "%s"?`, near)
	} else if !slices.Contains(notice.Closed, vocab) {
		hint.Ja += "（site.toml の [vocabulary." + vocab + "] で言葉を足せます。）"
		hint.En += " (site.toml can add words in [vocabulary." + vocab + "])"
	}
	b.say(n, "unknown-word", diag.Say("「%s」という言葉はありません。", "there is no word %q here", s), hint)
}

func (b *binder) ref(n *node, v *notice.Ref, list string) {
	s, ok := b.plain(n)
	if !ok {
		return
	}
	*v = notice.Ref{Place: b.place(n.at), ID: s}
	b.refs = append(b.refs, reference{list, s, n.at, b.where()})
}

var grouped = pattern.New(`^[0-9]{1,3}(,[0-9]{3})+$`)

// number reads a whole number. Numbers are written in digits alone, so that
// what stands in the file is what readers will see.
func (b *binder) number(n *node, v *notice.Int) {
	switch n.kind {
	case integer:
		if !onlyDigits(strings.TrimPrefix(n.raw, "-")) {
			b.say(n, "number-form", diag.Say("「%s」は数字だけで書きます。", "%s should be written in digits alone", n.raw),
				diag.Say("正しい書き方: %d", "write %d", n.num))
		}
		*v = notice.Int{Place: b.place(n.at), Set: true, V: n.num}
	case text:
		b.numberText(n, v)
	case float:
		b.say(n, "number-form", diag.Say("「%s」は整数で書きます。", "%s should be a whole number", n.raw),
			diag.Say("小数や指数は書けません。細かい単位を選んでください（1.5GBなら1500MB）。", "no decimal point and no exponent: choose a smaller unit (1500 megabyte for 1.5 GB)"))
		*v = notice.Int{Place: b.place(n.at), Set: true}
	default:
		b.wrong(n, "整数", "a whole number", diag.Words{Ja: "書き方: 1200", En: "write 1200"})
	}
}

// numberText reads a number that was put between quotes.
func (b *binder) numberText(n *node, v *notice.Int) {
	s := strings.TrimSpace(strings.Map(notice.Half, n.str))
	d := s
	if grouped().MatchString(s) {
		d = strings.ReplaceAll(s, ",", "")
	}
	num, err := strconv.ParseInt(d, 10, 64)
	if err != nil {
		b.wrong(n, "整数", "a whole number", diag.Words{Ja: "引用符なしの数字だけで書きます: 1200", En: "write digits alone, without quotes: 1200"})
		return
	}
	hint := diag.Say("正しい書き方: %d", "write %d", num)
	switch {
	case d != s:
		b.say(n, "thousands-separator", diag.Say("数「%s」に桁区切りがあります。", "the number %q has separators", n.str), hint)
	case s != n.str:
		b.say(n, "fullwidth-digit", diag.Say("数「%s」が全角です。", "the number %q is in full-width digits", n.str), hint)
	default:
		b.wrong(n, "整数", "a whole number", hint)
	}
	*v = notice.Int{Place: b.place(n.at), Set: true, V: num}
}

func onlyDigits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}
