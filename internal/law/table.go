package law

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"kohyo/internal/diag"
)

// Print writes one table of answers and one of due dates for every result, in
// a message language, aligned by the width of the characters.
func Print(w io.Writer, results []Result, lang string) error {
	var b strings.Builder
	say := func(ja, en string) string { return diag.Words{Ja: ja, En: en}.In(lang) }
	for _, r := range results {
		fmt.Fprintf(&b, "%s — %s\n", r.Title.In(lang), diag.Visible(r.File))
		if !r.Outside.IsZero() {
			fmt.Fprintf(&b, "  %s: %s\n\n", NotApplicable.Words().In(lang), r.Outside.In(lang))
			continue
		}
		rows := [][]string{{say("項目", "item"), say("求められること", "what is asked"), say("条", "article"), say("種別", "level"),
			say("相手", "told to"), say("答え", "answer"), say("場所", "where")}}
		for _, a := range r.Answers {
			rows = append(rows, a.row(lang))
		}
		write(&b, rows)
		if len(r.Dues) > 0 {
			rows = [][]string{{say("期限", "limit"), say("何を", "what"), say("条", "article"), say("期日", "due"), say("残り", "left"), say("備考", "note")}}
			for _, d := range r.Dues {
				rows = append(rows, d.row(lang))
			}
			b.WriteByte('\n')
			write(&b, rows)
		}
		b.WriteByte('\n')
	}
	b.WriteString(say(
		"* 未確認の項目です。参考として示すもので、注意にはしません。\n"+
			"この表はデータに何が書かれているかを示すもので、法律上の助言ではありません。どの法令が適用されるかはデータから判断できません。\n",
		"* not confirmed by any text that was read; shown for information, never a finding.\n"+
			"These tables show what the data say. They are no legal advice: which law applies cannot be read from the data.\n"))
	_, err := io.WriteString(w, b.String())
	return err
}

func (a Answer) row(lang string) []string {
	state := a.State.Words().In(lang)
	if a.Mark == Unconfirmed {
		state += " *"
	}
	where := a.Where
	if a.Line > 0 {
		where += ":" + strconv.Itoa(a.Line)
	}
	if why := a.Why.In(lang); why != "" {
		where += " — " + why
	}
	return []string{a.ID, a.Asks.In(lang), article(a.Article, a.Ja, lang), a.Level.Words().In(lang), a.Target.Words().In(lang), state, where}
}

func (d Due) row(lang string) []string {
	due, left := "—", "—"
	if !d.At.IsZero() {
		due = d.At.Format(time.DateOnly)
		if d.Hours {
			due = d.At.Format("2006-01-02 15:04 -07:00")
		}
		left = d.left().In(lang)
	}
	if d.Done {
		left = diag.Words{Ja: "済", En: "done"}.In(lang)
		if d.DoneAt.Known() {
			left += " " + d.DoneAt.Raw
		}
	}
	note := d.Note.In(lang)
	if d.Line > 0 {
		from := d.From + ":" + strconv.Itoa(d.Line)
		note = diag.Say("起算 %[1]s。%[2]s", "from %[1]s; %[2]s", from, note).In(lang)
	}
	what := d.What.In(lang)
	if d.Mark == Unconfirmed {
		what += " *"
	}
	return []string{d.ID, what, d.Article.In(lang), due, left, strings.TrimRight(note, "; ")}
}

// LeftWords says how long there is, or how long it has been over.
func (d Due) LeftWords() diag.Words { return d.left() }

// left says how long there is, or how long it has been over.
func (d Due) left() diag.Words {
	n := d.Left
	if n < 0 {
		n = -n
	}
	if !d.Hours {
		days := int(n / (24 * time.Hour))
		switch {
		case d.Left < 0:
			return diag.Say("%d日超過", "%d days over", days)
		case days == 0:
			return diag.Words{Ja: "今日まで", En: "today"}
		}
		return diag.Say("あと%d日", "%d days", days)
	}
	hours, minutes := int(n/time.Hour), int(n/time.Minute)%60
	if d.Left < 0 {
		return diag.Say("%d時間%02d分超過", "%d h %02d min over", hours, minutes)
	}
	return diag.Say("あと%d時間%02d分", "%d h %02d min", hours, minutes)
}

// write sets rows in columns.
func write(b *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], diag.Width(diag.Visible(cell)))
		}
	}
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			cell = diag.Visible(cell)
			line += "  " + cell + strings.Repeat(" ", widths[i]-diag.Width(cell))
		}
		b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
}
