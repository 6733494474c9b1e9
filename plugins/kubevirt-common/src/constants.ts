/** The lowest VLAN id that a frame can carry (IEEE 802.1Q). */
export const MIN_VLAN_ID = 1;
/** The highest VLAN id; IEEE 802.1Q reserves 4095. nmstate itself accepts any u16. */
export const MAX_VLAN_ID = 4094;
/** The default PVID that a Linux bridge gives its ports. */
export const DEFAULT_BRIDGE_PVID = 1;

/** Usable characters of a Linux interface name (IFNAMSIZ is 16, including the NUL). nmstate does not check it. */
export const MAX_INTERFACE_NAME = 15;
/** The length of a DNS label and of a label value; the name of an NNCP becomes the label `nmstate.io/policy`. */
export const MAX_LABEL = 63;

/** The smallest MTU that every IPv4 host must accept (RFC 791), and the largest that data centre NICs offer. */
export const MIN_MTU = 576;
export const MAX_MTU = 9216;

/**
 * The limit for inline cloud-init data in bytes, for userData and networkData each (kubevirt/user-guide, startup
 * scripts).
 */
export const MAX_CLOUD_INIT_BYTES = 2048;

/** More NICs than the PCI topology of a VM has room for; it only bounds hostile input. */
export const MAX_NICS = 32;

/** The name of the pod network in a VM's networks and interfaces. */
export const POD_NETWORK = 'default';

/**
 * The prefix of the resources with which bridge-marker publishes the Linux bridges of a node
 * (kubevirt/bridge-marker).
 */
export const BRIDGE_RESOURCE_PREFIX = 'bridge.network.kubevirt.io/';
export const RESOURCE_NAME_ANNOTATION = 'k8s.v1.cni.cncf.io/resourceName';

/** Our annotation for the catalog entity that owns an object. */
export const OWNER_ANNOTATION = 'kubevirt-vlan.backstage.io/owner';
/** Our annotation on a VM, a NAD or a namespace: the System or Component that VMs belong to, as an entity reference. */
export const PART_OF_ANNOTATION = 'kubevirt-vlan.backstage.io/part-of';
/** Our annotation on an entity: the cluster that it comes from. */
export const CLUSTER_ANNOTATION = 'kubevirt-vlan.backstage.io/cluster';
/** Our annotation in files of a GitOps repository: the object as it was last written, in JSON. */
export const RECORD_ANNOTATION = 'kubevirt-vlan.backstage.io/last-rendered';
/** The annotation for the sync order of Argo CD (Argo CD, docs/user-guide/sync-waves). */
export const SYNC_WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';
/** Our label for the VLAN of an object. */
export const VLAN_LABEL = 'kubevirt-vlan.backstage.io/vlan-id';
export const MANAGED_BY_LABEL = 'app.kubernetes.io/managed-by';
export const MANAGED_BY = 'backstage';

export const POLICY_API_VERSION = 'nmstate.io/v1';
export const POLICY_KIND = 'NodeNetworkConfigurationPolicy';
export const NETWORK_API_VERSION = 'k8s.cni.cncf.io/v1';
export const NETWORK_KIND = 'NetworkAttachmentDefinition';
export const VM_API_VERSION = 'kubevirt.io/v1';
export const VM_KIND = 'VirtualMachine';
/**
 * A network of OVN-Kubernetes for several namespaces; it creates a NAD in each (ovn-kubernetes,
 * go-controller/pkg/crd/userdefinednetwork/v1).
 */
export const CLUSTER_NETWORK_API_VERSION = 'k8s.ovn.org/v1';
export const CLUSTER_NETWORK_KIND = 'ClusterUserDefinedNetwork';
/** `spec.type` of the entities of VMs, NADs and VLANs. */
export const VM_ENTITY_TYPE = 'virtual-machine';
export const NETWORK_ENTITY_TYPE = 'network-attachment';
export const VLAN_ENTITY_TYPE = 'vlan';
