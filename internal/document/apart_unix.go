//go:build unix

package document

import (
	"os/exec"
	"syscall"
)

// apart puts a program and what it starts in a group of their own, which ends as a whole.
func apart(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
