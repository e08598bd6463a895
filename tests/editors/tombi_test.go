// Package editors shows the schemas to Tombi, a language server for TOML: what
// authors see while they write is what it finds.
package editors

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"kohyo"
	"kohyo/internal/fixture"
	"kohyo/internal/notice"
	"kohyo/internal/schema"
)

// root is the repository, seen from this folder.
const root = "../.."

// mistake is one error that Tombi names.
type mistake struct {
	line int
	text string
}

// tombi lints one file and gives the errors. The file names its schema itself.
func tombi(t *testing.T, file string) (mistakes []mistake) {
	t.Helper()
	cmd := exec.Command(binary(t), "lint", "--offline", file)
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "XDG_CACHE_HOME="+t.TempDir())
	out, err := cmd.CombinedOutput()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatal(err)
	}
	for _, m := range said.FindAllStringSubmatch(string(out), -1) {
		line, _ := strconv.Atoi(m[2])
		mistakes = append(mistakes, mistake{line, m[1]})
	}
	switch {
	case err == nil && len(mistakes) > 0:
		t.Fatalf("Tombi is content with %s, and says %s", file, out)
	case err != nil && len(mistakes) == 0: // such as a file that is not in UTF-8
		mistakes = append(mistakes, mistake{0, string(out)})
	}
	return mistakes
}

var said = regexp.MustCompile(`(?m)^ *Error: (.*(?:\n.*)*?)\n *at .*?:([0-9]+):[0-9]+$`)

// binary is the one that scripts/setup-tests brings, else the machine's own.
func binary(t *testing.T) string {
	t.Helper()
	name, err := filepath.Abs(filepath.Join(root, ".cache", "npm", "node_modules", "@tombi-toml", "cli-linux-x64", "tombi"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(name); err == nil {
		return name
	}
	if name, err = exec.LookPath("tombi"); err == nil {
		return name
	}
	fixture.Missing(t, "Tombi")
	return ""
}

// The sample archive stands as its authors have it open.
func TestTombiAcceptsTheSampleSite(t *testing.T) {
	names, err := filepath.Glob(root + "/content/*/*.toml")
	if err != nil || len(names) < 5 {
		t.Fatalf("%d reports, %v", len(names), err)
	}
	for _, name := range append(names, root+"/site.toml") {
		accepted(t, name)
		// It accepts because it has looked: with a slip it does not.
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		line, rest, _ := strings.Cut(string(text), "\n")
		named, ok := strings.CutPrefix(line, "#:schema ")
		if !ok {
			t.Fatalf("%s does not name its schema", name)
		}
		of, err := filepath.Abs(filepath.Join(filepath.Dir(name), named))
		if err != nil {
			t.Fatal(err)
		}
		slip := write(t, filepath.Join(t.TempDir(), "slip.toml"), "#:schema "+filepath.ToSlash(of)+"\n\nzz = 1\n"+rest)
		if found := tombi(t, slip); len(found) != 1 || found[0].line != 3 {
			t.Errorf("%s with a slip: %v", name, found)
		}
	}
}

func accepted(t *testing.T, name string) {
	t.Helper()
	for _, m := range tombi(t, name) {
		t.Errorf("%s:%d: %s", name, m.line, m.text)
	}
}

// What init and new write is accepted too, as it is and with every field in use.
func TestTombiAcceptsNewFiles(t *testing.T) {
	binary(t)
	dir := t.TempDir()
	program := filepath.Join(dir, "kohyo")
	run := func(dir, name string, args ...string) {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
	run(root, "go", "build", "-o", program, "./cmd/kohyo")
	run(dir, program, "init", "site")
	run(dir, program, "-C", "site", "new", "all-fields")
	unused := regexp.MustCompile(`(?m)^# `)
	for _, name := range []string{"site.toml", "content/first-notice/1.toml", "content/all-fields/1.toml"} {
		file := filepath.Join(dir, "site", filepath.FromSlash(name))
		accepted(t, file)
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		accepted(t, write(t, file, unused.ReplaceAllString(string(text), "")))
	}
}

// schemas writes the schemas of a site into a folder.
func schemas(t *testing.T, dir string, of *notice.Site) {
	t.Helper()
	layouts, err := fs.Sub(kohyo.Theme, "layouts")
	if err != nil {
		t.Fatal(err)
	}
	maker, err := schema.New(layouts)
	if err != nil {
		t.Fatal(err)
	}
	files, err := maker.Files(of)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), string(f.Text))
	}
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}
