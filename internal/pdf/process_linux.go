package pdf

import (
	"os/exec"
	"syscall"
)

// ownGroup also asks the kernel to end the browser when this program ends,
// however that comes.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
