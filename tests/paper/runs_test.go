//go:build unix

package paper

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"kohyo/internal/fixture"
)

// many is a site of n short reports.
func many(t *testing.T, n int) string {
	files := map[string]string{}
	for i := range n {
		files[fmt.Sprintf("content/incident-%03d/1.toml", i)] = first
	}
	return site(t, files)
}

// temporary is a folder of its own for the temporary files of a run.
func temporary(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "run") // short: sockets are made in it
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	t.Setenv("TMPDIR", dir)
	return dir
}

// A run that is ended leaves whole files, no process and no folder; one that
// is killed leaves at most its folder, which the next run removes.
func TestEndedRuns(t *testing.T) {
	path := fixture.Chromium(t)
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGKILL} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := many(t, 40)
			base := temporary(t)
			out := filepath.Join(dir, "pdf")
			cmd := kohyo(dir, "pdf", "--out", out, "--now", now, "--browser", path)
			var said bytes.Buffer
			cmd.Stdout, cmd.Stderr = &said, &said
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			within(t, "no PDF is made", func() bool { made, _ := filepath.Glob(filepath.Join(out, "*.pdf")); return len(made) > 2 })
			ended := time.Now()
			if err := cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			err := cmd.Wait()
			if took := time.Since(ended); took > 10*time.Second {
				t.Errorf("it took %v to end", took)
			}
			var exit *exec.ExitError
			if signal != syscall.SIGKILL && (!errors.As(err, &exit) || exit.ExitCode() != 3) {
				t.Errorf("%v, want exit code 3\n%s", err, &said)
			}
			if signal != syscall.SIGKILL && !strings.Contains(said.String(), "finished; none is half written") {
				t.Errorf("said only: %s", &said)
			}
			within(t, "the browser lives on", func() bool { return len(processes(t, base)) == 0 })
			made := files(t, out)
			if len(made) >= 80 {
				t.Fatal("the run was over before it could be ended")
			}
			for _, file := range made {
				if data, err := os.ReadFile(file); err != nil || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
					t.Errorf("%s is not whole, %v", file, err)
				}
			}
			if left, _ := filepath.Glob(filepath.Join(base, "*")); signal != syscall.SIGKILL && len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
			// The next run makes the rest, and clears up.
			again := printSite(t, dir, out, "--now", now, "incident-000", "incident-039")
			if !strings.Contains(again, " unchanged, in ") || strings.Contains(again, " 0 of them unchanged") {
				t.Errorf("nothing was kept: %s", again)
			}
			if left, _ := filepath.Glob(filepath.Join(base, "*")); len(left) > 0 {
				t.Errorf("still there: %v", left)
			}
		})
	}
}

func within(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); !done(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal(what)
		}
	}
}

// processes are those that have their profile in a folder.
func processes(t *testing.T, base string) (found []string) {
	t.Helper()
	if runtime.GOOS != "linux" {
		return nil
	}
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range lines {
		if line, err := os.ReadFile(name); err == nil && bytes.Contains(line, []byte("--user-data-dir="+base)) {
			found = append(found, name)
		}
	}
	return found
}

// A time limit ends a run in order; what is there stays.
func TestTimeLimit(t *testing.T) {
	dir := many(t, 1)
	base := temporary(t)
	out, err := kohyo(dir, "pdf", "--now", now, "--browser", fixture.Chromium(t), "--time-limit", "1ms").CombinedOutput()
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != 3 || !strings.Contains(string(out), "stopped: not finished within 1ms; 0 PDFs finished") {
		t.Errorf("%v: %s", err, out)
	}
	if left, _ := filepath.Glob(filepath.Join(base, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

const draft = `kind = "outage"
stage = "update"
status = "draft"
title = { ja = "草案の題", en = "The title of a draft" }
`

// A draft is printed only on request, under a name of its own and marked on
// every page; the public report beside it is as the public sees it.
func TestDrafts(t *testing.T) {
	fixture.Need(t, "pdftotext")
	dir := site(t, map[string]string{"content/shop/1.toml": first, "content/shop/2.toml": draft})
	out := filepath.Join(dir, "pdf")
	if said := printSite(t, dir, out, "--now", now); strings.Contains(said, "draft") {
		t.Errorf("tells of a draft: %s", said)
	}
	public := files(t, out)
	if len(public) != 2 {
		t.Errorf("%v", public)
	}
	before := map[string][]byte{}
	for _, file := range public {
		before[file], _ = os.ReadFile(file)
		if text := tool(t, "pdftotext", file, "-"); strings.Contains(text, "草案") || strings.Contains(strings.ToLower(text), "draft") {
			t.Errorf("%s tells of a draft: %s", file, text)
		}
	}
	printSite(t, dir, out, "--now", now, "--drafts")
	for file, data := range before {
		if after, err := os.ReadFile(file); err != nil || !bytes.Equal(data, after) {
			t.Errorf("%s has changed because a draft was printed, %v", file, err)
		}
	}
	for _, c := range []struct{ file, mark string }{{"shop-2-ja-draft.pdf", "下書き"}, {"shop-2-en-draft.pdf", "Draft"}} {
		pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", filepath.Join(out, c.file), "-"), "\f"), "\f")
		for i, text := range pages {
			for _, letter := range c.mark { // they stand aslant, each on a line of its own
				if !strings.ContainsRune(text, letter) {
					t.Errorf("%s, page %d is not marked: no %c in %s", c.file, i+1, letter, text)
				}
			}
		}
	}
}

// build --pdf writes all or nothing, and prints again only what has changed.
func TestBuildWithPDFs(t *testing.T) {
	dir := many(t, 3)
	base := temporary(t)
	build := func(args ...string) (string, error) {
		out, err := kohyo(dir, append([]string{"build", "--pdf", "--now", now, "--browser", fixture.Chromium(t)}, args...)...).CombinedOutput()
		return string(out), err
	}
	if out, err := build(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	name := func(n int) string {
		return filepath.Join(dir, "public", "ja", fmt.Sprintf("incident-%03d", n), "1", "print", fmt.Sprintf("incident-%03d-1-ja.pdf", n))
	}
	page, err := os.ReadFile(filepath.Join(dir, "public", "ja", "incident-000", "index.html"))
	if err != nil || !bytes.Contains(page, []byte(`href="1/print/incident-000-1-ja.pdf"`)) {
		t.Errorf("the notice does not lead to its PDF, %v", err)
	}
	first, err := os.ReadFile(name(0))
	if err != nil {
		t.Fatal(err)
	}
	// Without a browser that works, what has not changed is taken over.
	none := filepath.Join(dir, "none")
	if err := os.WriteFile(none, []byte("#!/bin/sh\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if out, err := build("--browser", none); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if again, err := os.ReadFile(name(0)); err != nil || !bytes.Equal(first, again) {
		t.Errorf("the PDF is another one, %v", err)
	}
	changed := filepath.Join(dir, "content", "incident-001", "1.toml")
	text, err := os.ReadFile(changed)
	if err == nil {
		err = os.WriteFile(changed, bytes.Replace(text, []byte("障害のお知らせ"), []byte("別の障害のお知らせ"), 1), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	before := tree(t, filepath.Join(dir, "public"))
	if out, err := build("--browser", none); err == nil || tree(t, filepath.Join(dir, "public")) != before {
		t.Errorf("a build that could not print has changed the output, %v: %s", err, out)
	}
	if out, err := build(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if data, err := os.ReadFile(name(1)); err != nil || bytes.Equal(data, first) {
		t.Errorf("the changed report has its old PDF, %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(base, "*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func tree(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		fmt.Fprintf(&b, "%s %d %x\n", name, len(data), data[:min(len(data), 64)])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
