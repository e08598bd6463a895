package check

import (
	"slices"
	"strings"
	"unicode"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// spared are the places where Japanese script is right in any language: names
// in brackets and in quotation marks, addresses, code and references.
var spared = pattern.New("\\([^()]*\\)|（[^（）]*）|\\[\\^[^\\]\n]*\\]|［[^］]*］|「[^」]*」|『[^』]*』|“[^”]*”|‘[^’]*’|\"[^\"]*\"|\\{[^{}\n]*\\}|`[^`]*`|https?://[^\\s<>)]*")

// japaneseLeft finds Japanese script in the text of another language. Proper
// names in brackets are how one writes them.
func japaneseLeft(s *source, say say) {
	for _, p := range s.said {
		if p.Lang == "" || !p.signs.wide || asianScript(p.Lang) || strings.IndexFunc(p.Text, isJapanese) < 0 {
			continue
		}
		text := spared().ReplaceAllStringFunc(p.Text, func(m string) string {
			return strings.Map(func(c rune) rune {
				if c == '\n' {
					return c
				}
				return ' '
			}, m)
		})
		from, words := firstJapanese(text)
		if words == "" {
			continue
		}
		line, column := 1, 1
		for _, c := range []rune(text)[:from] {
			if column++; c == '\n' {
				line, column = line+1, 1
			}
		}
		say(p.At(line, column), of(p.Path, diag.Say("「%s」が日本語のまま残っています。", "“%s” is still in Japanese", words)),
			diag.Say("訳すか、固有名詞なら Nanatsuboshi Gallery (ななつ星 Gallery) のように括弧に入れて添えます。", "translate it; the original of a proper name may stand in brackets after it, as in Nanatsuboshi Gallery (ななつ星 Gallery)"))
	}
}

// asianScript are the languages that are written with characters that
// Japanese has as well.
func asianScript(lang string) bool {
	tag, _, _ := strings.Cut(lang, "-")
	return slices.Contains([]string{"ja", "zh", "yue", "ko", "lzh", "wuu", "nan", "hak"}, tag)
}

func isJapanese(c rune) bool {
	return c >= 0x2E80 && (c < 0x2FE0 || c >= 0x3000) && unicode.In(c, unicode.Hiragana, unicode.Katakana, unicode.Han) || c == 'ー' || c == '。' || c == '、'
}

// firstJapanese gives the first run of Japanese characters and how many
// characters stand before it.
func firstJapanese(text string) (from int, words string) {
	chars := []rune(text)
	from = slices.IndexFunc(chars, isJapanese)
	if from < 0 {
		return 0, ""
	}
	end := from
	for end < len(chars) && end < from+20 && isJapanese(chars[end]) {
		end++
	}
	return from, string(chars[from:end])
}

// sameText finds texts that are the same in two languages, where one of them
// has plainly not been translated.
func sameText(s *source, say say) {
	s.pairs(func(p pair) {
		if p.a.Text != p.b.Text || asianScript(p.a.Lang) == asianScript(p.b.Lang) {
			return
		}
		wide := strings.ContainsAny(p.a.Text, "（「、。") // nobody sets them in another language
		text := spared().ReplaceAllString(p.a.Text, " ")
		if _, words := firstJapanese(p.a.Text); words != "" {
			if _, outside := firstJapanese(text); outside != "" && !asianScript(p.b.Lang) {
				return // said by japaneseLeft, at its place
			}
		}
		// A name or an abbreviation is the same in every language; a sentence is not.
		if !wide && !isSentence(text) {
			return
		}
		say(p.b.Place, of(p.path, diag.Say("%s と %s の文が同じです。", "the texts in %q and %q are the same", p.a.Lang, p.b.Lang)),
			diag.Say("どちらかがまだ訳されていません。どの言語でも同じ名前なら、\"…\" とだけ書きます。", "one of them is not translated yet; a name that is the same in every language is written as one plain string"))
	})
}

var wordOfLetters = pattern.New(`[\pL]+`)

// isSentence reports whether a text has words that a name would write large.
func isSentence(text string) bool {
	small := 0
	for _, w := range wordOfLetters().FindAllString(text, -1) {
		if len(w) > 1 && unicode.IsLower([]rune(w)[0]) {
			small++
		}
	}
	return small >= 3 || small == 2 && strings.HasSuffix(strings.TrimSpace(text), ".")
}

// oneForAll finds plain strings, the same in every language, that only
// readers of Japanese can read.
func oneForAll(s *source, say say) {
	var others []string
	for _, l := range s.site.Languages {
		if !asianScript(l.V) {
			others = append(others, l.V)
		}
	}
	if len(others) == 0 || len(others) == len(s.site.Languages) {
		return
	}
	for _, p := range s.said {
		if p.Lang != "" || !p.signs.wide || strings.IndexFunc(p.Text, isJapanese) < 0 {
			continue
		}
		text := spared().ReplaceAllString(p.Text, " ")
		if _, words := firstJapanese(text); words != "" {
			say(p.Place, of(p.Path, diag.Say("「%s」は、%s のページにも日本語で表示されます。", "“%s” is shown in Japanese on the pages in %s too", words, strings.Join(others, ", "))),
				diag.Say("{ ja = \"…\", en = \"…\" } のように言語ごとに書きます。", "write it in each language, as { ja = \"…\", en = \"…\" }"))
		}
	}
}

// changedAlone finds texts that have changed since the report before in one
// language and not in the other.
func changedAlone(s *source, say say) {
	if s.before == nil {
		return
	}
	old := map[string][]notice.Text{} // by the last name of their field
	for _, f := range s.previous.fields {
		if t, ok := textOf(f.Value); ok && t.Same == nil {
			old[f.Key] = append(old[f.Key], t)
		}
	}
	s.pairs(func(p pair) {
		a, b := 0, 0 // how many texts of the report before are the same in which language
		var was string
		for _, t := range old[p.a.Key] {
			x, inA := t.In(p.a.Lang)
			y, inB := t.In(p.b.Lang)
			switch {
			case !inA || !inB:
			case x.Text == p.a.Text && y.Text == p.b.Text:
				return
			case x.Text == p.a.Text:
				a, was = a+1, y.Text
			case y.Text == p.b.Text:
				b, was = b+1, x.Text
			}
		}
		if a+b != 1 {
			return // nothing like it, or not plain which
		}
		changed, kept := p.b, p.a
		if b == 1 {
			changed, kept = p.a, p.b
		}
		if quotesInstead(kept.Text, changed.Text, was) || len([]rune(kept.Text)) < 8 {
			return
		}
		say(changed.Place, of(p.path, diag.Say("前の報から、%[1]s の文だけが変わりました（%[2]s は同じです）。", "since the report before the text in %[1]q has changed, and the one in %[2]q has not", changed.Lang, kept.Lang)),
			diag.Say("%[2]s の文も直す必要がないか確かめてください。", "see whether the text in %[2]q has to change as well", changed.Lang, kept.Lang))
	})
}

func textOf(v any) (notice.Text, bool) {
	switch t := v.(type) {
	case notice.Text:
		return t, true
	case notice.Prose:
		return t.Text, true
	}
	return notice.Text{}, false
}

var figuresInText = pattern.New(`[0-9０-９,，.]+`)

// quotesInstead reports whether a text has changed in figures alone that the
// other language quotes as facts.
func quotesInstead(kept, now, was string) bool {
	return strings.Contains(kept, "{") && figuresInText().ReplaceAllString(now, "0") == figuresInText().ReplaceAllString(was, "0")
}
