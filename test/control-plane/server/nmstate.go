package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	admissionv1 "k8s.io/api/admission/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// nmstateAdmission reads what kubernetes-nmstate registers with the API
// server: its ValidatingAdmissionPolicy with the binding, and its mutating
// webhooks. The file is a template of which these parts use one value.
func nmstateAdmission(module string) ([]*unstructured.Unstructured, error) {
	path := filepath.Join(module, "deploy", "handler", "operator.yaml")
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var objects []*unstructured.Unstructured
	for document := range strings.SplitSeq(string(content), "\n---\n") {
		if !strings.Contains(document, "\nkind: ValidatingAdmissionPolicy") && !strings.Contains(document, "\nkind: MutatingWebhookConfiguration") {
			continue
		}
		document = strings.NewReplacer(
			`{{template "handlerPrefix" .}}`, "",
			"{{ .HandlerNamespace }}", "nmstate",
		).Replace(document)
		parsed, err := parseManifests([]byte(document))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		objects = append(objects, parsed...)
	}
	if len(objects) != 3 {
		return nil, fmt.Errorf("%s: expected a policy, its binding and a webhook configuration, found %d objects", path, len(objects))
	}
	return objects, nil
}

// jsonPatch is one step of RFC 6902.
type jsonPatch struct {
	Operation string `json:"op"`
	Path      string `json:"path"`
	Value     any    `json:"value,omitempty"`
}

// policyMutator is one of kubernetes-nmstate's mutating webhooks for policies.
// Their own code is not exported, and its module needs a newer Kubernetes than
// KubeVirt's; these write the same fields (pkg/webhook, v0.86.0).
type policyMutator func(policy *unstructured.Unstructured) []jsonPatch

var policyMutators = map[string]policyMutator{
	"/nodenetworkconfigurationpolicies-mutate":           deleteConditions,
	"/nodenetworkconfigurationpolicies-status-mutate":    setConditionsUnknown,
	"/nodenetworkconfigurationpolicies-timestamp-mutate": setTimestamp,
}

func (mutate policyMutator) Admit(_ context.Context, review *admissionv1.AdmissionReview) *admissionv1.AdmissionResponse {
	policy := &unstructured.Unstructured{}
	if err := json.Unmarshal(review.Request.Object.Raw, &policy.Object); err != nil {
		return refuse(fmt.Errorf("failed decoding policy: %w", err))
	}
	response := &admissionv1.AdmissionResponse{Allowed: true}
	if steps := mutate(policy); len(steps) > 0 {
		patch, err := json.Marshal(steps)
		if err != nil {
			return refuse(err)
		}
		patchType := admissionv1.PatchTypeJSONPatch
		response.Patch, response.PatchType = patch, &patchType
	}
	return response
}

func refuse(err error) *admissionv1.AdmissionResponse {
	return &admissionv1.AdmissionResponse{Result: &metav1.Status{Code: 500, Message: err.Error()}}
}

// deleteConditions changes nothing in the end: a write to the policy itself
// never reaches its status. It runs because it does so in a cluster.
func deleteConditions(policy *unstructured.Unstructured) []jsonPatch {
	if _, found, _ := unstructured.NestedFieldNoCopy(policy.Object, "status", "conditions"); !found {
		return nil
	}
	return []jsonPatch{{Operation: "remove", Path: "/status/conditions"}}
}

func setConditionsUnknown(policy *unstructured.Unstructured) []jsonPatch {
	if present, _, _ := unstructured.NestedSlice(policy.Object, "status", "conditions"); len(present) > 0 {
		return nil
	}
	now := time.Now().UTC().Format(time.RFC3339)
	var conditions []any
	for _, kind := range []string{"Available", "Degraded", "Progressing", "Ignored"} {
		conditions = append(conditions, map[string]any{
			"type": kind, "status": "Unknown", "lastHeartbeatTime": now, "lastTransitionTime": now,
		})
	}
	status, _, _ := unstructured.NestedMap(policy.Object, "status")
	if status == nil {
		status = map[string]any{}
	}
	status["conditions"] = conditions
	return []jsonPatch{{Operation: "add", Path: "/status", Value: status}}
}

// setTimestamp makes every write of a policy one that changes it, even an
// apply of what is there already.
func setTimestamp(policy *unstructured.Unstructured) []jsonPatch {
	annotations := map[string]string{}
	for key, value := range policy.GetAnnotations() {
		annotations[key] = value
	}
	annotations[timestampAnnotation] = strconv.FormatInt(time.Now().UnixNano(), 10)
	return []jsonPatch{{Operation: "add", Path: "/metadata/annotations", Value: annotations}}
}

const timestampAnnotation = "nmstate.io/webhook-mutating-timestamp"
