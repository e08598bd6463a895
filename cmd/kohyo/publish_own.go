package main

import (
	"encoding/json"
	"fmt"
	"iter"
	"strings"

	"kohyo/internal/check"
	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/publish"
	"kohyo/internal/tlog"
)

// ownSite refuses to make a new site public that nobody has given its name: a
// log that began under another name would have to begin again.
func ownSite(settings *notice.Site) error {
	left := check.LeftOfNewSite(settings)
	if len(left) == 0 {
		return nil
	}
	lines := "\n  site.toml: " + strings.Join(left, "\n  site.toml: ")
	return refused(
		diag.Words{
			Ja: "site.toml に、新しいサイトの見本の値が残っています。" + lines,
			En: "site.toml still has values that a new site comes with" + lines,
		},
		diag.Words{
			Ja: "貴社の名前とアドレスを書いてください。",
			En: "write your own name and address",
		})
}

// examples are the reports that say that they are the example of a new site.
type examples map[string]bool

// note passes reports on and remembers the examples among them.
func (e examples) note(reports iter.Seq2[tlog.Report, error]) iter.Seq2[tlog.Report, error] {
	return func(yield func(tlog.Report, error) bool) {
		for r, err := range reports {
			e.look(r)
			if again := r.Again; again != nil {
				r.Again = func() (tlog.Report, error) {
					r, err := again()
					e.look(r)
					return r, err
				}
			}
			if !yield(r, err) {
				return
			}
		}
	}
}

func (e examples) look(r tlog.Report) {
	if exampleData(r.Data) {
		e[fmt.Sprintf("%s/%d", r.Slug, r.Number)] = true
	}
}

// exampleData reports whether the title of a report is that of an example.
func exampleData(data []byte) bool {
	var d struct {
		Report struct {
			Title json.RawMessage `json:"title"`
		} `json:"report"`
	}
	if json.Unmarshal(data, &d) != nil {
		return false
	}
	title := string(d.Report.Title)
	return strings.Contains(title, `"【例】`) || strings.Contains(title, `"[Example]`)
}

// refuse refuses to make an example public. One that is public already is
// passed: what was published stays, or is withdrawn.
func (e examples) refuse(ready *publish.Prepared) error {
	for _, l := range ready.Leaves {
		if l.State == tlog.Published && e[fmt.Sprintf("%s/%d", l.Slug, l.Number)] {
			return refused(diag.Say("content/%[1]s/%[2]d.toml は例のお知らせです（題名が【例】で始まります）。", "content/%[1]s/%[2]d.toml is an example: its title begins with [Example]", l.Slug, l.Number),
				diag.Say("フォルダー content/%s を消すか、実際のお知らせに書き換えてください。",
					"delete the folder content/%s, or make it a notice of your own", l.Slug))
		}
	}
	return nil
}
