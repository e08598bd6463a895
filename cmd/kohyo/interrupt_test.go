//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// An interrupted build ends with 3, says so, and leaves the previous output,
// and nothing else, as it was.
func TestInterruptedBuildKeepsThePreviousOutput(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			dir := largeSite(t, 100)
			if out, err := inFolder(dir, "build", "--now", "2026-05-01").CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			before := listing(t, dir)
			for range 5 {
				if interrupt(t, dir, signal) {
					if after := listing(t, dir); after != before {
						t.Errorf("the output has changed:\n%s\nwas\n%s", after, before)
					}
					return
				}
			}
			t.Fatal("five builds were over before they could be interrupted")
		})
	}
}

// interrupt starts a build and sends it a signal once it writes. It reports
// false when the build was over before.
func interrupt(t *testing.T, dir string, signal os.Signal) bool {
	t.Helper()
	cmd := inFolder(dir, "build", "--now", "2026-06-01")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(time.Millisecond) {
		if fresh, _ := filepath.Glob(filepath.Join(dir, ".public.kohyo-*", "index.html")); len(fresh) > 0 {
			break
		}
	}
	_ = cmd.Process.Signal(signal)
	_ = cmd.Wait()
	switch code := cmd.ProcessState.ExitCode(); code {
	case exitDone:
		return false
	case exitMachine:
	default:
		t.Errorf("exit code %d, want %d", code, exitMachine)
	}
	if want := "kohyo: interrupted; the previous output is left as it was\n"; stderr.String() != want {
		t.Errorf("stderr %q, want %q", stderr.String(), want)
	}
	return true
}

// A reader that stops reading is no error, and does not keep a build from
// its end.
func TestClosedPipe(t *testing.T) {
	dir := largeSite(t, 1)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	r.Close()
	cmd := inFolder(dir, "build")
	cmd.Stdout = w
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	if err := cmd.Run(); err != nil || stderr.Len() > 0 {
		t.Errorf("%v, stderr %q", err, stderr.String())
	}
	if _, err := os.Stat(filepath.Join(dir, "public", "index.html")); err != nil {
		t.Error(err)
	}
}

func inFolder(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command("kohyo", args...) // the test binary, by testscript.Main
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "LANG=C", "LC_ALL=C")
	return cmd
}

func largeSite(t *testing.T, incidents int) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", "base_url = \"https://www.example.com/\"\nlanguages = [\"ja\", \"en\"]\norganization.name = \"Sample\"\n")
	for n := range incidents {
		write(fmt.Sprintf("content/incident-%d/1.toml", n), fmt.Sprintf(
			"kind = \"outage\"\nstage = \"first\"\nstatus = \"ready\"\npublished = 2026-04-01\ntitle = \"Outage %d\"\n", n))
	}
	return dir
}

// listing names every file and folder with its size and time.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b bytes.Buffer
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || name == dir {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%s %v %d %v\n", name, info.Mode(), info.Size(), info.ModTime().UnixNano())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}
