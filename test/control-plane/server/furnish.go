package main

import (
	"context"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// furnish adds the custom resources, the admission rules and the manifests.
func furnish(ctx context.Context, s settings, server *apiServer, ca *authority, failed chan<- error) error {
	applier, err := newApplier(server.admin)
	if err != nil {
		return err
	}
	definitions, err := readDefinitions(s.nmstateModule, s.nadModule)
	if err != nil {
		return err
	}
	if err := applier.apply(ctx, definitions); err != nil {
		return err
	}
	if err := waitUntilServed(ctx, server.admin, definitions); err != nil {
		return err
	}
	rules, err := admissionRules(s.nmstateModule, server, ca, failed)
	if err != nil {
		return err
	}
	manifests, err := readManifests(s.manifests)
	if err != nil {
		return err
	}
	applier.mapper.Reset()
	if err := applier.apply(ctx, append(rules, manifests...)); err != nil {
		return err
	}
	return applier.waitUntilAdmissionWorks(ctx)
}

// admissionRules starts the webhooks and returns what registers them.
func admissionRules(nmstateModule string, server *apiServer, ca *authority, failed chan<- error) ([]*unstructured.Unstructured, error) {
	virtualMachines, err := newVirtualMachineAdmitter(server.admin)
	if err != nil {
		return nil, err
	}
	url, err := serveWebhooks(ca, virtualMachines, failed)
	if err != nil {
		return nil, err
	}
	rules, err := nmstateAdmission(nmstateModule)
	if err != nil {
		return nil, err
	}
	kubevirt, err := virtualMachineWebhook()
	if err != nil {
		return nil, err
	}
	rules = append(rules, kubevirt)
	for _, rule := range rules {
		if _, found := rule.Object["webhooks"]; !found {
			continue
		}
		if err := pointAt(rule, url, ca); err != nil {
			return nil, err
		}
	}
	return rules, nil
}
