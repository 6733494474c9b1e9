/** Lowest VLAN id that IEEE 802.1Q lets a frame carry. */
export const MIN_VLAN_ID = 1;
/** Highest VLAN id; 4095 is reserved by IEEE 802.1Q. nmstate itself takes any u16. */
export const MAX_VLAN_ID = 4094;
/** The PVID that a Linux bridge gives its ports unless told otherwise. */
export const DEFAULT_BRIDGE_PVID = 1;

/** Usable characters of a Linux interface name (IFNAMSIZ 16, less the NUL). nmstate does not check it. */
export const MAX_INTERFACE_NAME = 15;
/** Length of a DNS label and of a label value; an NNCP's name becomes the label `nmstate.io/policy`. */
export const MAX_LABEL = 63;

/** Smallest MTU every IPv4 host must take (RFC 791), largest that data centre NICs offer. */
export const MIN_MTU = 576;
export const MAX_MTU = 9216;

/** Inline cloud-init limit in bytes, for userData and for networkData each (kubevirt/user-guide, startup scripts). */
export const MAX_CLOUD_INIT_BYTES = 2048;

/** More NICs than a VM's PCI topology carries; a bound on hostile input, not a promise. */
export const MAX_NICS = 32;

/** Name of the pod network's entry in a VM's networks and interfaces. */
export const POD_NETWORK = 'default';

/** Where bridge-marker publishes each node's Linux bridges as a resource (kubevirt/bridge-marker). */
export const BRIDGE_RESOURCE_PREFIX = 'bridge.network.kubevirt.io/';
export const RESOURCE_NAME_ANNOTATION = 'k8s.v1.cni.cncf.io/resourceName';

/** Ours: the catalog entity that owns an object, and the VLAN that an object belongs to. */
export const OWNER_ANNOTATION = 'kubevirt-vlan.backstage.io/owner';
/** Ours, on a VM, a NAD or a namespace: the System or Component that a VM belongs to, as an entity reference. */
export const PART_OF_ANNOTATION = 'kubevirt-vlan.backstage.io/part-of';
/** Ours, on an entity: the cluster that it was seen on. */
export const CLUSTER_ANNOTATION = 'kubevirt-vlan.backstage.io/cluster';
/** Ours, in files of a GitOps repository alone: the object as it was written last, in JSON. */
export const RECORD_ANNOTATION = 'kubevirt-vlan.backstage.io/last-rendered';
/** Argo CD's order of syncing (Argo CD, docs/user-guide/sync-waves). */
export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';
export const VLAN_LABEL = 'kubevirt-vlan.backstage.io/vlan-id';
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
export const MANAGED_BY = 'backstage';

export const POLICY_API_VERSION = 'nmstate.io/v1';
export const POLICY_KIND = 'NodeNetworkConfigurationPolicy';
export const NETWORK_API_VERSION = 'k8s.cni.cncf.io/v1';
export const NETWORK_KIND = 'NetworkAttachmentDefinition';
export const VM_API_VERSION = 'kubevirt.io/v1';
export const VM_KIND = 'VirtualMachine';
/** OVN-Kubernetes' network for many namespaces, from which it makes a NAD in each (ovn-kubernetes, go-controller/pkg/crd/userdefinednetwork/v1). */
export const CLUSTER_NETWORK_API_VERSION = 'k8s.ovn.org/v1';
export const CLUSTER_NETWORK_KIND = 'ClusterUserDefinedNetwork';
/** `spec.type` of the entities of VMs, of NADs and of VLANs. */
export const VM_ENTITY_TYPE = 'virtual-machine';
export const NETWORK_ENTITY_TYPE = 'network-attachment';
export const VLAN_ENTITY_TYPE = 'vlan';
