package notice

import (
	"fmt"
	"strconv"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/pattern"
)

// Half gives the half-width form of a full-width character, or of a sign that
// is commonly typed for it with a Japanese keyboard.
func Half(r rune) rune {
	switch {
	case r >= '！' && r <= '～': // the whole full-width row of ASCII
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	case r == '〜':
		return '~'
	case r == '−' || r == '‐' || r == '‑' || r == '–' || r == '—' || r == '―':
		return '-'
	}
	return r
}

func half(s string) string { return strings.Map(Half, s) }

// written matches the dates that people type from habit. It is used only on
// what could not be read.
var written = pattern.New(`^(?P<bound><=|>=)? *(?P<around>~)? *` +
	`(?:(?P<era>令和|平成|昭和) *(?P<eraYear>元|[0-9]{1,2})|(?P<year>[0-9]{4})) *(?:年|[/.-]) *` +
	`(?:(?P<month>[0-9]{1,2}) *(?:月|[/.-])? *)?(?P<third>上旬|中旬|下旬)?(?:(?P<day>[0-9]{1,2}) *日?)? *` +
	`(?:\([日月火水木金土](?:曜日?)?\))? *` +
	`[Tt]?(?P<part>午前|午後|未明|早朝|朝|夕方|夜|深夜)? *` +
	`(?:(?P<hour>[0-9]{1,2})(?::|時) *(?:(?P<half>半)|(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{1,2})|分)?)?)? *` +
	`(?P<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})? *(?P<about>頃|ごろ|ころ)? *(?P<side>以前|以降|まで|から)?$`)

// pieces are the named parts of a match of written.
type pieces []string

func (g pieces) get(name string) string { return g[written().SubexpIndex(name)] }

func (g pieces) number(name string) int {
	n, _ := strconv.Atoi(g.get(name))
	return n
}

var eras = map[string]int{"昭和": 1925, "平成": 1988, "令和": 2018}

var partsJa = map[string]string{
	"未明": "dawn", "早朝": "morning", "朝": "morning", "午前": "forenoon", "午後": "afternoon",
	"夕方": "evening", "夜": "night", "深夜": "late-night",
}

// mendMoment gives the right writing of a moment with a slip, and the rule
// that the slip breaks; or nothing when the intention is not plain.
func mendMoment(s string) (fixed, rule string) {
	if len(s) > 80 {
		return "", ""
	}
	h := half(s)
	h = strings.NewReplacer("≦", "<=", "≤", "<=", "≧", ">=", "≥", ">=").Replace(h)
	h = strings.TrimSpace(h)
	rule = momentRule(s, h)
	if _, p := readMoment(h); p == nil || p.Rule == "impossible-date" {
		return h, rule
	}
	g := pieces(written().FindStringSubmatch(h))
	if g == nil || (g.get("month") == "" && g.get("day") != "") {
		return "", ""
	}
	return g.date() + g.time(), rule
}

func momentRule(s, h string) string {
	switch {
	case strings.ContainsAny(h, "年月日時頃"):
		return "kanji-date"
	case strings.ContainsAny(h, "/."):
		return "slash-date"
	case strings.ContainsAny(s, "０１２３４５６７８９"):
		return "fullwidth-digit"
	case s != h:
		return "fullwidth-sign"
	}
	return "unpadded-date"
}

// date writes the date as the format has it.
func (g pieces) date() string {
	out := g.get("bound")
	switch g.get("side") {
	case "以前", "まで":
		out = "<="
	case "以降", "から":
		out = ">="
	}
	if g.get("around") != "" || g.get("about") != "" {
		out += "~"
	}
	switch g.get("third") {
	case "上旬":
		out += "early "
	case "中旬":
		out += "mid "
	case "下旬":
		out += "late "
	}
	year := g.number("year")
	if era := g.get("era"); era != "" {
		year = eras[era] + max(1, g.number("eraYear")) // 元年 is the first
	}
	out += fmt.Sprintf("%04d", year)
	for _, name := range []string{"month", "day"} {
		if g.get(name) != "" {
			out += fmt.Sprintf("-%02d", g.number(name))
		}
	}
	return out
}

// time writes the time or the part of the day, if there is one.
func (g pieces) time() string {
	part := g.get("part")
	if g.get("hour") == "" {
		if part == "" {
			return ""
		}
		return " " + partsJa[part]
	}
	hour, minute := g.number("hour"), g.number("minute")
	if hour < 12 && (part == "午後" || part == "夕方" || part == "夜") {
		hour += 12
	}
	if g.get("half") != "" {
		minute = 30
	}
	out := fmt.Sprintf("T%02d:%02d", hour, minute)
	if g.get("second") != "" {
		out += fmt.Sprintf(":%02d", g.number("second"))
	}
	return out + strings.ToUpper(g.get("zone"))
}

func momentSlip(rule, s, fixed string) Problem {
	p := Problem{Rule: rule, Fixed: fixed, Hint: diag.Say("正しい書き方: %s", "write %s", Quoted(fixed))}
	switch rule {
	case "kanji-date":
		p.Text = diag.Say("日付「%s」に年・月・日の字が使われています。", "the date %q is written with 年, 月, 日", s)
	case "slash-date":
		p.Text = diag.Say("日付「%s」の区切りはハイフン（-）です。", "the parts of the date %q must be separated by hyphens", s)
	case "fullwidth-digit":
		p.Text = diag.Say("日時「%s」に全角の数字があります。", "the moment %q has full-width digits", s)
	case "fullwidth-sign":
		p.Text = diag.Say("日時「%s」に全角の記号があります。", "the moment %q has full-width signs", s)
	default:
		p.Text = diag.Say("日時「%s」の月・日・時・分は2桁で書きます。", "months, days, hours and minutes have two digits: %q", s)
	}
	return p
}

// Quoted writes a moment as it stands in a file: plain where TOML has a form
// for it, else in quotes.
func Quoted(s string) string {
	m, p := readMoment(s)
	plain := p == nil && m.Precision >= ByDay && m.Part == "" && !m.Approx && m.Bound == Exact
	if plain {
		return s
	}
	return `"` + s + `"`
}

var clockJa = pattern.New(`^(午前|午後)? *([0-9]{1,2}) *(?::|時) *(?:([0-9]{1,2}) *分?)?$`)

func mendClock(s string) string {
	g := clockJa().FindStringSubmatch(strings.TrimSpace(half(s)))
	if g == nil {
		return ""
	}
	hour, _ := strconv.Atoi(g[2])
	if g[1] == "午後" && hour < 12 {
		hour += 12
	}
	minute, _ := strconv.Atoi(g[3])
	return fmt.Sprintf("%d:%02d", hour, minute)
}
