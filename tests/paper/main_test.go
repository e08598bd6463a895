// Package paper prints the sample site, and a site that is hard to print, with
// a real browser, and reads the PDFs with the tools that others read them with.
package paper

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"kohyo/internal/fixture"
)

// now is the moment the sample site is printed for: after all of its reports.
const now = "2026-11-01T12:00:00+09:00"

const root = "../.."

var (
	scratch string // removed by TestMain
	program string // kohyo, built once
)

func TestMain(m *testing.M) { os.Exit(whole(m)) }

func whole(m *testing.M) int {
	var err error
	if scratch, err = os.MkdirTemp("", "paper"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(scratch)
	program = filepath.Join(scratch, "kohyo.exe")
	build := exec.Command("go", "build", "-o", program, "./cmd/kohyo")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// fonts skips a test that would look at other fonts than the style sheet asks
// for.
func fonts(t *testing.T) {
	t.Helper()
	fixture.Need(t, "fc-list")
	if out, err := exec.Command("fc-list", "BIZ UDPGothic:lang=ja", "family").Output(); err != nil || len(bytes.TrimSpace(out)) > 0 {
		return
	}
	fixture.Missing(t, "the font BIZ UDPGothic")
}

// kohyo is the program on a site, in English.
func kohyo(site string, args ...string) *exec.Cmd {
	cmd := exec.Command(program, append([]string{"-C", site, "--lang", "en"}, args...)...)
	cmd.Env = append(os.Environ(), "LANG=C")
	return cmd
}

// printSite prints a site into a folder, and gives what was said.
func printSite(t *testing.T, site, out string, args ...string) string {
	t.Helper()
	said, err := kohyo(site, append([]string{"pdf", "--out", out, "--browser", fixture.Chromium(t)}, args...)...).CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return string(said)
}

func abs(t *testing.T, name string) string {
	t.Helper()
	full, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

// archive is the folder with all PDFs of the sample site, made once.
func archive(t *testing.T) string {
	t.Helper()
	fixture.Chromium(t)
	out := filepath.Join(scratch, "archive")
	once.Do(func() { printSite(t, abs(t, root), out, "--now", now, "--bilingual") })
	return out
}

var once sync.Once

// files names the PDFs in a folder.
func files(t *testing.T, folder string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no PDFs in %s: %v", folder, err)
	}
	return names
}

// tool runs a tool that must succeed.
func tool(t *testing.T, name string, args ...string) string {
	t.Helper()
	var stderr bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out, &stderr)
	}
	return string(out)
}

// langs are the languages that a file's name promises: x-1-ja-en.pdf.
func langs(file string) []string {
	parts := strings.Split(strings.TrimSuffix(filepath.Base(file), ".pdf"), "-")
	return slices.DeleteFunc(parts[len(parts)-2:], func(s string) bool { return s != "ja" && s != "en" })
}

// squeeze compares without white space: where a line breaks says nothing.
func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u200b", "")), "")
}
