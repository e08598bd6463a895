package seeded

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	isoDate = regexp.MustCompile(`(20[0-9]{2})-([0-9]{2})-([0-9]{2})`)
	ja      = regexp.MustCompile(`^(\s*(?:[a-z]+\.)?ja\s*= ")(.+)(",?)$`)
	en      = regexp.MustCompile(`^(\s*(?:[a-z]+\.)?en\s*= ")(.+)(",?)$`)
	inline  = regexp.MustCompile(`^(.*\{ ja = ")([^"]+)(", en = ")([^"]+)(" \}.*)$`)
	numeral = regexp.MustCompile(`[0-9][0-9,]*`)
)

// moments: dates moved, spans reversed, events out of order.
func (r *report) moments(i int) {
	l := r.lines[i]
	table := tableOf(r.lines, i)
	at := isoDate.FindStringSubmatchIndex(l)
	if at == nil || keyed.FindStringSubmatch(l) == nil || ja.MatchString(l) || en.MatchString(l) || strings.Contains(l, "http") {
		return
	}
	date := l[at[0]:at[1]]
	year, _ := strconv.Atoi(l[at[2]:at[3]])
	all := []string{"timeline", "scope", "scope.exposure", "remediation", "notification", "parties", "authorities", "services"}
	if table == "timeline" || table == "authorities" || table == "services" {
		for _, by := range []int{-1, 1} {
			r.put("date moved by a year", i, l[:at[2]]+strconv.Itoa(year+by)+l[at[3]:], against([]string{date, "published"}, all...))
		}
	}
	if strings.HasPrefix(l, "published") {
		r.put("published before known", i, l[:at[2]]+strconv.Itoa(year-1)+l[at[3]:], against([]string{date}, all...))
	}
	r.put("day that does not exist", i, l[:at[4]]+"02-30"+l[at[7]:])
	if from, to, ok := span(l); ok {
		r.put("span reversed", i, strings.Replace(l, "from = "+from+", to = "+to, "from = "+to+", to = "+from, 1))
	}
}

func span(l string) (from, to string, ok bool) {
	m := regexp.MustCompile(`from = ([0-9T:-]+), to = ([0-9T:-]+)`).FindStringSubmatch(l)
	if m == nil || m[1] == m[2] {
		return "", "", false
	}
	return m[1], m[2], true
}

// prose: figures, dates and times that one language has otherwise.
func (r *report) prose(i int) {
	l := r.lines[i]
	for _, form := range []*regexp.Regexp{ja, en} {
		m := form.FindStringSubmatchIndex(l)
		if m == nil {
			continue
		}
		text := regexp.MustCompile(`<?https?://\S*|\{[^}]*\}|[A-Za-z][A-Za-z0-9_-]*[0-9]+[A-Za-z0-9]*|[a-z][\w.-]*/[\w./-]*`).ReplaceAllStringFunc(l[m[4]:m[5]], func(s string) string {
			return strings.Repeat("_", len(s))
		})
		for _, n := range numeral.FindAllStringIndex(text, -1) {
			a, b := m[4]+n[0], m[4]+n[1]
			if b < len(l) && regexp.MustCompile(`^[A-Za-z]`).MatchString(l[b:]) && !regexp.MustCompile(`^(st|nd|rd|th)`).MatchString(l[b:]) {
				continue
			}
			k := a + (i*7)%(b-a)
			if l[k] == ',' {
				k++
			}
			r.put("digit changed in prose", i, l[:k]+string('1'+(l[k]-'0'+2)%9)+l[k+1:])
		}
	}
	if m := regexp.MustCompile(`([0-9]+年)?[0-9]+月[0-9]+日`).FindStringIndex(l); m != nil && ja.MatchString(l) {
		r.put("impossible date in prose", i, l[:m[0]]+"2月30日"+l[m[1]:])
	}
	if m := ja.FindStringSubmatchIndex(l); m != nil && i+1 < len(r.lines) && en.MatchString(r.lines[i+1]) {
		if d := isoDate.FindStringSubmatch(strings.Join(r.lines, "\n")); d != nil && strings.HasSuffix(l[m[4]:m[5]], "。") {
			month, _ := strconv.Atoi(d[2])
			day, _ := strconv.Atoi(d[3])
			wrong := d[1] + "年" + strconv.Itoa(month) + "月" + strconv.Itoa(day) + "日（" + weekdayAfter(d[0]) + "）"
			r.put("weekday wrong", i, l[:m[5]]+wrong+"のことです。"+l[m[5]:])
		}
	}
}

// languages: a language dropped, left over or not the same as the other.
func (r *report) languages(i int) {
	l := r.lines[i]
	if m := inline.FindStringSubmatch(l); m != nil {
		r.put("language dropped", i, m[1]+m[2]+m[5])
		r.put("language dropped", i, strings.Replace(m[1], `ja = "`, `en = "`, 1)+m[4]+m[5])
		r.put("English is the Japanese", i, m[1]+m[2]+m[3]+m[2]+m[5])
	}
	e := en.FindStringSubmatch(l)
	if e == nil || i == 0 {
		return
	}
	j := ja.FindStringSubmatch(r.lines[i-1])
	if j == nil {
		return
	}
	r.drop("language dropped", i, i+1)
	r.put("English is the Japanese", i, e[1]+j[2]+e[3])
	if strings.HasSuffix(e[2], ".") {
		r.put("Japanese left in English", i, e[1]+e[2]+" 詳しくは後日お知らせします。"+e[3])
		r.put("link in one language", i, e[1]+e[2]+" See [the page](https://www.example.org/more)."+e[3])
		r.put("http: link", i, e[1]+e[2]+" See [the page](http://www.example.org/more)."+e[3])
		r.put("javascript: link", i, e[1]+e[2]+" See [the page](javascript:alert(1))."+e[3])
		r.put("raw HTML", i, e[1]+e[2]+" <b>Please note.</b>"+e[3])
		r.put("note that is not there", i, e[1]+e[2]+"[^gone]"+e[3])
	}
	if strings.Contains(e[2], "<https://") {
		r.put("link dropped in one language", i, e[1]+regexp.MustCompile(`<https://[^>]*>`).ReplaceAllString(e[2], "the website")+e[3])
	}
	if q := regexp.MustCompile(`\{[a-z.-]+\}`).FindString(e[2]); q != "" && strings.Count(e[2], q) == 1 {
		r.put("quoted fact dropped in one language", i, e[1]+strings.Replace(e[2], q, "it", 1)+e[3])
	}
}

// contacts: numbers, addresses and hours that cannot be.
func (r *report) contacts(i int) {
	l := r.lines[i]
	if m := regexp.MustCompile(`^(phone|fax)(\s*= ")([0-9-]+)(".*)`).FindStringSubmatch(l); m != nil {
		for k, c := range m[3] {
			if c != '-' {
				r.put("phone digit lost", i, m[1]+m[2]+m[3][:k]+m[3][k+1:]+m[4])
			}
		}
		r.put("phone digit doubled", i, m[1]+m[2]+m[3]+m[3][len(m[3])-1:]+m[4])
	}
	if strings.HasPrefix(l, "email ") {
		r.put("email of a wrong form", i, strings.Replace(l, "@", "", 1))
		r.put("email of a wrong form", i, strings.Replace(l, "@", "@@", 1))
	}
	if strings.HasPrefix(l, "open ") && strings.HasPrefix(r.lines[i+1], "close ") {
		lines := []string{l, r.lines[i+1]}
		open, closed := regexp.MustCompile(`".*"`).FindString(lines[0]), regexp.MustCompile(`".*"`).FindString(lines[1])
		r.put("hours reversed", i, strings.Replace(l, open, closed, 1), func(m *mistake) {
			m.lines[i+1] = strings.Replace(lines[1], closed, open, 1)
		})
	}
}

// pasted: what belongs to a person, in prose.
func (r *report) pasted(i int) {
	l := r.lines[i]
	m := ja.FindStringSubmatch(l)
	if m == nil || !strings.HasSuffix(m[2], "。") {
		return
	}
	for _, paste := range [][2]string{
		{"card number pasted", "（4111 1111 1111 1111）"},
		{"individual number pasted", "（個人番号 123456789018）"},
		{"person's email pasted", "（tanaka.hanako@gmail.com）"},
		{"person's phone pasted", "（090-1234-5678）"},
		{"placeholder left", "（〇〇）"},
	} {
		kind, text := paste[0], paste[1]
		if kind == "person's email pasted" && tableOf(r.lines, i) == "contacts" {
			continue // there it is a contact's
		}
		r.put(kind, i, m[1]+strings.TrimSuffix(m[2], "。")+text+"。"+m[3])
	}
}
