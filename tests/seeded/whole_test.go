package seeded

import (
	"path"
	"slices"
	"strings"
	"time"
)

// weekdayAfter is a weekday that a date does not have.
func weekdayAfter(date string) string {
	day, _ := time.Parse(time.DateOnly, date)
	return []string{"月", "火", "水", "木", "金", "土", "日"}[day.Weekday()] // Sunday gets 月
}

// altogether: mistakes about the report as a whole.
func (r *report) altogether() {
	for i, l := range r.lines {
		if l == "[[changes]]" && i+1 < len(r.lines) && strings.Contains(r.lines[i+1], `"counts.`) {
			r.drop("changes entry missing", i, i+strings.Count(r.table(i), "\n")+1)
			last := &r.out[len(r.out)-1]
			last.tables = []string{"counts"}
		}
		if strings.HasPrefix(l, "old ") && strings.Contains(r.table(i), `what = "counts.`) {
			if n := numeral.FindStringIndex(l); n != nil {
				r.put("changes entry wrong", i, l[:n[0]]+"9"+l[n[0]+1:])
			}
		}
		if l == "[title]" && strings.Contains(strings.Join(r.lines, "\n"), `"final"`) && !strings.Contains(strings.Join(r.lines, "\n"), "[[questions]]") {
			r.put("note that nothing refers to", len(r.lines)-1, "[[notes]]\nid = \"left\"\ntext = { ja = \"補足です。\", en = \"A remark.\" }\n",
				func(m *mistake) { m.lines = strings.Split(strings.Join(m.lines, "\n"), "\n"); m.line++ })
		}
		if strings.HasPrefix(l, "state ") && tableOf(r.lines, i) == "cause" && r.final() {
			r.put("final report with an open cause", i, `state = "under-investigation"`)
		}
	}
	for _, a := range [][3]string{
		{"card number in a file", "list.csv", "no,card\n1,4111-1111-1111-1111\n"},
		{"individual number in a file", "list.csv", "no,number\n1,123456789018\n"},
		{"email in a file", "list.txt", "Sent to yamada.jiro@example.net.\n"},
		{"phone in a file", "list.txt", "電話 090-1234-5678 の方\n"},
		{"email in the name of a file", "yamada.jiro@example.net.txt", "Nothing.\n"},
		{"card number in the name of a file", "4111111111111111.txt", "Nothing.\n"},
	} {
		r.attach(a[0], a[1], a[2])
	}
	switch path.Base(r.name) {
	case "2.toml":
		r.rename("gap in the numbers", "4.toml")
	case "1.toml":
		r.rename("first number missing", "7.toml")
	}
}

// attach makes a mistake in a file that belongs to the report.
func (r *report) attach(kind, name, holds string) {
	lines := append(slices.Clone(r.lines), "[[attachments]]", "file = \""+name+"\"", `title = { ja = "一覧", en = "List" }`)
	r.out = append(r.out, mistake{kind: kind, file: r.name, lines: lines, line: len(lines) - 1, attached: name, holds: holds, what: "with " + name})
}

func (r *report) final() bool {
	for _, l := range r.lines {
		if strings.HasPrefix(l, "stage ") {
			return strings.Contains(l, `"final"`)
		}
	}
	return false
}

func (r *report) rename(kind, to string) {
	r.out = append(r.out, mistake{kind: kind, file: r.name, lines: r.lines, line: 1,
		renamed: path.Join(path.Dir(r.name), to), what: "named " + to})
}
