package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kohyo/internal/diag"
	"kohyo/internal/load"
	"kohyo/internal/schema"
)

func (a *app) newCommand() *cobra.Command {
	return a.cobra(command{
		use: "new SLUG",
		short: diag.Words{
			Ja: "新しい事案の第1報を書き始めます",
			En: "begin the first report of a new incident",
		},
		long: diag.Words{
			Ja: "新しい事案の第1報の下書き content/SLUG/1.toml を作ります。すべての項目に説明が付いています。\n" +
				"SLUG はページのアドレスになる名前です（半角の英小文字、数字、ハイフン）。公表した後は変えられません。\n" +
				"すでにあるファイルを上書きすることはありません。",
			En: "Writes the draft of a first report, content/SLUG/1.toml, with every section explained.\n" +
				"SLUG becomes part of the address (small letters, digits, hyphens) and stays once it is public.\n" +
				"Never overwrites a file.",
		},
		examples: "kohyo new shop-intrusion-2026",
		args:     oneArg("事案の名前（SLUG）を一つ指定してください。", "name the incident (SLUG)"),
		run:      func(_ *cobra.Command, args []string) error { return a.new(args[0]) },
	})
}

func (a *app) new(slug string) error {
	root, err := a.openSite()
	if err != nil {
		return err
	}
	defer root.Close()
	settings, err := a.settings(root)
	if err != nil {
		return err
	}
	if problem, bad := load.Slug(slug, settings); bad {
		return usage(problem.Text, problem.Hint)
	}
	if err := noReports(root, slug); err != nil {
		return err
	}
	name := "content/" + slug + "/1.toml"
	var languages []string
	for _, l := range settings.Languages {
		languages = append(languages, l.V)
	}
	text := firstReport(slug, languages)
	if _, err := root.Stat(schema.ReportFile); err == nil {
		text = "#:schema ../../" + schema.ReportFile + "\n\n" + text
	}
	err = writeNew(root, []draft{{name, text}})
	if errors.Is(err, fs.ErrExist) {
		return exists(slug, "1.toml")
	}
	if err != nil {
		return err
	}
	shown := filepath.Join(a.dir, filepath.FromSlash(name))
	_, err = fmt.Fprintln(a.stdout, a.in(diag.Say(
		"%[1]s を作りました（下書き）。\n開いて書き換え、kohyo check で確かめてください。",
		"Wrote %[1]s (a draft).\nOpen it, write what is known, and look at it with kohyo check.", shown)))
	return err
}

// noReports refuses an incident that has reports already.
func noReports(root *os.Root, slug string) error {
	entries, err := fs.ReadDir(root.FS(), "content/"+slug)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".toml") {
			return exists(slug, e.Name())
		}
	}
	return nil
}

func exists(slug, file string) error {
	return refused(
		diag.Say("事案 %[1]s にはすでに content/%[1]s/%[2]s があります。何も書いていません。",
			"the incident %[1]s has content/%[1]s/%[2]s already; nothing has been written", slug, file),
		diag.Words{
			Ja: "別の名前を付けるか、新しい事実は次の番号の報に書いてください（1.toml の次は 2.toml）。",
			En: "choose another name, or write new facts into the next report (2.toml after 1.toml)",
		})
}
