package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/output"
	"kohyo/internal/publish"
	"kohyo/internal/tlog"
)

// oneTarget wants the place to publish to, and nothing else.
func oneTarget(cmd *cobra.Command, args []string) error {
	if len(args) == 1 && args[0] != "" {
		return nil
	}
	if len(args) > 1 {
		return usage(diag.Say("公開先は1つだけ指定します: %s", "name one place to publish to, not several: %s", strings.Join(args, " ")), seeHelp(cmd))
	}
	return usage(diag.Words{Ja: "公開先を指定してください。", En: "name the place to publish to"}, diag.Words{
		Ja: "例: kohyo publish /srv/notices（フォルダー）、kohyo publish s3://notices-example-com/site",
		En: "for example: kohyo publish /srv/notices (a folder), or kohyo publish s3://notices-example-com/site",
	})
}

// check refuses options that do not go together.
func (f *publishFlags) check() error {
	no := func(ja, en string) error { return usage(diag.Words{Ja: ja, En: en}, diag.Words{}) }
	switch {
	case f.dry && f.until != "":
		return no("--dry-run と --wait-until は同時に使えません。公開前の報の一覧が記録に残らないようにするためです。後の時点の内容は kohyo build --now で確かめられます。",
			"--dry-run does not go with --wait-until, so that no log lists what is not public; kohyo build --now shows what a later moment brings")
	case f.previous != "" && f.folder:
		return no("--previous と --real-folder は同時に使えません。", "--previous does not go with --real-folder: its folder is always a plain one")
	case f.first && f.previous == "":
		return no("--first は --previous と一緒に使います。", "--first goes with --previous")
	case f.keep < output.KeepAtLeast:
		return no("--keep は 24h 以上を指定してください。読んでいる途中の人のファイルがなくなるためです。", "--keep must be 24h or more: somebody may still be reading")
	case f.atMostSaid && f.until == "":
		return no("--wait-at-most は --wait-until next と一緒に使います。", "--wait-at-most goes with --wait-until next")
	}
	return nil
}

// openTarget finds the target that the name stands for.
func (p *publication) openTarget(ctx context.Context) (publish.Target, error) {
	name := p.place
	if p.previous != "" {
		before, err := publish.NewPrevious(p.previous)
		if err != nil {
			return nil, usage(diag.Say("--previous のアドレスが正しくありません（%s）。", "--previous is not the address of a site: %s", err),
				diag.Words{Ja: "例: --previous https://notices.example.com/", En: "for example: --previous https://notices.example.com/"})
		}
		dir, err := p.folderOf(name)
		return &publish.Plain{Dir: dir, Site: p.dir, Public: before.Files(ctx), First: p.first, URL: p.previous}, err
	}
	if t, ok, err := p.openStore(name); ok || err != nil {
		return t, err
	}
	dir, err := p.folderOf(name)
	if err != nil {
		return nil, err
	}
	return publish.NewFolder(dir, p.folderOptions())
}

// folderOf reads the name of a folder, or its file: address.
func (p *publication) folderOf(name string) (string, error) {
	if !strings.HasPrefix(strings.ToLower(name), "file:") {
		if scheme, _, ok := strings.Cut(name, "://"); ok {
			return "", usage(diag.Say("%s:// には公開できません。", "there is no publishing to %s://", scheme), diag.Words{
				Ja: "フォルダー、file://…、s3://バケット/接頭辞 を指定できます。rsync や Pages で公開するサイトには --previous を使います。",
				En: "name a folder, file://... or s3://bucket/prefix; for a site that is copied by rsync or a Pages service there is --previous",
			})
		}
		if p.otherMachine(name) {
			return "", usage(diag.Say("%s はほかのマシンの場所のようです。公開できるのは、このマシンのフォルダーです。", "%s looks like a place on another machine: publish writes to folders of this one", name), diag.Words{
				Ja: "rsync で公開するサイトには --previous を使います（docs/publishing.md）。このマシンのフォルダーであれば、./ を付けてください。",
				En: "for a site that is copied by rsync there is --previous (docs/publishing.md); if it is a folder of this machine, write ./ before it",
			})
		}
		return p.path(name), nil
	}
	u, err := url.Parse(name)
	if err != nil || u.Host != "" && u.Host != "localhost" || u.Path == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", usage(diag.Say("%s はこのマシンのフォルダーを指していません。", "%s does not name a folder of this machine", name),
			diag.Words{Ja: "書き方: file:///srv/notices", En: "write file:///srv/notices"})
	}
	return filepath.FromSlash(u.Path), nil
}

// otherMachine reports whether a name is what rsync and scp take for a place
// elsewhere: web1@host:/srv, host:srv. A drive has one letter.
func (p *publication) otherMachine(name string) bool {
	host, _, ok := strings.Cut(name, ":")
	if !ok || len(host) < 2 || strings.ContainsAny(host, `/\`) {
		return false
	}
	_, err := os.Stat(p.path(name))
	return err != nil
}

// who is what another publisher is told of this one.
func (p *publication) who() string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	return fmt.Sprintf("%s, pid %d, %s", host, os.Getpid(), p.begun.Format(time.RFC3339))
}

// openAt opens the site as it is public at a moment. Where others read along,
// nothing is said of what is not public, not even that there is something.
func (p *publication) openAt(at time.Time) (*os.Root, *build.Site, error) {
	root, err := p.openSite()
	if err != nil {
		return nil, nil, err
	}
	progress, read := p.reading(publishes)
	site, findings, err := build.Open(root.FS(), kohyo.Theme, build.Options{Now: at, Progress: progress, Public: true, Recall: p.recall()})
	read()
	if err == nil && !p.terminal(p.stderr) {
		// Now, not at the moment that is waited for.
		findings, err = build.Discreet(root.FS(), build.Options{Now: p.now()}, findings)
	}
	if err == nil && len(findings) > 0 && (!p.told || site == nil) {
		p.told = true
		err = p.print(p.stderr, root.FS(), findings)
		if site != nil && findings.Errors() > 0 {
			p.wrongDrafts()
		}
	}
	if err == nil && site == nil {
		err = p.contentFault()
	}
	if err != nil {
		root.Close()
		return nil, nil, p.discreet(err)
	}
	return root, site, nil
}

// discreet takes the names out of an error that nobody foresaw: one may be
// that of a report which nobody knows of yet.
func (p *publication) discreet(err error) error {
	if err == nil || p.terminal(p.stderr) || foreseen(err) {
		return err
	}
	if why, ok := errors.AsType[syscall.Errno](err); ok {
		return fmt.Errorf("the content cannot be read: %w", why)
	}
	return errors.New("the content cannot be read, or was changed meanwhile; kohyo check tells more")
}

// foreseen reports whether an error has words of its own, which tell nothing
// of the content but what is public.
func foreseen(err error) bool {
	_, told := errors.AsType[*fault](err)
	_, refused := errors.AsType[*publish.Refused](err)
	_, broken := errors.AsType[*tlog.Fault](err)
	_, layout := errors.AsType[*build.LayoutError](err)
	return told || refused || broken || layout || errors.Is(err, context.Canceled)
}

// contentFault ends a run whose errors have been shown: it says where things
// stand.
func (p *publication) contentFault() error {
	return &fault{code: exitContent, text: p.stands()}
}

// options are what the site's settings and the environment say.
func (p *publication) options(site *build.Site, at time.Time) (publish.Options, error) {
	settings := site.Settings()
	opt := publish.Options{
		Log: tlog.Options{Origin: cmp.Or(settings.Log.Origin.V, tlog.OriginOf(settings.BaseURL.V))},
		At:  at, Keep: p.keep, Removals: p.removals, Dry: p.dry,
	}
	opt.All = p.copied()
	_, opt.Log.Whole = p.target.(*publish.Folder)
	var err error
	if opt.Witnesses, err = p.target.Witnesses(); err != nil {
		return opt, err
	}
	if key := settings.Log.Key.V; key != "" {
		opt.Log.Keys = []string{key}
	}
	keys, err := tlog.ParseKeys(p.getenv("KOHYO_LOG_KEY"))
	if err != nil {
		return opt, unreadableKey()
	}
	for i, k := range keys {
		opt.Log.Keys = append(opt.Log.Keys, k.Public)
		if k.Signs() {
			opt.Keys = append(opt.Keys, strings.Fields(p.getenv("KOHYO_LOG_KEY"))[i])
		}
	}
	return opt, nil
}

// recall is what asks for what this machine remembers of the last publication:
// nil where all files are written in any case.
func (p *publication) recall() func() *build.Memory {
	if p.copied() {
		return nil
	}
	p.before = p.recollectionFor(p.place)
	if p.fresh {
		return p.before.forget
	}
	return p.before.recall
}

// contentOf is the site as publish takes it. Once it has a log, logged is told.
func contentOf(site *build.Site, logged func(*build.Site)) publish.Content {
	c := publish.Content{
		Reports: func(yield func(tlog.Report, error) bool) {
			for r, err := range site.Reports() {
				if !yield(loggedReport(r), ofContent(err)) {
					return
				}
			}
		},
		Site: func(leaf func(slug string, number int) (int64, bool)) publish.Source {
			site := site.WithLog(leaf)
			logged(site)
			return sitePages{site}
		},
	}
	for _, l := range site.Settings().Languages {
		c.Languages = append(c.Languages, l.V)
	}
	return c
}

// sitePages is a site whose errors are known to be of its content.
type sitePages struct{ *build.Site }

func (s sitePages) ReadFile(name string) ([]byte, error) {
	data, err := s.Site.ReadFile(name)
	return data, ofContent(err)
}

// contentError is one of the files that pages are made of.
type contentError struct{ err error }

func (e *contentError) Error() string { return e.err.Error() }
func (e *contentError) Unwrap() error { return e.err }

func ofContent(err error) error {
	if err == nil {
		return nil
	}
	return &contentError{err}
}

func loggedReport(r build.Public) tlog.Report {
	l := tlog.Report{Slug: r.Slug, Number: r.Number, Published: r.Published, Withdrawn: r.Withdrawn, Data: r.Data}
	if again := r.Again; again != nil {
		l.Known, l.Again = r.Entry, func() (tlog.Report, error) {
			r, err := again()
			return loggedReport(r), ofContent(err)
		}
	}
	for _, t := range r.Texts {
		l.Texts = append(l.Texts, tlog.Text(t))
	}
	for _, f := range r.Files {
		l.Files = append(l.Files, tlog.File(f))
	}
	return l
}
