package load

import (
	"reflect"
	"slices"
	"strings"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

// keptWhenWithdrawn are the fields that a report still has once it is
// withdrawn: what tells it from others, and who decided what and when.
var keptWhenWithdrawn = []string{
	"kind", "stage", "status", "published", "reference", "time_zone", "translation_pending", "title", "withdrawn", "accept",
}

// withdraw leaves of a withdrawn report what may still be shown. It is done
// here, before any other stage sees the report: what nobody has, nobody shows.
func (b *binder) withdraw(r *notice.Report) {
	if b.root.kid("withdrawn") == nil {
		return
	}
	v := reflect.ValueOf(r).Elem()
	for _, f := range reportPlan.fields {
		if !slices.Contains(keptWhenWithdrawn, f.key) {
			v.Field(f.index).SetZero()
		}
	}
	var left []string
	var at *node
	for _, k := range b.root.kids {
		if reportPlan.byKey[k.key] != nil && !slices.Contains(keptWhenWithdrawn, k.key) {
			left = append(left, k.key)
			if at == nil || k.keyAt < at.keyAt {
				at = k
			}
		}
	}
	if at == nil {
		return
	}
	b.add(b.place(at.keyAt), diag.Warning, "withdrawn-text",
		diag.Say("取り下げた報のファイルに、まだ内容が残っています: %s", "the file still holds what was withdrawn: %s", strings.Join(left, ", ")),
		diag.Say("公開はされません。個人の情報や裁判所の命令による取り下げなら、ファイルからも、版管理の履歴からも消してください。残すものは %s だけです。",
			"it is not published; where a person's data or a court order is the reason, remove it from the file and from the history of the repository too; what stays is %s", strings.Join(keptWhenWithdrawn[:len(keptWhenWithdrawn)-1], ", ")))
}
