package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
)

const siteFile = "site.toml"

// openSite opens the site's folder. Nothing outside it can be read through
// what is returned, not even by a link.
func (a *app) openSite() (*os.Root, error) {
	info, err := os.Stat(a.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, usage(diag.Say("フォルダー %s がありません。", "there is no folder %s", a.dir), diag.Words{})
	case err == nil && !info.IsDir():
		return nil, usage(diag.Say("%s はフォルダーではありません。", "%s is not a folder", a.dir), diag.Words{})
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil, err
	}
	if _, err := root.Lstat(siteFile); errors.Is(err, fs.ErrNotExist) {
		root.Close()
		return nil, a.noSite()
	}
	return root, nil
}

func (a *app) noSite() error {
	where, err := filepath.Abs(a.dir)
	if err != nil {
		where = a.dir
	}
	return usage(
		diag.Say("%s はサイトのフォルダーではありません（site.toml がありません）。",
			"%s is not the folder of a site: it has no site.toml", where),
		diag.Words{
			Ja: "サイトのフォルダーで実行するか、-C でフォルダーを指定してください: kohyo -C DIR …\n新しいサイトを作るには: kohyo init DIR",
			En: "run the command in the site's folder, or name the folder: kohyo -C DIR ...\nto make a new site: kohyo init DIR",
		})
}

// path is where a path that the user gave lies: like other tools that have
// a -C, paths count from that folder.
func (a *app) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(a.dir, name)
}

// siteAt opens the site as the public sees it at a moment: that of --now, or
// else begun. What there is to say of its content is shown; errors in it end
// the command. The folder stays open for as long as the site is read. What a
// run before has kept is asked of recall, which may be nil.
func (a *app) siteAt(now string, begun time.Time, recall func() *build.Memory) (_ *os.Root, _ *build.Site, err error) {
	opt := build.Options{Now: begun, Recall: recall}
	if now != "" {
		if opt.Now, opt.Local, err = parseNow(now); err != nil {
			return nil, nil, err
		}
	}
	root, err := a.openSite()
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			root.Close()
		}
	}()
	var read func()
	opt.Progress, read = a.reading(builds)
	site, findings, err := build.Open(root.FS(), kohyo.Theme, opt)
	read()
	if err != nil {
		return nil, nil, err
	}
	if site != nil && !a.terminal(a.stderr) { // the log of a CI job can have readers
		if findings, err = build.Discreet(root.FS(), opt, findings); err != nil {
			return nil, nil, err
		}
	}
	if len(findings) > 0 {
		if err := a.print(a.stderr, root.FS(), findings); err != nil {
			return nil, nil, err
		}
	}
	if findings.Errors() > 0 {
		return nil, nil, nothingWritten()
	}
	return root, site, nil
}
