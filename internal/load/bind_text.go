package load

import (
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

func (b *binder) isLanguage(tag string) bool {
	if len(b.langs) == 0 {
		return tag == "ja" || tag == "en"
	}
	return slices.Contains(b.langs, tag)
}

// text reads a text: a plain string, or one string a language. Only prose has
// several lines.
func (b *binder) text(n *node, v *notice.Text, prose bool) {
	switch n.kind {
	case text:
		if p, ok := b.passage(n, prose); ok {
			v.Place = b.place(n.at)
			v.Same = &p
		}
		return
	case table:
	default:
		b.wrong(n, "文", "a text", quotedHint(n))
		return
	}
	v.Place = b.place(n.at)
	v.By = make([]notice.Translation, 0, len(n.kids))
	for _, k := range n.kids {
		if !b.language(k) || k.bad {
			continue
		}
		if k.kind != text {
			b.wrong(k, "文", "a text", quotedHint(k))
			continue
		}
		if p, ok := b.passage(k, prose); ok {
			v.By = append(v.By, notice.Translation{Lang: k.key, Passage: p})
		}
	}
	slices.SortFunc(v.By, byTag)
	b.missingLanguages(n)
}

func byTag(a, b notice.Translation) int { return strings.Compare(a.Lang, b.Lang) }

// meant gives the language that the unknown key of a text was meant for.
func (b *binder) meant(n *node, lang string) bool {
	for _, k := range n.kids {
		if !b.isLanguage(k.key) && nearest(k.key, b.langs) == lang {
			return true
		}
	}
	return false
}

func (b *binder) passage(n *node, prose bool) (notice.Passage, bool) {
	if strings.TrimSpace(n.str) == "" {
		b.empty(n)
		return notice.Passage{}, false
	}
	b.clean(n)
	s := n.str
	if !prose {
		s = b.oneLine(n)
	}
	return notice.Passage{Place: b.place(n.body), Text: s, Turns: b.turns(n)}, true
}

// oneLine gives a text without the line break that ends it when it stands
// between three quotes, and reports one within it.
func (b *binder) oneLine(n *node) string {
	s := strings.TrimRight(n.str, " \t\n")
	if strings.Contains(s, "\n") {
		b.say(n, "line-break", diag.Say("1行で書く項目に改行があります。", "this is one line of text, but has a line break"),
			diag.Say(`改行を消すか、行の終わりに \ を書いて続けます。`, `remove the line break, or end the line with a \ to go on`))
	}
	return s
}

// language reports a key of a text that is no language of the site.
func (b *binder) language(k *node) bool {
	if b.isLanguage(k.key) {
		return true
	}
	if len(b.langs) == 0 {
		return languageForm(k.key)
	}
	at := *k
	at.at = k.keyAt
	hint := diag.Say("このサイトの言語: %s（site.toml の languages）", "the languages of this site: %s (languages in site.toml)", strings.Join(b.langs, ", "))
	if near := nearest(k.key, b.langs); near != "" {
		hint = diag.Say("「%s」のことですか。", "did you mean %s?", near)
	}
	b.say(&at, "unknown-language", diag.Say("「%s」はこのサイトの言語ではありません。", "%q is no language of this site", k.key), hint)
	return false
}

func (b *binder) missingLanguages(n *node) {
	if n.holes || n.repeated || len(n.kids) == 0 {
		if len(n.kids) == 0 && !n.holes {
			b.empty(n)
		}
		return
	}
	for _, lang := range b.langs {
		if n.kid(lang) != nil || slices.Contains(b.pending, lang) || b.meant(n, lang) {
			continue
		}
		hint := diag.Say("%s = \"…\" を足してください。", "add %s = \"…\"", lang)
		if b.isReport && lang != b.langs[0] {
			hint.Ja += "翻訳を待つときは、報のはじめに translation_pending = [\"" + lang + "\"] と書きます。"
			hint.En += "; if the translation is still to come, begin the report with translation_pending = [\"" + lang + "\"]"
		}
		b.say(n, "missing-language", diag.Say("言語「%s」の文がありません。", "the text in %q is missing", lang), hint)
	}
}

// titles reads texts by the words of a vocabulary.
func (b *binder) titles(n *node, v *map[string]notice.Text, vocab string) {
	if n.kind != table {
		b.wrong(n, "表 { … }", "a table { … }", diag.Words{Ja: "書き方: 言葉 = { ja = \"…\", en = \"…\" }", En: `write word = { ja = "…", en = "…" }`})
		return
	}
	*v = map[string]notice.Text{}
	for _, k := range n.kids {
		b.push(k.key, 0)
		if !b.words.has(vocab, k.key) {
			at := *k
			at.at = k.keyAt
			b.unknownWord(&at, k.key, vocab)
		}
		var t notice.Text
		b.text(k, &t, false)
		(*v)[k.key] = t
		b.pop()
	}
}

// clean reports characters that escapes have put into a text; those that
// stand in the file itself are reported already.
func (b *binder) clean(n *node) bool {
	if plainEscapes(n.raw) {
		return true
	}
	for _, r := range n.str {
		if bad, words := forbidden(r); bad && !strings.ContainsRune(n.raw, r) {
			b.say(n, "control-character", words, diag.Say("消してください。", "remove it"))
			return false
		}
	}
	return true
}

// plainEscapes reports whether a text as written has no escapes but those of
// line breaks, tabs, quotes and backslashes, as most have.
func plainEscapes(raw string) bool {
	for {
		i := strings.IndexByte(raw, '\\')
		if i < 0 || i+1 == len(raw) {
			return true
		}
		if strings.IndexByte("nt\"\\ \t\n", raw[i+1]) < 0 {
			return false
		}
		raw = raw[i+2:]
	}
}
