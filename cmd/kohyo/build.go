package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/output"
)

// buildFlags are what the command line says.
type buildFlags struct {
	out, now, browser string
	pdf, fresh        bool
	limit             time.Duration
}

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	cmd := a.cobra(command{
		use: "build [OPTIONS]",
		short: diag.Words{
			Ja: "公表ページを作り、フォルダーに書き出します",
			En: "make the public pages and write them to a folder",
		},
		long: diag.Words{
			Ja: "公表ページを作り、フォルダーに書き出します。\n" +
				"内容に誤りがあれば何も書き出さず、前回の出力はそのまま残ります。\n" +
				"下書きと、公表の日時になっていない報は含まれません。\n" +
				"大きなサイトでは、前回から変わっていないページを作り直さず、前回の出力から引き継ぎます。",
			En: "Makes the public pages and writes them to a folder.\n" +
				"If the content has errors, nothing is written and the previous output stays as it is.\n" +
				"Drafts, and reports whose moment has not come, are left out.\n" +
				"Of a large site, pages that have not changed are taken over from the previous output instead of being made again.",
		},
		examples: "kohyo build\nkohyo build --out /var/www/disclosure\nkohyo build --now 2026-04-01T15:00\nkohyo build --pdf",
		args:     noArgs,
		run:      func(cmd *cobra.Command, _ []string) error { return a.build(cmd.Context(), f) },
	})
	cmd.Flags().StringVar(&f.out, "out", "public", a.say(
		"書き出すフォルダー `DIR`（既定: public）", "write to the folder `DIR` (default: public)"))
	cmd.Flags().StringVar(&f.now, "now", "", a.say(
		"この日時 `TIME` の時点で公開されているものを作ります（既定: 現在。2026-04-01、2026-04-01T15:00、2026-04-01T15:00:00+09:00）",
		"what is public at the moment `TIME` (default: now; 2026-04-01, 2026-04-01T15:00, 2026-04-01T15:00:00+09:00)"))
	cmd.Flags().BoolVar(&f.pdf, "pdf", false, a.say(
		"印刷用ページの PDF も作り、お知らせからリンクします", "also make PDFs of the print pages, and link the notices to them"))
	cmd.Flags().BoolVar(&f.fresh, "fresh", false, a.say(
		"前回の出力から引き継がず、すべて作り直します", "take over nothing from the previous output: make everything anew"))
	a.browserFlags(cmd, &f.browser, &f.limit)
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

func (a *app) build(ctx context.Context, f buildFlags) error {
	begun := a.now()
	target := a.path(f.out)
	before := a.recollectionFor(absolute(target))
	recall := before.recall
	if f.fresh {
		recall = before.forget
	}
	root, site, err := a.siteAt(f.now, begun, recall)
	if err != nil {
		return err
	}
	defer root.Close()
	if f.pdf {
		var done func()
		if site, done, err = a.pdfsFor(ctx, site, target, f.browser, f.limit); err != nil {
			return err
		}
		defer done()
	}
	b := a.newBar(1)
	b.label = a.say("書き出しています", "writing pages")
	stats, err := output.Write(ctx, target, site, output.Options{Site: a.dir, Progress: b.at})
	b.clear()
	if broken, ok := errors.AsType[*build.LayoutError](err); ok {
		if err := a.print(a.stderr, root.FS(), diag.Findings{broken.Finding}); err != nil {
			return err
		}
		return nothingWritten()
	}
	if err != nil {
		return a.outputFault(err)
	}
	if stats.Left != "" {
		a.note("%s", a.in(diag.Say("使い終わったフォルダー %s を消せませんでした。次回の実行時に消します。",
			"could not remove the old folder %s; the next run will", stats.Left)))
	}
	before.keep(site.Memory(stats.Tree, nil), begun)
	a.leftOut(diag.Say("公開前のため含めていない報: ", "not public, and so left out: "), site.Left())
	return a.built(site, stats, target, a.now().Sub(begun))
}

// leftOut tells an author at a terminal what is not public yet. Nobody else
// may learn of it: the log of a CI job can have readers.
func (a *app) leftOut(before diag.Words, left build.Left) {
	if left == (build.Left{}) || !a.terminal(a.stderr) {
		return
	}
	next := diag.Words{}
	if left.Next != "" {
		next = diag.Say("（最初は %s）", " (the first: %s)", left.Next)
	}
	a.note("%s", a.in(before)+a.in(diag.Say("下書き%[1]d件、公表日時の前%[2]d件",
		"%[3]s, %[2]d before its moment", left.Drafts, left.Later, plural(left.Drafts, "draft")))+a.in(next))
}

// nothingWritten ends a build whose findings have been shown.
func nothingWritten() error {
	return &fault{code: exitContent, text: diag.Words{
		Ja: "何も書き出していません。前回の出力があれば、そのまま残っています。",
		En: "nothing has been written; the previous output, if any, is as it was",
	}}
}

// outputFault says why the pages were not written.
func (a *app) outputFault(err error) error {
	if r, ok := errors.AsType[*output.Refused](err); ok {
		return refused(diag.Words{Ja: r.In("ja"), En: r.In("en")}, diag.Words{
			Ja: "何も変えていません。--out で別のフォルダーを指定できます。",
			En: "nothing has been changed; --out names another folder",
		})
	}
	return err
}

// built says what has been made and where to look.
func (a *app) built(site *build.Site, stats output.Stats, target string, took time.Duration) error {
	count := site.Count()
	index := filepath.Join(target, "index.html")
	summary := diag.Say(
		"事案%[1]d件・報告%[2]d件から、%[3]d個のファイル（%[4]s）を%.1[5]f秒で作りました",
		"%[6]s of %[7]s: %[8]s, %[4]s, in %.1[5]f s",
		count.Incidents, count.Reports, stats.Files, bytesIn(stats.Bytes), took.Seconds(),
		plural(count.Reports, "report"), plural(count.Incidents, "incident"), plural(stats.Files, "file"))
	if stats.Kept > 0 {
		kept := diag.Say("（うち%[1]d個は前回のまま）", " (%[1]d as they were)", stats.Kept)
		summary.Ja, summary.En = summary.Ja+kept.Ja, summary.En+kept.En
	}
	look := diag.Say("ブラウザーで開いてください: %s\n  %s", "open it in a browser: %s\n  %s", index, fileURL(index))
	_, err := fmt.Fprintf(a.stdout, "%s%s\n%s\n", a.in(summary), a.in(diag.Words{Ja: "。"}), a.in(look))
	return err
}

// parseNow reads --now. A time without an offset is one in the site's zone,
// which is known only when the site is loaded: local says so.
func parseNow(s string) (at time.Time, local bool, err error) {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, false, nil
	}
	for _, layout := range []string{"2006-01-02", "2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02 15:04:05"} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, true, nil
		}
	}
	return time.Time{}, false, usage(
		diag.Say("--now の %q は日時ではありません。", "--now: %q is not a time", s),
		diag.Words{
			Ja: "書き方: 2026-04-01、2026-04-01T15:00（サイトの時間帯）、2026-04-01T15:00:00+09:00",
			En: "write 2026-04-01, 2026-04-01T15:00 (in the site's zone) or 2026-04-01T15:00:00+09:00",
		})
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}

func bytesIn(n int64) string {
	switch {
	case n >= 1e6:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1e3:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d B", n)
}

// fileURL is the address of a file on this machine, for terminals in which
// addresses can be clicked.
func fileURL(name string) string {
	abs, err := filepath.Abs(name)
	if err != nil {
		return name
	}
	p := filepath.ToSlash(abs)
	if !strings.HasPrefix(p, "/") { // C:/…
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}
