package main

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/output"
	"kohyo/internal/pdf"
)

// pdfFlags are what the command line says.
type pdfFlags struct {
	out, now, langs, browser string
	bilingual, drafts        bool
	limit                    time.Duration
}

func (a *app) pdfCommand() *cobra.Command {
	var f pdfFlags
	cmd := a.cobra(command{
		use: "pdf [OPTIONS] [SLUG[/N] ...]",
		short: diag.Words{
			Ja: "配布できる PDF を作ります",
			En: "make PDFs that can be handed out",
		},
		long: diag.Words{
			Ja: "公開されている報の PDF を、言語ごとに一つずつ作ります。対象は SLUG（事案）や SLUG/N（第N報）で絞れます。\n" +
				"このコンピューターにある Chromium、Google Chrome、Microsoft Edge のいずれかを使います。ネットワークにはつなぎません。\n" +
				"内容が変わっていない PDF は作り直しません。\n" +
				"公表前の報は --drafts を付けたときだけ含まれ、全ページに「下書き」などの透かしが入ります。\n" +
				"公表日時に配る最終版を前もって作るには、その日時を --now で指定します。",
			En: "Makes a PDF in each language of every report that is public, or of those of an incident\n" +
				"(SLUG) or of one report (SLUG/N).\n" +
				"Uses the Chromium, Google Chrome or Microsoft Edge on this machine; nothing is asked of the network.\n" +
				"A PDF whose report has not changed is left as it is.\n" +
				"Reports that are not public are taken in with --drafts only, and marked as drafts on every page.\n" +
				"To have the final version ready before its moment, name that moment with --now.",
		},
		examples: "kohyo pdf\nkohyo pdf data-leak-2026/2 --bilingual\nkohyo pdf data-leak-2026/2 --now 2026-04-01T15:00\nkohyo pdf data-leak-2026 --drafts --out review",
		run:      func(cmd *cobra.Command, args []string) error { return a.pdf(cmd.Context(), f, args) },
	})
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "pdf", a.say("書き出すフォルダー `DIR`（既定: pdf）", "write to the folder `DIR` (default: pdf)"))
	flags.StringVar(&f.now, "now", "", a.say("この日時 `TIME` の時点で公開されている報を対象にします（既定: 現在）",
		"take the reports that are public at the moment `TIME` (default: now)"))
	flags.BoolVar(&f.drafts, "drafts", false, a.say("公表前の報も、透かしを入れて作ります", "take in reports that are not public, marked as drafts"))
	flags.StringVar(&f.langs, "lang-of-page", "", a.say("作る言語 `TAGS`（例: ja,en。既定: サイトのすべての言語）",
		"make these languages: `TAGS`, such as ja,en (default: all of the site's)"))
	flags.BoolVar(&f.bilingual, "bilingual", false, a.say("全言語を一つにまとめた版も作ります", "also make the edition that holds all languages"))
	a.browserFlags(cmd, &f.browser, &f.limit)
	_ = cmd.MarkFlagDirname("out")
	return cmd
}

// browserFlags are those of every command that prints.
func (a *app) browserFlags(cmd *cobra.Command, browser *string, limit *time.Duration) {
	cmd.Flags().StringVar(browser, "browser", a.getenv("KOHYO_BROWSER"), a.say(
		"使うブラウザーの実行ファイル `PATH`（既定: 環境変数 KOHYO_BROWSER、なければ自動で探します）",
		"print with the program `PATH` (default: $KOHYO_BROWSER, else the first that is found)"))
	*limit = 30 * time.Minute
	cmd.Flags().Var((*span)(limit), "time-limit", a.say(
		"PDF 作成を打ち切る時間 `TIME`（既定: 30m）", "give up making PDFs after `TIME` (default: 30m)"))
	_ = cmd.MarkFlagFilename("browser")
}

func (a *app) pdf(ctx context.Context, f pdfFlags, args []string) error {
	begun := a.now()
	root, site, err := a.siteAt(f.now, begun, nil)
	if err != nil {
		return err
	}
	defer root.Close()
	wanted, err := choosePapers(site, f, args)
	if err != nil {
		return err
	}
	out := a.path(f.out)
	if err := refuseForPDF(out, f.out); err != nil {
		return err
	}
	return a.printPapers(ctx, wanted, f, out, begun)
}

// sheet is a paper of one of two sites: what is public is printed as the
// public sees it, also when drafts are printed beside it.
type sheet struct {
	build.Paper
	site fs.FS
	name string // of the file
}

// printable refuses to print what site.toml switches off.
func printable(site *build.Site, both bool) error {
	pages, bilingual := site.Prints()
	switch {
	case !pages:
		return usage(diag.Words{Ja: "このサイトには印刷用ページがなく、PDF を作れません。", En: "the site has no print pages to make PDFs from"},
			diag.Words{Ja: "site.toml の [print] から pages = false を削除してください。", En: "remove pages = false from [print] in site.toml"})
	case both && !bilingual:
		return usage(diag.Words{Ja: "このサイトには全言語を一つにまとめた版がありません。", En: "the site has no edition that holds all languages"},
			diag.Words{Ja: "site.toml の [print] から bilingual = false を削除してください。", En: "remove bilingual = false from [print] in site.toml"})
	}
	return nil
}

// choosePapers gives what the command line asks for, in the order of the site.
func choosePapers(public *build.Site, f pdfFlags, args []string) ([]sheet, error) {
	if err := printable(public, f.bilingual); err != nil {
		return nil, err
	}
	whole, err := public.WithDrafts()
	if err != nil {
		return nil, err
	}
	var all []sheet
	shown := map[string]bool{}
	for p := range public.Papers() {
		all, shown[p.File] = append(all, sheet{p, public, p.Name}), true
	}
	var drafts []sheet
	for p := range whole.Papers() {
		if p.Draft && !shown[p.File] {
			drafts = append(drafts, sheet{p, whole, strings.TrimSuffix(p.Name, ".pdf") + "-draft.pdf"})
		}
	}
	if f.drafts {
		all, drafts = append(all, drafts...), nil
	}
	langs, err := chooseLanguages(whole, f.langs)
	if err != nil {
		return nil, err
	}
	for _, arg := range args {
		if err := isThere(arg, all, drafts); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(all, func(s sheet) bool {
		if len(s.Langs) > 1 && !f.bilingual || len(s.Langs) == 1 && !slices.Contains(langs, s.Langs[0]) {
			return true
		}
		return len(args) > 0 && !slices.ContainsFunc(args, s.is)
	}), nil
}

// is reports whether the argument names the report or its incident.
func (s sheet) is(arg string) bool {
	arg = strings.TrimSuffix(arg, "/")
	return arg == s.Slug || arg == s.Slug+"/"+strconv.Itoa(s.Number)
}

// isThere refuses an argument that names nothing, and says what it may have
// been meant to name.
func isThere(arg string, all, drafts []sheet) error {
	named := func(s sheet) bool { return s.is(arg) }
	if slices.ContainsFunc(all, named) {
		return nil
	}
	if slices.ContainsFunc(drafts, named) {
		return usage(
			diag.Say("%s はまだ公開されていません。", "%s is not public yet", arg),
			diag.Words{
				Ja: "透かしを入れて下書きとして作るには --drafts を、公表日時の時点の最終版を作るには --now を付けてください。",
				En: "for a marked draft, add --drafts; for the final version at its moment, add --now TIME",
			})
	}
	var slugs []string
	for _, s := range all {
		if !slices.Contains(slugs, s.Slug) {
			slugs = append(slugs, s.Slug)
		}
	}
	const most = 20
	if len(slugs) > most {
		slugs = append(slugs[:most], "...")
	}
	return usage(
		diag.Say("%q という事案や報はありません。", "there is no incident and no report %q", arg),
		diag.Say("事案は SLUG、第2報は SLUG/2 のように書きます。事案: %s", "write SLUG for an incident, SLUG/2 for its second report; the incidents are: %s", strings.Join(slugs, ", ")))
}

// chooseLanguages reads --lang-of-page.
func chooseLanguages(site *build.Site, list string) ([]string, error) {
	known := site.Languages()
	if list == "" {
		return known, nil
	}
	var out []string
	for _, tag := range strings.Split(list, ",") {
		tag = strings.TrimSpace(tag)
		if !slices.Contains(known, tag) {
			return nil, usage(
				diag.Say("--lang-of-page の %q は、このサイトの言語ではありません。", "--lang-of-page: %q is no language of this site", tag),
				diag.Say("サイトの言語: %s。複数のときはコンマで区切ります: ja,en", "the languages are: %s; put commas between several: ja,en", strings.Join(known, ", ")))
		}
		out = append(out, tag)
	}
	return out, nil
}

// refuseForPDF refuses a folder in which PDFs would be in the way.
func refuseForPDF(path, named string) error {
	switch info, err := os.Stat(path); {
	case err == nil && !info.IsDir():
		return usage(diag.Say("%s はフォルダーではなくファイルです。", "%s is a file, not a folder", named), diag.Words{})
	case err != nil:
		return nil
	}
	if !output.Made(path) {
		return nil
	}
	return refused(
		diag.Say("%s は kohyo build の出力なので、書き込みません。", "not writing to %s: it is what kohyo build has written", named),
		diag.Words{
			Ja: "公開ページと一緒に PDF を置くには kohyo build --pdf を使います。別のフォルダーは --out で指定できます。",
			En: "to put PDFs beside the public pages, use kohyo build --pdf; --out names another folder",
		})
}

// jobOf is what the printer has to know of a paper.
func jobOf(p build.Paper, before func() []byte) pdf.Job {
	return pdf.Job{
		Page: p.File, URL: p.URL, Before: before,
		Info: pdf.Info{Title: p.Title, Author: p.Author, Subject: p.Subject, Langs: p.Langs, Published: p.Published},
	}
}
