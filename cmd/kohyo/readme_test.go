package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The session in each README happens as it is written there. Lines that begin
// with "$" are commands; "# in FILE, OLD becomes NEW" is what the author does
// in an editor; the rest is what the program prints.
func TestReadmeSessions(t *testing.T) {
	for _, c := range []struct{ file, locale string }{
		{"README.md", "en_GB.UTF-8"},
		{"README.ja.md", "ja_JP.UTF-8"},
	} {
		t.Run(c.file, func(t *testing.T) {
			want := session(t, filepath.Join("..", "..", c.file))
			if got := play(t, want, c.locale); dense(got) != dense(want) {
				t.Errorf("the session goes\n%s\nbut %s says\n%s", got, c.file, want)
			}
		})
	}
}

// What the READMEs and the manual of the code point to is there.
func TestLinksOfTheDocuments(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^):#]+)\)`)
	for _, name := range []string{"README.md", "README.ja.md", "CHANGELOG.md", "docs/architecture.md"} {
		file := filepath.Join("..", "..", filepath.FromSlash(name))
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(file), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func session(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "```console\n")
	block, _, closed := strings.Cut(rest, "```\n")
	if !ok || !closed || strings.Count(block, "$ kohyo ") < 5 {
		t.Fatalf("%s has no session, or a short one", file)
	}
	return block
}

var (
	edited = regexp.MustCompile(`^# .*?([\w./-]+\.toml).*?: (.+) → (.+)$`)
	figure = regexp.MustCompile(`[0-9.]+ ?(files|kB|MB|s|個|秒)`)
)

// play does what a session says and writes down what happens. Figures that
// depend on the machine and on the day are taken from the session itself.
func play(t *testing.T, script, locale string) string {
	t.Helper()
	home := t.TempDir()
	dir := home
	expected := strings.Split(script, "\n")
	var out strings.Builder
	for _, line := range expected {
		command, isCommand := strings.CutPrefix(line, "$ ")
		change := edited.FindStringSubmatch(line)
		switch {
		case isCommand:
			out.WriteString(line + "\n")
			words := strings.Fields(command)
			if words[0] == "cd" {
				dir = filepath.Join(dir, words[1])
				continue
			}
			cmd := exec.Command(words[0], words[1:]...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "LC_ALL="+locale)
			printed, _ := cmd.CombinedOutput() // a session may show an error
			out.WriteString(settled(strings.ReplaceAll(string(printed), home, "/home/you"), expected))
		case change != nil:
			out.WriteString(line + "\n")
			name := filepath.Join(dir, change[1])
			text, err := os.ReadFile(name)
			if err != nil || !strings.Contains(string(text), change[2]) {
				t.Fatalf("%s: %s has no %q (%v)", line, change[1], change[2], err)
			}
			if err := os.WriteFile(name, []byte(strings.Replace(string(text), change[2], change[3], 1)), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out.String()
}

// dense leaves out empty lines, which only make a session easier to read.
func dense(s string) string { return regexp.MustCompile(`\n{2,}`).ReplaceAllString(s, "\n") }

// settled puts a line of the session in place of one that is printed, when
// the two differ in such figures only.
func settled(printed string, expected []string) string {
	lines := strings.Split(printed, "\n")
	for i, line := range lines {
		for _, e := range expected {
			if e != line && figure.ReplaceAllString(e, "$1") == figure.ReplaceAllString(line, "$1") {
				lines[i] = e
			}
		}
	}
	return strings.Join(lines, "\n")
}
