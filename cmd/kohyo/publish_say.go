package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/output"
	"kohyo/internal/publish"
	"kohyo/internal/store"
	"kohyo/internal/tlog"
)

// showPlan prints what would become public, and what would go.
func (p *publication) showPlan(ctx context.Context, ready *publish.Prepared) error {
	w := bufio.NewWriter(p.stdout)
	for _, f := range ready.Plan.Files {
		if f.Change != publish.Same {
			fmt.Fprintf(w, "%-8s %10d  %s\n", f.Change, f.Size, f.Name)
		}
	}
	for _, l := range ready.Leaves {
		fmt.Fprintf(w, "leaf     %10d  %s/%d %s\n", l.Index, l.Slug, l.Number, l.State)
	}
	fmt.Fprintln(w, p.in(p.counts(ready)))
	p.restated(ready)
	p.wouldFindWrong(ctx, ready.Plan)
	p.note("%s", p.in(diag.Words{Ja: "何も変えていません（--dry-run）。", En: "nothing has been changed (--dry-run)"}))
	return w.Flush()
}

func (p *publication) counts(ready *publish.Prepared) diag.Words {
	plan := ready.Plan
	n, c, g, s := plan.Count(publish.New), plan.Count(publish.Changed), plan.Count(publish.Gone), plan.Count(publish.Same)
	return diag.Say("新規%[1]d個、変更%[2]d個、削除%[3]d個、変わらないもの%[4]d個、記録への追加%[5]d件",
		"%[1]d new, %[2]d changed, %[3]d gone, %[4]d the same; added to the log: %[5]d", n, c, g, s, len(ready.Leaves))
}

// published says what was done.
func (p *publication) published(ready *publish.Prepared, stats publish.Stats) error {
	wrong := p.foundWrong()
	if !p.copied() && ready.Nothing() && stats.Sent == 0 && !wrong {
		return p.nothingToDo(len(ready.Plan.Files))
	}
	if !ready.Signed {
		p.note("%s", p.in(diag.Words{
			Ja: "記録に署名していません（環境変数 KOHYO_LOG_KEY に鍵がありません）。",
			En: "the log is not signed: there is no key in KOHYO_LOG_KEY",
		}))
	}
	if ready.Begins() {
		p.note("%s", p.in(diag.Say("%[1]s に、新しい公開の記録を始めました。前からある公開先のはずでしたら、公開先の指定が違っています。ここにできたものを読者に見せないでください。",
			"a new record of publications was begun at %[1]s; if this was to be a place with publications already, it is the wrong one: show nobody what was made here", p.where())))
	}
	p.withdrawnStays(ready)
	p.restated(ready)
	p.nameLog(ready)
	if _, err := fmt.Fprintln(p.stdout, p.in(p.counts(ready))); err != nil {
		return err
	}
	done := diag.Say("公開し、読み直して確かめました: %[1]s（送った量 %[2]s、%.1[3]f秒）", "published, read back and found right: %[1]s (%[2]s sent, %.1[3]f s)",
		p.where(), bytesIn(stats.Bytes), p.now().Sub(p.begun).Seconds())
	if plain, ok := p.target.(*publish.Plain); ok {
		done = diag.Say("%[1]s に書き出しました。これをまるごと公開先にコピーしてください（%.1[2]f秒）。", "written to %[1]s: copy all of it to where it is public (%.1[2]f s)",
			plain.Dir, p.now().Sub(p.begun).Seconds())
	}
	_, err := fmt.Fprintln(p.stdout, p.in(done))
	return err
}

// where is what a server must serve, or what the store is called.
func (p *publication) where() string {
	switch t := p.target.(type) {
	case *publish.Folder:
		return t.Served()
	case fmt.Stringer:
		return t.String()
	}
	return p.place
}

func (p *publication) nothingToDo(files int) error {
	_, err := fmt.Fprintln(p.stdout, p.in(diag.Say("公開中のものに変更はありません（ファイル%[1]d個、%.1[2]f秒）。",
		"nothing has changed in what is public: %[3]s (%.1[2]f s)", files, p.now().Sub(p.begun).Seconds(), plural(files, "file"))))
	return err
}

// inWords says why nothing was published, and how to go on.
func (p *publication) inWords(err error) error {
	if busy, ok := errors.AsType[*publish.Busy](err); ok {
		text := diag.Words{Ja: "別の公開作業が進行中です。", En: "another publication is at work"}
		if busy.Who != "" && busy.Who != "?" {
			text = diag.Say("別の公開作業が進行中です（%s）。", "another publication is at work (%s)", busy.Who)
		}
		return refused(text, diag.Words{
			Ja: "終わってから、もう一度実行してください。",
			En: "run the command again when it is over",
		})
	}
	if f, ok := errors.AsType[*store.Fault](err); ok {
		return storeFault(f)
	}
	if r, ok := errors.AsType[*publish.Refused](err); ok {
		return p.refusal(r, nil)
	}
	if r, ok := errors.AsType[*output.Refused](err); ok {
		return refused(diag.Words{Ja: r.In("ja"), En: r.In("en")}, p.afterRefusal(r))
	}
	if broken, ok := errors.AsType[*tlog.Fault](err); ok {
		return refused(diag.Words{Ja: "公開の記録に誤りがあります。" + broken.In("ja"), En: "the public log is wrong: " + broken.In("en")},
			diag.Say("詳しくは: kohyo verify %s", "for more: kohyo verify %s", shellWord(p.readable())))
	}
	if broken, ok := errors.AsType[*build.LayoutError](err); ok {
		if root, opened := p.openSite(); opened == nil {
			defer root.Close()
			if err := p.print(p.stderr, root.FS(), diag.Findings{broken.Finding}); err != nil {
				return err
			}
		}
		return p.contentFault()
	}
	return p.machineFault(err)
}

// wrongDrafts tells that errors stop nothing. What becomes of the rest is not
// known yet: it may be refused for other reasons, or nothing may have changed.
func (p *publication) wrongDrafts() {
	p.wrong = true
	p.note("%s", p.in(diag.Words{
		Ja: "誤りがあるのは、まだ公開されない内容だけです。ほかの内容の公開は妨げません。",
		En: "the errors are in what does not become public now; they do not hold up the rest",
	}))
}

// withdrawnStays tells that what was taken down is still on the machine.
func (p *publication) withdrawnStays(ready *publish.Prepared) {
	target, folder := p.target.(*publish.Folder)
	if !folder || ready.Begins() || !slices.ContainsFunc(ready.Leaves, func(l tlog.Leaf) bool { return l.State == tlog.Withdrawn }) {
		return
	}
	dir, base := filepath.Split(target.Served())
	trees, ja, en := filepath.Join(dir, ".kohyo", "generations"), "のうち、current の指すもの以外の", "but the one that current leads to"
	if p.folder {
		trees, ja, en = filepath.Join(dir, "."+base+".kohyo", "generations"), "の", ""
	}
	long := diag.Say("%d時間", "%d hours", int(p.keep.Hours()))
	if days := int(p.keep / day); p.keep%day == 0 {
		long = diag.Say("%[1]d日間", "%[2]s", days, plural(days, "day"))
	}
	p.note("%s", p.in(diag.Words{
		Ja: fmt.Sprintf("取り下げた内容は、前の公開版の中に、公開されない形で%[1]s残ります（--keep）。急いで消す必要があれば、%[2]s %[3]sフォルダーを消してください。", long.Ja, trees, ja),
		En: strings.TrimSpace(fmt.Sprintf("what was taken down remains in earlier publications, which nobody is shown, for %[1]s (--keep); if it must go at once, remove the folders in %[2]s %[3]s", long.En, trees, en)),
	}))
}

// restated tells that the words of published reports have become others.
func (p *publication) restated(ready *publish.Prepared) {
	var names []string
	for _, l := range ready.Leaves {
		if l.State == tlog.Restated {
			names = append(names, fmt.Sprintf("%s/%d", l.Slug, l.Number))
		}
	}
	if len(names) == 0 {
		return
	}
	n, list := len(names), strings.Join(first(names), ", ")
	p.note("%s", p.in(diag.Say("注意: 公開済みの報%[1]d件で、読者の目に触れる文言が変わります（会社名、ラベル、用語など。事実の記載は同じです）。記録には restated と残ります: %[2]s",
		"take note: the wording of %[3]s already published changes (the organization's name, labels, vocabulary; the facts stay the same). The log records each as restated: %[2]s", n, list, plural(n, "report"))))
}

// foundWrong tells what was not as it had been published: somebody else writes
// there, or the disk fails. It reports whether there was anything.
func (p *publication) foundWrong() bool {
	folder, ok := p.target.(*publish.Folder)
	if !ok {
		return false
	}
	p.names(folder.Repaired, diag.Words{
		Ja: "公開中のファイルが壊れているか、書き換えられていたため、公開したときの内容に直しました。ディスクの故障か、ほかのプログラムや人による書き換えを調べてください:",
		En: "files that are public were damaged or changed, and were put right; see whether the disk fails, or who else writes there:",
	})
	p.names(folder.Strays, diag.Words{
		Ja: "公開用のフォルダーに、このプログラムの作っていないファイルがありました。新しい公開版には入れていません。誰が置いたものか調べてください:",
		En: "there were files in the public folder that this program did not make; they are not part of the new publication; see who put them there:",
	})
	return len(folder.Repaired)+len(folder.Strays) > 0
}

// wouldFindWrong tells the same of a dry run.
func (p *publication) wouldFindWrong(ctx context.Context, plan *publish.Plan) {
	folder, ok := p.target.(*publish.Folder)
	if !ok {
		return
	}
	damaged, strays := folder.Wrong(ctx, plan)
	p.names(damaged, diag.Say("公開中のファイル%[1]d個が、壊れているか、書き換えられているか、なくなっています。公開すると、公開したときの内容に直します:",
		"damaged, changed or missing: %[2]s that should be public; publishing puts that right:", len(damaged), plural(len(damaged), "file")))
	p.names(strays, diag.Say("公開用のフォルダーに、このプログラムの作っていないファイルが%[1]d個あります。新しい公開版には入りません:",
		"not made by this program: %[2]s in the public folder; publishing leaves that out:", len(strays), plural(len(strays), "file")))
}

// names lists names, if there are any, below what is to be said of them.
func (p *publication) names(names []string, words diag.Words) {
	if len(names) > 0 {
		p.note("%s\n  %s", p.in(words), strings.Join(first(names), "\n  "))
	}
}

// shownNames is how many names a message lists.
const shownNames = 20

// first are the names that a message lists, with a sign that there are more.
func first(names []string) []string {
	if len(names) <= shownNames {
		return names
	}
	return append(slices.Clone(names[:shownNames]), "…")
}

// refusal says what must not become public, and how to go on.
func (p *publication) refusal(r *publish.Refused, more map[tlog.Conflict][]string) error {
	var items []diag.Words
	for _, c := range r.Conflicts {
		words := publish.Conflict(c)
		for _, line := range more[c] {
			words.Ja += "\n    " + line
			words.En += "\n    " + line
		}
		items = append(items, words)
	}
	for _, name := range r.Removals {
		items = append(items, diag.Words{Ja: name, En: name})
	}
	if len(items) > shownNames {
		items = append(items[:shownNames], diag.Words{Ja: "ほか", En: "and more"})
	}
	text := r.Text
	for _, item := range items {
		text.Ja += "\n  " + item.Ja
		text.En += "\n  " + item.En
	}
	return refused(text, r.Hint)
}
