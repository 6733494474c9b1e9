//go:build assets

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
)

const componentSource = "from KUBEBUILDER_ASSETS"

// startEtcd runs $KUBEBUILDER_ASSETS/etcd with the settings of the embedded one.
func startEtcd(ctx context.Context, dir string, failed chan<- error) (endpoint string, err error) {
	client := "unix://" + filepath.Join(dir, "client.sock")
	peer := "unix://" + filepath.Join(dir, "peer.sock")
	// A member needs addresses to tell others, who do not exist.
	const nowhere = "http://127.0.0.1:1"
	return client, startAsset(ctx, failed, "etcd",
		"--name=default",
		"--data-dir="+filepath.Join(dir, "data"),
		"--log-level=error",
		"--unsafe-no-fsync",
		"--listen-client-urls="+client,
		"--advertise-client-urls="+nowhere,
		"--listen-peer-urls="+peer,
		"--initial-advertise-peer-urls="+nowhere,
		"--initial-cluster=default="+nowhere,
	)
}

// startAPIServer runs $KUBEBUILDER_ASSETS/kube-apiserver. A listener cannot be
// handed over, so the port is free for a moment before the child takes it.
func startAPIServer(ctx context.Context, arguments []string, listener net.Listener, failed chan<- error) error {
	if err := listener.Close(); err != nil {
		return err
	}
	return startAsset(ctx, failed, "kube-apiserver", arguments...)
}

func startAsset(ctx context.Context, failed chan<- error, name string, arguments ...string) error {
	assets := os.Getenv("KUBEBUILDER_ASSETS")
	if assets == "" {
		return errors.New("KUBEBUILDER_ASSETS is not set: this program was built to run the etcd and kube-apiserver of that directory")
	}
	command := exec.CommandContext(ctx, filepath.Join(assets, name), arguments...)
	command.Stdout = os.Stderr
	command.Stderr = os.Stderr
	if err := startChild(command); err != nil {
		return err
	}
	go func() { failed <- fmt.Errorf("%s stopped: %w", name, orUnknown(command.Wait())) }()
	return nil
}
