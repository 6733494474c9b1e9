package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// waitUntilAdmissionWorks asks, in dry runs, for what each rule must refuse or
// change. kube-apiserver takes up a registration some time after it is stored,
// and an earlier test would see no rule at all.
func (a *applier) waitUntilAdmissionWorks(ctx context.Context) error {
	policy := func(name string) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "nmstate.io/v1",
			"kind":       "NodeNetworkConfigurationPolicy",
			"metadata":   map[string]any{"name": name},
			"spec":       map[string]any{"nodeSelector": map[string]any{"none": "none"}},
		}}
	}
	for _, probe := range []struct {
		rule   string
		object *unstructured.Unstructured
		works  func(*unstructured.Unstructured, error) bool
	}{
		{"KubeVirt's webhook", virtualMachineWithoutStrategy(), refusedWith("virtualmachine-validator.kubevirt.io")},
		{"kubernetes-nmstate's policy", policy(strings.Repeat("x", 64)), refusedWith("invalid policy name")},
		{"kubernetes-nmstate's webhook", policy("probe"), func(answer *unstructured.Unstructured, err error) bool {
			return err == nil && answer.GetAnnotations()[timestampAnnotation] != ""
		}},
	} {
		resource, err := a.resource(probe.object)
		if err != nil {
			return err
		}
		err = poll(ctx, 30*time.Second, probe.rule+" does not work", func(ctx context.Context) error {
			answer, err := resource.Create(ctx, probe.object, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
			if probe.works(answer, err) {
				return nil
			}
			return errors.Join(fmt.Errorf("%s %q was not judged by it", probe.object.GetKind(), probe.object.GetName()), err)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func refusedWith(text string) func(*unstructured.Unstructured, error) bool {
	return func(_ *unstructured.Unstructured, err error) bool {
		return err != nil && strings.Contains(err.Error(), text)
	}
}

// virtualMachineWithoutStrategy passes the schema; only virt-api refuses it.
func virtualMachineWithoutStrategy() *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "kubevirt.io/v1",
		"kind":       "VirtualMachine",
		"metadata":   map[string]any{"name": "probe", "namespace": "default"},
		"spec":       map[string]any{"template": map[string]any{"spec": map[string]any{"domain": map[string]any{"devices": map[string]any{}}}}},
	}}
}
