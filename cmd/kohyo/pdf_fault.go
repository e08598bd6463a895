package main

import (
	"context"
	"errors"
	"runtime"

	"kohyo/internal/diag"
	"kohyo/internal/pdf"
)

// printFault says why PDFs are missing, page by page where only some are.
func (a *app) printFault(ctx context.Context, err error, made int) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return &fault{code: exitMachine, text: diag.Say(
			"中断しました。作り終えた PDF は%[1]d件です。書きかけのファイルはありません。",
			"interrupted with %[2]s finished; none is half written", made, plural(made, "PDF"))}
	}
	if late, ok := errors.AsType[*tooLong](context.Cause(ctx)); ok {
		return &fault{code: exitMachine,
			text: diag.Say("%[1]v以内に終わらなかったので、やめました。作り終えた PDF は%[2]d件です。", "stopped: not finished within %[1]v; %[3]s finished", late.limit, made, plural(made, "PDF")),
			hint: diag.Words{
				Ja: "もう一度実行すると、残りだけを作ります。時間は --time-limit で延ばせます。",
				En: "run the command again to make the rest; --time-limit allows more time",
			}}
	}
	if f := browserFault(err); f != nil {
		return f
	}
	code := 0
	for _, e := range all(err) {
		page, ok := errors.AsType[*pdf.PageError](e)
		if !ok {
			return e
		}
		f := pageFault(page)
		a.tell(f)
		code = max(code, f.code)
	}
	return &fault{code: code}
}

// all takes errors apart that were joined.
func all(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}

// pageFault says why one page was not printed.
func pageFault(e *pdf.PageError) *fault {
	if open, ok := errors.AsType[*pdf.NotSelfContained](e); ok {
		return &fault{code: exitMachine,
			text: diag.Say("%[1]s は PDF にできません。ページの外のものを読み込もうとしています: %[2]s",
				"%[1]s was not printed: it asks for something outside itself: %[2]s", e.Page, open.Asked),
			hint: diag.Words{
				Ja: "印刷用ページは一つのファイルで完結している必要があります。layouts/ を変更している場合は、画像やスタイルをページの中に入れてください。",
				En: "a print page must hold all that it shows; if you have changed layouts/, put images and styles into the page itself",
			}}
	}
	if slow, ok := errors.AsType[*pdf.SlowError](e); ok {
		return &fault{code: exitMachine, text: diag.Say("%[1]s は%[2]v以内に PDF にできませんでした。", "%[1]s was not printed within %[2]v", e.Page, slow.Limit)}
	}
	return &fault{code: exitMachine, text: diag.Say("%[1]s を PDF にできませんでした: %[2]s", "%[1]s was not printed: %[2]s", e.Page, e.Err.Error())}
}

// browserFault says what is wrong with the browser or the fonts, nil when
// nothing is.
func browserFault(err error) error {
	if none, ok := errors.AsType[*pdf.NoBrowser](err); ok {
		if none.Path != "" {
			return usage(diag.Say("ブラウザー %s を実行できません。", "the browser %s cannot be run", none.Path), diag.Words{
				Ja: "--browser（または環境変数 KOHYO_BROWSER）に、Chromium か Google Chrome の実行ファイルのパスを指定してください。指定しなければ自動で探します。",
				En: "give --browser (or KOHYO_BROWSER) the path of a Chromium or Google Chrome; without it, one is looked for",
			})
		}
		return &fault{code: exitMachine,
			text: diag.Words{
				Ja: "PDF を作るためのブラウザー（Chromium または Google Chrome）が見つかりません。",
				En: "there is no browser (Chromium or Google Chrome) to make PDFs with",
			}, hint: installBrowser(runtime.GOOS)}
	}
	if font, ok := errors.AsType[*pdf.NoFont](err); ok {
		return &fault{code: exitMachine,
			text: diag.Say("言語「%[1]s」の文字を持つフォントがありません。このままでは文字が□になります。", "there is no font with the letters of %[1]q: they would be printed as empty boxes", font.Lang),
			hint: installFont}
	}
	bad, ok := errors.AsType[*pdf.BrowserError](err)
	if !ok {
		return nil
	}
	if bad.Old > 0 {
		return &fault{code: exitMachine,
			text: diag.Say("ブラウザー %[1]s は古すぎます（バージョン %[2]d）。", "the browser %[1]s is too old (version %[2]d)", bad.Path, bad.Old),
			hint: diag.Words{
				Ja: "バージョン 131 以降に更新するか、--browser で別のものを指定してください。",
				En: "update it to version 131 or newer, or name another one with --browser",
			}}
	}
	said := bad.Said
	if said == "" {
		said = bad.Err.Error()
	}
	return &fault{code: exitMachine,
		text: diag.Say("ブラウザー %[1]s が動きません: %[2]s", "the browser %[1]s does not work: %[2]s", bad.Path, said),
		hint: diag.Words{
			Ja: "Chromium または Google Chrome であることをご確認ください。別のものは --browser で指定できます。",
			En: "check that it is a Chromium or Google Chrome; --browser names another one",
		}}
}

// installBrowser says how a browser is installed.
func installBrowser(system string) diag.Words {
	how := "Debian: apt install chromium   Ubuntu: https://www.google.com/chrome/   Fedora: dnf install chromium"
	switch system {
	case "darwin":
		how = "brew install --cask google-chrome   (https://www.google.com/chrome/)"
	case "windows":
		how = "winget install Google.Chrome   (https://www.google.com/chrome/)"
	}
	return diag.Say("インストール方法: %[1]s\nすでにある場合は、--browser に実行ファイルのパスを指定してください。",
		"to install one: %[1]s\nif there is one already, give its path to --browser", how)
}

var installFont = diag.Words{
	Ja: "フォントをインストールしてください。Debian/Ubuntu: apt install fonts-morisawa-bizud-gothic（日本語）",
	En: "install one; for Japanese on Debian and Ubuntu: apt install fonts-morisawa-bizud-gothic",
}

// drawnLetters says that a better font would make better PDFs.
func (a *app) drawnLetters() {
	a.note("%s", a.in(diag.Words{
		Ja: "このコンピューターのフォントは、そのままの形では PDF に埋め込めませんでした（Type 3）。文字は読めますが、ファイルが大きくなり、画面では少し粗く見えます。",
		En: "a font of this machine could be embedded only as drawings of its letters (Type 3): the PDFs can be read and searched, but are larger, and less sharp on a screen",
	}))
	a.note("%s", a.in(diag.Words{
		Ja: "TrueType の日本語フォントを入れてからもう一度実行すると、作り直します。Debian/Ubuntu: apt install fonts-morisawa-bizud-gothic",
		En: "with a TrueType font installed, run the command again; for Japanese on Debian and Ubuntu: apt install fonts-morisawa-bizud-gothic",
	}))
}
