package render

import (
	"html/template"

	"kohyo/internal/notice"
	"kohyo/internal/prose"
	"kohyo/internal/wording"
)

// lead is what a report begins with. A withdrawn one says that, and why, and
// nothing else.
func (v *viewer) lead() template.HTML {
	if !v.report.IsWithdrawn() {
		return v.prose(v.report.Lead)
	}
	return "<p><strong>" + v.escape(v.w.Withdrawal(v.report)) + "</strong></p>" + v.prose(v.report.Withdrawn.Reason)
}

// withdrawal is the same without markup.
func withdrawal(w *wording.Writer, r *notice.Report, known prose.Facts) string {
	said := w.Withdrawal(r)
	if reason, _ := w.Text(r.Withdrawn.Reason.Text); reason != "" {
		said += "\n\n" + prose.Plain(reason, known)
	}
	return said
}
