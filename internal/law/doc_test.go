package law

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/law.md anew")

// docs/law.md is made from the data.
func TestDocumented(t *testing.T) {
	const name = "../../docs/law.md"
	want := document()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/law.md is behind the data: go test ./internal/law -update")
	}
}

const head = `# Laws and customs

Made from the data by ` + "`go test ./internal/law -update`" + `; do not edit.

` + "`[check] law = [\"appi\", …]`" + ` in site.toml, or ` + "`kohyo check --law appi,gdpr`" + `, chooses regimes. ` + "`--law`" + ` prints what the latest
report of every incident says to each item, and until when something is due. An item that is missing is a
warning of the rule ` + "`law-`" + `*item*, for the regimes chosen only.

The answers are: present, missing, declared unknown, not applicable, cannot decide. There is no answer
“compliant”: which law applies, and how grave a risk is, cannot be read from the data. None of this is legal
advice; texts change, so look at the source before you rely on an item.

- **Level**: law; conditional (law, on a condition that the data seldom tell); guidance; practice; not in force.
- **Told to**: the public page, each individual, a regulator, investors. What only regulators or investors are
  told is shown, and never demanded of a page.
- **Read**: T the text itself, R a report of it, M not confirmed. What is not confirmed is shown with ` + "`*`" + ` and
  never makes a finding.
- The clock of a limit starts with an event of the timeline. ` + "`material`" + ` (SEC) and ` + "`assessed`" + ` (Singapore) are
  events that a site adds in ` + "`[vocabulary.events]`" + ` when it needs them.
- Of a limit in days, the day of the event is day 0, every day counts, and the last may be a day on which
  offices are closed. Japan's preliminary reports are counted so too: the date shown is the fifth day after the
  event (known on Monday the 9th: Saturday the 14th), for the guideline's 3 to 5 days are an estimate and no
  text says how to count them. Two are counted otherwise:
  - Japan's final reports (30 or 60 days): the day of the event is day 1 (known on 2 November: 1 December), and
    where the last is a Saturday, a Sunday, a holiday or one of 29 December to 3 January, the next open day counts.
  - The SEC's four business days pass over Saturdays, Sundays and federal holidays.
- Limits in hours are hours as they pass.
`

func document() string {
	var b strings.Builder
	b.WriteString(head)
	for _, r := range regimes {
		fmt.Fprintf(&b, "\n## `%s`: %s / %s\n\n| item | asks | article | level | told to | read | finding |\n|---|---|---|---|---|---|---|\n", r.Name, r.Title.En, r.Title.Ja)
		for _, i := range r.Items {
			finding := "no"
			if i.finds() {
				finding = "yes"
			}
			fmt.Fprintf(&b, "| `%s` | %s<br>%s | %s | %s | %s | %s, %s%s | %s |\n", i.ID, i.Asks.En, i.Asks.Ja, linked(i), i.Level.Words().En,
				i.Target.Words().En, i.Mark, i.AsOf, applies(i), finding)
		}
		if len(r.dues) == 0 {
			continue
		}
		b.WriteString("\n| limit | what | article | from the event | read | note |\n|---|---|---|---|---|---|\n")
		for _, d := range r.dues {
			fmt.Fprintf(&b, "| `%s` | %s<br>%s | [%s](<%s>) | %s | %s | %s<br>%s |\n", d.id, d.what.En, d.what.Ja, d.article, d.source,
				"`"+strings.Join(d.events, "`, else `")+"`", d.mark, d.note.En, d.note.Ja)
		}
	}
	b.WriteString("\n## Numbers that decide\n\n| number | of what | source |\n|---|---|---|\n")
	for _, t := range thresholds {
		operator := "at least"
		if t.over {
			operator = "more than"
		}
		fmt.Fprintf(&b, "| %s %d | %s<br>%s | %s |\n", operator, t.number, t.what.En, t.what.Ja, t.article)
	}
	return b.String()
}

// linked gives the article with the address of its source.
func linked(i Item) string {
	if !strings.HasPrefix(i.Source, "http") {
		return i.Article + " (" + i.Source + ")"
	}
	if i.Article == "—" {
		return "[source](<" + i.Source + ">)"
	}
	return "[" + i.Article + "](<" + i.Source + ">)"
}

func applies(i Item) string {
	switch {
	case i.From != "" && i.To != "":
		return ", in force " + i.From + " to " + i.To
	case i.From != "":
		return ", in force from " + i.From
	case i.To != "":
		return ", in force to " + i.To
	}
	return ""
}
