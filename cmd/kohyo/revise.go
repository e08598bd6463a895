package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/notice"
	"kohyo/internal/revise"
	"kohyo/internal/schema"
)

func (a *app) reviseCommand() *cobra.Command {
	var stage string
	var final bool
	cmd := a.cobra(command{
		use: "revise [OPTIONS] SLUG",
		short: diag.Words{
			Ja: "公表した報から、次の報を書き始めます",
			En: "begin the next report, from the last one",
		},
		long: diag.Words{
			Ja: "事案 SLUG の最後の報をもとに、次の報の下書き content/SLUG/<番号>.toml を作ります。\n" +
				"文や覚え書きは、書かれた形のまま引き継ぎます。見直すところには「## 見直し:」の行が入ります。\n" +
				"前の報の [[changes]] は除き、書き込むための例を置きます。\n" +
				"すでにあるファイルを上書きすることはありません。",
			En: "Writes the draft of the next report, content/SLUG/<number>.toml, from the last one of the incident SLUG.\n" +
				"Texts and remarks are carried over as they were written; a line that begins with \"## 見直し:\" stands\n" +
				"wherever you have to look again. The [[changes]] of the last report give way to an example to fill in.\n" +
				"Never overwrites a file.",
		},
		examples: "kohyo revise shop-intrusion-2026\nkohyo revise shop-intrusion-2026 --final\nkohyo revise shop-intrusion-2026 --stage correction",
		args:     oneArg("事案の名前（SLUG）を一つ指定してください。", "name the incident (SLUG)"),
		run: func(cmd *cobra.Command, args []string) error {
			if final && cmd.Flags().Changed("stage") && stage != "final" {
				return usage(diag.Say("--final と --stage %s は一緒に使えません。", "--final and --stage %s contradict each other", stage), seeHelp(cmd))
			}
			if final {
				stage = "final"
			}
			return a.revise(args[0], stage)
		},
	})
	stages := slices.DeleteFunc(slices.Clone(notice.Vocabularies["stages"]), func(s string) bool { return s == "first" })
	stage = "update"
	cmd.Flags().Var(&choice{&stage, stages}, "stage", a.say("次の報の段階（既定: update）", "the stage of the next report (default: update)"))
	cmd.Flags().BoolVar(&final, "final", false, a.say("最終報にします（--stage final と同じ）", "make it the final report (the same as --stage final)"))
	_ = cmd.RegisterFlagCompletionFunc("stage", cobra.FixedCompletions(stages, cobra.ShellCompDirectiveNoFileComp))
	cmd.ValidArgsFunction = a.completeSlug
	return cmd
}

// completeSlug offers the incidents of the site.
func (a *app) completeSlug(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	slugs, _, _ := load.Slugs(os.DirFS(a.dir)) // nothing to offer where there is no site
	return slugs, cobra.ShellCompDirectiveNoFileComp
}

func (a *app) revise(slug, stage string) error {
	root, err := a.openSite()
	if err != nil {
		return err
	}
	defer root.Close()
	settings, err := a.settings(root)
	if err != nil {
		return err
	}
	last, err := a.lastReport(root, slug)
	if err != nil {
		return err
	}
	report, err := a.revisable(root, slug, last.Number)
	if err != nil {
		return err
	}
	zone, err := time.LoadLocation(cmp.Or(settings.TimeZone.V, "UTC"))
	if err != nil {
		zone = time.UTC // check has said so
	}
	o := revise.Options{Stage: stage, Now: a.now(), Zone: zone}
	for _, l := range settings.Languages {
		o.Languages = append(o.Languages, l.V)
	}
	if _, err := root.Stat(schema.ReportFile); err == nil {
		o.Schema = "../../" + schema.ReportFile
	}
	text, ok := revise.Next(report, last.Data, o)
	if !ok {
		return fmt.Errorf("%s has no error and cannot be read", report.File)
	}
	return a.writeNext(root, report, text)
}

// lastReport gives the file with the highest number of an incident.
func (a *app) lastReport(root *os.Root, slug string) (load.Source, error) {
	slugs, _, err := load.Slugs(root.FS())
	if err != nil {
		return load.Source{}, err
	}
	if !slices.Contains(slugs, slug) {
		hint := diag.Words{
			Ja: "最初の報は kohyo new で書き始めます。",
			En: "the first report of an incident begins with kohyo new",
		}
		if near := load.Nearest(slug, slugs); near != "" {
			hint = diag.Say("もしかして: kohyo revise %s", "did you mean: kohyo revise %s", near)
		} else if len(slugs) > 0 && len(slugs) <= 20 {
			hint = diag.Say("事案: %s", "the incidents are: %s", strings.Join(slugs, ", "))
		}
		return load.Source{}, usage(diag.Say("content に %q という事案はありません。", "there is no incident %q in content", slug), hint)
	}
	folder, err := load.ReadFolder(root.FS(), slug)
	if err != nil {
		return load.Source{}, err
	}
	if len(folder.Reports) == 0 {
		return load.Source{}, usage(
			diag.Say("content/%s には、まだ報がありません。", "there is no report in content/%s yet", slug),
			diag.Say("最初の報は kohyo new で書き始めます: kohyo new %s", "begin with the first one: kohyo new %s", slug))
	}
	return folder.Reports[len(folder.Reports)-1], nil
}

// revisable gives the last report when the next one can be made from it.
func (a *app) revisable(root *os.Root, slug string, number int) (*notice.Report, error) {
	checked, err := build.Check(root.FS(), kohyo.Theme)
	if err != nil {
		return nil, err
	}
	file := fmt.Sprintf("content/%s/%d.toml", slug, number)
	wrong := slices.DeleteFunc(checked.Findings, func(f diag.Finding) bool { return f.File != file || f.Severity != diag.Error })
	if len(wrong) > 0 {
		if err := a.print(a.stderr, root.FS(), wrong); err != nil {
			return nil, err
		}
		return nil, &fault{code: exitContent, text: diag.Say(
			"先に第%d報の誤りを直してください。何も書いていません。", "correct report %d first; nothing has been written", number)}
	}
	in, ok := checked.Incident(slug)
	if !ok || len(in.Reports) == 0 {
		return nil, &build.ChangedError{Slug: slug}
	}
	report := in.Reports[len(in.Reports)-1]
	if report.IsWithdrawn() {
		return nil, refused(
			diag.Say("第%[1]d報は取り下げられているため、次の報のもとになりません。何も書いていません。", "report %[1]d has been withdrawn, so nothing can be made from it; nothing has been written", number),
			diag.Say("次の報は content/%[1]s/%[2]d.toml です。取り下げていない報を写すか、kohyo new で作った下書きの形式で書いてください。",
				"the next report is content/%[1]s/%[2]d.toml: write it from a copy of one that still stands, or in the form that kohyo new gives", slug, number+1))
	}
	if !report.Status.Is("ready") {
		return nil, refused(
			diag.Say("%[1]s はまだ下書きです。何も書いていません。", "%[1]s is still a draft; nothing has been written", file),
			diag.Say("新しい事実は、この第%[1]d報に書いてください。公表した後で、次の報を作れます。", "write what is new into it; the next report comes once report %[1]d is public", number))
	}
	return report, nil
}

// writeNext writes the next report and says how to go on.
func (a *app) writeNext(root *os.Root, last *notice.Report, text string) error {
	file := fmt.Sprintf("%d.toml", last.Number+1)
	name := "content/" + last.Slug + "/" + file
	err := writeNew(root, []draft{{name, text}})
	if errors.Is(err, fs.ErrExist) {
		return refused(diag.Say("%s はすでにあります。何も書いていません。", "%s is there already; nothing has been written", name), diag.Words{})
	}
	if err != nil {
		return err
	}
	if at, ok := last.Published.Earliest(time.UTC); ok && at.After(a.now()) {
		a.note("%s", a.in(diag.Say(
			"%[1]s が公表されるのは %[2]s です。それまでは、%[1]s に書き加えることもできます。",
			"%[1]s becomes public at %[2]s; until then you can still write into it", last.File, last.Published.Raw)))
	}
	shown := filepath.Join(a.dir, filepath.FromSlash(name))
	_, err = fmt.Fprintln(a.stdout, a.in(diag.Say(
		"第%[2]d報をもとに %[1]s を作りました（下書き）。\n「## 見直し:」の行のあるところを書き改め、kohyo check で確かめてください。",
		"Wrote %[1]s (a draft), from report %[2]d.\nLook again wherever a line begins with \"## 見直し:\", and check it with kohyo check.", shown, last.Number)))
	return err
}
