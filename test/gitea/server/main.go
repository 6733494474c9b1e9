// Gitea, for tests: does what its own main.go does, and ends with its parent.
package main

import (
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"code.gitea.io/gitea/cmd"
	"code.gitea.io/gitea/modules/log"
	"code.gitea.io/gitea/modules/setting"
	"golang.org/x/sys/unix"
)

// folderVariable names the folder of a server that lives as long as its
// standard input is open and whose folder goes with it.
const folderVariable = "GITEA_TEST_FOLDER"

func main() {
	setting.AppVer = version()
	setting.AppStartTime = time.Now().UTC()
	// Git's hooks run this program too, and inherit the variable.
	folder := os.Getenv(folderVariable)
	serves := folder != "" && slices.Contains(os.Args[1:], "web")
	if serves {
		go stopWithStdin()
	}
	err := cmd.RunMainApp(cmd.NewMainApp(cmd.AppVersion{Version: setting.AppVer}), os.Args...)
	log.GetManager().Close()
	if serves {
		_ = os.RemoveAll(folder)
	}
	if err != nil {
		os.Exit(1)
	}
}

func stopWithStdin() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	// What is logged from now on may have no reader, and a broken pipe would be
	// the end at once. Handling SIGPIPE does not help: Gitea resets all handlers
	// when it stops (cmd/cmd.go, installSignals).
	if null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0); err == nil {
		_ = unix.Dup2(int(null.Fd()), int(os.Stdout.Fd()))
		_ = unix.Dup2(int(null.Fd()), int(os.Stderr.Fd()))
	}
	// Gitea stops in order at this signal (modules/graceful/manager_unix.go).
	_ = unix.Kill(os.Getpid(), unix.SIGTERM)
}

func version() string {
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		if module.Path == "code.gitea.io/gitea" {
			return strings.TrimPrefix(module.Version, "v")
		}
	}
	return "unknown"
}
