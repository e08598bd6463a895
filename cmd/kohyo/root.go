package main

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kohyo/internal/diag"
)

// app is one run of the program: the world it sees and the common flags.
type app struct {
	world
	dir   string // -C
	lang  string // of messages: ja or en
	color string // auto, always, never
}

// run does what the arguments say and gives the exit code.
func run(ctx context.Context, w world, args []string) int {
	a := &app{world: w, lang: messageLanguage(args, w.getenv)}
	root := a.root()
	root.SetArgs(args)
	root.SetOut(w.stdout)
	root.SetErr(w.stderr)
	if err := root.ExecuteContext(ctx); err != nil {
		f := asFault(err)
		a.tell(f)
		return f.code
	}
	return exitDone
}

// command is how a subcommand describes itself, in the reader's language.
type command struct {
	use      string // name and arguments
	short    diag.Words
	long     diag.Words
	examples string
	args     cobra.PositionalArgs
	run      func(cmd *cobra.Command, args []string) error
}

func (a *app) root() *cobra.Command {
	root := a.cobra(command{
		use: "kohyo",
		short: diag.Words{
			Ja: "TOML で書いた事案のデータから、日本語と英語の公表ページを作ります。",
			En: "Turns incident data in TOML into public notice pages in Japanese and English.",
		},
		examples: "kohyo init my-site\nkohyo -C my-site new data-leak-2026\nkohyo -C my-site check\nkohyo -C my-site build",
		args:     a.knownCommand,
		run:      func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	})
	root.Version = version()
	root.SetVersionTemplate("kohyo {{.Version}}\n")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.DisableDefaultCmd = true // ours speaks both languages
	root.SetFlagErrorFunc(a.flagError)
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd) })

	a.commonFlags(root)
	cobra.EnableCommandSorting = false // they stand in the order of work
	root.AddCommand(a.initCommand(), a.newCommand(), a.reviseCommand(), a.serveCommand(), a.checkCommand(), a.buildCommand(), a.pdfCommand(),
		a.publishCommand(), a.verifyCommand(), a.keygenCommand(), a.schemaCommand(), a.headersCommand(), a.completionCommand(), a.versionCommand())
	root.SetHelpCommand(a.helpCommand())
	return root
}

func (a *app) commonFlags(root *cobra.Command) {
	flags := root.PersistentFlags()
	flags.StringVarP(&a.dir, "directory", "C", ".", a.say(
		"サイトのフォルダー `DIR` で実行します（既定: 今のフォルダー）。DIR 以外のパスもここから数えます",
		"run in the site's folder `DIR` (default: the current folder); other paths count from there"))
	flags.Var(&choice{&a.lang, []string{"ja", "en"}}, "lang", a.say(
		"メッセージの言語（既定: 環境の言語）",
		"language of messages (default: from the locale)"))
	a.color = "auto"
	flags.Var(&choice{&a.color, []string{"auto", "always", "never"}}, "color", a.say(
		"色を付けるか（既定: auto。NO_COLOR に従います）",
		"use colour (default: auto; NO_COLOR is respected)"))
	flags.BoolP("help", "h", false, a.say("この説明を表示します", "show this help"))
	root.Flags().Bool("version", false, a.say("バージョンを表示します", "show the version"))

	fixed := func(words ...string) cobra.CompletionFunc {
		return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
	}
	_ = root.RegisterFlagCompletionFunc("lang", fixed("ja", "en"))
	_ = root.RegisterFlagCompletionFunc("color", fixed("auto", "always", "never"))
	_ = root.MarkPersistentFlagDirname("directory")
}

// cobra makes a cobra command whose texts are in the reader's language.
func (a *app) cobra(c command) *cobra.Command {
	return &cobra.Command{
		Use: c.use, Short: a.in(c.short), Long: a.in(c.long), Example: c.examples,
		Args: c.args, RunE: c.run, DisableFlagsInUseLine: true,
		ValidArgsFunction: cobra.NoFileCompletions,
	}
}

func (a *app) in(w diag.Words) string   { return w.In(a.lang) }
func (a *app) say(ja, en string) string { return diag.Words{Ja: ja, En: en}.In(a.lang) }

// messageLanguage finds the language of messages before the flags are
// parsed, because the help and the errors of parsing need it too.
func messageLanguage(args []string, getenv func(string) string) string {
	if i := slices.Index(args, "--"); i >= 0 {
		args = args[:i]
	}
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return value
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := getenv(name); locale != "" {
			if name, _, _ := strings.Cut(locale, "."); name == "ja" || strings.HasPrefix(name, "ja_") {
				return "ja"
			}
			return "en"
		}
	}
	return "en"
}

// colored says whether what is written to w should have colour.
func (a *app) colored(w io.Writer) bool {
	switch a.color {
	case "always":
		return true
	case "never":
		return false
	}
	return a.getenv("NO_COLOR") == "" && a.getenv("TERM") != "dumb" && a.terminal(w)
}

func isTerminal(w io.Writer) bool {
	if p, ok := w.(pipe); ok {
		w = p.Writer
	}
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
