package check

import (
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/pattern"
)

// Groups: digits, kanji; English words, digits.
var numberOfReport = pattern.New(`第 ?(?:([0-9]{1,3})|([一二三四五六七八九十]{1,3})) ?報|(?i:\b(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) report\b|\breport (?:no\.? ?)?([0-9]{1,3})\b)`)

// titleNumber finds titles that call the report by another number than its
// own: one that was copied from the report before.
func titleNumber(s *source, say say) {
	if s.report == nil {
		return
	}
	for _, p := range s.said {
		if p.Key != "title" || !strings.HasPrefix(p.Path, "title") {
			continue
		}
		text := strings.Map(notice.Half, p.Text)
		if !strings.Contains(text, "報") && !strings.Contains(strings.ToLower(text), "report") {
			continue
		}
		all := numberOfReport().FindAllStringSubmatch(text, -1)
		if len(all) != 1 { // none, or a title about several
			continue
		}
		m := all[0]
		n := smallWords[strings.ToLower(m[3])]
		if m[2] != "" {
			n, _ = kanjiNumber(m[2])
		}
		if digits := m[1] + m[4]; digits != "" {
			n, _ = strconv.ParseInt(digits, 10, 64)
		}
		if n > 0 && n != int64(s.report.Number) {
			say(p.Place, of(p.Path, diag.Say("「%s」とありますが、これは第%d報です。", "it says “%s”, but this is report %d", m[0], s.report.Number)),
				diag.Say("題名の番号を確かめてください。", "check the number in the title"))
		}
	}
}
