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
		clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		a := &app{lang: "en", world: world{
			stderr: &said, getenv: func(string) string { return "" }, terminal: func(io.Writer) bool { return terminal },
			now: func() time.Time { clock = clock.Add(2 * time.Second); return clock },
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
			bar := func(full, percent, n int, rest string) string {
				return fmt.Sprintf("%s[%s%s] %d%% %d/3 making PDFs, %s left", clear, strings.Repeat("#", full), strings.Repeat(".", 24-full), percent, n, rest)
			}
			want = bar(8, 33, 1, "a few seconds") + clear + "line 0\nline 1\n" + bar(16, 66, 2, "a few seconds") + clear + "line 2\n"
		}
		if said.String() != want {
			t.Errorf("at a terminal: %v; said %q, want %q", terminal, &said, want)
		}
	}
}

// A bar is there for what takes more than a second, and for those alone who
// look at a terminal.
func TestBar(t *testing.T) {
	for _, c := range []struct {
		ci    string
		every time.Duration
		want  string
	}{
		{"", 10 * time.Millisecond, ""},
		{"true", 10 * time.Second, ""},
		{"", 10 * time.Second, "[######..................] 25% 1/4 PDF を作っています（あと約30秒）"},
		{"", 70 * time.Second, "[######..................] 25% 1/4 PDF を作っています（あと約4分）"},
	} {
		var said strings.Builder
		clock := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		a := &app{lang: "ja", world: world{
			stderr: &said, getenv: func(name string) string { return map[string]string{"CI": c.ci}[name] },
			terminal: func(io.Writer) bool { return true }, now: func() time.Time { return clock },
		}}
		b := a.newBar(4)
		clock = clock.Add(c.every)
		b.at(1, 4)
		b.at(1, 4) // at once again: nobody could read it
		b.clear()
		want := ""
		if c.want != "" {
			want = "\r\x1b[K" + c.want + "\r\x1b[K"
		}
		if said.String() != want {
			t.Errorf("%v: %q, want %q", c, &said, want)
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
