package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	clientcmdapi "k8s.io/client-go/tools/clientcmd/api"
)

// Anonymous requests may ask for health and for nothing else.
const authenticationConfiguration = `apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
  enabled: true
  conditions:
  - path: /livez
  - path: /readyz
  - path: /healthz
`

// apiServer is a running kube-apiserver and the means to reach it as admin.
type apiServer struct {
	url             string
	caFile          string
	adminKubeconfig string
	admin           *rest.Config
}

// launchAPIServer starts etcd and kube-apiserver and waits until it is ready.
func launchAPIServer(ctx context.Context, dir string, ca *authority, identities []identity, failed chan<- error) (*apiServer, error) {
	etcdDir := filepath.Join(dir, "etcd")
	if err := os.Mkdir(etcdDir, 0o700); err != nil {
		return nil, err
	}
	etcd, err := startEtcd(ctx, etcdDir, failed)
	if err != nil {
		return nil, fmt.Errorf("etcd does not start: %w", err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	files, err := writeServerFiles(dir, ca, identities)
	if err != nil {
		return nil, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	arguments := append(files,
		"--etcd-servers="+etcd,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		fmt.Sprintf("--secure-port=%d", port),
		// Nothing but this process serves the API, and loopback is no endpoint.
		"--endpoint-reconciler-type=none",
		"--service-cluster-ip-range=10.96.0.0/16",
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--authorization-mode=RBAC",
		"--allow-privileged=true",
		// Tests run side by side; the server is not what they measure.
		"--max-requests-inflight=2000",
		"--max-mutating-requests-inflight=1000",
		"--profiling=false",
	)
	if err := startAPIServer(ctx, arguments, listener, failed); err != nil {
		return nil, fmt.Errorf("kube-apiserver does not start: %w", err)
	}
	server, err := connectAsAdmin(dir, fmt.Sprintf("https://127.0.0.1:%d", port), ca)
	if err != nil {
		return nil, err
	}
	return server, waitUntilReady(ctx, server.admin)
}

// writeServerFiles writes keys and configuration, and returns the flags that name them.
func writeServerFiles(dir string, ca *authority, identities []identity) ([]string, error) {
	serving, err := ca.server("kube-apiserver")
	if err != nil {
		return nil, err
	}
	certificateFile, keyFile, err := serving.write(dir, "kube-apiserver")
	if err != nil {
		return nil, err
	}
	serviceAccountKey, err := newServiceAccountKey()
	if err != nil {
		return nil, err
	}
	var tokens strings.Builder
	lines := csv.NewWriter(&tokens)
	for _, i := range identities {
		if err := lines.Write([]string{i.token, i.User, i.Name, strings.Join(i.Groups, ",")}); err != nil {
			return nil, err
		}
	}
	lines.Flush()

	flags := []string{"--tls-cert-file=" + certificateFile, "--tls-private-key-file=" + keyFile}
	for _, file := range []struct {
		name    string
		content []byte
		flags   []string
	}{
		{"ca.crt", ca.pem, []string{"client-ca-file"}},
		{"service-account.key", serviceAccountKey, []string{"service-account-key-file", "service-account-signing-key-file"}},
		{"authentication.yaml", []byte(authenticationConfiguration), []string{"authentication-config"}},
		{"tokens.csv", []byte(tokens.String()), []string{"token-auth-file"}},
	} {
		path := filepath.Join(dir, file.name)
		if err := os.WriteFile(path, file.content, 0o600); err != nil {
			return nil, err
		}
		for _, flag := range file.flags {
			flags = append(flags, fmt.Sprintf("--%s=%s", flag, path))
		}
	}
	return flags, nil
}

// connectAsAdmin writes the kubeconfig of a member of system:masters.
func connectAsAdmin(dir, url string, ca *authority) (*apiServer, error) {
	admin, err := ca.client("admin", "system:masters")
	if err != nil {
		return nil, err
	}
	server := &apiServer{url: url, caFile: filepath.Join(dir, "ca.crt"), adminKubeconfig: filepath.Join(dir, "admin.kubeconfig")}
	const name = "control-plane"
	kubeconfig := clientcmdapi.NewConfig()
	kubeconfig.Clusters[name] = &clientcmdapi.Cluster{Server: url, CertificateAuthority: server.caFile}
	kubeconfig.AuthInfos[name] = &clientcmdapi.AuthInfo{ClientCertificateData: admin.certificate, ClientKeyData: admin.key}
	kubeconfig.Contexts[name] = &clientcmdapi.Context{Cluster: name, AuthInfo: name}
	kubeconfig.CurrentContext = name
	if err := clientcmd.WriteToFile(*kubeconfig, server.adminKubeconfig); err != nil {
		return nil, err
	}
	server.admin, err = clientcmd.BuildConfigFromFlags("", server.adminKubeconfig)
	if err != nil {
		return nil, err
	}
	// The start is a burst of small requests, which client-go would spread out.
	server.admin.QPS = -1
	return server, nil
}

func waitUntilReady(ctx context.Context, admin *rest.Config) error {
	client, err := kubernetes.NewForConfig(admin)
	if err != nil {
		return err
	}
	return poll(ctx, 60*time.Second, "kube-apiserver is not ready", func(ctx context.Context) error {
		body, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		if err != nil && len(body) > 0 {
			return errors.New(string(body))
		}
		return err
	})
}
