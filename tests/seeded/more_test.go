package seeded

import (
	"regexp"
	"strconv"
	"strings"
)

// slips are what fingers do to a number: two digits swapped, one lost, one
// doubled.
func slips(digits string) map[string]string {
	out := map[string]string{}
	for k := range len(digits) - 1 {
		if digits[k] != digits[k+1] && (k > 0 || digits[k+1] != '0') {
			out["swapped"] = digits[:k] + digits[k+1:k+2] + digits[k:k+1] + digits[k+2:]
		}
	}
	if len(digits) > 1 {
		out["lost"] = digits[:len(digits)/2] + digits[len(digits)/2+1:]
	}
	out["doubled"] = digits + digits[len(digits)-1:]
	return out
}

// fullWidth is a number as Japanese keyboards write it.
func fullWidth(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r - '0' + '０'
		}
		return r
	}, s)
}

// inTens writes a figure with 億 and 万.
func inTens(n int) string {
	s := ""
	if n >= 1e8 {
		s += strconv.Itoa(n/1e8) + "億"
	}
	if n >= 1e4 {
		s += strconv.Itoa(n/1e4%1e4) + "万"
	}
	if n%1e4 > 0 {
		s += strconv.Itoa(n % 1e4)
	}
	return s
}

var figure = regexp.MustCompile(`[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{2,}`)

// figuresInWords: figures of Japanese prose in other forms of writing, and wrong.
func (r *report) figuresInWords(i int) {
	l := r.lines[i]
	m := ja.FindStringSubmatchIndex(l)
	if m == nil || i+1 >= len(r.lines) {
		return
	}
	for _, n := range figure.FindAllStringIndex(l, -1) {
		digits := strings.ReplaceAll(l[n[0]:n[1]], ",", "")
		after := l[n[1]:]
		if n[0] < m[4] || !regexp.MustCompile(`^[人名件社通台円枚個]`).MatchString(after) || !strings.Contains(r.lines[i+1], l[n[0]:n[1]]) {
			continue
		}
		v, _ := strconv.Atoi(digits)
		for how, wrong := range slips(digits) {
			w, _ := strconv.Atoi(wrong)
			r.put("figure in prose, digit "+how, i, l[:n[0]]+grouped(wrong)+after)
			r.put("figure in full width, digit "+how, i, l[:n[0]]+fullWidth(wrong)+after)
			if v >= 1e4 {
				r.put("figure with 万, digit "+how, i, l[:n[0]]+inTens(w)+after)
			}
		}
		r.put("figure a thousand times too large", i, l[:n[0]]+l[n[0]:n[1]]+"万"+after)
		r.put("unit swapped in prose", i, l[:n[1]]+"台"+regexp.MustCompile(`^.`).ReplaceAllString(after, ""))
	}
}

var (
	dayJa   = regexp.MustCompile(`(?:([0-9]{4})年)?([0-9]{1,2})月([0-9]{1,2})日`)
	yearJa  = regexp.MustCompile(`(20[0-9]{2})年`)
	clockJa = regexp.MustCompile(`(午前|午後)?([0-9]{1,2})時([0-9]{1,2})分`)
	clockEn = regexp.MustCompile(`\b([0-9]{1,2}):([0-9]{2})\b( [ap]\.?m)?`)
	monthEn = regexp.MustCompile(`\b(January|February|March|April|June|July|August|September|October|November|December)\b`)
)

// momentsInWords: dates and times of prose.
func (r *report) momentsInWords(i int) {
	l := r.lines[i]
	if ja.MatchString(l) {
		if m := dayJa.FindStringSubmatch(l); m != nil {
			month, _ := strconv.Atoi(m[2])
			day, _ := strconv.Atoi(m[3])
			r.put("day changed in prose", i, strings.Replace(l, m[0], strings.Replace(m[0], m[3]+"日", strconv.Itoa(day%28+1)+"日", 1), 1))
			r.put("month changed in prose", i, strings.Replace(l, m[0], strings.Replace(m[0], m[2]+"月", strconv.Itoa(month%12+1)+"月", 1), 1))
		}
		if m := yearJa.FindStringSubmatch(l); m != nil {
			year, _ := strconv.Atoi(m[1])
			r.put("era year wrong", i, strings.Replace(l, m[0], "令和"+strconv.Itoa(year-2018+1)+"年", 1))
			r.put("year changed in prose", i, strings.Replace(l, m[0], strconv.Itoa(year+1)+"年", 1))
		}
		if m := clockJa.FindStringSubmatch(l); m != nil {
			hour, _ := strconv.Atoi(m[2])
			r.put("hour changed in prose", i, strings.Replace(l, m[0], m[1]+strconv.Itoa((hour+1)%12)+"時"+m[3]+"分", 1))
		}
	}
	if !en.MatchString(l) || strings.Contains(l, "http") {
		return
	}
	if m := monthEn.FindStringSubmatch(l); m != nil {
		other := "May"
		r.put("English month changed", i, strings.Replace(l, m[0], other, 1))
	}
	if m := clockEn.FindStringSubmatch(l); m != nil {
		hour, _ := strconv.Atoi(m[1])
		r.put("English hour changed", i, strings.Replace(l, m[0], strconv.Itoa((hour+1)%12+1)+":"+m[2]+m[3], 1))
		minute, _ := strconv.Atoi(m[2])
		r.put("English minute changed", i, strings.Replace(l, m[0], m[1]+":"+strconv.Itoa(10+(minute+7)%50)+m[3], 1))
		if hour > 0 && hour < 12 && m[3] == "" {
			r.put("12-hour clock, wrong half", i, strings.Replace(l, m[0], m[0]+" p.m.", 1))
		}
	}
}

// added: what is pasted into texts and does not belong there.
func (r *report) added(i int) {
	l := r.lines[i]
	j := ja.FindStringSubmatch(l)
	if j == nil || i+1 >= len(r.lines) {
		return
	}
	e := en.FindStringSubmatch(r.lines[i+1])
	if e == nil || !strings.HasSuffix(e[2], ".") || !strings.HasSuffix(j[2], "。") || i%3 != 0 {
		return
	}
	for _, paste := range [][2]string{
		{"dead anchor", " See [contacts](#contact)."},
		{"dead link within the site", " See [the notice](/en/no-such-notice/)."},
		{"link without a target", " See [the page]()."},
		{"file that is not there", " See [the map](files/map.pdf)."},
		{"image without a text", " ![](files/map.png)"},
		{"script pasted", " <script>alert(1)</script>"},
		{"comment pasted", " <!-- to be checked -->"},
		{"invisible character pasted", " Thank\u200b you."},
		{"broken character pasted", " Thank\ufffd you."},
		{"mark of Markdown left open", " This is **important."},
		{"TBD left", " (TBD)"},
		{"XXX left", " See XXX."},
		{"card number in full width", " （４１１１－１１１１－１１１１－１１１１）"},
		{"time that does not exist", " It began at 25:70."},
		{"date that does not exist", " It began on 31 June 2019."},
		{"figure in English alone", " In all, 48,213 people were told."},
		{"phone in English alone", " Call 03-3581-4321."},
	} {
		if paste[0] == "phone in English alone" && tableOf(r.lines, i) == "contacts" {
			continue
		}
		r.put(paste[0], i+1, e[1]+e[2]+paste[1]+e[3])
	}
	list := `\n\n- one\n- two\n- three`
	both := func(kind, inJa, inEn string) {
		r.put(kind, i, j[1]+j[2]+inJa+j[3], func(m *mistake) { m.lines[i+1] = e[1] + e[2] + inEn + e[3] })
	}
	if markdown(r.lines, i) {
		both("list item dropped in one language", `\n\n- 一つめ\n- 二つめ\n- 三つめ`, strings.TrimSuffix(list, `\n- three`))
		both("heading in one language", `\n\n# 経緯\n\n本文です。`, `\n\nThe text.`)
		both("heading leaves out a level", `\n\n# 経緯\n\n### 詳細\n\n本文です。`, `\n\n# Course\n\n### Details\n\nThe text.`)
		both("table row dropped in one language", `\n\n| 日 | 数 |\n|---|---|\n| 一日 | 多数 |\n| 二日 | 少数 |`, `\n\n| day | number |\n|---|---|\n| first | many |`)
		both("text cut in one language", strings.Repeat("さらに、関係する部署と協議し、必要な対応を順に進めています。", 4), "")
	}
	for _, paste := range [][2]string{
		{"placeholder ○○ left", "担当は○○です。"}, {"placeholder XX left", "担当はXX部です。"}, {"要確認 left", "【要確認】"},
		{"My Number in full width", "（１２３４５６７８９０１８）"}, {"person's mobile without hyphens", "電話は09012345678です。"},
		{"figure in Japanese alone", "合計で48,213名にお伝えしました。"}, {"time in Japanese alone", "開始は午後2時47分でした。"},
		{"weekday of an era date wrong", "平成31年4月12日（土）のことです。"},
	} {
		r.put(paste[0], i, j[1]+j[2]+paste[1]+j[3])
	}
}

// markdown reports whether the text of a line is a long one.
func markdown(lines []string, i int) bool {
	for ; i >= 0; i-- {
		if m := regexp.MustCompile(`^\[\[?([a-z_.]+)\]|^([a-z_]+)\s*= \{`).FindStringSubmatch(lines[i]); m != nil {
			name := m[1] + m[2]
			return name == "lead" || name == "apology" || name == "text" || name == "reason" || name == "answer" || strings.HasSuffix(name, ".text")
		}
	}
	return false
}
