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
	"bar.held":        {Ja: "誤りのない最後の版を表示しています", En: "Shown in its last version without errors"},
	"bar.unchecked":   {Ja: "この事案を確認中です。指摘が増えることがあります", En: "This incident is being checked: more may be found"},
	"bar.pending":     {Ja: "ほかの事案を確認中です", En: "Other incidents are being checked"},
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

	"desk.title":     {Ja: "デスク", En: "Desk"},
	"desk.skip":      {Ja: "本文へ移動", En: "Skip to the content"},
	"desk.languages": {Ja: "デスクの言語", En: "Language of the desk"},
	"desk.work":      {Ja: "作業中", En: "In work"},
	"desk.public":    {Ja: "公開中", En: "Public"},
	"desk.no-work":   {Ja: "公表前の報はありません。", En: "Every report is public."},
	"desk.none":      {Ja: "事案はまだありません。kohyo new SLUG で第1報を書き始められます。", En: "There is no incident yet. kohyo new SLUG begins a first report."},
	"desk.site":      {Ja: "サイト全体の指摘", En: "Findings about the whole site"},
	"desk.moment":    {Ja: "公開内容を見る日時", En: "The site as the public sees it on"},
	"desk.moment-go": {Ja: "表示", En: "Show"},
	"desk.pages":     {Ja: "ページ", En: "Pages"},
	"desk.previous":  {Ja: "前", En: "Newer"},
	"desk.next":      {Ja: "次", En: "Older"},
	"desk.position":  {Ja: "%d／%d", En: "%d of %d"},
	"one.incidents":  {Ja: "事案1件", En: "1 incident"},
	"many.incidents": {Ja: "事案%d件", En: "%d incidents"},
	"one.pending":    {Ja: "確認中1件", En: "1 still to be checked"},
	"many.pending":   {Ja: "確認中%d件", En: "%d still to be checked"},
	"one.in-work":    {Ja: "作業中1件", En: "1 in work"},
	"many.in-work":   {Ja: "作業中%d件", En: "%d in work"},

	"column.state":     {Ja: "状態", En: "State"},
	"column.incident":  {Ja: "事案", En: "Incident"},
	"column.report":    {Ja: "報", En: "Report"},
	"column.languages": {Ja: "言語", En: "Languages"},
	"column.findings":  {Ja: "指摘", En: "Findings"},
	"column.due":       {Ja: "次の期限", En: "Next due"},
	"column.open":      {Ja: "表示", En: "Open"},
	"column.page":      {Ja: "ページ", En: "Page"},
	"column.view":      {Ja: "見方", En: "View"},
	"column.paper":     {Ja: "印刷用", En: "For paper"},
	"column.files":     {Ja: "データ", En: "Data"},
	"row.complete":     {Ja: "そろっています", En: "complete"},
	"row.none":         {Ja: "なし", En: "none"},
	"row.instead":      {Ja: "公開中: %s", En: "public now: %s"},
	"row.waiting":      {Ja: "%s公開予定: %s", En: "public from %s: %s"},

	"state.draft":     {Ja: "下書き", En: "Draft"},
	"state.embargoed": {Ja: "公表前", En: "Embargoed"},
	"state.published": {Ja: "公開中", En: "Public"},

	"lack.texts":   {Ja: "%s: 訳文なし%d件", En: "%s: %d texts missing"},
	"lack.pending": {Ja: "%s: 翻訳中", En: "%s: translation pending"},
	"lack.both":    {Ja: "%s: 翻訳中（残り%d件）", En: "%s: translation pending, %d texts missing"},

	"incident.reports":   {Ja: "報", En: "Reports"},
	"incident.findings":  {Ja: "指摘", En: "Findings"},
	"incident.clean":     {Ja: "この事案への指摘はありません。", En: "There are no findings about this incident."},
	"incident.held":      {Ja: "誤りがあるため、ページは誤りのない最後の版です。", En: "There are errors: the pages are those of the last version without any."},
	"incident.languages": {Ja: "言語", En: "Languages"},
	"incident.law":       {Ja: "法令の項目と期限", En: "What laws ask, and until when"},
	"incident.advice":    {Ja: "データに何が書かれているかを示すもので、法律上の助言ではありません。", En: "This shows what the data say. It is no legal advice."},
	"file.pdf":           {Ja: "PDFを作るコマンド", En: "The command that makes a PDF"},
	"file.text":          {Ja: "テキスト（%s）", En: "Plain text (%s)"},

	"left.days":      {Ja: "あと%d日", En: "%d days left"},
	"left.days-over": {Ja: "%d日超過", En: "%d days over"},

	"law.sum":     {Ja: "%s%d件", En: "%s: %d"},
	"law.done":    {Ja: "済", En: "done"},
	"law.open":    {Ja: "確かめる項目", En: "To look at"},
	"law.settled": {Ja: "そのほかの項目（%d件）", En: "Other items (%d)"},
	"law.dues":    {Ja: "期限", En: "Due dates"},
	"law.what":    {Ja: "何を", En: "What"},
	"law.article": {Ja: "条", En: "Article"},
	"law.at":      {Ja: "期日", En: "Due"},
	"law.left":    {Ja: "残り", En: "Left"},
	"law.answer":  {Ja: "答え", En: "Answer"},
	"law.asks":    {Ja: "求められること", En: "What is asked"},
	"law.where":   {Ja: "書く場所", En: "Where"},

	"view.label":     {Ja: "見方", En: "View"},
	"view.choice":    {Ja: "言語の選択", En: "Choice of language"},
	"view.page":      {Ja: "画面", En: "Screen"},
	"view.both":      {Ja: "二言語を並べる", En: "Side by side"},
	"view.paper":     {Ja: "紙面", En: "Paper"},
	"view.phone":     {Ja: "スマートフォン", En: "Phone"},
	"view.changes":   {Ja: "変更点", En: "Changes"},
	"view.bilingual": {Ja: "二言語併記", En: "Bilingual"},
	"view.paper-how": {Ja: "A4判の幅で表示しています。改ページはPDFか印刷プレビューで確かめてください。", En: "Shown at the width of A4. A PDF, or the print preview, shows where pages end."},

	"changes.against": {Ja: "%sとの違い", En: "Compared with: %s"},
	"changes.public":  {Ja: "（公開中の報）", En: "(the report that is public)"},
	"changes.sum":     {Ja: "変更%d件・追加%d件・削除%d件", En: "%d changed, %d added, %d removed"},
	"changes.none":    {Ja: "違いはありません。", En: "There is no difference."},
	"changes.field":   {Ja: "項目", En: "Field"},
	"changes.old":     {Ja: "前", En: "Before"},
	"changes.new":     {Ja: "後", En: "After"},
	"changes.removed": {Ja: "削除", En: "removed"},
	"changes.added":   {Ja: "追加", En: "added"},

	"missing.title": {Ja: "このアドレスのページはありません", En: "There is no page at this address"},
	"missing.text":  {Ja: "事案の名前が変わったか、まだ書かれていません。ページができると、ここに表示されます。", En: "The incident may have another name now, or is not written yet. Once there is a page, it appears here."},
	"hidden.title":  {Ja: "この日時には、このページは公開されていません", En: "At that moment there is no such page"},
	"hidden.text":   {Ja: "まだ公開の時刻になっていないか、公開される報がありません。", En: "Its moment of publication has not come, or no report of it is to be public."},
	"missing.desk":  {Ja: "デスクで探す", En: "Look for it on the desk"},
	"nothing.title": {Ja: "まだ表示できるページがありません", En: "There is nothing to show yet"},
	"nothing.text":  {Ja: "内容に誤りがあります。直して保存すると、ここにページが表示されます。", En: "The content has errors. Once they are put right and saved, the page appears here."},
	"unmade.title":  {Ja: "このページを作れませんでした", En: "This page could not be made"},
	"unmade.text":   {Ja: "テンプレートに誤りがあります。直して保存すると、ここにページが表示されます。", En: "A layout is wrong. Once it is put right and saved, the page appears here."},
}
