package check

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
)

// English takes from once to four times as many letters as Japanese. What
// says as much in fewer or more is no translation of the whole.
const (
	fewEnglish  = 1.2
	manyEnglish = 4.2
)

var (
	quoted     = regexp.MustCompile(`\{[^{}\n]*\}|https?://[^\s<>)」、。]*`)
	paragraphs = regexp.MustCompile(`\n[ \t]*\n`)
	stops      = regexp.MustCompile(`[。！？]|[.!?](?:[ \n)’”"*_]|$)`)
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
		ja, en := extent(a), extent(b)
		ratio := float64(en.letters) / float64(max(1, ja.letters))
		less, more := b, a
		switch {
		case ratio < fewEnglish && en.lessThan(ja):
		case ratio > manyEnglish && ja.lessThan(en):
			less, more = a, b
		default:
			return
		}
		say(less.Place, of(p.path, diag.Say("%[2]s の文に比べて、%[1]s の文がかなり短くなっています。", "the text in %q says much less than the one in %q", less.Lang, more.Lang)),
			diag.Say("途中までしか訳されていないところや、抜けた段落がないか確かめてください。", "see whether a paragraph or the rest of the text is missing"))
	})
}

// size is how much a text says.
type size struct{ letters, paragraphs, sentences int }

func extent(p *said) size {
	text := strings.TrimSpace(quoted.ReplaceAllString(p.Text, ""))
	return size{utf8.RuneCountInString(text), 1 + len(paragraphs.FindAllString(text, -1)), len(stops.FindAllString(text, -1))}
}

func (a size) lessThan(b size) bool {
	return a.paragraphs < b.paragraphs || b.sentences >= 2 && 2*a.sentences <= b.sentences
}
