package main

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	admissionregistrationv1 "k8s.io/api/admissionregistration/v1"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/cache"
	kubevirtv1 "kubevirt.io/api/core/v1"
	"kubevirt.io/client-go/kubecli"
	"kubevirt.io/kubevirt/pkg/virt-api/webhooks"
	"kubevirt.io/kubevirt/pkg/virt-api/webhooks/validating-webhook/admitters"
	virtconfig "kubevirt.io/kubevirt/pkg/virt-config"
	"kubevirt.io/kubevirt/pkg/virt-operator/resource/generate/components"
)

const (
	kubevirtNamespace = "kubevirt"
	// The admission of a VM with this annotation is delayed by its value.
	delayAnnotation = "test.kubevirt-vlan/webhook-delay"
)

// newVirtualMachineAdmitter is virt-api's own admitter of VirtualMachines,
// looking up instance types and preferences in this control plane.
func newVirtualMachineAdmitter(admin *rest.Config) (admitter, error) {
	client, err := kubecli.GetKubevirtClientFromRESTConfig(admin)
	if err != nil {
		return nil, err
	}
	config, err := clusterConfig()
	if err != nil {
		return nil, err
	}
	accounts := webhooks.KubeVirtServiceAccounts(kubevirtNamespace)
	return delayed{admitters.NewVMsAdmitter(config, client, &webhooks.Informers{}, accounts)}, nil
}

// clusterConfig is that of a KubeVirt resource that sets nothing, in a cluster
// with CDI. Its informers are never run: what they know is put into them.
func clusterConfig() (*virtconfig.ClusterConfig, error) {
	source := &cache.ListWatch{}
	definitions := cache.NewSharedIndexInformer(source, &apiextensionsv1.CustomResourceDefinition{}, 0, cache.Indexers{})
	kubevirts := cache.NewSharedIndexInformer(source, &kubevirtv1.KubeVirt{}, 0, cache.Indexers{})
	dataVolume := &apiextensionsv1.CustomResourceDefinition{ObjectMeta: metav1.ObjectMeta{Name: "datavolumes.cdi.kubevirt.io"}}
	dataVolume.Spec.Group = virtconfig.CdiGroupName
	dataVolume.Spec.Names.Kind = "DataVolume"
	if err := definitions.GetStore().Add(dataVolume); err != nil {
		return nil, err
	}
	if err := kubevirts.GetStore().Add(&kubevirtv1.KubeVirt{
		ObjectMeta: metav1.ObjectMeta{Name: "kubevirt", Namespace: kubevirtNamespace, ResourceVersion: "1"},
		Status:     kubevirtv1.KubeVirtStatus{Phase: kubevirtv1.KubeVirtPhaseDeployed, DefaultArchitecture: "amd64"},
	}); err != nil {
		return nil, err
	}
	return virtconfig.NewClusterConfigWithCPUArch(definitions, kubevirts, kubevirtNamespace, "amd64")
}

// virtualMachineWebhook is the registration virt-operator makes, of which only
// the webhook served here is kept.
func virtualMachineWebhook() (*unstructured.Unstructured, error) {
	configuration := components.NewVirtAPIValidatingWebhookConfiguration(kubevirtNamespace)
	for _, webhook := range configuration.Webhooks {
		if *webhook.ClientConfig.Service.Path == components.VMValidatePath {
			configuration.Webhooks = []admissionregistrationv1.ValidatingWebhook{webhook}
			return toUnstructured(configuration)
		}
	}
	return nil, fmt.Errorf("KubeVirt registers no webhook at %s", components.VMValidatePath)
}

// delayed lets a test have a slow admission.
type delayed struct{ admitter }

func (d delayed) Admit(ctx context.Context, review *admissionv1.AdmissionReview) *admissionv1.AdmissionResponse {
	var object metav1.PartialObjectMetadata
	if err := json.Unmarshal(review.Request.Object.Raw, &object); err == nil {
		if delay, err := time.ParseDuration(object.Annotations[delayAnnotation]); err == nil {
			select {
			case <-time.After(delay):
			case <-ctx.Done():
			}
		}
	}
	return d.admitter.Admit(ctx, review)
}
