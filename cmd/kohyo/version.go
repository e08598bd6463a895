package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"kohyo/internal/diag"
)

func (a *app) versionCommand() *cobra.Command {
	return a.cobra(command{
		use:   "version",
		short: diag.Words{Ja: "バージョンを表示します", En: "show the version"},
		args:  noArgs,
		run: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintf(a.stdout, "kohyo %s\n", version())
			return err
		},
	})
}

// version is what the Go toolchain recorded when the program was built.
func version() string {
	name, commit := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			name = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				commit = " " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	return fmt.Sprintf("%s%s %s", name, commit, runtime.Version())
}
