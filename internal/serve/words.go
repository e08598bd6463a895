package serve

import (
	"fmt"

	"kohyo/internal/diag"
)

var tooMany = diag.Words{Ja: "開いているページが多すぎます。", En: "too many pages are open"}

// speaker says the server's own words in a language.
type speaker struct{ Lang string }

// Say is for templates: a word that is missing is an error there.
func (s speaker) Say(key string, args ...any) (string, error) {
	w, ok := words[key]
	if !ok {
		return "", fmt.Errorf("no word %q", key)
	}
	return diag.Say(w.Ja, w.En, args...).In(s.Lang), nil
}

func (s speaker) say(key string, args ...any) string {
	text, err := s.Say(key, args...)
	if err != nil {
		panic(err) // a test names every word
	}
	return text
}

// sum counts findings in words.
func (s speaker) sum(errors, warnings int) string {
	switch {
	case errors > 0 && warnings > 0:
		return s.count("errors", errors) + s.say("sum.and") + s.count("warnings", warnings)
	case errors > 0:
		return s.count("errors", errors)
	case warnings > 0:
		return s.count("warnings", warnings)
	}
	return ""
}

// count says a number of things; English has a word for one.
func (s speaker) count(key string, n int) string {
	if n == 1 {
		return s.say("one." + key)
	}
	return s.say("many."+key, n)
}

// words are all that the server itself says, but for its refusals.
var words = map[string]diag.Words{
	"bar.label":       {Ja: "プレビュー", En: "Preview"},
	"bar.desk":        {Ja: "デスク", En: "Desk"},
	"bar.draft":       {Ja: "下書き — 公表されません", En: "Draft — not made public"},
	"bar.embargoed":   {Ja: "公表前 — %sに公表", En: "Embargoed — public from %s"},
	"bar.published":   {Ja: "公開中 — %sから", En: "Public — since %s"},
	"bar.list":        {Ja: "公表前の報を含みます", En: "With reports that are not public yet"},
	"bar.public-view": {Ja: "%s時点の公開内容", En: "What the public sees on %s"},
	"bar.nothing":     {Ja: "いま公開されている報はありません", En: "The public sees nothing of this incident"},
	"bar.instead":     {Ja: "いま公開されているのは第%d報（%sから）", En: "The public sees report %d (since %s)"},
	"bar.public":      {Ja: "公開中の表示", En: "As the public sees it"},
	"bar.editors":     {Ja: "編集者の表示へ戻る", En: "Back to the editors’ view"},
	"bar.findings":    {Ja: "指摘を表示", En: "Show findings"},
	"bar.lost":        {Ja: "kohyo serve に接続できません。このページは古い可能性があります。", En: "kohyo serve does not answer. This page may be out of date."},
	"bar.mended":      {Ja: "誤りはなくなりました。", En: "The errors are gone."},

	"panel.title":    {Ja: "内容に誤りがあります", En: "The content has errors"},
	"panel.warnings": {Ja: "気を付ける点があります", En: "The content has warnings"},
	"panel.last":     {Ja: "誤りのある事案は、誤りのない最後の版を表示しています。直して保存すると、この表示は消えます。", En: "An incident with errors is shown in its last version without any. This panel goes away once they are put right and saved."},
	"panel.close":    {Ja: "閉じる", En: "Close"},
	"panel.key":      {Ja: "Esc キーでも開閉できます", En: "Esc opens and closes it too"},
	"panel.more":     {Ja: "ほか%d件は kohyo check で表示できます。", En: "kohyo check shows %d more."},
	"panel.edit":     {Ja: "エディターで開く", En: "open in the editor"},
	"panel.whole":    {Ja: "ファイル全体", En: "whole file"},

	"finding.error":   {Ja: "誤り", En: "error"},
	"finding.warning": {Ja: "注意", En: "warning"},
	"sum.and":         {Ja: "・", En: ", "},
	"one.errors":      {Ja: "誤り1件", En: "1 error"},
	"many.errors":     {Ja: "誤り%d件", En: "%d errors"},
	"one.warnings":    {Ja: "注意1件", En: "1 warning"},
	"many.warnings":   {Ja: "注意%d件", En: "%d warnings"},

	"desk.title": {Ja: "デスク", En: "Desk"},

	"missing.title": {Ja: "このアドレスのページはありません", En: "There is no page at this address"},
	"missing.text":  {Ja: "事案の名前が変わったか、まだ書かれていません。ページができると、ここに表示されます。", En: "The incident may have another name now, or is not written yet. Once there is a page, it appears here."},
	"missing.desk":  {Ja: "デスクで探す", En: "Look for it on the desk"},
	"nothing.title": {Ja: "まだ表示できるページがありません", En: "There is nothing to show yet"},
	"nothing.text":  {Ja: "内容に誤りがあります。直して保存すると、ここにページが表示されます。", En: "The content has errors. Once they are put right and saved, the page appears here."},
	"unmade.title":  {Ja: "このページを作れませんでした", En: "This page could not be made"},
	"unmade.text":   {Ja: "テンプレートに誤りがあります。直して保存すると、ここにページが表示されます。", En: "A layout is wrong. Once it is put right and saved, the page appears here."},
}
