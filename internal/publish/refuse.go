package publish

import (
	"fmt"

	"kohyo/internal/diag"
	"kohyo/internal/tlog"
)

// Refused says why something must not become public, and how to go on. Nothing
// was changed.
type Refused struct {
	Text, Hint diag.Words // without the lists

	Conflicts []tlog.Conflict // reports that are not what the log says of them
	Removals  []string        // files that would go, more than were allowed
	Unsigned  bool            // the log has a key, and the private one is missing
}

func (r *Refused) Error() string { return r.Text.En }

func refuseConflicts(conflicts []tlog.Conflict) *Refused {
	return &Refused{Conflicts: conflicts, Text: diag.Words{
		Ja: "公開済みの報が、公開したときの内容と違います。公開した報は書き換えられません。",
		En: "reports that are public differ from what was published; a published report never changes",
	}, Hint: diag.Words{
		Ja: "元の内容に戻してから、新しい事実や訂正は次の報に書いてください: kohyo revise SLUG（公開をやめる報には [withdrawn] を書きます）",
		En: "put the old content back, and write new facts and corrections into the next report: kohyo revise SLUG (to take a report down, write [withdrawn] into it)",
	}}
}

// Unsigned refuses to go on without the key of a log that has one.
func Unsigned() *Refused {
	return &Refused{Unsigned: true, Text: diag.Words{
		Ja: "公開の記録には署名することになっていますが、その秘密鍵がありません。",
		En: "the log is to be signed, and there is no private key to sign it with",
	}, Hint: diag.Words{
		Ja: "環境変数 KOHYO_LOG_KEY に秘密鍵を設定してください。",
		En: "put the private key into the environment variable KOHYO_LOG_KEY",
	}}
}

// refuseLostLog refuses what is served without a log, though it had one.
func refuseLostLog(served string) *Refused {
	return &Refused{
		Text: diag.Say("%s から公開の記録（log/checkpoint）がなくなっています。", "the record of publications (log/checkpoint) is gone from %s", served),
		Hint: diag.Words{
			Ja: "記録を始め直すと、以前の記録と食い違います。.kohyo/generations にある最後の公開版、またはバックアップから log フォルダーを丸ごと戻してください。",
			En: "a record begun anew contradicts the one before: bring the whole folder log back from the last publication in .kohyo/generations, or from a backup",
		}}
}

// refuseUnknown refuses where a publication is kept that the public log does
// not know.
func refuseUnknown(w Witness) *Refused {
	hint := diag.Words{
		Ja: "公開中のものを最後の公開版（generations の番号が最も大きいもの、またはバックアップ）に丸ごと戻し、直すべき点は次の報（kohyo revise）で直してください。",
		En: "put the last publication (of the highest number in generations, or from a backup) back whole, and mend what is wrong there by the next report (kohyo revise)",
	}
	if w.Copied {
		hint = diag.Words{
			Ja: "まずそのフォルダーを公開先にまるごとコピーし、CDN などのキャッシュから log/ 以下を消してから、--first を付けずにもう一度実行してください。",
			En: "copy all of that folder to where it is public first, make caches (a CDN) forget what is below log/, and run again, without --first",
		}
	}
	return &Refused{Hint: hint, Text: diag.Say(
		"%s には、いま公開中の記録に含まれない公開の記録があります。このまま公開すると、公開の記録が二つに分かれます。",
		"%s holds a publication of which the public record does not know; to go on would make two records of what was published", w.Where)}
}

// refuseNoLog refuses an address at which a log was expected.
func refuseNoLog(address string) *Refused {
	return &Refused{
		Text: diag.Say("%s には公開の記録（log/checkpoint）がありません。", "there is no record of publications (log/checkpoint) at %s", address),
		Hint: diag.Words{
			Ja: "アドレスをご確認ください。このサイトの最初の公開であれば、--first を付けてください。記録を始め直すと、以前の記録と食い違います。",
			En: "look at the address again; if this is the site's very first publication, say --first: a record begun anew contradicts the one before",
		}}
}

func refuseRemovals(names []string, allowed int) *Refused {
	return &Refused{Removals: names,
		Text: diag.Say("公開中のファイル%[1]d個がなくなります。一度に%[2]d個までしか減らしません。",
			"%[1]d public files would go; not more than %[2]d may go at once", len(names), allowed),
		Hint: diag.Say("--dry-run で一覧を確かめ、意図したものなら --allow-removals %d を付けてください。",
			"see them with --dry-run, and if they are meant to go, say --allow-removals %d", len(names))}
}

// Conflict says what is wrong with one report.
func Conflict(c tlog.Conflict) diag.Words {
	what := map[tlog.ConflictKind]diag.Words{
		tlog.Changed:  {Ja: "内容が書き換えられています。", En: "what it says was changed"},
		tlog.Moved:    {Ja: "公表の日時（published）が書き換えられています。", En: "its moment of publication (published) was changed"},
		tlog.Files:    {Ja: "添付ファイルが差し替えられています。", En: "its attachments were changed"},
		tlog.Gone:     {Ja: "公開済みの報がなくなっています（削除された、下書きに戻された、日時が先に変えられた）。", En: "it is gone: deleted, made a draft again, or given a later moment"},
		tlog.Returned: {Ja: "取り下げた報が元に戻されています。", En: "it was withdrawn, and is back"},
	}[c.Kind]
	if what.IsZero() {
		what = diag.Words{Ja: string(c.Kind), En: string(c.Kind)}
	}
	place := fmt.Sprintf("content/%s/%d.toml: ", c.Slug, c.Number)
	return diag.Words{Ja: place + what.Ja, En: place + what.En}
}
