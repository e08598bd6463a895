package pages

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kohyo/internal/fixture"
)

func TestHTMLValidate(t *testing.T) { htmlValidate(t, sample(t)).none(t) }
func TestNuChecker(t *testing.T)    { nuChecker(t, sample(t)).none(t) }

// htmlValidate shows every page to html-validate, set up in htmlvalidate.json.
func htmlValidate(t *testing.T, s *site) (p problems) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		fixture.Missing(t, "node")
	}
	npm(t, "html-validate", "package.json")
	config, err := filepath.Abs("htmlvalidate.json")
	if err != nil {
		t.Fatal(err)
	}
	// To a file: into a pipe it writes no more than fits before it ends.
	file := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command(node, npmPath("html-validate", "bin", "html-validate.mjs"),
		"--config", config, "--formatter", "json="+file, "--max-warnings", "0", "--ext", "html", s.dir)
	cmd.Dir = s.dir
	said := reportOf(t, cmd)
	out, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("html-validate: %v, says: %s", err, said)
	}
	var results []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Line, Column    int
		}
	}
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatalf("html-validate: %v, says: %.2000s", err, out)
	}
	for _, r := range results {
		for _, m := range r.Messages {
			if m.RuleID == "heading-level" && m.Message == "Multiple <h1> are not allowed" && s.bilingual(relative(s, r.FilePath)) {
				continue // each language has its own, as a chapter of the PDF
			}
			p.add(fmt.Sprintf("%s:%d:%d", relative(s, r.FilePath), m.Line, m.Column), "%s (%s)", m.Message, m.RuleID)
		}
	}
	return p
}

// notMistakes are messages of the Nu checker's CSS part about what it does not
// know yet, by their words: where a browser lacks it too, nothing is lost.
var notMistakes = []string{
	"Property “scroll-target-group” doesn't exist", // CSS Overflow 5: marks the section being read in a list of contents
	"pseudo-class “:target-current”",               // the same
}

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
			Type, URL, Message string
			LastLine           int
		}
	}
	out := reportOf(t, cmd)
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("the Nu checker: %v, says: %.2000s", err, out)
	}
	warnings := map[string]int{}
	for _, m := range report.Messages {
		file := m.URL
		if u, err := url.Parse(m.URL); err == nil {
			file = relative(s, u.Path)
		}
		switch {
		case m.Type == "info":
			warnings[m.Message]++
		case slices.ContainsFunc(notMistakes, func(words string) bool { return strings.Contains(m.Message, words) }):
			warnings["left out: "+m.Message]++
		default:
			p.add(fmt.Sprintf("%s:%d", file, m.LastLine), "%s: %s", m.Type, m.Message)
		}
	}
	for _, message := range slices.Sorted(maps.Keys(warnings)) {
		t.Logf("%d times: %s", warnings[message], message)
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
		fixture.Missing(t, "java")
	}
	npm(t, "vnu-jar", "package.json")
	jar := npmPath("vnu-jar", "build", "dist", "vnu.jar")
	return exec.Command(found, append([]string{"-Dfile.encoding=UTF-8", "-cp", jar, class}, args...)...)
}

// reportOf runs a validator, for which a status of 1 means that it has
// something to say, and gives what it writes to its standard error.
func reportOf(t *testing.T, cmd *exec.Cmd) []byte {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err := cmd.Run()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatal(err)
	}
	return stderr.Bytes()
}

func relative(s *site, file string) string {
	if rel, err := filepath.Rel(s.dir, filepath.FromSlash(file)); err == nil {
		return path.Clean(filepath.ToSlash(rel))
	}
	return file
}
