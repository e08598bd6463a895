package seeded

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing/fstest"
)

// mistake is a report with one thing wrong.
type mistake struct {
	kind, file string
	lines      []string
	line       int    // where it was made, from 1
	header     int    // the line of the table, when something is missing from it
	whole      bool   // it is the file as a whole that lacks something
	renamed    string // another name of the file
	attached   string // the name of a file that it attaches
	holds      string // what that file says
	what       string
	values     []string // what the wrong fact was: lines that say it are contradicted
	tables     []string // the tables whose facts it is held against
}

func (m mistake) as() string {
	if m.renamed != "" {
		return m.renamed
	}
	return m.file
}

// attachment is the path of the attached file.
func (m mistake) attachment() string { return path.Join(path.Dir(m.file), "files", m.attached) }

// contradicts reports whether a line holds a fact that the mistake is against.
func (m mistake) contradicts(line int) bool {
	if line < 1 || line > len(m.lines) {
		return false
	}
	for _, v := range m.values {
		if strings.Contains(m.lines[line-1], v) {
			return true
		}
	}
	return slices.Contains(m.tables, tableOf(m.lines, line-1))
}

var (
	header = regexp.MustCompile(`^\[\[?([a-z_.]+)\]\]?`)
	keyed  = regexp.MustCompile(`^\s*([a-z_]+)(\s*)= `)
)

// tableOf is the name of the table that a line stands in, "" before the first.
func tableOf(lines []string, i int) string {
	if n := headerOf(lines, i); n > 0 {
		return header.FindStringSubmatch(lines[n-1])[1]
	}
	return ""
}

func headerOf(lines []string, i int) int {
	for ; i >= 0; i-- {
		if header.MatchString(lines[i]) {
			return i + 1
		}
	}
	return 0
}

// report is a file that mistakes are put into.
type report struct {
	name  string
	lines []string
	out   []mistake
}

// put makes a mistake of one line; the kind of a line without change is none.
func (r *report) put(kind string, i int, now string, more ...func(*mistake)) {
	if now == r.lines[i] {
		return
	}
	lines := slices.Clone(r.lines)
	lines[i] = now
	m := mistake{kind: kind, file: r.name, lines: lines, line: i + 1, what: short(r.lines[i], now)}
	for _, f := range more {
		f(&m)
	}
	r.out = append(r.out, m)
}

// drop makes a mistake of lines that are gone.
func (r *report) drop(kind string, from, to int) {
	lines := slices.Delete(slices.Clone(r.lines), from, to)
	r.out = append(r.out, mistake{kind: kind, file: r.name, lines: lines, line: from + 1,
		header: r.opened(from), what: "without " + strings.TrimSpace(r.lines[from])})
}

// opened is the line that opens what a line is in: a text over several lines,
// or the table.
func (r *report) opened(i int) int {
	for k := i; k > 0 && k >= i-2; k-- {
		if strings.HasSuffix(r.lines[k], "{") {
			return k + 1
		}
	}
	return headerOf(r.lines, i)
}

func against(values []string, tables ...string) func(*mistake) {
	return func(m *mistake) { m.values, m.tables = values, tables }
}

// short is where two lines differ, with a little before and after.
func short(was, now string) string {
	a, b := []rune(was), []rune(now)
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	cut := func(s []rune) string { return string(s[min(len(s), max(0, i-12)):min(len(s), i+18)]) }
	return fmt.Sprintf("%q → %q", cut(a), cut(b))
}

// seed makes every mistake of every kind in every report.
func seed(files fstest.MapFS) (all []mistake) {
	var names []string
	for name := range files {
		if strings.HasPrefix(name, "content/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		r := &report{name: name, lines: strings.Split(string(files[name].Data), "\n")}
		for i := range r.lines {
			r.form(i)
			r.figures(i)
			r.moments(i)
			r.prose(i)
			r.languages(i)
			r.contacts(i)
			r.pasted(i)
			r.figuresInWords(i)
			r.momentsInWords(i)
			r.added(i)
			r.moved(i)
			r.tables(i)
			r.reach(i)
			r.swapped(i)
			r.everywhere(i)
			r.years(i)
			r.series(i)
		}
		r.altogether()
		all = append(all, r.out...)
	}
	return all
}

// form: keys, words of vocabularies and references that are misspelt.
func (r *report) form(i int) {
	l := r.lines[i]
	if k := keyed.FindStringSubmatch(l); k != nil && len(k[1]) > 3 {
		r.put("key misspelt", i, strings.Replace(l, k[1], k[1][:1]+k[1][2:], 1))
	}
	word := regexp.MustCompile(`^(kind|stage|status|state|role|event|channel|report|body|days|unit)(\s*= \[?")([a-z-]+)(".*)`)
	if w := word.FindStringSubmatch(l); w != nil {
		r.put("word misspelt", i, w[1]+w[2]+w[3]+"x"+w[4])
		r.put("word misspelt", i, w[1]+w[2]+w[3][1:]+w[4])
	}
	if u := regexp.MustCompile(`unit = "([a-z-]+)"`).FindStringSubmatch(l); u != nil {
		r.put("unit misspelt", i, strings.Replace(l, u[0], `unit = "`+u[1]+`s"`, 1))
	}
	ref := regexp.MustCompile(`^(group|part_of|party|by|for|to)(\s*= ")([a-z-]+)(".*)`)
	if w := ref.FindStringSubmatch(l); w != nil {
		r.put("reference misspelt", i, w[1]+w[2]+w[3]+"z"+w[4])
	}
	for _, q := range regexp.MustCompile(`\{[a-z]+\.[a-z.-]+\}`).FindAllString(l, -1) {
		r.put("quoted fact misspelt", i, strings.Replace(l, q, q[:len(q)-1]+"x}", 1))
	}
}

var value = regexp.MustCompile(`(value|max|min) = ([0-9]+)`)

// figures: counts that do not fit the others.
func (r *report) figures(i int) {
	l := r.lines[i]
	v := value.FindStringSubmatchIndex(l)
	if v == nil || tableOf(r.lines, i) != "counts" {
		return
	}
	digits := l[v[4]:v[5]]
	said := []string{digits, grouped(digits)}
	kind := "digit changed in a count"
	if !r.related(i, said) {
		kind = "" // nothing in the report could tell
	}
	for k := range digits {
		if kind == "" {
			break
		}
		d := (digits[k]-'0'+1+byte(k))%9 + 1
		r.put(kind, i, l[:v[4]]+digits[:k]+string('0'+d)+digits[k+1:]+l[v[5]:], against(said, "counts", "changes"))
	}
	if r.limited(i) {
		r.put("subset larger than whole", i, l[:v[4]]+"9"+digits+"0"+l[v[5]:], against(nil, "counts"))
		for _, unit := range []string{"card", "household"} {
			if strings.Contains(r.whole(i), `"sum"`) && !strings.Contains(l, "[{") && !strings.Contains(l, `"`+unit+`"`) {
				r.put("units mixed", i, regexp.MustCompile(`unit = "[a-z-]+"`).ReplaceAllString(l, `unit = "`+unit+`"`), against(nil, "counts"))
			}
		}
	}
}

// related reports whether anything else in the report says a count, or has to
// add up with it.
func (r *report) related(i int, said []string) bool {
	whole := r.whole(i)
	if strings.Contains(r.table(i), `"sum"`) || strings.Contains(whole, `"sum"`) && sameUnit(r.lines[i], whole) {
		return true
	}
	for k, l := range r.lines {
		for _, s := range said {
			if k != i && len(s) > 2 && !isoDate.MatchString(l) && strings.Contains(l, s) && tableOf(r.lines, k) != "counts" {
				return true
			}
		}
	}
	return false
}

// limited reports whether a count is part of one that has an upper limit.
func (r *report) limited(i int) bool {
	whole := r.whole(i)
	return regexp.MustCompile(`(value|max) = [0-9]`).MatchString(whole) && sameUnit(r.lines[i], whole)
}

// sameUnit reports whether a whole is counted in the first unit of a part.
func sameUnit(l, whole string) bool {
	return strings.Contains(whole, regexp.MustCompile(`unit = "[a-z-]+"`).FindString(l))
}

// whole is the count that the count of a line is part of, "" if there is none.
func (r *report) whole(i int) string {
	part := regexp.MustCompile(`part_of\s*= "([a-z-]+)"`).FindStringSubmatch(r.table(i))
	for k, l := range r.lines {
		if part != nil && regexp.MustCompile(`^id\s*= "`+part[1]+`"$`).MatchString(l) && tableOf(r.lines, k) == "counts" {
			return r.table(k)
		}
	}
	return ""
}

// table is the text of the table that a line stands in.
func (r *report) table(i int) string {
	from := max(0, headerOf(r.lines, i)-1)
	to := from + 1
	for to < len(r.lines) && !header.MatchString(r.lines[to]) {
		to++
	}
	return strings.Join(r.lines[from:to], "\n")
}

func grouped(digits string) string {
	for k := len(digits) - 3; k > 0; k -= 3 {
		digits = digits[:k] + "," + digits[k:]
	}
	return digits
}
