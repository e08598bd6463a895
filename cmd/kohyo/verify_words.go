package main

import (
	"fmt"
	"io"
	"time"

	"kohyo/internal/diag"
	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

const mostProblems = 50 // that are shown; the rest are counted

// verdict tells a person what came out: the answer, what was looked at, and
// the hashes last.
func (a *app) verdict(target string, f verifyFlags, r *verify.Result, own *ownLog) error {
	a.otherSite(target, r, own)
	switch {
	case r.Stale && len(r.False) == 1 && len(r.Unknown) == 0:
		a.line(diag.Say("古すぎます。%[1]s の最後の公開は %[2]s で、--max-age %[3]s より前です。ほかは公開の記録のとおりです。古い写しを見せられているか、更新が止まっています。",
			"Too old: %[1]s was last published at %[2]s, longer ago than --max-age %[3]s. All else is as its log says. Either this is an old copy, or nobody renews it.", target, moment(r.Head), (*span)(&f.maxAge)))
	case r.OtherLog:
		a.problems(r.False)
		a.problems(r.Unknown)
	case len(r.False) > 0:
		a.line(diag.Say("いいえ。%s は公開の記録のとおりではありません。", "No: %s is not as its log says.", target))
		a.problems(r.False)
		if len(r.Unknown) > 0 {
			a.line(diag.Words{Ja: "ほかに、確かめられなかったものがあります。", En: "Besides, this could not be told:"})
			a.problems(r.Unknown)
		}
	case r.NoReport:
		a.line(diag.Say("%[2]s に、報 %[1]s はありません。", "There is no report %[1]s of %[2]s.", f.report, target))
		a.problems(r.Unknown)
	case len(r.Unknown) > 0:
		a.line(diag.Say("わかりません。%s が公開の記録のとおりか、確かめられませんでした。", "Cannot tell whether %s is as its log says.", target))
		a.problems(r.Unknown)
	case f.report != "":
		a.line(diag.Say("はい。%[2]s の報 %[1]s は、公開の記録のとおりです。", "Yes: the report %[1]s of %[2]s is as its log says.", f.report, target))
	default:
		a.line(diag.Say("はい。%s は公開の記録のとおりです。", "Yes: %s is as its log says.", target))
	}
	if r.Head == nil {
		return nil
	}
	if r.True() {
		a.findings(f, r)
	}
	a.signature(r, own != nil && own.key != "")
	return a.hashes(r)
}

func (a *app) problems(list []verify.Problem) {
	for i, p := range list {
		if i == mostProblems {
			a.line(diag.Say("  ほか%d件", "  and %d more", len(list)-i))
			return
		}
		fmt.Fprintf(a.stdout, "  %s: %s\n", p.File, a.in(p.Text))
		if p.Detail != "" {
			fmt.Fprintf(a.stdout, "    %s\n", p.Detail)
		}
	}
}

// findings says what holds.
func (a *app) findings(f verifyFlags, r *verify.Result) {
	if f.report == "" {
		a.line(diag.Say("・ファイル%[1]d個（%[2]s）は、発行者が最後に公開したものと同じです。消されたものもありません。",
			"- Its %[3]s (%[2]s) are what the publisher put there last, and none is missing.", r.Files, bytesIn(r.Bytes), plural(r.Files, "file")))
		if r.Whole {
			a.line(diag.Words{Ja: "・加えられたファイルはありません。", En: "- No file was added."})
		} else {
			a.line(diag.Words{
				Ja: "・加えられたファイルの有無は、アドレスからは調べられません（フォルダーの写しなら調べられます）。",
				En: "- Whether files were added cannot be seen from an address, only in a copy of the folder.",
			})
		}
		a.line(diag.Say("・報%[1]d件のデータ、テキスト版、添付ファイルは、記録に入れられたときの内容のままです。",
			"- The data, plain text and attachments of its %[2]s are what was entered into the log.", r.Reports, plural(r.Reports, "report")))
	} else {
		a.line(diag.Say("・この報のデータ、テキスト版、添付ファイルは、記録の%[1]d番の項目のとおりです%[2]s", "- Its data, plain text and attachments are what entry %[1]d of the log holds.%[3]s",
			r.Leaf, a.stateWords(r.State).Ja, a.stateWords(r.State).En))
		a.pages(r)
		if r.Lacking {
			a.line(diag.Words{Ja: "・このサイトはデータファイルを公開していないため、文面だけを確かめました。", En: "- This site offers no data files: the texts alone were held to the log."})
		}
	}
	if r.Kept > 0 { // of the first publication nothing earlier is known
		a.line(diag.Say("・記録の項目%[1]d件は書き換えられておらず、以前のチェックポイント%[2]d個のすべてと一致します。",
			"- Of the %[3]s of the log none was changed or removed: it agrees with every earlier checkpoint (%[2]d).", r.Leaves, r.Kept, entries(r.Leaves)))
	}
	if r.Since != nil {
		a.line(diag.Say("・お手元のチェックポイント（%[1]s、項目%[2]d件）から今まで、記録は続いています。",
			"- The log goes on from the checkpoint that you kept (%[1]s, %[3]s).", moment(r.Since), r.Since.Size, entries(int(r.Since.Size))))
		a.entered(r)
	} else {
		a.line(diag.Words{Ja: "・log/checkpoint を手元に保存しておくと、次に --since で、その間に書き換えがないことを確かめられます。",
			En: "- Keep log/checkpoint: with --since you can verify next time that nothing was rewritten in between."})
	}
}

// pages says what is known of the pages of one report: the leaf does not hold
// them, only the list of files does.
func (a *app) pages(r *verify.Result) {
	which := diag.Words{Ja: "この報のページ", En: "Its pages"}
	if r.Newest {
		which = diag.Words{Ja: "この報のページと、最新の報を示すお知らせのページ", En: "Its pages, and the notice's own page, which shows it as the newest,"}
	}
	a.line(diag.Words{
		Ja: "・" + which.Ja + "は、発行者が最後に公開したものと同じです。体裁は記録の項目に含まれません。サイト全体は --report なしで確かめられます。",
		En: "- " + which.En + " are those that the publisher put there last; how they are laid out is in no entry of the log. Without --report the whole site is verified.",
	})
}

const mostEntered = 50 // that are listed; the rest are counted

// entered lists what has entered the log since the checkpoint that was kept.
func (a *app) entered(r *verify.Result) {
	if len(r.Entered) == 0 {
		a.line(diag.Words{Ja: "・その後、記録に入ったものはありません。", En: "- Nothing has entered the log since."})
		return
	}
	a.line(diag.Say("・その後、記録に入ったもの（%[1]d件）:", "- %[2]s came since then:", len(r.Entered), entries(len(r.Entered))))
	for i, e := range r.Entered {
		if i == mostEntered {
			a.line(diag.Say("  ほか%d件", "  and %d more", len(r.Entered)-i))
			return
		}
		published := local(e.Published)
		switch {
		case e.Key != "":
			a.line(diag.Words{Ja: "  署名の鍵の交代: " + e.Key, En: "  a key that signs from there on: " + e.Key})
		case e.State == tlog.Withdrawn:
			a.line(diag.Say("  %[1]s/%[2]d 取り下げ %[3]s（公表 %[4]s）", "  %[1]s/%[2]d withdrawn %[3]s (published %[4]s)",
				e.Slug, e.Number, local(e.Withdrawn), published))
		case e.State == tlog.Restated:
			a.line(diag.Say("  %[1]s/%[2]d 文言の変更（公表 %[3]s）", "  %[1]s/%[2]d worded anew (published %[3]s)", e.Slug, e.Number, published))
		default:
			a.line(diag.Say("  %[1]s/%[2]d 公表 %[3]s", "  %[1]s/%[2]d published %[3]s", e.Slug, e.Number, published))
		}
	}
}

func entries(n int) string {
	if n == 1 {
		return "1 entry"
	}
	return fmt.Sprintf("%d entries", n)
}

func (a *app) stateWords(s tlog.State) diag.Words {
	switch s {
	case tlog.Restated:
		return diag.Words{Ja: "（事実はそのままで、あとから言い回しが改められています）。", En: " Its facts are unchanged; its wording was stated anew after publication."}
	case tlog.Withdrawn:
		return diag.Words{Ja: "（取り下げられたことが記録されています）。", En: " The log says that it was withdrawn."}
	}
	return diag.Words{Ja: "。"}
}

func moment(c *tlog.Checkpoint) string { return local(c.Time) }

// local is a moment by the clock of this machine, with its offset: the log
// holds all of them in UTC, which is another day than the one on the pages.
func local(t time.Time) string {
	t = t.Local()
	if _, offset := t.Zone(); offset == 0 {
		return inUTC(t)
	}
	return t.Format("2006-01-02 15:04 -07:00")
}

func inUTC(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

// signature says whose word all this is.
func (a *app) signature(r *verify.Result, fromSite bool) {
	switch {
	case !r.Head.Signed:
		a.line(diag.Words{
			Ja: "・署名がありません。このサイトの中では食い違いがないかを示すだけで、誰が公開したかは示しません。",
			En: "- Nothing is signed. This tells whether the site agrees with itself, not whose it is.",
		})
	case r.Key == "":
	case fromSite:
		a.line(diag.Words{Ja: "・署名は、site.toml の公開鍵によるものです。", En: "- The signature is by the key in site.toml."})
	case r.OwnKey:
		a.line(diag.Words{
			Ja: "・署名は、サイト自身の示す公開鍵によるものです。発行者の鍵かどうかは、電話や書面など別の方法で受け取った鍵と比べてください（--key）。",
			En: "- The signature is by the key that the site itself shows. Compare it with one that you have from the publisher by another way (--key).",
		})
	default:
		a.line(diag.Words{Ja: "・署名は、指定された公開鍵によるものです。", En: "- The signature is by the key that you gave, or by one that it vouches for."})
	}
}

// hashes are for those who compare.
func (a *app) hashes(r *verify.Result) error {
	_, err := io.WriteString(a.stdout, fmt.Sprintf("\nlog    %s\nsize   %d\nroot   %s\nfiles  %x\ntime   %s\n",
		r.Head.Origin, r.Head.Size, r.Head.Root, r.Head.Files, inUTC(r.Head.Time)))
	if err == nil && r.Key != "" {
		_, err = fmt.Fprintf(a.stdout, "key    %s\n", r.Key)
	}
	return err
}
