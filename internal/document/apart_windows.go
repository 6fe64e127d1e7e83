package document

import (
	"os/exec"
	"syscall"
)

// apart keeps a console window from opening. Ending the program leaves what it started to end by itself.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{HideWindow: true} }
