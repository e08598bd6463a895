package load

import (
	"reflect"
	"slices"
	"strings"
	"sync"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// wordBook knows the words of every vocabulary, the site's own among them.
type wordBook struct {
	own map[string]map[string]notice.Own
}

var baseWords = sync.OnceValue(func() map[string]map[string]bool {
	sets := map[string]map[string]bool{}
	for name, words := range notice.Vocabularies {
		sets[name] = map[string]bool{}
		for _, w := range words {
			sets[name][w] = true
		}
	}
	return sets
})

func (w *wordBook) has(vocab, word string) bool {
	if baseWords()[vocab][word] {
		return true
	}
	_, ok := w.own[vocab][word]
	return ok
}

func (w *wordBook) all(vocab string) []string {
	words := slices.Clone(notice.Vocabularies[vocab])
	var own []string
	for id := range w.own[vocab] {
		own = append(own, id)
	}
	slices.Sort(own)
	return append(words, own...)
}

var (
	wordForm = pattern.New(`^[a-z0-9][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*)*$`)
	plurals  = []string{"zero", "one", "two", "few", "many", "other"}
)

// vocabulary reads the words that a site adds.
func (b *binder) vocabulary(n *node) map[string]map[string]notice.Own {
	if n.kind != table {
		b.wrong(n, "表", "a table", diag.Words{Ja: "書き方: [vocabulary.units]", En: "write [vocabulary.units]"})
		return nil
	}
	own := map[string]map[string]notice.Own{}
	for _, v := range n.kids {
		b.push(v.key, 0)
		if words := b.ownWords(v); words != nil {
			own[v.key] = words
		}
		b.pop()
	}
	return own
}

func (b *binder) ownWords(v *node) map[string]notice.Own {
	at := *v
	at.at = v.keyAt
	if _, ok := notice.Vocabularies[v.key]; !ok {
		var names []string
		for name := range notice.Vocabularies {
			names = append(names, name)
		}
		slices.Sort(names)
		hint := diag.Say("語彙の名前: %s", "the vocabularies are: %s", strings.Join(names, ", "))
		if near := nearest(v.key, names); near != "" {
			hint = diag.Say("「%s」のことですか。", "did you mean %s?", near)
		}
		b.say(&at, "unknown-key", diag.Say("「%s」という語彙はありません。", "there is no vocabulary %q", v.key), hint)
		return nil
	}
	if slices.Contains(notice.Closed, v.key) {
		b.say(&at, "closed-vocabulary", diag.Say("語彙「%s」には言葉を足せません。", "no words can be added to the vocabulary %q", v.key),
			diag.Say("この語彙の言葉は、プログラムの動きを決めるものです。書ける言葉: %s", "the program itself acts upon its words: %s", strings.Join(notice.Vocabularies[v.key], ", ")))
		return nil
	}
	if v.kind != table {
		b.wrong(v, "表", "a table", ownHint)
		return nil
	}
	words := map[string]notice.Own{}
	for _, w := range v.kids {
		b.push(w.key, 0)
		if own, ok := b.ownWord(v.key, w); ok {
			words[w.key] = own
		}
		b.pop()
	}
	return words
}

var ownHint = diag.Words{
	Ja: `書き方: parcel = { ja = "個", en = { one = "parcel", other = "parcels" } }`,
	En: `write parcel = { ja = "個", en = { one = "parcel", other = "parcels" } }`,
}

// ownWord reads one added word with its labels. A word that is not in order
// is still known, so that its uses are not reported as well.
func (b *binder) ownWord(vocab string, w *node) (notice.Own, bool) {
	at := *w
	at.at = w.keyAt
	own := notice.Own{Place: b.place(w.keyAt), Labels: map[string]map[string]string{}}
	switch {
	case baseWords()[vocab][w.key]:
		b.say(&at, "word-exists", diag.Say("「%s」はすでにある言葉です。", "%q is a word already", w.key),
			diag.Say("別の名前にするか、消してください。", "choose another name, or remove it"))
		return own, false
	case !wordForm().MatchString(w.key):
		b.say(&at, "id-form", diag.Say("言葉の名前に使えるのは半角の小文字・数字・ハイフンです: 「%s」", "a word's name is made of a-z, 0-9 and hyphens: %q", w.key), idHint(w.key))
	}
	if w.kind != table {
		b.wrong(w, "言語ごとの表 { … }", "a table by language { … }", ownHint)
		return own, true
	}
	for _, l := range w.kids {
		if l.kind == table && !b.isLanguage(l.key) && slices.ContainsFunc(l.kids, func(k *node) bool { return b.isLanguage(k.key) }) {
			b.say(l, "unquoted-word", diag.Say("点を含む言葉は引用符で囲みます。", "a word with a dot stands between quotes"),
				diag.Say(`書き方: "%s.%s" = { … }`, `write "%s.%s" = { … }`, w.key, l.key))
			return own, true
		}
		if b.language(l) {
			own.Labels[l.key] = b.labels(l)
		}
	}
	b.missingLanguages(w)
	return own, true
}

// labels reads a word's labels in one language, by plural form.
func (b *binder) labels(l *node) map[string]string {
	b.push(l.key, 0)
	defer b.pop()
	if l.kind != table {
		if s, ok := b.plain(l); ok {
			return map[string]string{"": s}
		}
		return nil
	}
	forms := map[string]string{}
	for _, f := range l.kids {
		if !slices.Contains(plurals, f.key) {
			at := *f
			at.at = f.keyAt
			b.say(&at, "unknown-key", diag.Say("「%s」という数の形はありません。", "there is no plural form %q", f.key),
				diag.Say("数の形: %s", "the forms are: %s", strings.Join(plurals, ", ")))
			continue
		}
		if s, ok := b.plain(f); ok {
			forms[f.key] = s
		}
	}
	if l.kid("other") == nil && !l.holes {
		b.say(l, "missing-field", diag.Say("「other」がありません。", "other is missing"),
			diag.Say("その他の数すべてに使う形です: other = \"…\"", "it serves all remaining numbers: other = \"…\""))
	}
	return forms
}

var sitePlan = planOf(reflect.TypeFor[notice.Site]())
var reportPlan = planOf(reflect.TypeFor[notice.Report]())
