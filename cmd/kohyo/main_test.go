package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"kohyo": main})
}

// Every promise to a user is a script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                scriptCommands,
		Setup: func(env *testscript.Env) error {
			env.Setenv("LANG", "en_GB.UTF-8") // the scripts read English unless they say otherwise
			layouts, err := filepath.Abs(filepath.Join("..", "..", "layouts"))
			env.Setenv("LAYOUTS", layouts)
			return err
		},
	})
}

var scriptCommands = map[string]func(ts *testscript.TestScript, neg bool, args []string){
	"code":     scriptCode,
	"sametree": scriptSameTree,
	"edit":     scriptEdit,
	"bomcrlf":  scriptBOMCRLF,
	"many":     scriptMany,
}

// scriptCode runs a command that must end with an exit code: code 2 kohyo …
func scriptCode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command args…")
	}
	err := ts.Exec(args[1], args[2:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}

// scriptSameTree compares two folders: names and bytes.
func scriptSameTree(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: sametree a b")
	}
	a, b := readTree(ts, args[0]), readTree(ts, args[1])
	same := len(a) == len(b)
	for name, text := range a {
		if other, ok := b[name]; !ok || other != text {
			same = false
			if !neg {
				ts.Logf("differs: %s", name)
			}
		}
	}
	if same == neg {
		ts.Fatalf("%s and %s: same is %v", args[0], args[1], same)
	}
}

func readTree(ts *testscript.TestScript, dir string) map[string]string {
	files := map[string]string{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		text, err := os.ReadFile(name)
		files[rel] = string(text)
		return err
	}))
	return files
}

// scriptEdit puts one text in the place of another: edit file old new.
func scriptEdit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: edit file old new")
	}
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.ReplaceAll(text, args[1], args[2])), 0o666))
}

// scriptMany copies the folder of an incident: many folder N makes folder-1 to
// folder-N of it.
func scriptMany(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: many folder N")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	for i := 1; i <= n; i++ {
		ts.Check(os.CopyFS(fmt.Sprintf("%s-%d", ts.MkAbs(args[0]), i), os.DirFS(ts.MkAbs(args[0]))))
	}
}

// scriptBOMCRLF rewrites files as some editors on Windows save them.
func scriptBOMCRLF(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		text := "\ufeff" + strings.ReplaceAll(ts.ReadFile(name), "\n", "\r\n")
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o666))
	}
}
