//go:build !assets

package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"path/filepath"

	"github.com/spf13/pflag"
	"go.etcd.io/etcd/server/v3/embed"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/client-go/rest"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

const componentSource = "compiled in"

// startEtcd runs etcd in this process, on Unix sockets only the owner reaches:
// unlike a port, they cannot be taken by another process meanwhile.
func startEtcd(ctx context.Context, dir string, failed chan<- error) (endpoint string, err error) {
	client := url.URL{Scheme: "unix", Path: filepath.Join(dir, "client.sock")}
	peer := url.URL{Scheme: "unix", Path: filepath.Join(dir, "peer.sock")}

	config := embed.NewConfig()
	config.Dir = filepath.Join(dir, "data")
	config.LogLevel = "error"
	config.LogOutputs = []string{"stderr"}
	// The data is thrown away at the end, so nothing needs to reach the disk.
	config.UnsafeNoFsync = true
	config.ListenClientUrls = []url.URL{client}
	config.ListenPeerUrls = []url.URL{peer}
	// A member needs addresses to tell others, who do not exist.
	nowhere := url.URL{Scheme: "http", Host: "127.0.0.1:1"}
	config.AdvertiseClientUrls = []url.URL{nowhere}
	config.AdvertisePeerUrls = []url.URL{nowhere}
	config.InitialCluster = config.InitialClusterFromName(config.Name)

	server, err := embed.StartEtcd(config)
	if err != nil {
		return "", err
	}
	select {
	case <-server.Server.ReadyNotify():
	case err := <-server.Err():
		return "", err
	case <-ctx.Done():
		server.Close()
		return "", ctx.Err()
	}
	go func() { failed <- fmt.Errorf("etcd stopped: %w", <-server.Err()) }()
	return client.String(), nil
}

// startAPIServer does what kube-apiserver's own command does, short of its
// signal handling: this process has one way to end, in main.
func startAPIServer(ctx context.Context, arguments []string, listener net.Listener, failed chan<- error) error {
	// What kube-apiserver tells itself over loopback is of no use in a log.
	rest.SetDefaultWarningHandler(rest.NoWarnings{})

	server := options.NewServerRunOptions()
	flags := pflag.NewFlagSet("kube-apiserver", pflag.ContinueOnError)
	for _, set := range server.Flags().FlagSets {
		flags.AddFlagSet(set)
	}
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	server.SecureServing.Listener = listener
	if err := server.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return err
	}
	completed, err := server.Complete(ctx)
	if err != nil {
		return err
	}
	if problems := completed.Validate(); len(problems) > 0 {
		return utilerrors.NewAggregate(problems)
	}
	go func() { failed <- fmt.Errorf("kube-apiserver stopped: %w", orUnknown(app.Run(ctx, completed))) }()
	return nil
}
