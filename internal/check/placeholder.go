package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"kohyo/internal/diag"
)

// placeholders stand where the author still has to write: those of new
// reports, and what people write from habit.
var placeholders = regexp.MustCompile(`[○◯〇]{2,}|[○◯][年月][○◯]|[○◯](?:月|日|時|名)(?:に|から|まで|頃|以)|●{2,}|△{2,}|□{2,}|■{2,}|_{4,}|＿{2,}|\b(?:TBD|TBA|TBC|TODO|FIXME)\b|(?i:lorem ipsum)|[XＸ]{2,}[年月日時分名人件社様部課]|\bXX+\b|[(（【\[［](?:要確認|要修正|要追記|未記入|ここに記入|後日記入)[)）】\]］]`)

// maskedNumber tells numbers of which a part is not shown: 0120-XXX-XXX.
var maskedNumber = regexp.MustCompile(`[-0-9‐－*]$`)

// Every placeholder has one of these, and few texts do.
var placeholderSigns = []string{"○", "◯", "〇", "●●", "△△", "□□", "■■", "___", "＿＿", "XX", "ＸＸ", "TB", "TODO", "FIXME", "psum", "PSUM", "要確認", "要修正", "要追記", "記入"}

// placeholderLeft finds them in a report that is ready to be published.
func placeholderLeft(s *source, say say) {
	if s.report == nil || !s.report.Status.Is("ready") {
		return
	}
	for _, said := range s.said {
		if !slices.ContainsFunc(placeholderSigns, func(sign string) bool { return strings.Contains(said.Text, sign) }) {
			continue
		}
		told := map[string]bool{}
		for _, m := range placeholders.FindAllStringIndex(said.Text, -1) {
			before, p := said.Text[:m[0]], said.Text[m[0]:m[1]]
			if told[p] || p[0] == 'X' && (maskedNumber.MatchString(before[max(0, len(before)-4):]) || strings.HasPrefix(said.Text[m[1]:], "-")) {
				continue
			}
			told[p] = true
			line := 1 + strings.Count(before, "\n")
			column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
			say(said.At(line, column),
				of(said.Path, diag.Say("%s が残っています。", "%s is still there", p)),
				diag.Say("事実を書くか、書くことがなければ項目ごと消してください。", "write what is so, or take the whole entry out"))
		}
	}
}
