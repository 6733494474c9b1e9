import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const TEMPLATES = resolve(__dirname, '../../../../templates');
const POLICY = 'policy.yaml.njk';
const NETWORK = 'network.yaml.njk';
const VM = 'virtual-machine.yaml.njk';

/** A change to one of the platform team's manifests: each text that is found gives way to another. */
export interface HardCoded {
  what: string;
  template: 'attach-vlan' | 'create-vm';
  file: string;
  changes: [found: string, replacement: string][];
  /** What the refusal says. */
  says: string;
}

const inPolicy = (
  what: string,
  says: string,
  ...changes: HardCoded['changes']
): HardCoded => ({ what, template: 'attach-vlan', file: POLICY, changes, says });
const inNetwork = (
  what: string,
  says: string,
  ...changes: HardCoded['changes']
): HardCoded => ({ ...inPolicy(what, says, ...changes), file: NETWORK });
const inVm = (
  what: string,
  says: string,
  ...changes: HardCoded['changes']
): HardCoded => ({
  ...inPolicy(what, says, ...changes),
  template: 'create-vm',
  file: VM,
});

const NOT_1100 = 'user:default/mock may not use VLAN 1100';
const ID = 'id: {{ vlanId | yaml }}';
const BASE = 'base-iface: {{ uplink | yaml }}';
const PORT = '            - name: {{ vlanInterface | yaml }}';
const SELECTOR = `{% for key, value in policy.nodeSelector %}
    {{ key | yaml }}: {{ value | yaml }}
{% endfor %}`;
const BRIDGE_START = '      - name: {{ bridge | yaml }}';
const NAD_BRIDGE = '"bridge": {{ bridge | dump }},';
const NAD_TYPE = '"type": {{ network.type | dump }},';
const IPAM = '"ipam": {}';
const NETWORKS = '      networks:\n';
const NIC_NETWORK = 'networkName: {{ nic.networkName | yaml }}';

const extra = (text: string): [string, string] => [
  BRIDGE_START,
  `${text}${BRIDGE_START}`,
];

/** Manifests that lead somewhere else than the form says. */
export const HARD_CODED: HardCoded[] = [
  inPolicy('another VLAN id', NOT_1100, [ID, 'id: 1100']),
  inPolicy('a VLAN id that is a text', 'vlan.id: found "1100"', [
    ID,
    'id: "1100"',
  ]),
  inPolicy('a VLAN id that is hexadecimal', NOT_1100, [ID, 'id: 0x44c']),
  inPolicy('a VLAN id that is a number with a fraction of 0', NOT_1100, [
    ID,
    'id: 1100.0',
  ]),
  inPolicy('another NIC', 'base-iface', [BASE, 'base-iface: eno50']),
  inPolicy('the VLAN interface of another VLAN as the NIC', 'base-iface', [
    BASE,
    'base-iface: eno49.1100',
  ]),
  inPolicy('all nodes', 'nodeSelector', [SELECTOR, '    {}']),
  inPolicy('other nodes', 'nodeSelector', [
    SELECTOR,
    '    node-role.kubernetes.io/control-plane: ""',
  ]),
  inPolicy('more nodes', 'nodeSelector', [
    SELECTOR,
    '    kubernetes.io/os: linux',
  ]),
  inPolicy(
    'a second VLAN interface',
    NOT_1100,
    extra(
      '      - {name: eno49.1100, type: vlan, state: up, vlan: {base-iface: eno49, id: 1100}}\n',
    ),
  ),
  inPolicy('the whole NIC as a port of the bridge', 'nothing was written', [
    PORT,
    '            - name: eno49',
  ]),
  inPolicy('the port of another bridge', 'nothing was written', [
    PORT,
    '            - name: eno49.1100',
  ]),
  inPolicy('a port with VLAN tags of its own', 'nothing was written', [
    PORT,
    `${PORT}\n              vlan: {mode: access, tag: 1100}`,
  ]),
  inPolicy(
    'a second bridge on the NIC',
    'nothing was written',
    extra(
      '      - {name: br-all, type: linux-bridge, state: up, bridge: {port: [{name: eno49}]}}\n',
    ),
  ),
  inPolicy(
    'an OVS bridge on the NIC',
    'nothing was written',
    extra(
      '      - {name: br-ovs, type: ovs-bridge, state: up, bridge: {port: [{name: eno49}]}}\n',
    ),
  ),
  inPolicy(
    'a mapping of OVN',
    'desiredState.ovn',
    [
      '  desiredState:\n',
      '  desiredState:\n    ovn: {bridge-mappings: [{localnet: x, bridge: br-ex}]}\n',
    ],
  ),
  inPolicy(
    'a captured state',
    'spec.capture',
    ['  desiredState:\n', '  capture: {a: interfaces}\n  desiredState:\n'],
  ),
  inNetwork('a VLAN of the network', NOT_1100, [
    NAD_BRIDGE,
    `${NAD_BRIDGE} "vlan": 1100, "preserveDefaultVlan": false,`,
  ]),
  inNetwork('the bridge of another VLAN', NOT_1100, [
    NAD_BRIDGE,
    '"bridge": "bridge-1100",',
  ]),
  inNetwork('a bridge of which nothing is known', 'nothing that was read', [
    NAD_BRIDGE,
    '"bridge": "br-ex",',
  ]),
  inNetwork(
    'the bridge of another VLAN under the own number',
    'nothing was written',
    [
      NAD_BRIDGE,
      '"bridge": "bridge-1100", "vlan": 1085, "preserveDefaultVlan": true,',
    ],
  ),
  inNetwork('a trunk of VLANs', 'nothing was written', [
    NAD_BRIDGE,
    `${NAD_BRIDGE} "vlanTrunk": [{"id": 1100}],`,
  ]),
  inNetwork('a plugin that needs no bridge', 'nothing that was read', [
    NAD_TYPE,
    '"type": "macvlan", "master": "eno49.1100",',
  ]),
  inNetwork('a network of OVN', NOT_1100, [
    NAD_TYPE,
    '"type": "ovn-k8s-cni-overlay", "topology": "localnet", "netAttachDefName": "demo/nad-1085", "vlanID": 1100,',
  ]),
  inNetwork('a second plugin', 'nothing was written', [
    IPAM,
    '"ipam": {}, "plugins": [{"type": "bridge", "bridge": "bridge-1085"}, {"type": "macvlan", "master": "eno49.1100"}]',
  ]),
  inNetwork('another namespace', 'which is not planned', [
    'namespace: {{ network.namespace | yaml }}',
    'namespace: other',
  ]),
  inVm('another network', NOT_1100, [NIC_NETWORK, 'networkName: terminals']),
  inVm('a network of another namespace', 'nothing says which VLAN', [
    NIC_NETWORK,
    'networkName: payments/terminals',
  ]),
  inVm('a second NIC', NOT_1100, [
    NETWORKS,
    `${NETWORKS}        - {name: more, multus: {networkName: demo/terminals}}\n`,
  ]),
];

/** Writes the manifests of a change into a folder of its own; answers the name of the folder. */
export function writeHardCoded(
  root: string,
  { template, file, changes }: HardCoded,
  name: string,
): string {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(TEMPLATES, template, 'manifests'), folder, { recursive: true });
  const path = join(folder, file);
  let text = readFileSync(path, 'utf8');
  for (const [found, replacement] of changes) {
    if (text.split(found).length !== 2) {
      throw new Error(`${path}: not exactly once: ${found}`);
    }
    text = text.replace(found, () => replacement);
  }
  writeFileSync(path, text);
  return name;
}
