package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What is left out is told at a terminal, and to nobody else: the log of a CI
// job can have readers.
func TestLeftOutIsForTheAuthorOnly(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":            "base_url = \"https://www.example.com/\"\nlanguages = [\"en\"]\n[organization]\nname = \"Sample\"\n",
		"content/a/1.toml":     "kind = \"outage\"\nstage = \"first\"\nstatus = \"draft\"\ntitle = \"Secret\"\n",
		"content/later/1.toml": "kind = \"outage\"\nstage = \"first\"\nstatus = \"ready\"\npublished = 2099-01-01\ntitle = \"Secret\"\n",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, terminal := range []bool{true, false} {
		var said strings.Builder
		w := world{
			stdout: &said, stderr: &said, getenv: func(string) string { return "" },
			now:      func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) },
			terminal: func(io.Writer) bool { return terminal },
		}
		for _, command := range []string{"build", "check"} {
			said.Reset()
			if code := run(context.Background(), w, []string{"-C", dir, "--lang", "en", "--color", "never", command}); code != 0 {
				t.Fatalf("exit code %d: %s", code, &said)
			}
			if told := strings.Contains(said.String(), ": 1 draft, 1 before its moment (the first: 2099-01-01 00:00)\n"); told != terminal {
				t.Errorf("at a terminal: %v; %s said %s", terminal, command, &said)
			}
			if !terminal && strings.Contains(said.String(), "draft") {
				t.Errorf("told everybody: %s", &said)
			}
		}
	}
}
