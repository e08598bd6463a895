package main

import (
	"context"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kohyo"
	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/law"
	"kohyo/internal/serve"
	"kohyo/internal/watch"
)

// serving is what the flags of serve say.
type serving struct {
	addr   string
	law    []string
	now    string
	editor string
	poll   bool
}

func (a *app) serveCommand() *cobra.Command {
	var o serving
	cmd := a.cobra(command{
		use: "serve [OPTIONS]",
		short: diag.Words{
			Ja: "書きながら、ブラウザーでページを確かめます",
			En: "look at the pages in a browser while they are written",
		},
		long: diag.Words{
			Ja: "サイトをこのコンピューターのブラウザーで表示します。保存するたびに、表示が新しくなります。\n" +
				"下書きと公表前の報も表示します。フォルダーには何も書き出しません。\n" +
				"誤りがあれば、誤りのない最後のページの上に示します。終わるには Ctrl-C を押します。",
			En: "Shows the site in a browser on this machine; every save shows at once.\n" +
				"Drafts, and reports whose moment has not come, are shown too. Writes nothing to disk.\n" +
				"Mistakes are laid over the last good page. Ctrl-C ends it.",
		},
		examples: "kohyo serve\nkohyo serve --law appi,gdpr\nkohyo serve --now 2026-04-01T15:00\nkohyo serve --addr 0.0.0.0:1313",
		args:     noArgs,
		run:      func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), o) },
	})
	flags := cmd.Flags()
	flags.StringVar(&o.addr, "addr", "127.0.0.1:1313", a.say(
		"待ち受けるアドレス `HOST:PORT`（既定: 127.0.0.1:1313。ほかの機器に見せるときは 0.0.0.0:1313。合言葉付きのアドレスを表示します）",
		"listen at `HOST:PORT` (default: 127.0.0.1:1313; 0.0.0.0:1313 shows it to other devices, by an address with a token)"))
	flags.StringVar(&o.now, "now", "", a.say(
		"この日時 `TIME` を現在とみなします（既定: 時計のとおり）", "take the moment `TIME` for the present (default: the clock)"))
	flags.StringSliceVar(&o.law, "law", nil, a.say(
		"法令 `NAME,…` の求める項目と期限も示します（docs/law.md）",
		"also show what the laws `NAME,…` ask, and until when (docs/law.md)"))
	flags.StringVar(&o.editor, "editor", "vscode", a.say(
		"指摘の行を開くエディター `EDITOR`（"+strings.Join(editorNames, "、")+"、none、または {file} {line} {column} を含むアドレス。既定: vscode）",
		"open the line of a finding in `EDITOR` ("+strings.Join(editorNames, ", ")+", none, or an address with {file} {line} {column}; default: vscode)"))
	flags.BoolVar(&o.poll, "poll", false, a.say(
		"変更を定期的に調べます（通知が届かないネットワークドライブなど）",
		"look for changes again and again (network drives that do not tell of them)"))
	fixed := func(words []string) cobra.CompletionFunc {
		return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	}
	_ = cmd.RegisterFlagCompletionFunc("law", fixed(law.Names()))
	_ = cmd.RegisterFlagCompletionFunc("editor", fixed(append([]string{"none"}, editorNames...)))
	_ = cmd.RegisterFlagCompletionFunc("addr", fixed([]string{"127.0.0.1:1313", "0.0.0.0:1313"}))
	return cmd
}

func (a *app) serve(ctx context.Context, o serving) error {
	if err := knownLaws(o.law); err != nil {
		return err
	}
	p := preview{app: a, law: o.law}
	if err := p.prepare(o.now); err != nil {
		return err
	}
	edit, err := a.editor(o.editor)
	if err != nil {
		return err
	}
	root, err := a.openSite()
	if err != nil {
		return err
	}
	defer root.Close()
	p.files = root.FS()

	place, token, err := listen(o.addr)
	if err != nil {
		return err
	}
	p.server = serve.New(serve.Options{
		Lang: a.lang, Hosts: place.Hosts, Token: token, Now: p.moment, Moment: p.readMoment,
		Source: sourceOf(p.files), Edit: edit,
	})
	folders, _ := os.ReadDir(filepath.Join(a.dir, "content")) // what is wrong with it is said later
	settled := a.previewMemory(len(folders))
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// The watch begins first: what is saved while the site is read must not
	// be missed.
	changes, err := watch.Open(ctx, a.dir, watch.Options{Poll: o.poll, Early: early})
	if err != nil {
		return err
	}
	defer changes.Close()
	live, err := build.OpenLive(p.files, kohyo.Theme, o.law...)
	if err != nil {
		return err
	}
	defer live.Close()
	settled()
	p.live = live
	p.show(live.State())
	go p.follow(ctx)
	go p.watch(ctx, changes)
	if err := a.welcome(place, token); err != nil {
		return err
	}
	if err := p.server.Run(ctx, place); err != nil {
		return err
	}
	a.note("%s", a.in(diag.Words{Ja: "終了しました。", En: "ended"}))
	return nil
}

// listen takes the address, and makes a token where others can reach it.
func listen(addr string) (place *serve.Place, token string, err error) {
	if place, err = serve.Listen(addr); err != nil {
		return nil, "", listenFault(addr, err)
	}
	if place.Public {
		token = serve.NewToken()
	}
	return place, token, nil
}

// listenFault says why an address could not be had.
func listenFault(addr string, err error) error {
	var op *net.OpError
	switch {
	case errors.Is(err, serve.ErrAddress):
		return usage(diag.Say("--addr の %q は使えません。", "--addr cannot be %q", addr), diag.Words{
			Ja: "書き方: 127.0.0.1:1313、[::1]:1313、0.0.0.0:1313（IP アドレスと番号）",
			En: "write 127.0.0.1:1313, [::1]:1313 or 0.0.0.0:1313: an IP address and a port",
		})
	case errors.As(err, &op):
		return &fault{exitMachine, diag.Say("%[1]s で待ち受けできません: %[2]s", "cannot listen at %[1]s: %[2]s", addr, op.Err.Error()), diag.Words{
			Ja: "--addr で別のアドレスか番号を指定してください。",
			En: "name another address or port with --addr",
		}}
	}
	return err
}

// sourceOf reads a line of a file of the site.
func sourceOf(site fs.FS) func(file string, line int) (string, bool) {
	return func(file string, line int) (string, bool) {
		text, err := fs.ReadFile(site, file)
		if err != nil {
			return "", false // said by the finding, or gone since
		}
		lines := strings.Split(strings.TrimPrefix(string(text), "\ufeff"), "\n")
		if line < 1 || line > len(lines) {
			return "", false
		}
		return lines[line-1], true
	}
}

// dayOf is the first minute of a day. A draft without a moment counts as
// published now; were that a moment of the clock, its page would change while
// nobody writes.
func dayOf(at time.Time, zone *time.Location) time.Time {
	y, m, d := at.In(zone).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, zone)
}
