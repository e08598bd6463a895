package revise

import (
	"fmt"
	"strings"
	"time"

	"kohyo/internal/notice"
)

// notes says where to look again: what is written in every language, what
// holds at a date, what was going on, and what has passed since.
func (w *writer) notes() {
	for _, f := range []struct{ key, ja, en string }{
		{"title", "件名は、いまも合っていますか%s。", "Does the title still hold%s?"},
		{"banner", "上部の帯の文は、まだ必要ですか%s。", "Is the text of the band still needed%s?"},
		{"lead", "何が起きたかの要約は、いまも正しいですか%s。", "Is the summary still right%s?"},
		{"situation", "いまの状況に書き改めてください%s。", "Write how things stand now%s."},
		{"cause", "原因は、いまも同じですか%s。", "Is the cause still this%s?"},
		{"harm", "二次被害は、いまも同じですか%s。", "Is the harm still this%s?"},
	} {
		if all := w.of(f.key); len(all) > 0 {
			w.everyLanguage(all[0].First, f.ja, f.en)
		}
	}
	for _, s := range w.of("reference") {
		w.note(s.First, "この報の文書番号にしてください。", "Give the number of this report.")
	}
	for _, s := range w.of("translation_pending") {
		w.note(s.First, "翻訳がそろった言語は外してください。", "Take out the languages that are translated by now.")
	}
	for f := range w.report.Fields() {
		w.field(f)
	}
	w.plans()
}

// everyLanguage notes a text that has to be looked at in each language. What
// is said has a place for their names.
func (w *writer) everyLanguage(line int, ja, en string) {
	where := [2]string{}
	if len(w.Languages) > 1 {
		where[0] = "（" + strings.Join(w.Languages, "・") + " のどれも）"
		where[1] = " (in each of " + strings.Join(w.Languages, ", ") + ")"
	}
	w.note(line, fmt.Sprintf(ja, where[0]), fmt.Sprintf(en, where[1]))
}

// field notes a single value that may have been overtaken.
func (w *writer) field(f notice.Field) {
	top, _, _ := strings.Cut(strings.SplitN(f.Path, ",", 2)[0], " ")
	if top == "changes" || top == "next_report" || top == "published" {
		return
	}
	switch v := f.Value.(type) {
	case notice.Moment:
		switch {
		case f.Key == "as_of":
			w.noteAt(v.Place, "いつの時点か: この報の値の時点にしてください。", "As of when: the day of what this report states.")
		case f.Key == "open_on" || f.Key == "closed_on" || f.Key == "forecast":
			w.past(v)
		}
	case *notice.Span:
		if f.Key == "valid" || f.Key == "open_on" || f.Key == "closed_on" {
			w.past(v.To)
		}
	case notice.Word:
		if v.Is("under-investigation") {
			w.noteAt(v.Place, "まだ調査中ですか。", "Is this still under investigation?")
		}
	}
}

// plans notes what was to be done by now.
func (w *writer) plans() {
	plan := func(state notice.Word, at notice.When) {
		m := at.From
		if at.IsSpan {
			m = at.To
		}
		if state.Is("planned", "requested") && w.isPast(m) || state.Is("under-way") && at.IsSpan && w.isPast(m) {
			w.noteAt(state.Place, fmt.Sprintf("予定の日（%s）を過ぎました。済んだものは state = \"done\" にします。", m.Raw), fmt.Sprintf("Its day (%s) has passed: if it is done, state = \"done\".", m.Raw))
		}
	}
	for _, x := range w.report.Authorities {
		plan(x.State, x.At)
	}
	for _, x := range w.report.Notification {
		plan(x.State, x.At)
	}
	for _, x := range w.report.Remediation {
		plan(x.State, x.At)
	}
}

func (w *writer) past(m notice.Moment) {
	if w.isPast(m) {
		w.noteAt(m.Place, fmt.Sprintf("%s は過ぎました。", m.Raw), fmt.Sprintf("%s has passed.", m.Raw))
	}
}

// isPast reports whether a moment has certainly passed.
func (w *writer) isPast(m notice.Moment) bool {
	end, ok := m.Latest(w.zone())
	return ok && end.Before(w.Now.Truncate(time.Second))
}

// noteAt puts a note above the statement that holds a place.
func (w *writer) noteAt(p notice.Place, ja, en string) {
	if s, ok := w.at(p.Line); ok {
		w.note(s.First, ja, en)
	}
}
