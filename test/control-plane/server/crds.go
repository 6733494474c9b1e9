package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
	"kubevirt.io/kubevirt/pkg/virt-operator/resource/generate/components"
)

// readDefinitions collects the CustomResourceDefinitions that each project
// ships itself: none is kept in this repository.
func readDefinitions(nmstateModule, nadModule string) ([]*unstructured.Unstructured, error) {
	definitions, err := kubevirtDefinitions()
	if err != nil {
		return nil, fmt.Errorf("definitions of KubeVirt: %w", err)
	}
	nmstate, err := readManifests(filepath.Join(nmstateModule, "deploy", "crds"))
	if err != nil {
		return nil, err
	}
	multus, err := readManifest(filepath.Join(nadModule, "artifacts", "networks-crd.yaml"))
	if err != nil {
		return nil, err
	}
	return slices.Concat(definitions, nmstate, multus), nil
}

// kubevirtDefinitions are those virt-operator installs, with their schemas.
func kubevirtDefinitions() ([]*unstructured.Unstructured, error) {
	var definitions []*unstructured.Unstructured
	for _, create := range []func() (*apiextensionsv1.CustomResourceDefinition, error){
		components.NewVirtualMachineCrd,
		components.NewVirtualMachineInstanceCrd,
		components.NewVirtualMachineInstancetypeCrd,
		components.NewVirtualMachineClusterInstancetypeCrd,
		components.NewVirtualMachinePreferenceCrd,
		components.NewVirtualMachineClusterPreferenceCrd,
	} {
		definition, err := create()
		if err != nil {
			return nil, err
		}
		object, err := toUnstructured(definition)
		if err != nil {
			return nil, err
		}
		definitions = append(definitions, object)
	}
	return definitions, nil
}

// waitUntilServed waits for each definition's discovery entry in all its
// versions, which appears once it is Established and has a handler.
func waitUntilServed(ctx context.Context, admin *rest.Config, definitions []*unstructured.Unstructured) error {
	client, err := discovery.NewDiscoveryClientForConfig(admin)
	if err != nil {
		return err
	}
	return poll(ctx, 30*time.Second, "custom resources are not served", func(ctx context.Context) error {
		_, lists, err := client.ServerGroupsAndResources()
		if err != nil {
			return err
		}
		served := map[schema.GroupVersionResource]bool{}
		for _, list := range lists {
			version, err := schema.ParseGroupVersion(list.GroupVersion)
			if err != nil {
				return err
			}
			for _, resource := range list.APIResources {
				served[version.WithResource(resource.Name)] = true
			}
		}
		for _, definition := range definitions {
			for _, resource := range resourcesOf(definition) {
				if !served[resource] {
					return fmt.Errorf("%s is missing", resource)
				}
			}
		}
		return nil
	})
}

func resourcesOf(definition *unstructured.Unstructured) []schema.GroupVersionResource {
	group, _, _ := unstructured.NestedString(definition.Object, "spec", "group")
	plural, _, _ := unstructured.NestedString(definition.Object, "spec", "names", "plural")
	versions, _, _ := unstructured.NestedSlice(definition.Object, "spec", "versions")
	var resources []schema.GroupVersionResource
	for _, version := range versions {
		version := version.(map[string]any)
		if version["served"] == true {
			resources = append(resources, schema.GroupVersionResource{Group: group, Version: version["name"].(string), Resource: plural})
		}
	}
	return resources
}
