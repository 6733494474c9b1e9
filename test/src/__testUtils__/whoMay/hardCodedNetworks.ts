import {
  BY_CHECKS,
  HardCoded,
  NOT_1100,
  NO_VLAN,
  attached,
  created,
} from './hardCoded';

const NAD_BRIDGE = '"bridge": {{ bridge | dump }},';
const NAD_TYPE = '"type": {{ network.type | dump }},';
const IPAM = '"ipam": {}';
const NETWORKS = '      networks:\n';
const NIC_NETWORK = 'networkName: {{ nic.networkName | yaml }}';
const PORT = '            - name: {{ vlanInterface | yaml }}';
const POD_LABELS = '      labels:\n';
const DEVICES = '        devices:\n';

/** Networks and VMs that lead somewhere else than the form says. */
export const HARD_CODED_NETWORKS: HardCoded[] = [
  attached('a VLAN of the network', NO_VLAN, [
    NAD_BRIDGE,
    `${NAD_BRIDGE} "vlan": 1100, "preserveDefaultVlan": false,`,
  ]),
  attached('the bridge of another VLAN', NOT_1100, [
    NAD_BRIDGE,
    '"bridge": "bridge-1100",',
  ]),
  attached('a bridge of which nothing is known', BY_CHECKS, [
    NAD_BRIDGE,
    '"bridge": "br-ex",',
  ]),
  attached(
    'the bridge of another VLAN under the own number',
    'nothing was written',
    [
      NAD_BRIDGE,
      '"bridge": "bridge-1100", "vlan": 1090, "preserveDefaultVlan": true,',
    ],
  ),
  attached('a trunk of VLANs', BY_CHECKS, [
    NAD_BRIDGE,
    `${NAD_BRIDGE} "vlanTrunk": [{"id": 1100}],`,
  ]),
  attached(
    'the bridge of another VLAN under a key that the plugin reads, being Go',
    BY_CHECKS,
    [NAD_BRIDGE, `${NAD_BRIDGE} "Bridge": "bridge-1100",`],
  ),
  attached(
    'another VLAN under a key that the plugin reads, being Go',
    BY_CHECKS,
    [
      NAD_BRIDGE,
      `${NAD_BRIDGE} "vlan": 1090, "VLAN": 1100, "preserveDefaultVlan": false,`,
    ],
  ),
  attached('the bridge twice', NOT_1100, [
    NAD_BRIDGE,
    `${NAD_BRIDGE} "bridge": "bridge-1100",`,
  ]),
  attached(
    'the whole NIC as a port, and a trunk of all its VLANs',
    BY_CHECKS,
    [PORT, '            - name: eno49'],
    [
      NAD_BRIDGE,
      `${NAD_BRIDGE} "vlan": 1090, "preserveDefaultVlan": false, "vlanTrunk": [{"minID": 1, "maxID": 4094}],`,
    ],
  ),
  attached('a plugin that needs no bridge', BY_CHECKS, [
    NAD_TYPE,
    '"type": "macvlan", "master": "eno49.1100",',
  ]),
  attached('a network of OVN', NOT_1100, [
    NAD_TYPE,
    '"type": "ovn-k8s-cni-overlay", "topology": "localnet", "netAttachDefName": "demo/nad-1090", "vlanID": 1100,',
  ]),
  attached('a second plugin', 'nothing was written', [
    IPAM,
    '"ipam": {}, "plugins": [{"type": "bridge", "bridge": "bridge-1090"}, {"type": "macvlan", "master": "eno49.1100"}]',
  ]),
  attached('another namespace', 'which is not planned', [
    'namespace: {{ network.namespace | yaml }}',
    'namespace: other',
  ]),
  created('another network', NOT_1100, [NIC_NETWORK, 'networkName: terminals']),
  created('a network of another namespace', BY_CHECKS, [
    NIC_NETWORK,
    'networkName: payments/terminals',
  ]),
  created('a second NIC', NOT_1100, [
    NETWORKS,
    `${NETWORKS}        - {name: more, multus: {networkName: demo/terminals}}\n`,
  ]),
  created('a network of the pod in an annotation', 'vm-pod-network', [
    POD_LABELS,
    `      annotations:\n        k8s.v1.cni.cncf.io/networks: demo/terminals\n${POD_LABELS}`,
  ]),
  created('a device of the node', 'vm-host-device', [
    DEVICES,
    `${DEVICES}          hostDevices: [{name: nic, deviceName: intel.com/x710}]\n`,
  ]),
];
