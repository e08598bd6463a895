package main

import (
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/law"
)

// formats are the forms of a result: for people, for programs, and for the
// places where code is reviewed.
var formats = []string{"text", "json", "github", "gitlab", "sarif"}

func (a *app) checkCommand() *cobra.Command {
	var o checking
	o.format = "text"
	cmd := a.cobra(command{
		use: "check [OPTIONS]",
		short: diag.Words{
			Ja: "内容を調べ、誤りと注意をすべて示します",
			En: "look at the content and name every mistake",
		},
		long: diag.Words{
			Ja: "内容を調べ、誤りと注意をすべて、ファイルの行と書き方を添えて示します。何も書き出しません。\n" +
				"誤りがあれば終了コードは 1 です。",
			En: "Looks at the content and names every mistake with its line and how to write it right.\n" +
				"Writes nothing. The exit code is 1 when there are errors.",
		},
		examples: "kohyo check\nkohyo check --format json\nkohyo check --law appi,gdpr",
		args:     noArgs,
		run:      func(*cobra.Command, []string) error { return a.check(o) },
	})
	cmd.Flags().Var(&choice{&o.format, formats}, "format", a.say(
		"結果の形式（既定: text）", "form of the result (default: text)"))
	cmd.Flags().StringSliceVar(&o.law, "law", nil, a.say(
		"法令 `NAME,…` の求める項目と期限も表で示します（docs/law.md）",
		"also show what the laws `NAME,…` ask, and until when (docs/law.md)"))
	cmd.Flags().StringVar(&o.now, "now", "", a.say(
		"期限の残りを数える日時 `TIME`（既定: 現在）", "count what is left from the moment `TIME` (default: now)"))
	_ = cmd.RegisterFlagCompletionFunc("format",
		cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("law",
		cobra.FixedCompletions(law.Names(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// checking is what the flags of check say.
type checking struct {
	format string
	law    []string
	now    string
}

func (a *app) check(o checking) error {
	if err := knownLaws(o.law); err != nil {
		return err
	}
	begun := a.now()
	now, local := begun, false
	if o.now != "" {
		var err error
		if now, local, err = parseNow(o.now); err != nil {
			return err
		}
	}
	root, err := a.openSite()
	if err != nil {
		return err
	}
	defer root.Close()
	progress, read := a.reading(builds)
	checked, err := build.CheckAt(root.FS(), kohyo.Theme, build.Options{Now: now, Local: local, Progress: progress}, o.law...)
	read()
	if err != nil {
		return err
	}
	if len(o.law) > 0 && o.format == "text" {
		if err := a.printLaws(checked, o.law, now, local); err != nil {
			return err
		}
	}
	findings := checked.Findings
	switch format := o.format; {
	case format == "json":
		err = diag.PrintJSON(a.stdout, findings, a.lang)
	case format == "github":
		err = diag.PrintGitHub(a.stdout, findings, a.lang, a.inRepository())
	case format == "gitlab":
		err = diag.PrintGitLab(a.stdout, findings, a.lang, a.inRepository())
	case format == "sarif":
		err = diag.PrintSARIF(a.stdout, findings, a.lang, a.inRepository())
	case len(findings) == 0:
		_, err = fmt.Fprintln(a.stdout, a.in(diag.Say(
			"事案%[1]d件・報告%[2]d件を調べました。問題は見つかりませんでした。",
			"%[3]s of %[4]s: no findings", checked.Incidents, checked.Reports,
			plural(checked.Reports, "report"), plural(checked.Incidents, "incident"))))
	default:
		err = a.print(a.stdout, root.FS(), findings)
	}
	a.looked(checked, a.now().Sub(begun))
	if err == nil && findings.Errors() == 0 && o.format == "text" {
		a.leftOut(diag.Say("いま公開用に作ると含まれない報: ", "not public, and so left out of a build now: "),
			checked.Left(build.Options{Now: now, Local: local}))
	}
	if err == nil && findings.Errors() > 0 {
		err = &fault{code: exitContent} // the findings have said it
	}
	return err
}

// looked says at a terminal how much was looked at, when that took a while.
func (a *app) looked(checked build.Checked, took time.Duration) {
	if took < barAfter || !a.terminal(a.stderr) {
		return
	}
	a.note("%s", a.in(diag.Say("事案%[1]d件・報告%[2]d件を%.1[3]f秒で調べました。", "%[4]s of %[5]s looked at in %.1[3]f s",
		checked.Incidents, checked.Reports, took.Seconds(), plural(checked.Reports, "report"), plural(checked.Incidents, "incident"))))
}

// inRepository is the site's folder as those who review code name it: they
// run the command in the folder that holds everything.
func (a *app) inRepository() string {
	dir := filepath.Clean(a.dir)
	if !filepath.IsLocal(dir) || dir == "." {
		return ""
	}
	return filepath.ToSlash(dir)
}

// print shows findings to a person, each with the line it is about.
func (a *app) print(w io.Writer, site fs.FS, findings diag.Findings) error {
	var name string
	var lines []string
	return diag.Print(w, findings, diag.Options{
		Lang: a.lang, Color: a.colored(w),
		Source: func(file string, line int) (string, bool) {
			if file != name {
				text, err := fs.ReadFile(site, file)
				if err != nil {
					text = nil // said by the finding, or gone since
				}
				name, lines = file, strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n")
			}
			if line > len(lines) {
				return "", false
			}
			return lines[line-1], true
		},
	})
}
