package pages

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"net/url"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestHTMLValidate(t *testing.T) { htmlValidate(t, sample(t)).none(t) }
func TestNuChecker(t *testing.T)    { nuChecker(t, sample(t)).none(t) }

// htmlValidate shows every page to html-validate, set up in htmlvalidate.json.
func htmlValidate(t *testing.T, s *site) (p problems) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		missing(t, "node")
	}
	npm(t, "html-validate", "package.json")
	config, err := filepath.Abs("htmlvalidate.json")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, npmPath("html-validate", "bin", "html-validate.mjs"),
		"--config", config, "--formatter", "json", "--max-warnings", "0", "--ext", "html", s.dir)
	cmd.Dir = s.dir
	out := reportOf(t, cmd, false)
	var results []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Line, Column    int
		}
	}
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatalf("html-validate says: %s", out)
	}
	for _, r := range results {
		for _, m := range r.Messages {
			p.add(relative(s, r.FilePath), "line %d, column %d: %s (%s)", m.Line, m.Column, m.Message, m.RuleID)
		}
	}
	return p
}

// notMistakes are messages of the Nu checker's CSS part about properties that
// it does not know yet and that browsers have. Each is left out by its words.
var notMistakes = []string{}

// nuChecker shows every page, style sheet and drawing to the W3C's Nu checker.
func nuChecker(t *testing.T, s *site) (p problems) {
	t.Helper()
	args := []string{"--format", "json", "--also-check-css", "--also-check-svg"}
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		if slices.Contains([]string{".html", ".css", ".svg"}, path.Ext(name)) {
			args = append(args, filepath.Join(s.dir, filepath.FromSlash(name)))
		}
	}
	cmd := java(t, "nu.validator.client.SimpleCommandLineValidator", args...)
	var report struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine                             int
		}
	}
	out := reportOf(t, cmd, true)
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("the Nu checker says: %s", out)
	}
	for _, m := range report.Messages {
		file := m.URL
		if u, err := url.Parse(m.URL); err == nil {
			file = relative(s, u.Path)
		}
		switch {
		case m.Type == "info":
			t.Logf("%s:%d: %s", file, m.LastLine, m.Message)
		case slices.ContainsFunc(notMistakes, func(words string) bool { return strings.Contains(m.Message, words) }):
			t.Logf("%s:%d: left out: %s", file, m.LastLine, m.Message)
		default:
			p.add(file, "line %d: %s %s: …%s…", m.LastLine, m.Type, m.Message, strings.Join(strings.Fields(m.Extract), " "))
		}
	}
	return p
}

// relaxNG shows one XML file to the RELAX NG validator that the Nu checker
// brings along.
func relaxNG(t *testing.T, s *site, schema, name string) (p problems) {
	t.Helper()
	schema, err := filepath.Abs(filepath.Join("testdata", schema))
	if err != nil {
		t.Fatal(err)
	}
	cmd := java(t, "nu.validator.vendor.thaiopensource.relaxng.util.Driver", "-c", schema, filepath.Join(s.dir, filepath.FromSlash(name)))
	cmd.Env = append(cmd.Environ(), "LC_ALL=C.UTF-8")
	out, err := cmd.CombinedOutput()
	if err == nil {
		return nil
	}
	for line := range strings.Lines(string(out)) {
		p.add(name, "%s", strings.TrimSpace(strings.TrimPrefix(line, filepath.Join(s.dir, filepath.FromSlash(name)))))
	}
	if len(p) == 0 {
		p.add(name, "%v", err)
	}
	return p
}

func java(t *testing.T, class string, args ...string) *exec.Cmd {
	t.Helper()
	found, err := exec.LookPath("java")
	if err != nil {
		missing(t, "java")
	}
	npm(t, "vnu-jar", "package.json")
	jar := npmPath("vnu-jar", "build", "dist", "vnu.jar")
	return exec.Command(found, append([]string{"-Dfile.encoding=UTF-8", "-cp", jar, class}, args...)...)
}

// reportOf runs a validator, for which a status of 1 means that it has
// something to say.
func reportOf(t *testing.T, cmd *exec.Cmd, onStderr bool) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatal(err)
	}
	if onStderr {
		return stderr.Bytes()
	}
	if stdout.Len() == 0 {
		return stderr.Bytes()
	}
	return stdout.Bytes()
}

func relative(s *site, file string) string {
	if rel, err := filepath.Rel(s.dir, filepath.FromSlash(file)); err == nil {
		return path.Clean(filepath.ToSlash(rel))
	}
	return file
}
