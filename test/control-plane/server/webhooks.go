package main

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"

	admissionv1 "k8s.io/api/admission/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	validating_webhooks "kubevirt.io/kubevirt/pkg/util/webhooks/validating-webhooks"
	"kubevirt.io/kubevirt/pkg/virt-operator/resource/generate/components"
)

// admitter judges one request; KubeVirt's admitters have this method.
type admitter interface {
	Admit(context.Context, *admissionv1.AdmissionReview) *admissionv1.AdmissionResponse
}

// serveWebhooks serves the webhooks of KubeVirt and kubernetes-nmstate on
// loopback, under the paths they have in a cluster.
func serveWebhooks(ca *authority, virtualMachines admitter, failed chan<- error) (url string, err error) {
	routes := http.NewServeMux()
	route := func(path string, admitter admitter) {
		routes.HandleFunc(path, func(response http.ResponseWriter, request *http.Request) {
			validating_webhooks.Serve(response, request, admitter)
		})
	}
	route(components.VMValidatePath, virtualMachines)
	for path, mutator := range policyMutators {
		route(path, mutator)
	}

	pair, err := ca.server("webhooks")
	if err != nil {
		return "", err
	}
	certificate, err := tls.X509KeyPair(pair.certificate, pair.key)
	if err != nil {
		return "", err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	server := &http.Server{
		Handler:   routes,
		TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate}},
		ErrorLog:  log.New(os.Stderr, "webhooks: ", 0),
	}
	go func() { failed <- fmt.Errorf("webhooks stopped: %w", server.ServeTLS(listener, "", "")) }()
	return "https://" + listener.Addr().String(), nil
}

// pointAt replaces the Service that a registration names, which does not exist
// here, by this process; everything else stays as its project wrote it.
func pointAt(configuration *unstructured.Unstructured, url string, ca *authority) error {
	webhooks, found, err := unstructured.NestedSlice(configuration.Object, "webhooks")
	if err != nil || !found {
		return errors.Join(fmt.Errorf("%s has no webhooks", configuration.GetName()), err)
	}
	for _, webhook := range webhooks {
		webhook := webhook.(map[string]any)
		path, found, err := unstructured.NestedString(webhook, "clientConfig", "service", "path")
		if err != nil || !found {
			return errors.Join(fmt.Errorf("webhook %v names no path", webhook["name"]), err)
		}
		webhook["clientConfig"] = map[string]any{"url": url + path, "caBundle": base64.StdEncoding.EncodeToString(ca.pem)}
	}
	return unstructured.SetNestedSlice(configuration.Object, webhooks, "webhooks")
}
