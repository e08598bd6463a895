package schema

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"kohyo/internal/load"
	"kohyo/internal/notice"
)

func byKey(a, b member) int { return cmp.Compare(a.key, b.key) }

// word describes a word of a vocabulary.
func (w *writer) word(vocab string) object {
	return w.define("word-"+vocab, func() object {
		var docs []string
		words := w.words(vocab)
		for _, word := range words {
			docs = append(docs, w.label(vocab, word))
		}
		known := object{
			{"type", "string"}, {"enum", words},
			{"x-taplo", object{{"docs", object{{"enumValues", docs}}}}},
		}
		if len(w.languages) == 0 && !slices.Contains(notice.Closed, vocab) {
			return object{{"description", w.list(vocab)}, {"anyOf", []object{known, pattern("^" + ownWord + "$")}}}
		}
		return append(object{{"description", w.list(vocab)}}, known...)
	})
}

// words are the words of a vocabulary, the site's own last.
func (w *writer) words(vocab string) []string {
	return append(slices.Clone(notice.Vocabularies[vocab]), slices.Sorted(maps.Keys(w.own[vocab]))...)
}

// label says what a word means, in Japanese and English.
func (w *writer) label(vocab, word string) string {
	ja, _ := w.ja.Word(vocab, word)
	en, _ := w.en.Word(vocab, word)
	if own, ok := w.own[vocab][word]; ok {
		ja, en = ownLabel(own, "ja"), ownLabel(own, "en")
	}
	if ja == en || ja == "" || en == "" {
		return cmp.Or(ja, en)
	}
	return ja + " · " + en
}

func ownLabel(own notice.Own, language string) string {
	labels := own.Labels[language]
	return cmp.Or(labels["other"], labels[""])
}

// list names the words with what they mean.
func (w *writer) list(vocab string) string {
	var b strings.Builder
	for _, word := range w.words(vocab) {
		b.WriteString("- `" + word + "`")
		if label := w.label(vocab, word); label != "" {
			b.WriteString(" " + label)
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// How moments are written, for those who point at one.
const momentForms = "`2019-03-11`, `2019-03-11T15:00`, `\"2019-03\"`, `\"~2019-03-11 15:00\"` (頃 · around), `\"<=2017-08\"` (以前 · on or before), " +
	"`\">=2023-10-02\"` (以降 · from then on), `\"early 2019-02\"` (上旬), `\"2019-03-11 evening\"` (夕方), `\"unknown\"` (不明)"

// about is what an editor shows of a field, in Markdown.
func (w *writer) about(f load.Field) string {
	ja, en := f.Meaning.Ja, f.Meaning.En
	switch f.Need {
	case "always":
		ja, en = ja+" **必須**", en+" **Required.**"
	case "ready":
		ja, en = ja+" **公開時必須**", en+" **Required once the status is ready.**"
	}
	parts := []string{ja, en}
	if s := short(f.Table); s != nil {
		parts = append(parts, "文だけでも書けます（`"+s.Key+"`）。 A text alone stands for `"+s.Key+"`.")
	}
	switch f.Type {
	case "word":
		parts = append(parts, w.list(f.Word))
	case "moment", "when", "forecast":
		if f.Path != "published" && f.Path != "withdrawn.at" {
			parts = append(parts, momentForms)
		}
	}
	if f.Example != "" {
		parts = append(parts, "```toml\n"+strings.TrimSpace(f.Example)+"\n```")
	}
	return strings.Join(parts, "\n\n")
}

// vocabulary describes the words that a site adds.
func (w *writer) vocabulary() object {
	label := pattern(oneLine)
	forms := object{
		{"type", "object"},
		{"properties", object{}},
		{"required", []string{"other"}},
		{"additionalProperties", false},
	}
	var plurals object
	for _, form := range []string{"zero", "one", "two", "few", "many", "other"} {
		plurals = append(plurals, member{form, label})
	}
	forms.set("properties", plurals)
	word := w.define("word", func() object { return w.byLanguage(either(label, forms)) })

	var properties object
	for _, vocab := range slices.Sorted(maps.Keys(notice.Vocabularies)) {
		if slices.Contains(notice.Closed, vocab) {
			continue
		}
		properties = append(properties, member{vocab, object{
			{"description", w.list(vocab)},
			{"type", "object"},
			{"propertyNames", object{
				{"pattern", "^" + ownWord + "$"},
				{"not", object{{"enum", notice.Vocabularies[vocab]}}},
			}},
			{"additionalProperties", word},
			{"x-tombi-additional-key-label", "word"},
		}})
	}
	return object{
		{"description", "標準の語彙にない、サイト独自の語とその表示。\n\nWords that the shipped vocabularies lack, with their labels.\n\n```toml\n[vocabulary.items.membership-card]\nja = \"会員証番号\"\nen = \"membership card number\"\n```"},
		{"type", "object"}, {"properties", properties}, {"additionalProperties", false},
	}
}
