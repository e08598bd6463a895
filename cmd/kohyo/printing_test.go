package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Lines come in their order, each as soon as those before it are there; the
// bar stands below them, at a terminal only.
func TestProgress(t *testing.T) {
	for _, terminal := range []bool{true, false} {
		var said strings.Builder
		a := &app{lang: "en", world: world{
			stderr: &said, getenv: func(string) string { return "" }, terminal: func(io.Writer) bool { return terminal },
		}}
		lines := inOrder{w: &said, bar: a.newBar(3), lines: make([]string, 3)}
		for _, i := range []int{1, 0, 2} {
			if err := lines.put(i, fmt.Sprint("line ", i)); err != nil {
				t.Fatal(err)
			}
		}
		want := "line 0\nline 1\nline 2\n"
		if terminal {
			const clear = "\r\x1b[K"
			bar := func(full, n int) string {
				return fmt.Sprintf("%s[%s%s] %d/3 making PDFs", clear, strings.Repeat("#", full), strings.Repeat(".", 24-full), n)
			}
			want = bar(0, 0) + clear + bar(8, 1) + clear + "line 0\nline 1\n" + bar(16, 2) + clear + "line 2\n"
		}
		if said.String() != want {
			t.Errorf("at a terminal: %v; said %q, want %q", terminal, &said, want)
		}
	}
}

// Lines behind one that never came are not lost.
func TestLinesBehindAGap(t *testing.T) {
	var said strings.Builder
	lines := inOrder{w: &said, bar: &bar{of: 3}, lines: make([]string, 3)}
	if err := errors.Join(lines.put(0, "a"), lines.put(2, "c"), lines.rest()); err != nil || said.String() != "a\nc\n" {
		t.Errorf("%q, %v", &said, err)
	}
}

// A file is written whole or not at all, and what killed runs left goes; what
// another run is writing stays.
func TestWriteWhole(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.pdf")
	for _, text := range []string{"first", "second"} {
		if err := writeWhole(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if data, err := os.ReadFile(name); err != nil || string(data) != text {
			t.Errorf("%q, %v", data, err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "b.pdf"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := writeWhole(filepath.Join(dir, "b.pdf"), []byte("x")); err == nil {
		t.Error("wrote over a folder")
	}
	old := time.Now().Add(-time.Hour)
	for _, part := range []string{".a.pdf.kohyo-part-1", ".a.pdf.kohyo-part-2", ".a.pdf.kohyo-part-notes", "a.pdf.kohyo-part-3"} {
		part = filepath.Join(dir, part)
		if err := os.WriteFile(part, []byte("x"), 0o666); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(part, "-2") {
			if err := os.Chtimes(part, old, old); err != nil {
				t.Fatal(err)
			}
		}
	}
	sweepFiles(dir)
	var left []string
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if want := ".a.pdf.kohyo-part-2 .a.pdf.kohyo-part-notes a.pdf a.pdf.kohyo-part-3 b.pdf"; strings.Join(left, " ") != want {
		t.Errorf("left %q, want %q, %v", left, want, err)
	}
}

// What is told of a machine without a browser says how to get one.
func TestNoBrowserOnTheMachine(t *testing.T) {
	for system, want := range map[string]string{"linux": "apt install chromium", "darwin": "brew install", "windows": "winget install"} {
		for _, lang := range []string{"ja", "en"} {
			if said := installBrowser(system).In(lang); !strings.Contains(said, want) || !strings.Contains(said, "--browser") {
				t.Errorf("%s, %s: %s", system, lang, said)
			}
		}
	}
}
