//go:build !(linux || darwin || freebsd || netbsd || openbsd || dragonfly)

package pdf

import (
	"os"
	"os/exec"
)

func ownGroup(*exec.Cmd) {}

// killGroup ends the browser; its processes end when they miss it.
func killGroup(cmd *exec.Cmd) error {
	if cmd == nil || cmd.Process == nil {
		return nil
	}
	return cmd.Process.Kill()
}

// hold needs no lock: an open file cannot be removed here.
func hold(*os.File) error { return nil }

// abandoned tries to remove the file, which fails as long as another program
// has it open.
func abandoned(f *os.File) bool {
	_ = f.Close()
	return os.Remove(f.Name()) == nil
}
