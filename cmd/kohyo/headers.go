package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kohyo/internal/build"
	"kohyo/internal/diag"
	"kohyo/internal/headers"
	"kohyo/internal/notice"
)

func (a *app) headersCommand() *cobra.Command {
	cmd := a.cobra(command{
		use: "headers " + strings.Join(headers.Forms, "|"),
		short: diag.Words{
			Ja: "サイトを公開するサーバーの設定を出力します",
			En: "print the settings of the server that answers with the site",
		},
		long: diag.Words{
			Ja: "ページとともに送るヘッダー（コンテンツ セキュリティ ポリシーなど）を、サーバーごとの書き方で出力します。\n" +
				"nginx は設定ファイル、netlify と cloudflare は _headers、cloudfront は CloudFront Functions の関数です。\n" +
				"site.toml の base_url と言語に合わせて作られます。docs/publishing.md に使い方があります。",
			En: "Prints what is sent along with the pages, such as the content security policy, in the form of a server:\n" +
				"a file for nginx, _headers for netlify and cloudflare, a function for cloudfront. It fits base_url and the\n" +
				"languages of site.toml. docs/publishing.md tells how to use it.",
		},
		examples: "kohyo headers nginx > /etc/nginx/conf.d/kohyo.conf\nkohyo headers netlify > public/_headers",
		args:     oneForm,
		run:      func(_ *cobra.Command, args []string) error { return a.headers(args[0]) },
	})
	cmd.ValidArgsFunction = func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return headers.Forms, cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

// oneForm asks for the name of a form.
func oneForm(cmd *cobra.Command, args []string) error {
	if len(args) == 1 && slices.Contains(headers.Forms, args[0]) {
		return nil
	}
	said := diag.Say("どのサーバーの設定かを書きます: %s", "name one server: %s", strings.Join(headers.Forms, ", "))
	if len(args) == 1 {
		said = diag.Say("%[1]q の設定はありません。使える名前: %[2]s", "there are no settings of %[1]q; the names are: %[2]s", args[0], strings.Join(headers.Forms, ", "))
	}
	return usage(said, seeHelp(cmd))
}

func (a *app) headers(form string) error {
	root, err := a.openSite()
	if err != nil {
		return err
	}
	defer root.Close()
	settings, findings, err := build.Settings(root.FS())
	if err != nil {
		return err
	}
	if findings.Errors() > 0 {
		if err := a.print(a.stderr, root.FS(), findings); err != nil {
			return err
		}
		return &fault{code: exitContent}
	}
	site, err := headers.Of(settings.BaseURL.V, languagesOf(settings)...)
	if err != nil {
		return err
	}
	text, _ := site.Form(form)
	_, err = fmt.Fprint(a.stdout, text)
	return err
}

func languagesOf(settings *notice.Site) []string {
	var out []string
	for _, l := range settings.Languages {
		out = append(out, l.V)
	}
	return out
}
