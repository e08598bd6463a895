package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kohyo/internal/diag"
	"kohyo/internal/notice"
)

func (a *app) initCommand() *cobra.Command {
	cmd := a.cobra(command{
		use: "init DIR",
		short: diag.Words{
			Ja: "新しいサイトを作ります",
			En: "make a new site",
		},
		long: diag.Words{
			Ja: "フォルダー DIR に新しいサイトを作ります。設定と、例のお知らせが一つ入っています。\n" +
				"すでにあるファイルを上書きすることはありません。",
			En: "Makes a new site in the folder DIR, with its settings and one example notice.\n" +
				"Never overwrites a file.",
		},
		examples: "kohyo init my-site",
		args:     oneArg("サイトを作るフォルダーを一つ指定してください。", "name the folder for the new site"),
		run:      func(_ *cobra.Command, args []string) error { return a.init(args[0]) },
	})
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return nil, cobra.ShellCompDirectiveFilterDirs
	}
	return cmd
}

// newSite is the files of a new site.
func newSite() ([]draft, error) {
	both := []string{"ja", "en"}
	schemas, err := schemaFiles(&notice.Site{Languages: []notice.String{{V: both[0]}, {V: both[1]}}})
	files := []draft{
		{siteFile, withWords(template("site/site.toml"))},
		{"content/first-notice/1.toml", inLanguages(template("site/content/first-notice/1.toml"), both)},
	}
	return append(append(files, schemas...),
		draft{"README.md", template("site/README.md")},
		draft{"README.ja.md", template("site/README.ja.md")},
		draft{".gitignore", template("site/gitignore")},
	), err
}

func (a *app) init(name string) (err error) {
	dir := a.path(name)
	made, err := emptyFolder(dir)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil && made {
			_ = os.Remove(dir)
		}
	}()
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	files, err := newSite()
	if err != nil {
		return err
	}
	if err := writeNew(root, files); err != nil {
		if errors.Is(err, fs.ErrExist) { // somebody else was quicker
			return notEmpty(dir, []string{err.Error()})
		}
		return err
	}
	names := make([]string, len(files))
	for i, f := range files {
		names[i] = "  " + f.name
	}
	_, err = fmt.Fprintln(a.stdout, a.in(diag.Say(
		"%[1]s に新しいサイトを作りました。\n%[2]s\n\n"+
			"次にすること\n"+
			"  1. site.toml の会社名とアドレスを書き換えます\n"+
			"  2. 例のお知らせからページを作ります      kohyo -C %[3]s build\n"+
			"  3. 自社のお知らせを書き始めます          kohyo -C %[3]s new SLUG",
		"Made a new site in %[1]s\n%[2]s\n\n"+
			"Next\n"+
			"  1. write your company's name and address into site.toml\n"+
			"  2. make pages of the example notice     kohyo -C %[3]s build\n"+
			"  3. begin a notice of your own           kohyo -C %[3]s new SLUG",
		dir, strings.Join(names, "\n"), shellWord(dir))))
	return err
}

// emptyFolder makes a folder, or finds it empty. made tells the two apart.
func emptyFolder(dir string) (made bool, err error) {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(dir, 0o777); err != nil {
			return false, err
		}
		return true, nil
	case err != nil:
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			return false, refused(diag.Say("%s はフォルダーではなくファイルです。上書きしません。",
				"%s is a file, not a folder; it is left as it is", dir), diag.Words{})
		}
		return false, err
	case len(entries) > 0:
		var names []string
		for i, e := range entries {
			if i == 5 {
				names = append(names, "…")
				break
			}
			names = append(names, e.Name())
		}
		return false, notEmpty(dir, names)
	}
	return false, nil
}

func notEmpty(dir string, names []string) error {
	return refused(
		diag.Say("%s は空ではありません（%s）。何も書いていません。",
			"%s is not empty (%s); nothing has been written", dir, strings.Join(names, ", ")),
		diag.Words{
			Ja: "まだないフォルダーか、空のフォルダーを指定してください。",
			En: "name a folder that is empty or not there yet",
		})
}

// shellWord quotes a path where a shell would take it apart.
func shellWord(s string) string {
	if strings.ContainsAny(s, " \t'\"$&()*;<>?[\\]`{|}~#!") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}
