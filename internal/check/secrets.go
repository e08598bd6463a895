package check

import (
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// secret is a card or individual number in a file. Findings end up in logs,
// so none of them repeats it, whatever rule it is of.
type secret struct {
	at      diag.Place
	lines   int      // that it spans
	written []string // as its author wrote it, and in half width
	masked  string
}

// hides reports whether a rule finds what its findings must not repeat.
func hides(rule string) bool {
	return rule == ruleCard || rule == ruleIndividual || rule == ruleLogKeyPrivate || rule == ruleLogKey
}

func newSecret(at diag.Place, text string, f found) secret {
	raw := text[byteAt(text, f.start):byteAt(text, f.end)]
	return secret{at, 1 + strings.Count(raw, "\n"), []string{raw, f.text}, masked(f.text)}
}

// keep notes the secrets of a passage.
func (s *source) keep(p *said) {
	for _, f := range p.secrets {
		line, column := lineColumn(p.Text, f.start)
		s.secrets = append(s.secrets, newSecret(p.At(line, column), p.Text, f))
	}
}

// without blots secrets out of a text: to other rules they are no figures.
func without(secrets []found, text string) string {
	if len(secrets) == 0 {
		return text
	}
	runes := []rune(text)
	for _, f := range secrets {
		for i := f.start; i < f.end; i++ {
			if runes[i] != '\n' {
				runes[i] = '*'
			}
		}
	}
	return string(runes)
}

// keepFields notes the secrets of plain strings.
func (s *source) keepFields() {
	for _, field := range s.fields {
		v, ok := field.Value.(notice.String)
		if !ok || !revealing(ruleCard, field) {
			continue
		}
		folded := fold(v.V)
		for _, f := range append(cards(folded), individuals(folded)...) {
			s.secrets = append(s.secrets, newSecret(v.Place, v.V, f))
		}
	}
}

// linesOf is how many lines the secret at a place spans.
func (s *source) linesOf(at diag.Place) int {
	for _, x := range s.secrets {
		if x.at == at {
			return x.lines
		}
	}
	return 1
}

// conceal puts asterisks into all findings that repeat a secret.
func conceal(found diag.Findings, all ...*source) {
	var pairs []string
	for _, s := range all {
		for _, x := range s.secrets {
			for _, w := range x.written {
				pairs = append(pairs, w, x.masked)
			}
		}
	}
	if len(pairs) == 0 {
		return
	}
	r := strings.NewReplacer(pairs...)
	for i := range found {
		for _, words := range []*diag.Words{&found[i].Text, &found[i].Hint} {
			words.Ja, words.En = r.Replace(words.Ja), r.Replace(words.En)
		}
	}
}
