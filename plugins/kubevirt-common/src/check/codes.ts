/**
 * The meaning of each finding in one line; docs/checks has a page for each code. The type `Code` ensures that a new
 * code gets an entry here.
 */
export const CODES = {
  'bridge-loop':
    'A bridge on a node has another VLAN of the same NIC as a port already: together they close a switching loop.',
  'bridge-on-node':
    'A node has the bridge already, with other ports or as an interface of another type.',
  'bridge-port':
    'A bridge has a port that is neither a VLAN interface of the policy nor the uplink.',
  'bridge-port-twice':
    'Two bridges of the policy have one interface as a port.',
  'bridge-ports': 'A bridge has no port, or more than one.',
  'bridge-uplink': 'The uplink itself is a port of the bridge.',
  'changes-existing':
    'The change alters a policy or VM that stands already, and others may depend on.',
  'claimed-alike':
    'Another open change proposes the same object, alike to the letter.',
  'claimed-bridge':
    'Another policy declares the same bridge, for nodes that may be the same.',
  'claimed-by-network':
    'A network has the VLAN on another bridge already, by its `vlan`.',
  'claimed-otherwise':
    'Another open change proposes the same object with another content.',
  'claimed-vlan':
    'Another policy declares the same VLAN of the same NIC, for nodes that may be the same.',
  'interface-address':
    'A VLAN interface or bridge would give the node an address on the VLAN of the VMs.',
  'interface-count':
    'A node gets more than 500 interfaces, which are slow to configure.',
  'interface-key':
    'An interface has a setting that no VLAN for VMs needs, and that the checks can’t judge.',
  'interface-limit':
    'A node gets 1000 interfaces or more, which is more than nmstate and etcd are good for.',
  'interface-name':
    'The name of an interface is longer than Linux takes, or has characters that it does not take.',
  'interface-on-node':
    'A node has an interface of that name already, and it is not this VLAN.',
  'interface-repeated': 'A policy lists one interface more than once.',
  'interface-state':
    'An interface has another state than up, so the policy would take it down or away.',
  'interface-taken':
    'A VLAN interface or bridge has the name of an uplink or of the node’s own bridges.',
  'interface-type':
    'An interface is neither ethernet nor vlan nor linux-bridge.',
  'kind-unknown': 'The manifest is of a kind that the checks can’t judge.',
  'manifest-size': 'An object is larger than any that the checks are made for.',
  'mtu-order':
    'An interface has a larger MTU than the one below it in the same policy.',
  'mtu-uplink':
    'An interface has a larger MTU than the NIC below it has on some node.',
  'mtu-value': 'An MTU is no integer from 576 to 9216.',
  'namespace-missing': 'The namespace is not in the cluster.',
  'network-bridge':
    'The bridge of a network is missing, no interface name, or the node’s own bridge.',
  'network-bridge-missing':
    'No known policy makes the bridge of the network, and no node is known to have it.',
  'network-bridge-other':
    'The policy beside the network makes other bridges than the one that the network names.',
  'network-bridge-partial': 'Only some of the nodes have the bridge.',
  'network-changes':
    'A network that stands leads elsewhere from now on; no VM is known to use it.',
  'network-config': '`spec.config` of a network is no JSON object.',
  'network-default-vlan':
    'A network with a VLAN leaves `preserveDefaultVlan` to the version of the CNI plugin.',
  'network-in-use':
    'A network that VMs use leads elsewhere from now on: it would take them along.',
  'network-ipam':
    'A network has IPAM, which KubeVirt does not support for VMs.',
  'network-localnet':
    'The physical network of a localnet is no text, or not mapped to a bridge on all nodes.',
  'network-mtu':
    'The MTU of a network is none, more than its bridge carries, or could not be compared.',
  'network-name':
    'The name in the configuration of a network is not the name of the object.',
  'network-name-taken':
    'Another OVN network of the cluster has the same name and another configuration.',
  'network-namespace':
    'A network is in a namespace that is not a tenant’s, such as `default`.',
  'network-ovn-name':
    '`netAttachDefName` of an OVN network is not `<namespace>/<name>` of the object.',
  'network-ovn-vlan': 'A localnet has no `vlanID` from 1 to 4094.',
  'network-resource':
    'A network lacks the annotation that keeps VMs on the nodes that have its bridge.',
  'network-topology': 'An OVN network is no localnet.',
  'network-type':
    'The CNI plugin of a network is none that leads a VM to a VLAN, or not alone.',
  'network-vlan': '`vlan` of a network is no integer from 1 to 4094.',
  'node-network-unknown':
    'Neither a default route nor an address of the node was found, so nobody knows which NICs are its own.',
  'node-state-missing':
    'A node has no NodeNetworkState, so its NICs were not checked.',
  'node-state-stale':
    'What is known of the network of a node that is not ready is older than 5 minutes.',
  'not-checked':
    'Something could not be read, and what depends on it was not checked.',
  'object-repeated':
    'Two manifests of one cluster are for the same object (on the command line alone).',
  'open-unchecked': 'Other open changes were not read.',
  'policy-empty':
    'A policy has no list of interfaces, or an entry that is none.',
  'policy-in-progress':
    'The nodes are still busy with the policy; the cluster refuses a change until they are done.',
  'policy-max-unavailable':
    'A policy may reconfigure half of its nodes or more at a time.',
  'policy-name': 'The name of a policy is no DNS label.',
  'policy-scope':
    'A policy says more than interfaces: routes, DNS, captures and the like.',
  'policy-selector':
    'The nodeSelector of a policy is missing, or not that of a node pool.',
  'protected-interface':
    'A policy names an interface or address that carries the node’s own network.',
  'protected-scope':
    'A policy changes the node’s own network beside its interfaces: routes, DNS, OVN mappings.',
  'removal-in-use':
    'The change takes away a network or a bridge that something else still uses.',
  'selector-control-plane': 'A policy selects nodes of the control plane.',
  'selector-none': 'No node has the labels of the nodeSelector.',
  uplink: 'A NIC in the policy is not the uplink of the node pool.',
  'uplink-down': 'The NIC below the VLAN is down on some node.',
  'uplink-enslaved':
    'The NIC below the VLAN is a port of a bond or bridge on some node.',
  'uplink-missing': 'The NIC below the VLAN is not there on some node.',
  'vlan-base': 'A VLAN interface stands on something else than the uplink.',
  'vlan-default': 'VLAN 1 is the default VLAN of bridges and switches.',
  'vlan-id': 'The id of a VLAN is no integer from 1 to 4094.',
  'vlan-on-bridge':
    'The interface below the VLAN is a bridge on some node, where VLANs lose the traffic of VMs.',
  'vlan-on-node':
    'A node has the same VLAN of the same NIC already, under another name.',
  'vlan-twice': 'A policy has one VLAN of one NIC twice.',
  'vlan-unregistered':
    'Neither the catalog nor the configuration knows the VLAN.',
  'vm-address-reserved':
    'A static address is in a range that the site keeps for others.',
  'vm-address-subnet':
    'A static address is not a free host address of the VLAN’s subnet.',
  'vm-address-taken': 'Another NIC of the VLAN has the same static address.',
  'vm-address-unchecked':
    'A static address could not be compared with the subnet of its VLAN.',
  'vm-cloud-init-secret':
    'Inline cloud-init data holds a password or a private key.',
  'vm-cloud-init-size':
    'Inline cloud-init data is longer than the 2048 bytes that KubeVirt admits.',
  'vm-cloud-init-user-data': 'A cloud-init volume has no user data.',
  'vm-host-device': 'A VM is given a device of the node, which may be a NIC.',
  'vm-mac': 'A MAC address is not a unicast address of six octets.',
  'vm-mac-taken': 'Two NICs have one MAC address.',
  'vm-namespace': 'A VM is in a namespace that is not a tenant’s.',
  'vm-network-missing': 'The network of a NIC is not there yet.',
  'vm-network-namespace':
    'A NIC is on a network of another namespace than the VM’s.',
  'vm-network-proposed':
    'The network of a NIC is not there yet; another open change proposes it.',
  'vm-network-unchecked':
    'Neither cluster nor repository was read, so nobody knows whether the network of a NIC is there.',
  'vm-nic-repeated': 'A VM has two networks or two interfaces of one name.',
  'vm-nic-unpaired':
    'A network of a VM has no interface of its name, or an interface no network.',
  'vm-owner': 'The VM stands already and belongs to somebody else.',
  'vm-placement':
    'No node has both the labels of the VM’s nodeSelector and the bridges of its NICs.',
  'vm-pod-network':
    'A VM gets a network by an annotation of its pod instead of its own list.',
  'vm-run-strategy': 'A VM has neither or both of `runStrategy` and `running`.',
  'vm-running-deprecated': 'A VM has `running`, which is deprecated.',
  'vm-template': 'A VM has no spec in its template.',
} as const satisfies Record<string, string>;

/** The code of a finding. */
export type Code = keyof typeof CODES;

/** True for the code of a built-in check, which has a page in docs/checks. */
export function isBuiltInCode(code: string): code is Code {
  return Object.hasOwn(CODES, code);
}
