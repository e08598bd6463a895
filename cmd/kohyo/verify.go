package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kohyo/internal/diag"
	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

// The exit codes of verify answer its question: 0 yes, 1 no, 2 cannot tell.
const (
	exitFalse  = exitContent
	exitUnsure = exitUsage
)

type verifyFlags struct {
	since, report, key string
	maxAge             time.Duration // 0: any
}

func (a *app) verifyCommand() *cobra.Command {
	var f verifyFlags
	cmd := a.cobra(command{
		use: "verify URL|DIR [OPTIONS]",
		short: diag.Words{
			Ja: "公開されているものが、公開の記録のとおりか確かめます",
			En: "verify that what is public is what was published",
		},
		long: diag.Words{
			Ja: "公開されているサイト（アドレスまたはフォルダー）が、発行者の公開の記録のとおりか確かめます。\n" +
				"すべてのファイル、署名、すべての報、過去の記録を調べます。読むだけで、何も変えません。\n" +
				"終了コード: 0 記録のとおり、1 記録と違う、2 確かめられなかった（通信、鍵、書き方）。",
			En: "Verifies that a public site, at an address or in a folder, is what its publisher's log says:\n" +
				"every file, the signature, every report, and that history was not rewritten. It only reads.\n" +
				"Exit code: 0 it is, 1 it is not, 2 it could not be told (network, key, wrong usage).",
		},
		examples: "kohyo verify https://www.example.co.jp/disclosure/\nkohyo verify public\n" +
			"kohyo verify https://www.example.co.jp/disclosure/ --since checkpoint\n" +
			"kohyo verify https://www.example.co.jp/disclosure/ --report shop/2 --max-age 14d",
		args: oneArg("確かめるサイトのアドレスかフォルダーを1つ指定してください。", "name one site: its address, or a folder"),
		run:  func(cmd *cobra.Command, args []string) error { return a.verify(cmd.Context(), args[0], f) },
	})
	cmd.Flags().StringVar(&f.since, "since", "", a.say(
		"以前に保存したチェックポイントのファイル `FILE` 以来、書き換えられていないことも確かめます",
		"also that nothing was rewritten since the checkpoint in `FILE`, which you kept"))
	cmd.Flags().StringVar(&f.report, "report", "", a.say(
		"この報 `SLUG/N` だけを確かめます（例: shop/2）", "verify the report `SLUG/N` alone (such as shop/2)"))
	cmd.Flags().Var((*span)(&f.maxAge), "max-age", a.say(
		"最後の公開からの期間 `TIME` の上限（例: 36h、14d）", "how long ago the last publication may be: `TIME`, such as 36h or 14d"))
	cmd.Flags().StringVar(&f.key, "key", "", a.say(
		"発行者の公開鍵 `KEY`（既定: site.toml の公開鍵、なければサイトの示す鍵）",
		"the publisher's public key `KEY` (default: that in site.toml, else the one that the site shows)"))
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	return cmd
}

func (a *app) verify(ctx context.Context, target string, f verifyFlags) error {
	opt, err := a.verifyOptions(f)
	if err != nil {
		return err
	}
	given := target
	if strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://") {
		target = verify.SiteOf(ctx, target, http.DefaultTransport)
	}
	src, err := a.publicSite(target)
	if err != nil {
		return err
	}
	defer src.Close()
	own, err := a.holdToOwn(ctx, src, &opt, given, strings.TrimPrefix(target, "file://"))
	if err != nil {
		return err
	}
	bar := a.newBar(1)
	bar.label = a.say("確かめています", "verifying")
	opt.Progress = func(done, of int) {
		if bar.of, bar.done = of, done; done%16 == 0 {
			bar.show()
		}
	}
	result, err := verify.Run(ctx, src, opt)
	bar.clear()
	if err != nil {
		return unsure(diag.Words{Ja: "中断しました。確かめ終わっていません。", En: "interrupted before all was verified"}, diag.Words{})
	}
	if err := a.verdict(target, f, result, own); err != nil {
		return err
	}
	switch {
	case len(result.False) > 0:
		return &fault{code: exitFalse} // the verdict has said it
	case len(result.Unknown) > 0:
		return &fault{code: exitUnsure}
	}
	return nil
}

func unsure(text, hint diag.Words) error { return &fault{exitUnsure, text, hint} }

func (a *app) verifyOptions(f verifyFlags) (o verify.Options, err error) {
	o.Now = a.now()
	if f.key != "" {
		if strings.Contains(f.key, "PRIVATE+KEY") {
			return o, usage(diag.Words{Ja: "--key に秘密鍵が指定されています（表示しません）。必要なのは公開鍵です。", En: "--key was given a private key (which is not shown); the public one is wanted"},
				diag.Words{
					Ja: "コマンドの履歴やログに残っていれば、その秘密鍵は漏れたものとして、kohyo keygen で替えてください。公開鍵は site.toml の public_key か、サイトの log/key にあります。",
					En: "if it is now in a history or a log of commands, count it as lost and replace it with kohyo keygen; the public key is public_key in site.toml, or log/key of the site",
				})
		}
		if keys, err := tlog.ParseKeys(f.key); err != nil || len(keys) != 1 || keys[0].Signs() {
			return o, usage(
				diag.Words{Ja: "--key の値は公開鍵ではありません。", En: "--key: this is no public key"},
				diag.Words{
					Ja: "公開鍵は「名前+8桁+英数字」の1行で、サイトの log/key と「確かめ方」のページにあります。引用符で囲んでください。",
					En: "a public key is one line, NAME+8 digits+letters; it is in log/key of the site and on its page about verifying; put it in quotes",
				})
		}
		o.Keys = []string{f.key}
	}
	o.MaxAge = f.maxAge
	if f.report != "" {
		slug, number, _ := strings.Cut(f.report, "/")
		o.Slug = slug
		if o.Number, err = strconv.Atoi(number); err != nil || slug == "" || o.Number < 1 {
			return o, usage(diag.Say("--report の %q は報の名前ではありません。", "--report: %q names no report", f.report),
				diag.Words{Ja: "第2報は shop/2 のように書きます。お知らせのアドレスの末尾と同じです。", En: "write shop/2 for the second report: as at the end of its address"})
		}
	}
	if f.since != "" {
		if o.Since, err = os.ReadFile(a.path(f.since)); err != nil {
			return o, unsure(diag.Say("チェックポイントのファイル %s を読めません。", "cannot read the checkpoint %s", f.since),
				diag.Say("理由: %s", "%s", plainReason(err)))
		}
		if _, err := tlog.ParseCheckpoint(o.Since); err != nil {
			return o, usage(diag.Say("%s はチェックポイントではありません。", "%s is no checkpoint", f.since), diag.Words{
				Ja: "サイトの log/checkpoint か log/checkpoints/ の中のファイルを、そのまま保存したものを指定してください。",
				En: "name a file that was saved, as it is, from log/checkpoint or log/checkpoints/ of the site",
			})
		}
	}
	return o, nil
}

// plainReason is why a file could not be opened, without its name.
func plainReason(err error) string {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err.Error()
	}
	return err.Error()
}

// publicSite opens what is to be verified.
func (a *app) publicSite(target string) (verify.Source, error) {
	if path, ok := strings.CutPrefix(target, "file://"); ok && strings.HasPrefix(path, "/") {
		target = path // as kohyo publish writes it
	}
	if strings.Contains(target, "://") {
		src, err := verify.Web(target, http.DefaultTransport)
		if err != nil {
			return nil, usage(diag.Say("%q はサイトのアドレスではありません。", "%q is no address of a site", target),
				diag.Words{
					Ja: "読者がサイトを見るときのアドレスか、フォルダーを指定してください（例: https://www.example.co.jp/disclosure/）。",
					En: "name the address at which readers find the site, such as https://www.example.co.jp/disclosure/, or a folder",
				})
		}
		return src, nil
	}
	dir := a.path(target)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return nil, usage(diag.Say("フォルダー %s がありません。", "there is no folder %s", target),
			diag.Words{Ja: "サイトのアドレスは https:// から書いてください。", En: "write the address of a site with https:// before it"})
	}
	src, err := verify.Folder(dir)
	if err != nil {
		return nil, unsure(diag.Say("フォルダー %s を読めません。", "cannot read the folder %s", target), diag.Say("理由: %s", "%s", plainReason(err)))
	}
	return src, nil
}

func (a *app) line(w diag.Words) { fmt.Fprintln(a.stdout, a.in(w)) }
