package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kohyo/internal/diag"
)

// choice is a flag that takes one of a few words.
type choice struct {
	value *string
	words []string
}

func (c *choice) String() string { return *c.value }
func (c *choice) Type() string   { return "word" }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.words, s) {
		return errors.New(strings.Join(c.words, ", "))
	}
	*c.value = s
	return nil
}

// flagError puts the mistakes that pflag finds into the reader's language.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	text := diag.Say("オプションの書き方が正しくありません: %s", "wrong use of an option: %s", err.Error())
	if e, ok := errors.AsType[*pflag.NotExistError](err); ok {
		name := "--" + e.GetSpecifiedName()
		if e.GetSpecifiedShortnames() != "" {
			name = "-" + e.GetSpecifiedName()
		}
		text = diag.Say("オプション %s はありません。", "there is no option %s", name)
	}
	if e, ok := errors.AsType[*pflag.ValueRequiredError](err); ok {
		text = diag.Say("オプション %s には値が必要です。", "the option %s needs a value", flagName(e.GetFlag()))
	}
	if e, ok := errors.AsType[*pflag.InvalidValueError](err); ok {
		text = diag.Say("%s に %q は使えません。使える値: %s", "%s cannot be %q; it can be: %s",
			flagName(e.GetFlag()), e.GetValue(), e.Unwrap())
	}
	return usage(text, seeHelp(cmd))
}

func flagName(f *pflag.Flag) string {
	if f.Name == "directory" {
		return "-C"
	}
	return "--" + f.Name
}

func seeHelp(cmd *cobra.Command) diag.Words {
	return diag.Say("使い方を見るには: %[1]s --help", "to see how it is used: %[1]s --help", cmd.CommandPath())
}

// knownCommand refuses what is not a command, and names the one that may
// have been meant.
func (a *app) knownCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := seeHelp(cmd)
	if cmd.SuggestionsMinimumDistance <= 0 {
		cmd.SuggestionsMinimumDistance = 2
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = diag.Say("もしかして: kohyo %s", "did you mean: kohyo %s", near[0])
	}
	return usage(diag.Say("コマンド %q はありません。", "there is no command %q", args[0]), hint)
}

// noArgs refuses arguments.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return usage(diag.Say("%s は %q を受け取りません。", "%s does not take %q", cmd.CommandPath(), args[0]), seeHelp(cmd))
}

// oneArg asks for exactly one argument.
func oneArg(ja, en string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return usage(diag.Words{Ja: ja, En: en}, seeHelp(cmd))
	}
}

func (a *app) helpCommand() *cobra.Command {
	return a.cobra(command{
		use:   "help [COMMAND]",
		short: diag.Words{Ja: "コマンドの使い方を表示します", En: "show how a command is used"},
		run: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return a.knownCommand(cmd.Root(), args)
			}
			return found.Help()
		},
	})
}

// help prints what a command does, examples first: most readers want to copy
// one and change a word.
func (a *app) help(cmd *cobra.Command) {
	var b strings.Builder
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	fmt.Fprintf(&b, "%s\n", about)
	section := func(ja, en string) { fmt.Fprintf(&b, "\n%s\n", a.say(ja, en)) }

	section("使い方:", "Usage:")
	if cmd.HasParent() {
		fmt.Fprintf(&b, "  %s\n", cmd.UseLine())
	} else {
		fmt.Fprintf(&b, "  kohyo COMMAND\n")
	}
	if cmd.Example != "" {
		section("例:", "Examples:")
		for line := range strings.Lines(cmd.Example) {
			fmt.Fprintf(&b, "  %s\n", strings.TrimSpace(line))
		}
	}
	if cmd.HasAvailableSubCommands() {
		section("コマンド:", "Commands:")
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-12s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	if cmd.HasAvailableLocalFlags() && cmd.HasParent() {
		section("オプション:", "Options:")
		writeFlags(&b, cmd.NonInheritedFlags())
	}
	section("共通のオプション:", "Common options:")
	writeFlags(&b, cmd.Root().PersistentFlags())
	if !cmd.HasParent() {
		writeFlags(&b, cmd.LocalNonPersistentFlags())
	}
	fmt.Fprint(cmd.OutOrStdout(), b.String())
}

func writeFlags(b *strings.Builder, flags *pflag.FlagSet) {
	flags.VisitAll(func(f *pflag.Flag) {
		value, about := pflag.UnquoteUsage(f)
		name := "--" + f.Name
		switch {
		case f.Name == "directory":
			name = "-C"
		case f.Shorthand != "":
			name = "-" + f.Shorthand + ", " + name
		}
		if c, ok := f.Value.(*choice); ok {
			value = strings.Join(c.words, "|")
		}
		if f.Value.Type() != "bool" {
			name += " " + value
		}
		fmt.Fprintf(b, "  %-26s %s\n", name, about)
	})
}
