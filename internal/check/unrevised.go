package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// unrevised finds a report that says only what the report before says: one
// that was made from it and not written yet.
func unrevised(s *source, say say) {
	if s.before == nil || len(s.report.Changes) > 0 || !slices.Equal(s.substance(), s.previous.substance()) {
		return
	}
	at := cmp.Or(s.report.Stage.Place, diag.Place{File: s.report.File})
	say(at, diag.Say("第%[1]d報は、第%[2]d報と同じ内容です。", "report %[1]d says only what report %[2]d says", s.report.Number, s.before.Number),
		diag.Say("いまの事実に書き改め、変わったことを [[changes]] に書いてください。", "write what is so now, and what differs into [[changes]]"))
}

// ofItsOwn are the fields that tell one report from another whatever it says.
var ofItsOwn = []string{"stage", "status", "published", "reference", "changes", "next_report", "accept"}

// substance is what a report says, without where it is written.
func (s *source) substance() []string {
	var all []string
	for _, f := range s.fields {
		top, _, _ := strings.Cut(f.Path, " ")
		if top, _, _ = strings.Cut(top, ","); !slices.Contains(ofItsOwn, top) {
			all = append(all, f.Path+" = "+wroteAs(f.Value))
		}
	}
	return all
}

// wroteAs is a value as its author wrote it; "" for a table, whose fields
// follow.
func wroteAs(v any) string {
	text := func(t notice.Text) string {
		var all []string
		t.Passages(func(lang string, p notice.Passage) { all = append(all, lang+": "+p.Text) })
		return strings.Join(all, "\n")
	}
	switch v := v.(type) {
	case notice.Text:
		return text(v)
	case notice.Prose:
		return text(v.Text)
	case notice.Word:
		return v.ID
	case notice.Ref:
		return v.ID
	case notice.String:
		return v.V
	case notice.Bool:
		return fmt.Sprint(v.V)
	case notice.Int:
		return fmt.Sprint(v.V)
	case notice.Clock:
		return fmt.Sprint(v.Hour, ":", v.Minute)
	case notice.Moment:
		return v.Raw
	}
	return ""
}
