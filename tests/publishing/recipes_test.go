package publishing

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"kohyo/internal/fixture"

	"go.yaml.in/yaml/v3"
)

const manual = "../../docs/publishing.md"

var fenced = regexp.MustCompile("(?ms)^```yaml\n# (.*?)\n(.*?)^```$")

// recipe is a file that docs/publishing.md tells people to write.
type recipe struct{ name, text string }

func recipes(t *testing.T) []recipe {
	t.Helper()
	text, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	var all []recipe
	for _, m := range fenced.FindAllStringSubmatch(string(text), -1) {
		all = append(all, recipe{m[1], m[2]})
	}
	if n := strings.Count(string(text), "```yaml"); n != len(all) || n < 5 {
		t.Fatalf("%d recipes, %d of them found", n, len(all))
	}
	return all
}

// Every recipe is YAML, without a key twice, and a job of each kind says how
// long it may take and that no other runs beside it.
func TestRecipesParse(t *testing.T) {
	for _, r := range recipes(t) {
		read := yaml.NewDecoder(strings.NewReader(r.text))
		read.KnownFields(true)
		var doc map[string]any
		if err := read.Decode(&doc); err != nil {
			t.Errorf("%s: %v", r.name, err)
		}
		if len(doc) == 0 {
			t.Errorf("%s is empty", r.name)
		}
		publishes := strings.Contains(r.text, " publish ") && strings.Contains(r.text, "--wait-until")
		alone := strings.Contains(r.text, "concurrency:") || strings.Contains(r.text, "resource_group:")
		long := strings.Contains(r.text, "timeout-minutes: 90") || strings.Contains(r.text, "timeout: 90 minutes")
		if publishes && (!alone || !long) {
			t.Errorf("%s publishes: alone %t, long enough %t", r.name, alone, long)
		}
		if strings.Contains(r.text, "pull_request") && strings.Contains(r.text, "KOHYO_LOG_KEY") {
			t.Errorf("%s shows the private key to pull requests", r.name)
		}
	}
}

// Workflows are what GitHub takes.
func TestWorkflows(t *testing.T) {
	lint, err := filepath.Abs(filepath.Join(root, ".cache", "bin", "actionlint"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(lint); err != nil {
		fixture.Missing(t, "actionlint")
	}
	tried := 0
	for _, r := range recipes(t) {
		if !strings.HasPrefix(r.name, ".github/workflows/") {
			continue
		}
		tried++
		file := filepath.Join(t.TempDir(), filepath.Base(r.name))
		if err := os.WriteFile(file, []byte(r.text), 0o644); err != nil {
			t.Fatal(err)
		}
		if said, err := exec.Command(lint, "-no-color", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", r.name, err, said)
		}
	}
	if tried < 3 {
		t.Errorf("only %d workflows", tried)
	}
}

var (
	command = regexp.MustCompile(`(?m)(?:^|[ "/])kohyo"? (-C \S+ )?([a-z]+)([^|>&\n]*)`)
	option  = regexp.MustCompile(`--[a-z][a-z-]+`)
)

// Every command that the manual names is one, with the options that it names.
func TestManualNamesCommands(t *testing.T) {
	text, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	help := map[string][]byte{}
	program := filepath.Join(t.TempDir(), "kohyo")
	build := exec.Command("go", "build", "-o", program, "./cmd/kohyo")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	tried := 0
	for _, m := range command.FindAllStringSubmatch(strings.ReplaceAll(string(text), "\n          --purge", " --purge"), -1) {
		name := m[2]
		if help[name] == nil {
			said, err := exec.Command(program, name, "--help").CombinedOutput()
			if err != nil {
				t.Errorf("kohyo %s is no command", name)
			}
			help[name] = said
		}
		before, _, _ := strings.Cut(m[3], "`")
		for _, o := range option.FindAllString(before, -1) {
			tried++
			if !bytes.Contains(help[name], []byte(o)) {
				t.Errorf("kohyo %s has no option %s", name, o)
			}
		}
	}
	if tried < 10 {
		t.Errorf("only %d options found", tried)
	}
}
