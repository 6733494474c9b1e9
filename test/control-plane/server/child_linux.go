//go:build assets

package main

import (
	"os/exec"
	"runtime"
	"syscall"
)

// startChild starts a child that the kernel ends with this process, even if
// this process is killed. The kernel watches the thread that started it, so
// that thread is kept.
func startChild(command *exec.Cmd) error {
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	started := make(chan error)
	go func() {
		runtime.LockOSThread()
		started <- command.Start()
		select {}
	}()
	return <-started
}
