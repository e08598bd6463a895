package verify

import (
	"time"

	"kohyo/internal/diag"
)

// What can be said of a file. What it means comes first; hashes stand in the
// detail.
var (
	missing = diag.Words{
		Ja: "公開されたはずのファイルがありません。削除された可能性があります。",
		En: "this file was published and is not there: it was removed",
	}
	aLink = diag.Words{
		Ja: "ファイルのあるはずのところに、リンクが置かれています。",
		En: "a link stands here where a file should be",
	}
	differs = diag.Words{
		Ja: "公開されたときの内容と違います。書き換えられた可能性があります。",
		En: "this file is not what was published: it was changed",
	}
	addedFile = diag.Words{
		Ja: "発行者が公開した覚えのないファイルです。あとから加えられた可能性があります。",
		En: "the publisher did not publish this file: it was added",
	}
	unlogged = diag.Words{
		Ja: "記録にない報です。",
		En: "this is a report that the log does not know",
	}
	notLogged = diag.Words{
		Ja: "公表されたときに記録された内容と違います。",
		En: "this does not say what was entered into the log",
	}
	notIncluded = diag.Words{
		Ja: "この報の項目が、署名された記録に含まれていることを証明できません。",
		En: "the entry of this report is not part of the log that was signed",
	}
	noLeaf = diag.Words{
		Ja: "この報は記録にないのに、公開されています。",
		En: "the log does not know this report, and here it is",
	}
	noReport = diag.Words{
		Ja: "その報は、記録にもサイトにもありません。番号（SLUG/N）をご確認ください。",
		En: "there is no such report, in the log or on the site; look at its name again (SLUG/N)",
	}
	otherName = diag.Words{
		Ja: "別のサイトの記録です。サイト全体が置き換えられたか、記録が別のものと取り違えられています。",
		En: "this is the log of another site: the whole site was replaced, or its log was exchanged",
	}
	rolledBack = diag.Words{
		Ja: "お手元のチェックポイントより古い記録です。公開された記録が過去の状態に戻されています。",
		En: "this log is older than the checkpoint that you kept: what was published since is gone",
	}
	forked = diag.Words{
		Ja: "お手元のチェックポイントの示す記録は、いまの記録の一部ではありません。過去の記録が書き換えられたか、二つの記録があります。",
		En: "the log that your checkpoint stands for is no part of this one: history was rewritten, or there are two logs",
	}
	setBack = diag.Words{
		Ja: "お手元のチェックポイントより前の日時に作られたものです。サイトが過去の状態に戻されています。",
		En: "this was made before the checkpoint that you kept: the site was set back",
	}
	hidden = diag.Words{
		Ja: "お手元のチェックポイントが、この記録の以前のチェックポイントの中にありません。公開されていた状態の一つが隠されています。",
		En: "the checkpoint that you kept is not among the earlier ones of this log: something that was public is hidden",
	}
	lostLog = diag.Words{
		Ja: "お手元にチェックポイントがありますが、公開の記録がありません。記録が消されています。",
		En: "you kept a checkpoint, and there is no log any more: it was removed",
	}
	tooOld = diag.Words{
		Ja: "チェックポイントが、指定された期間より古いものです。古い写しを見せられている可能性があります。",
		En: "the checkpoint is older than you allow: this may be an old copy",
	}
	badKey = diag.Words{
		Ja: "公開鍵として読み取れません。",
		En: "this is no public key",
	}

	noLog = diag.Words{
		Ja: "公開の記録がありません。記録のないサイトか、アドレスが違います。サイトのトップページか、お知らせのページのアドレスを指定してください。",
		En: "there is no log here: the site keeps none, or the address is another; name the address of the site's first page, or of a notice",
	}
	noKey = diag.Words{
		Ja: "署名を確かめる公開鍵がありません。発行者から受け取った公開鍵を --key で指定してください。",
		En: "there is no public key to check the signature with; give the one that you have from the publisher with --key",
	}
	unreachable = diag.Words{
		Ja: "読み取れませんでした。通信や権限を確認し、しばらくしてからもう一度お試しください。",
		En: "it could not be read; check the connection or the permissions, and try again later",
	}
	tooLarge = diag.Words{
		Ja: "記録のファイルが大きすぎるため、読むのをやめました。",
		En: "the files of this log are too large; reading was stopped",
	}
	otherHost = diag.Words{
		Ja: "別のホストへ転送されるため、読み取りませんでした。転送先のアドレスを指定してください。",
		En: "it leads to another host and was not followed; name that address itself",
	}
	keptBroken = diag.Words{
		Ja: "お手元のチェックポイントを読み取れません。取り違えていないか、途中で切れていないかご確認ください。",
		En: "the checkpoint that you kept cannot be read; is it the right file, and all of it?",
	}
	keptOther = diag.Words{
		Ja: "お手元のチェックポイントは、別の記録のものです。",
		En: "the checkpoint that you kept is of another log",
	}
	keptSigned = diag.Words{
		Ja: "お手元のチェックポイントの署名を確かめられません。あとで書き換えられた可能性があります。",
		En: "the signature of the checkpoint that you kept cannot be confirmed: it may have been changed",
	}
)

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
