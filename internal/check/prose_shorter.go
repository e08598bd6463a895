package check

import (
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
	"kohyo/internal/pattern"
)

// English takes from once to four times as many letters as Japanese. What
// says as much in fewer or more is no translation of the whole.
const (
	fewEnglish  = 1.2
	manyEnglish = 4.2
)

var (
	paragraphs = pattern.New(`\n[ \t]*\n`)
	stops      = pattern.New(`[。！？]|[.!?](?:[ \n)’”"*_]|$)`)
)

// shorter finds texts of which one language says plainly less: it has fewer
// paragraphs or half of the sentences, and is short for what the other says.
func shorter(s *source, say say) {
	s.pairs(func(p pair) {
		a, b := p.a, p.b
		if asianScript(b.Lang) {
			a, b = b, a
		}
		if !strings.HasPrefix(a.Lang, "ja") || !strings.HasPrefix(b.Lang, "en") || len(a.Text) < 120 && len(b.Text) < 120 {
			return
		}
		ratio := float64(letters(b)) / float64(max(1, letters(a)))
		less, more := b, a
		switch {
		case ratio < fewEnglish:
		case ratio > manyEnglish:
			less, more = a, b
		default:
			return
		}
		if !hasLess(less.Text, more.Text) {
			return
		}
		say(less.Place, of(p.path, diag.Say("%[2]s の文に比べて、%[1]s の文がかなり短くなっています。", "the text in %q says much less than the one in %q", less.Lang, more.Lang)),
			diag.Say("途中までしか訳されていないところや、抜けた段落がないか確かめてください。", "see whether a paragraph or the rest of the text is missing"))
	})
}

// letters counts what a text says by itself, without facts that it quotes and
// addresses.
func letters(p *said) int {
	text := p.Text
	if strings.Contains(text, "{") || strings.Contains(text, "://") {
		text = unquoted(text)
	}
	return utf8.RuneCountInString(strings.TrimSpace(text))
}

// unquoted is a text without the facts that it quotes, and without addresses.
func unquoted(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(text, "{h")
		if i < 0 {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:i])
		text = text[i:]
		n := quotation(text)
		if n == 0 {
			n = 1
			b.WriteString(text[:n])
		}
		text = text[n:]
	}
}

// quotation gives the length of a fact or an address at the beginning of a
// text.
func quotation(text string) int {
	if text[0] == '{' {
		if n := strings.IndexAny(text[1:], "{}\n"); n >= 0 && text[1+n] == '}' {
			return n + 2
		}
		return 0
	}
	address, ok := strings.CutPrefix(text, "http://")
	if !ok {
		address, ok = strings.CutPrefix(text, "https://")
	}
	if !ok {
		return 0
	}
	if n := strings.IndexAny(address, " \t\n\f\r<>)」、。"); n >= 0 {
		address = address[n:]
	} else {
		address = ""
	}
	return len(text) - len(address)
}

// hasLess reports whether a text has fewer paragraphs than another, or half
// of the sentences.
func hasLess(a, b string) bool {
	count := func(form pattern.Pattern, text string) int {
		return len(form().FindAllStringIndex(strings.TrimSpace(text), -1))
	}
	if count(paragraphs, a) < count(paragraphs, b) {
		return true
	}
	sentences := count(stops, b)
	return sentences >= 2 && 2*count(stops, a) <= sentences
}
