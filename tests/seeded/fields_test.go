package seeded

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// moved: dates moved by a day or a month where another line says the same day.
func (r *report) moved(i int) {
	l := r.lines[i]
	at := isoDate.FindStringSubmatchIndex(l)
	if at == nil || keyed.FindStringSubmatch(l) == nil || ja.MatchString(l) || en.MatchString(l) || strings.Contains(l, "http") {
		return
	}
	date := l[at[0]:at[1]]
	if !r.saidElsewhere(i, date) {
		return
	}
	t, _ := time.Parse(time.DateOnly, date)
	all := []string{"timeline", "scope", "scope.exposure", "remediation", "notification", "parties", "authorities", "services", "contacts", "contacts.hours"}
	for kind, to := range map[string]time.Time{
		"date moved by a day": t.AddDate(0, 0, 1), "date moved back by a day": t.AddDate(0, 0, -1),
		"date moved by a month": t.AddDate(0, 1, 0), "date moved back by a month": t.AddDate(0, -1, 0),
	} {
		r.put(kind, i, l[:at[0]]+to.Format(time.DateOnly)+l[at[1]:], against([]string{date, "published"}, all...))
	}
}

// saidElsewhere reports whether a table of the report that has to agree with
// this one names the same day.
func (r *report) saidElsewhere(i int, date string) bool {
	here := tableOf(r.lines, i)
	agree := map[string][]string{"timeline": {"authorities", "services", "parties"}, "authorities": {"timeline"}, "services": {"timeline"}}
	event := regexp.MustCompile(`event\s*= "([a-z-]+)"`).FindStringSubmatch(r.table(i))
	if here == "timeline" && (event == nil || !slices.Contains([]string{"authority-notified", "service-stopped", "service-resumed"}, event[1])) {
		return false
	}
	for k, l := range r.lines {
		if k != i && strings.Contains(l, date) && slices.Contains(agree[here], tableOf(r.lines, k)) {
			other := regexp.MustCompile(`event\s*= "([a-z-]+)"`).FindStringSubmatch(r.table(k))
			if here == "timeline" || other != nil && (here == "authorities") == (other[1] == "authority-notified") && strings.HasPrefix(other[1], strings.TrimSuffix(here, "s")[:4]) {
				return true
			}
		}
	}
	return false
}

// tables: fields and tables that are dropped, doubled or swapped.
func (r *report) tables(i int) {
	l := r.lines[i]
	if m := regexp.MustCompile(`^(kind|stage|status|title|published|state|role|body|unit|measures|channel|at)(\s*= )`).FindStringSubmatch(l); m != nil {
		table := tableOf(r.lines, i)
		need := table == "" || m[1] == "measures" || m[1] == "state" && slices.Contains([]string{"cause", "harm", "remediation", "services"}, table) ||
			m[1] == "role" && table == "parties" || m[1] == "body" || m[1] == "channel" && table == "notification" || m[1] == "at" && table == "timeline" || m[1] == "status" && table == "scope.groups.data"
		if need {
			r.drop("needed field dropped", i, i+1)
			r.out[len(r.out)-1].whole = table == ""
		}
		r.put("key written twice", i, l+"\n"+l)
	}
	if m := regexp.MustCompile(`^id\s*= "([a-z-]+)"`).FindStringSubmatch(l); m != nil {
		table := tableOf(r.lines, i)
		for k := i + 1; k < len(r.lines); k++ {
			if other := regexp.MustCompile(`^id\s*= "([a-z-]+)"`).FindStringSubmatch(r.lines[k]); other != nil && tableOf(r.lines, k) == table {
				r.put("id written twice", k, strings.Replace(r.lines[k], `"`+other[1]+`"`, `"`+m[1]+`"`, 1), against(nil, table, "counts", "scope.groups"))
				break
			}
		}
	}
	if strings.HasPrefix(l, "stage ") && !strings.HasSuffix(r.name, "/1.toml") {
		r.put("later report called the first", i, `stage = "first"`)
	}
	if strings.HasPrefix(l, "close ") {
		r.put("open as long as closed", i, strings.Replace(r.lines[i-1], "open ", "close", 1))
	}
	for _, tag := range [][2]string{{"en", "eng"}, {"ja", "jp"}, {"en", "En"}} {
		if regexp.MustCompile(`^\s*` + tag[0] + `\s*= "`).MatchString(l) {
			r.put("language misspelt", i, strings.Replace(l, tag[0], tag[1], 1), func(m *mistake) { m.header = r.opened(i) })
		}
	}
	if e := en.FindStringSubmatch(l); e != nil {
		r.put("text left empty", i, e[1]+e[3])
		r.put("quotation mark lost", i, strings.TrimSuffix(strings.TrimSuffix(l, ","), `"`))
	}
}

// reach: the forms of addresses and numbers.
func (r *report) reach(i int) {
	l := r.lines[i]
	if m := regexp.MustCompile(`^(email\s*= ")([^"@]+)@([^"]+)(".*)`).FindStringSubmatch(l); m != nil {
		for _, wrong := range []string{m[2] + "＠" + m[3], m[2] + " @" + m[3], m[2] + "@" + strings.ReplaceAll(m[3], ".", ","), m[2] + "@" + strings.ReplaceAll(m[3], ".", ""), m[2] + "@" + m[3] + ".", m[2] + "@." + m[3], "mailto:" + m[2] + "@" + m[3], m[2] + "@" + m[3] + " (代表)"} {
			r.put("email of another wrong form", i, m[1]+wrong+m[4])
		}
	}
	if m := regexp.MustCompile(`^((?:url|link|form|policy)\s*= ")https://([^"]+)(".*)`).FindStringSubmatch(l); m != nil {
		for _, wrong := range []string{"htps://" + m[2], "https:/" + m[2], "https//" + m[2], m[2], "javascript:alert(1)", "ｈttps://" + m[2]} {
			r.put("address of a wrong form", i, m[1]+wrong+m[3])
		}
		r.put("http: address", i, m[1]+"http://"+m[2]+m[3])
	}
	if m := regexp.MustCompile(`^((?:phone|fax)\s*= ")([0-9-]+)(".*)`).FindStringSubmatch(l); m != nil {
		digits := strings.ReplaceAll(m[2], "-", "")
		for _, wrong := range []string{m[2] + "（代表）", "電話 " + m[2], m[2] + "#12", m[2][1:], "1" + digits, digits + "00"} {
			r.put("phone of a wrong form", i, m[1]+wrong+m[3])
		}
		for k := range len(m[2]) {
			if m[2][k] != '-' {
				r.put("phone digit doubled within", i, m[1]+m[2][:k]+m[2][k:k+1]+m[2][k:]+m[3])
			}
		}
	}
	if m := regexp.MustCompile(`^(open|close)(\s*= ")([0-9]+):([0-9]{2})(".*)`).FindStringSubmatch(l); m != nil {
		hour, _ := strconv.Atoi(m[3])
		for _, wrong := range []string{m[3] + m[4], "25:00", m[3] + ":60", m[3] + "：" + m[4], strconv.Itoa(hour%12) + ":" + m[4] + " pm", m[3] + "時"} {
			r.put("clock of a wrong form", i, m[1]+m[2]+wrong+m[5])
		}
	}
}
