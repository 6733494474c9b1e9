// Gitea, for tests: does what its own main.go does, and ends with its parent.
package main

import (
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strings"
	"syscall"
	"time"

	"code.gitea.io/gitea/cmd"
	"code.gitea.io/gitea/modules/log"
	"code.gitea.io/gitea/modules/setting"
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
	// What is logged meanwhile has no reader, which must not be the end at once
	// (os/signal, SIGPIPE). Not ignored, as Git would inherit that.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	_, _ = io.Copy(io.Discard, os.Stdin)
	// Gitea stops in order at this signal (modules/graceful/manager_unix.go).
	_ = syscall.Kill(os.Getpid(), syscall.SIGTERM)
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
