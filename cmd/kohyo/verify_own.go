package main

import (
	"cmp"
	"context"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/tlog"
	"kohyo/internal/verify"
)

// ownLog is what the site.toml of this folder says of its public log. Nobody
// who changes what is public can change that.
type ownLog struct {
	base, name, key string

	held  bool // what is verified must be this log: it stands at this site's address, or in a folder
	shown bool // what is verified may be another log, and that is said
}

// ownLog reads site.toml; nil where there is none. One that cannot be read is
// an error: without it a site that was replaced would be found right.
func (a *app) ownLog() (*ownLog, error) {
	if _, err := os.Stat(filepath.Join(a.dir, siteFile)); err != nil {
		return nil, nil
	}
	root, err := a.openSite()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	settings, _, err := build.Settings(root.FS())
	if err != nil || settings.BaseURL.V == "" {
		return nil, unsure(diag.Words{
			Ja: "このフォルダーの site.toml から base_url を読み取れないため、どのサイトの記録であるべきか分かりません。",
			En: "base_url cannot be read from the site.toml of this folder, so whose log it should be is not known",
		}, diag.Words{
			Ja: "詳しくは: kohyo check。ほかのサイトを確かめるときは、別のフォルダーで実行してください。",
			En: "for more: kohyo check; to verify another site, run this in another folder",
		})
	}
	base := settings.BaseURL.V
	return &ownLog{base: base, name: cmp.Or(settings.Log.Origin.V, tlog.OriginOf(base)), key: settings.Log.Key.V}, nil
}

// holdToOwn makes what is verified answer to site.toml, where it should be
// this site: at this site's address whatever is there, for a site that was
// replaced as a whole has another name and another key; and in a folder, which
// does not say where it comes from. It reports the settings it went by.
func (a *app) holdToOwn(ctx context.Context, src verify.Source, opt *verify.Options, addresses ...string) (*ownLog, error) {
	own, err := a.ownLog()
	if own == nil || err != nil {
		return nil, err
	}
	folder := !strings.Contains(addresses[len(addresses)-1], "://")
	keyGiven := len(opt.Keys) > 0
	own.held = folder && own.key != "" && !keyGiven
	own.shown = folder
	if !folder {
		for _, address := range addresses {
			own.held = own.held || within(address, own.base)
		}
	}
	if own.held {
		opt.Origin = own.name
	}
	if keyGiven || own.key == "" || !own.held && !named(ctx, src, own.name) {
		own.key = ""
		return own, nil
	}
	if keys, err := tlog.ParseKeys(own.key); err != nil || len(keys) != 1 || keys[0].Signs() {
		return nil, usage(diag.Words{Ja: "site.toml の public_key は公開鍵ではありません。", En: "public_key in site.toml is no public key"},
			diag.Words{Ja: "詳しくは: kohyo check。公開鍵は --key でも指定できます。", En: "for more: kohyo check; or give the public key with --key"})
	}
	opt.Keys = []string{own.key}
	return own, nil
}

// named reports whether a log has this name.
func named(ctx context.Context, src verify.Source, name string) bool {
	data, err := src.ReadFile(ctx, tlog.CheckpointFile, 1<<16)
	if err != nil {
		return false
	}
	c, err := tlog.ParseCheckpoint(data)
	return err == nil && c.Origin == name
}

// within reports whether an address is that of a site, or of a page of it. The
// scheme does not count: either leads to the same site.
func within(address, base string) bool {
	a, err := url.Parse(address)
	if err != nil {
		return false
	}
	b, err := url.Parse(base)
	if err != nil || b.Host == "" || verify.HostOf(a) != verify.HostOf(b) {
		return false
	}
	folder := func(u *url.URL) string { return strings.TrimSuffix(path.Clean("/"+u.Path), "/") + "/" }
	return strings.HasPrefix(folder(a), folder(b))
}

// otherSite is said before all else: whose log this is, where it is not that
// of site.toml.
func (a *app) otherSite(target string, r *verify.Result, own *ownLog) {
	if own == nil || r.Origin == "" || r.Origin == own.name {
		return
	}
	switch {
	case own.held:
		a.line(diag.Say("いいえ。%[1]s は「%[2]s」の記録で、site.toml の示す「%[3]s」の記録ではありません。",
			"No: %[1]s is the log of %[2]q, not of %[3]q as site.toml says.", target, r.Origin, own.name))
	case own.shown:
		by := diag.Words{Ja: "そのサイト自身の示す鍵で確かめました", En: "it was verified with the key that it shows itself"}
		if !r.OwnKey {
			by = diag.Words{Ja: "--key の鍵で確かめました", En: "it was verified with the key that you gave"}
		}
		if r.Head != nil && !r.Head.Signed {
			by = diag.Words{Ja: "署名はありません", En: "nothing in it is signed"}
		}
		a.line(diag.Words{
			Ja: "site.toml の「" + own.name + "」とは別のサイト、「" + r.Origin + "」の記録です。" + by.Ja + "。",
			En: "This is the log of another site, \"" + r.Origin + "\", than the \"" + own.name + "\" of site.toml; " + by.En + ".",
		})
	}
}
