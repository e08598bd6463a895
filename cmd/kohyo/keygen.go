package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/tlog"
)

func (a *app) keygenCommand() *cobra.Command {
	var out, origin string
	cmd := a.cobra(command{
		use: "keygen [OPTIONS]",
		short: diag.Words{
			Ja: "公開の記録に署名する鍵を作ります",
			En: "make the key that signs the public log",
		},
		long: diag.Words{
			Ja: "公開の記録に署名する鍵の組を作ります。\n" +
				"秘密鍵は標準出力へ（--out があればそのファイルへ、本人だけが読める形で）、site.toml に書く行はその後に示します。\n" +
				"秘密鍵は CI の秘密の変数 KOHYO_LOG_KEY に入れてください。リポジトリーには決して入れないでください。",
			En: "Makes the pair of keys that signs the public log.\n" +
				"The private key goes to stdout, or with --out to a file that nobody else can read; the lines for site.toml are shown too.\n" +
				"Keep the private key in the secret variable KOHYO_LOG_KEY of your CI, never in the repository.",
		},
		examples: "kohyo keygen --out ~/kohyo-log.key\nkohyo keygen | gh secret set KOHYO_LOG_KEY\nkohyo keygen --origin example.co.jp/disclosure",
		args:     noArgs,
		run:      func(*cobra.Command, []string) error { return a.keygen(out, origin) },
	})
	cmd.Flags().StringVar(&out, "out", "", a.say(
		"秘密鍵を書き出すファイル `FILE`。あるファイルには書きません（既定: 標準出力）",
		"write the private key to `FILE`, which must not exist (default: stdout)"))
	cmd.Flags().StringVar(&origin, "origin", "", a.say(
		"記録の名前 `NAME`（既定: site.toml の [log] origin か base_url から）",
		"the `NAME` of the log (default: from [log] origin or base_url in site.toml)"))
	return cmd
}

func (a *app) keygen(out, origin string) error {
	origin, had, err := a.logName(origin)
	if err != nil {
		return err
	}
	private, public, err := tlog.NewKeys(rand.Reader, origin)
	if err != nil {
		return usage(diag.Say("%q は記録の名前に使えません。", "%q cannot be the name of a log", origin), diag.Words{
			Ja: "空白や + を含まない名前にしてください（例: example.co.jp/disclosure）。",
			En: "write a name without spaces and without +, such as example.co.jp/disclosure",
		})
	}
	lines := fmt.Sprintf("[log]\norigin = %q\npublic_key = %q\n", origin, public)
	if out == "" {
		if _, err := fmt.Fprintln(a.stdout, private); err != nil {
			return err
		}
		a.note("%s", a.in(diag.Words{
			Ja: "標準出力に出した1行が秘密鍵です。CI の秘密の変数 KOHYO_LOG_KEY に入れ、画面やファイルに残さないでください。",
			En: "the line on stdout is the private key: put it into the secret variable KOHYO_LOG_KEY of your CI, and leave it on no screen and in no file",
		}))
		a.note("%s", a.in(diag.Say("site.toml に書く行:\n%s", "for site.toml:\n%s", lines)))
	} else {
		file := a.path(out)
		if err := writeSecret(file, private+"\n"); err != nil {
			return keyFault(file, err)
		}
		a.note("%s", a.in(diag.Say("秘密鍵を %s に書き出しました（本人だけが読めます）。CI の秘密の変数 KOHYO_LOG_KEY に入れてください。",
			"the private key is in %s, which only you can read; put it into the secret variable KOHYO_LOG_KEY of your CI", file)))
		if a.inSite(file) {
			a.note("%s", a.in(diag.Words{
				Ja: "このファイルはサイトのフォルダーの中にあります。リポジトリーに入らないよう、別の場所に移してください。",
				En: "that file is inside the site's folder: move it elsewhere, so that it never gets into the repository",
			}))
		}
		a.note("%s", a.in(diag.Words{Ja: "次の行を site.toml に書いてください。", En: "write these lines into site.toml"}))
		if _, err := fmt.Fprint(a.stdout, lines); err != nil {
			return err
		}
	}
	a.note("%s", a.in(diag.Words{
		Ja: "秘密鍵の控えを金庫など安全な場所に1つ保管してください。なくした場合と替える場合の手順: docs/log.md",
		En: "keep one copy of the private key in a safe place; docs/log.md tells what to do when it is lost or replaced",
	}))
	if had != "" && had != public {
		a.note("%s", a.in(diag.Words{
			Ja: "site.toml にはすでに公開鍵があります。鍵を替えるときは、一度だけ新旧両方の秘密鍵を KOHYO_LOG_KEY に入れて公開します。",
			En: "site.toml has a public key already: to replace it, publish once with both private keys in KOHYO_LOG_KEY",
		}))
	}
	return nil
}

// logName is the name of the log, and the key that the site has already.
func (a *app) logName(origin string) (name, had string, err error) {
	root, err := a.openSite()
	if err != nil {
		if origin != "" {
			return origin, "", nil // outside of any site
		}
		f := asFault(err)
		f.hint = diag.Words{
			Ja: "サイトのフォルダーで実行するか、記録の名前を --origin example.co.jp/disclosure のように指定してください。",
			En: "run the command in the site's folder, or give the log's name: --origin example.co.jp/disclosure",
		}
		return "", "", f
	}
	defer root.Close()
	settings, _, err := build.Settings(root.FS())
	if err != nil {
		return "", "", err
	}
	had = settings.Log.Key.V
	for _, name := range []string{origin, settings.Log.Origin.V, tlog.OriginOf(settings.BaseURL.V)} {
		if name != "" {
			return name, had, nil
		}
	}
	return "", "", usage(
		diag.Words{Ja: "記録の名前が決まりません。site.toml に base_url がありません。", En: "the log has no name: site.toml has no base_url"},
		diag.Words{Ja: "--origin example.co.jp/disclosure のように指定してください。", En: "give it: --origin example.co.jp/disclosure"})
}

// writeSecret writes a new file that only its owner can read.
func writeSecret(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		os.Remove(name) // half a key is none
	}
	return err
}

func keyFault(file string, err error) error {
	if errors.Is(err, fs.ErrExist) {
		return refused(diag.Say("%s はすでにあります。鍵を上書きしません。", "%s exists; no key is ever overwritten", file),
			diag.Words{Ja: "別の名前を --out で指定してください。", En: "name another file with --out"})
	}
	if errors.Is(err, fs.ErrNotExist) {
		return usage(diag.Say("%s を置くフォルダーがありません。", "there is no folder for %s", file), diag.Words{})
	}
	return err
}

// inSite reports whether a file lies in the site's folder.
func (a *app) inSite(file string) bool {
	dir, err1 := filepath.Abs(a.dir)
	abs, err2 := filepath.Abs(file)
	rel, err3 := filepath.Rel(dir, abs)
	_, noSite := os.Stat(filepath.Join(dir, siteFile))
	return err1 == nil && err2 == nil && err3 == nil && noSite == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
