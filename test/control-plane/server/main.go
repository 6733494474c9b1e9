// Command control-plane is a Kubernetes control plane for tests: etcd and
// kube-apiserver with the custom resources and the admission rules of KubeVirt,
// kubernetes-nmstate and Multus, and nothing that acts on them.
//
// It prints one line of JSON when it is ready, and ends with its standard
// input, so that it never outlives its parent process.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// ready is what a client needs, printed when all of it works.
type ready struct {
	Server              string            `json:"server"`
	CAFile              string            `json:"caFile"`
	AdminKubeconfig     string            `json:"adminKubeconfig"`
	ServiceAccountToken string            `json:"serviceAccountToken"`
	Tokens              map[string]string `json:"tokens"`
	DataDir             string            `json:"dataDir"`
	Components          string            `json:"components"`
	StartedInMs         int64             `json:"startedInMs"`
}

type settings struct {
	nmstateModule string
	nadModule     string
	manifests     string
	identities    identities
}

func main() {
	var s settings
	flags := flag.NewFlagSet("control-plane", flag.ExitOnError)
	flags.StringVar(&s.nmstateModule, "nmstate-module", "", "`directory` of the Go module github.com/nmstate/kubernetes-nmstate")
	flags.StringVar(&s.nadModule, "nad-module", "", "`directory` of the Go module github.com/k8snetworkplumbingwg/network-attachment-definition-client")
	flags.StringVar(&s.manifests, "manifests", "", "`directory` of YAML files to apply, with the ServiceAccount backstage/backstage")
	flags.Var(&s.identities, "identity", "user to make a token for, as {\"name\", \"user\", \"groups\"} in `JSON`; may be repeated")
	_ = flags.Parse(os.Args[1:])

	// The apiserver's own shutdown waits for clients that watch. Nothing here
	// is kept, so there is nothing to wait for: run removes the data, and the
	// process ends.
	if err := run(s); err != nil {
		fmt.Fprintln(os.Stderr, "control-plane:", err)
		os.Exit(1)
	}
}

func run(s settings) error {
	if s.nmstateModule == "" || s.nadModule == "" || s.manifests == "" {
		return errors.New("--nmstate-module, --nad-module and --manifests are required")
	}
	dir, err := os.MkdirTemp("", "control-plane-")
	if err != nil {
		return err
	}
	defer removeAll(dir)

	// The parent process may be gone, and with it the reader of the log. A
	// line written then must not end the process before it has cleaned up.
	signal.Ignore(syscall.SIGPIPE)
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		cancel()
	}()

	failed := make(chan error, 8)
	started := make(chan error, 1)
	go func() { started <- start(ctx, s, dir, failed) }()
	for {
		select {
		case err := <-started:
			if err != nil {
				if ctx.Err() != nil {
					return nil
				}
				return err
			}
		case err := <-failed:
			if ctx.Err() != nil {
				return nil
			}
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// start brings everything up in dir and announces it.
func start(ctx context.Context, s settings, dir string, failed chan<- error) error {
	begin := time.Now()
	ca, err := newAuthority()
	if err != nil {
		return err
	}
	server, err := launchAPIServer(ctx, dir, ca, s.identities, failed)
	if err != nil {
		return err
	}
	if err := furnish(ctx, s, server, ca, failed); err != nil {
		return err
	}
	token, err := serviceAccountToken(ctx, server.admin)
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(ready{
		Server:              server.url,
		CAFile:              server.caFile,
		AdminKubeconfig:     server.adminKubeconfig,
		ServiceAccountToken: token,
		Tokens:              s.identities.tokens(),
		DataDir:             dir,
		Components:          componentSource,
		StartedInMs:         time.Since(begin).Milliseconds(),
	})
}

// removeAll tries more than once: etcd, which ends with the process and not
// before, may write a file between the listing of a directory and its removal.
func removeAll(dir string) {
	for range 20 {
		if os.RemoveAll(dir) == nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}
