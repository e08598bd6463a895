package seeded

import (
	"regexp"
	"slices"
	"strings"
)

var (
	numberWord = regexp.MustCompile(`\b(two|three|four|five|six|seven|eight|nine|ten)\b`)
	factQuoted = regexp.MustCompile(`\{(counts|timeline|contacts)\.[a-z-]+(\.[a-z-]+)?\}`)
)

var numberAfter = map[string]string{
	"two": "four", "three": "five", "four": "six", "five": "seven", "six": "eight", "seven": "nine", "eight": "six", "nine": "seven", "ten": "eight",
}

// swapped: what one language has otherwise than the other.
func (r *report) swapped(i int) {
	l := r.lines[i]
	if j, e := ja.FindStringSubmatch(l), []string(nil); j != nil && i+1 < len(r.lines) {
		if e = en.FindStringSubmatch(r.lines[i+1]); e != nil {
			r.put("languages swapped", i, j[1]+e[2]+j[3], func(m *mistake) { m.lines[i+1] = e[1] + j[2] + e[3] })
			if strings.HasSuffix(e[2], ".") {
				r.put("Japanese is the English", i, j[1]+e[2]+j[3])
			}
		}
	}
	if e := en.FindStringSubmatch(l); e != nil {
		if m := numberWord.FindString(e[2]); m != "" && strings.ContainsAny(r.lines[i-1], "0123456789二三四五六七八九十") {
			r.put("number in words changed", i, e[1]+strings.Replace(e[2], m, numberAfter[m], 1)+e[3])
		}
		for _, q := range factQuoted.FindAllString(e[2], -1) {
			for _, other := range factQuoted.FindAllString(strings.Join(r.lines, "\n"), -1) {
				if other != q && kindOf(other) == kindOf(q) && !strings.Contains(e[2], other) && !strings.Contains(r.lines[i-1], other) && !r.sameMoment(q, other) {
					r.put("quoted fact swapped in one language", i, e[1]+strings.Replace(e[2], q, other, 1)+e[3])
					break
				}
			}
		}
	}
	if m := inline.FindStringSubmatchIndex(l); m != nil {
		for _, n := range numeral.FindAllStringIndex(l[m[4]:m[5]], -1) {
			k := m[4] + n[0]
			if strings.ContainsAny(l[m[8]:m[9]], l[k:k+1]) && !strings.Contains(l, "{counts") {
				r.put("digit changed in a short text", i, l[:k]+string('1'+(l[k]-'0'+2)%9)+l[k+1:])
			}
		}
	}
}

// kindOf is what facts have to share for one to be taken for the other.
func kindOf(fact string) string {
	f := strings.Trim(fact, "{}")
	if strings.HasPrefix(f, "contacts.") {
		return f[strings.LastIndexByte(f, '.'):]
	}
	return f[:strings.IndexByte(f, '.')]
}

// sameMoment reports whether two quoted facts say the same.
func (r *report) sameMoment(a, b string) bool {
	return r.valueOf(a) == r.valueOf(b)
}

func (r *report) valueOf(fact string) string {
	id := strings.Split(strings.Trim(fact, "{}"), ".")[1]
	for i, l := range r.lines {
		if strings.HasPrefix(l, "event ") && strings.Contains(l, `"`+id+`"`) || strings.HasPrefix(l, "id ") && strings.Contains(l, `"`+id+`"`) {
			return strings.Join(regexp.MustCompile(`(?m)^(?:at|measures|phone|email)\s*=.*`).FindAllString(r.table(i), -1), "")
		}
	}
	return fact
}

// everywhere: what is pasted into titles, labels and short texts.
func (r *report) everywhere(i int) {
	l := r.lines[i]
	if i%4 != 0 && tableOf(r.lines, i) != "title" {
		return
	}
	for _, paste := range [][2]string{
		{"card number in a title or label", " 5555-5555-5555-4444"}, {"individual number in a title or label", " 123456789018"},
		{"email in a title or label", " suzuki.taro@example.net"}, {"raw HTML in a title or label", " <br>"}, {"placeholder in a title or label", "○○"},
	} {
		if tableOf(r.lines, i) == "contacts" {
			break
		}
		if m := inline.FindStringSubmatch(l); m != nil {
			r.put(paste[0], i, m[1]+m[2]+m[3]+m[4]+paste[1]+m[5])
		} else if m := ja.FindStringSubmatch(l); m != nil && !strings.HasSuffix(m[2], "。") {
			r.put(paste[0], i, m[1]+m[2]+paste[1]+m[3])
		}
	}
}

// years: dates whose year has its digits mixed up.
func (r *report) years(i int) {
	l := r.lines[i]
	at := isoDate.FindStringSubmatchIndex(l)
	if at == nil || keyed.FindStringSubmatch(l) == nil || ja.MatchString(l) || en.MatchString(l) || strings.Contains(l, "http") {
		return
	}
	year := l[at[2]:at[3]]
	all := []string{"timeline", "scope", "scope.exposure", "remediation", "notification", "parties", "authorities", "services", "contacts", "contacts.hours"}
	for _, wrong := range []string{year[:1] + year[2:3] + "0" + year[3:], "1" + year[1:], year[:2] + year[3:] + year[2:3]} {
		if wrong != year {
			r.put("year with its digits mixed up", i, l[:at[2]]+wrong+l[at[3]:], against([]string{l[at[0]:at[1]], "published"}, all...))
		}
	}
	if regexp.MustCompile(`^(open_on|closed_on)`).MatchString(l) {
		dates := isoDate.FindAllStringSubmatchIndex(l, -1)
		last := dates[len(dates)-1]
		r.put("opening day a year later", i, l[:last[2]]+"2"+l[last[2]+1:last[3]-1]+string(l[last[3]-1]+1)+l[last[3]:])
	}
}

// series: later reports that differ from the one before.
func (r *report) series(i int) {
	l := r.lines[i]
	if strings.HasSuffix(r.name, "/1.toml") {
		if strings.HasPrefix(l, "stage ") {
			for _, stage := range []string{"update", "correction"} {
				r.put("first report called a later one", i, `stage = "`+stage+`"`)
			}
		}
		return
	}
	groups := against(nil, "scope.groups", "scope.groups.data")
	if m := regexp.MustCompile(`^(items\s*= \[)"[a-z.-]+", (.*)`).FindStringSubmatch(l); m != nil {
		r.put("data item dropped since the report before", i, m[1]+m[2], groups)
	}
	if table := tableOf(r.lines, i); strings.HasPrefix(l, "status ") && table == "scope.groups.data" {
		for _, status := range []string{"confirmed", "ruled-out"} {
			r.put("status changed since the report before", i, `status = "`+status+`"`, groups)
		}
	}
	if strings.HasPrefix(l, "published") {
		if d := isoDate.FindString(l); d != "" {
			r.put("published before the report before", i, strings.Replace(l, d, "2014-01-05", 1), against([]string{d}, "timeline"))
		}
	}
	if slices.Contains([]string{"[[counts]]", "[[scope.groups]]"}, l) {
		end := i + 1
		for end < len(r.lines) && (!header.MatchString(r.lines[end]) || strings.HasPrefix(r.lines[end], "[["+strings.Trim(l, "[]")+".")) {
			end++
		}
		r.drop("table dropped since the report before", i, end)
		last := &r.out[len(r.out)-1]
		last.whole, last.tables = true, []string{"counts", "scope.groups", "changes", "notification", "lead"}
	}
}
