package main

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/notice"
	"kohyo/internal/schema"
)

// schemaOf are the two kinds of files that have a schema.
var schemaOf = []string{"report", "site"}

func (a *app) schemaCommand() *cobra.Command {
	write := false
	cmd := a.cobra(command{
		use: "schema [OPTIONS] [report|site]",
		short: diag.Words{
			Ja: "エディターのための JSON Schema を出力します",
			En: "print the JSON Schema for editors",
		},
		long: diag.Words{
			Ja: "報（report、既定）か site.toml（site）の JSON Schema を出力します。Tombi や taplo を使うエディターが、\n" +
				"書いているあいだに誤りを示し、項目の説明と語の候補を出せるようになります。サイトのフォルダーで実行すると、\n" +
				"そのサイトの言語と、site.toml で足した語も入ります。",
			En: "Prints the JSON Schema of a report (the default) or of site.toml. Editors with Tombi or taplo then mark\n" +
				"mistakes while you write, explain every field and offer the words. Run in a site's folder, it knows the\n" +
				"languages of that site and the words that its site.toml adds.",
		},
		examples: "kohyo schema > report.json\nkohyo schema site > site.json\nkohyo schema --write",
		args:     a.schemaArgs(&write),
		run: func(_ *cobra.Command, args []string) error {
			if write {
				return a.writeSchemas()
			}
			return a.schema(slices.Contains(args, "site"))
		},
	})
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return schemaOf, cobra.ShellCompDirectiveNoFileComp
	}
	cmd.Flags().BoolVar(&write, "write", false, a.say(
		"サイトの "+schema.ReportFile+" と "+schema.SiteFile+" を新しく書きます",
		"write the site's "+schema.ReportFile+" and "+schema.SiteFile+" anew"))
	return cmd
}

func (a *app) schemaArgs(write *bool) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) == 0, len(args) == 1 && slices.Contains(schemaOf, args[0]) && !*write:
			return nil
		case *write:
			return usage(diag.Words{
				Ja: "--write は二つとも書きます。report や site は付けません。",
				En: "--write writes both: leave out report and site",
			}, seeHelp(cmd))
		}
		return usage(diag.Words{
			Ja: "スキーマは report（報）か site（site.toml）のどちらか一つです。",
			En: "name one schema: report or site",
		}, seeHelp(cmd))
	}
}

// schema prints one schema.
func (a *app) schema(ofSite bool) error {
	maker, err := schemas()
	if err != nil {
		return err
	}
	var text []byte
	if ofSite {
		text, err = maker.Site()
	} else {
		var settings *notice.Site
		if settings, err = a.settingsHere(); err != nil {
			return err
		}
		text, err = maker.Report(settings)
	}
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(text)
	return err
}

// settingsHere gives the settings of the site in whose folder the command
// runs, or nil where there is none.
func (a *app) settingsHere() (*notice.Site, error) {
	if _, err := os.Stat(a.path(siteFile)); err != nil {
		if _, err := os.Stat(a.dir); err != nil { // a mistyped -C is no place without a site
			_, err := a.openSite()
			return nil, err
		}
		return nil, nil
	}
	root, err := a.openSite()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return a.settings(root)
}

// settings gives what site.toml says. When that is wrong, it says so and
// nothing is written.
func (a *app) settings(root *os.Root) (*notice.Site, error) {
	settings, findings, err := build.Settings(root.FS())
	if err != nil {
		return nil, err
	}
	if findings.Errors() == 0 {
		return settings, nil
	}
	if err := a.print(a.stderr, root.FS(), findings); err != nil {
		return nil, err
	}
	return nil, &fault{code: exitContent, text: diag.Words{
		Ja: "先に site.toml の誤りを直してください。何も書いていません。",
		En: "correct site.toml first; nothing has been written",
	}}
}

// writeSchemas puts the schemas into the site's folder, over those that are
// there: they are nobody's work.
func (a *app) writeSchemas() error {
	root, err := a.openSite()
	if err != nil {
		return err
	}
	defer root.Close()
	settings, err := a.settings(root)
	if err != nil {
		return err
	}
	files, err := schemaFiles(settings)
	if err != nil {
		return err
	}
	for _, f := range files {
		if _, err := makeFolders(root, path.Dir(f.name)); err != nil {
			return err
		}
		if err := root.WriteFile(f.name, []byte(f.text), 0o666); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(a.stdout, a.in(diag.Say("%s と %s を書きました。", "Wrote %s and %s.", files[0].name, files[1].name)))
	return err
}

// schemaFiles are the schemas of a site as files for its folder.
func schemaFiles(settings *notice.Site) ([]draft, error) {
	maker, err := schemas()
	if err != nil {
		return nil, err
	}
	files, err := maker.Files(settings)
	var drafts []draft
	for _, f := range files {
		drafts = append(drafts, draft{f.Name, string(f.Text)})
	}
	return drafts, err
}

func schemas() (*schema.Maker, error) {
	layouts, err := fs.Sub(kohyo.Theme, "layouts")
	if err != nil {
		return nil, err
	}
	return schema.New(layouts)
}
