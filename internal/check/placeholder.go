package check

import (
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
)

// placeholders stand in new reports where the author has to write.
var placeholders = []string{"○○", "〇〇", "____"}

// placeholderLeft finds them in a report that is ready to be published.
func placeholderLeft(s *source, say say) {
	if s.report == nil || !s.report.Status.Is("ready") {
		return
	}
	for _, said := range s.said {
		for _, p := range placeholders {
			before, _, ok := strings.Cut(said.Text, p)
			if !ok {
				continue
			}
			line := 1 + strings.Count(before, "\n")
			column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
			say(said.At(line, column),
				of(said.Path, diag.Say("%s が残っています。", "%s is still there", p)),
				diag.Say("事実を書くか、書くことがなければ項目ごと消してください。", "write what is so, or take the whole entry out"))
		}
	}
}
