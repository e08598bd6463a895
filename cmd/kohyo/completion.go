package main

import (
	"github.com/spf13/cobra"

	"kohyo/internal/diag"
)

func (a *app) completionCommand() *cobra.Command {
	shells := map[string]func(root *cobra.Command) error{
		"bash":       func(root *cobra.Command) error { return root.GenBashCompletionV2(a.stdout, true) },
		"zsh":        func(root *cobra.Command) error { return root.GenZshCompletion(a.stdout) },
		"fish":       func(root *cobra.Command) error { return root.GenFishCompletion(a.stdout, true) },
		"powershell": func(root *cobra.Command) error { return root.GenPowerShellCompletionWithDesc(a.stdout) },
	}
	cmd := a.cobra(command{
		use: "completion bash|zsh|fish|powershell",
		short: diag.Words{
			Ja: "シェルの入力補完の設定を出力します",
			En: "print the completion script of a shell",
		},
		examples: "source <(kohyo completion bash)\nkohyo completion fish > ~/.config/fish/completions/kohyo.fish",
		run: func(cmd *cobra.Command, args []string) error {
			if len(args) == 1 && shells[args[0]] != nil {
				return shells[args[0]](cmd.Root())
			}
			return usage(diag.Words{
				Ja: "シェルの名前を一つ指定してください: bash, zsh, fish, powershell",
				En: "name one shell: bash, zsh, fish, powershell",
			}, diag.Words{})
		},
	})
	cmd.ValidArgs = []string{"bash", "zsh", "fish", "powershell"}
	cmd.ValidArgsFunction = nil
	return cmd
}
