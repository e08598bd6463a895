//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package pdf

import (
	"os/exec"
	"syscall"
)

// ownGroup has no more to ask here: the browser ends when its pipe closes,
// and that goes with this program.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }
