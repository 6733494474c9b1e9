// Modules of which the control plane reads files at run time: definitions and
// admission rules. They are a module of their own because nothing of them is
// compiled, and kubernetes-nmstate asks for a newer Kubernetes than KubeVirt's.
// `go mod tidy` would empty it: edit by hand, then `go mod download PATH`.
module control-plane-upstream

go 1.25.0

require (
	github.com/k8snetworkplumbingwg/network-attachment-definition-client v1.7.7
	github.com/nmstate/kubernetes-nmstate v0.86.0
)
