import { BY_CHECKS, HardCoded, NOT_1100, NO_VLAN, attached } from './hardCoded';

const ID = 'id: {{ vlanId | yaml }}';
const BASE = 'base-iface: {{ uplink | yaml }}';
const PORT = '            - name: {{ vlanInterface | yaml }}';
const SELECTOR = `{% for key, value in policy.nodeSelector %}
    {{ key | yaml }}: {{ value | yaml }}
{% endfor %}`;
const BRIDGE_START = '      - name: {{ bridge | yaml }}';

const extra = (text: string): [string, string] => [
  BRIDGE_START,
  `${text}${BRIDGE_START}`,
];

/** Policies that reach further than the form says. */
export const HARD_CODED_POLICIES: HardCoded[] = [
  attached('another VLAN id', NOT_1100, [ID, 'id: 1100']),
  attached('a VLAN id that is a text', BY_CHECKS, [ID, 'id: "1100"']),
  attached('a VLAN id that is hexadecimal', NOT_1100, [ID, 'id: 0x44c']),
  attached('a VLAN id that is a number with a fraction of 0', NOT_1100, [
    ID,
    'id: 1100.0',
  ]),
  attached('another NIC', 'base-iface', [BASE, 'base-iface: eno50']),
  attached('the VLAN interface of another VLAN as the NIC', 'base-iface', [
    BASE,
    'base-iface: eno49.1100',
  ]),
  attached('all nodes', 'nodeSelector', [SELECTOR, '    {}']),
  attached('other nodes', 'nodeSelector', [
    SELECTOR,
    '    node-role.kubernetes.io/control-plane: ""',
  ]),
  attached('more nodes', 'nodeSelector', [
    SELECTOR,
    '    kubernetes.io/os: linux',
  ]),
  attached(
    'a second VLAN interface',
    NOT_1100,
    extra(
      '      - {name: eno49.1100, type: vlan, state: up, vlan: {base-iface: eno49, id: 1100}}\n',
    ),
  ),
  attached('the whole NIC as a port of the bridge', NO_VLAN, [
    PORT,
    '            - name: eno49',
  ]),
  attached('the port of another bridge', BY_CHECKS, [
    PORT,
    '            - name: eno49.1100',
  ]),
  attached('a port with VLAN tags of its own', 'interface-key', [
    PORT,
    `${PORT}\n              vlan: {mode: access, tag: 1100}`,
  ]),
  attached(
    'a second bridge on the NIC',
    NO_VLAN,
    extra(
      '      - {name: br-all, type: linux-bridge, state: up, bridge: {port: [{name: eno49}]}}\n',
    ),
  ),
  attached(
    'an OVS bridge on the NIC',
    'nothing was written',
    extra(
      '      - {name: br-ovs, type: ovs-bridge, state: up, bridge: {port: [{name: eno49}]}}\n',
    ),
  ),
  attached('a mapping of OVN', 'desiredState.ovn', [
    '  desiredState:\n',
    '  desiredState:\n    ovn: {bridge-mappings: [{localnet: x, bridge: br-ex}]}\n',
  ]),
  attached('a captured state', 'spec.capture', [
    '  desiredState:\n',
    '  capture: {a: interfaces}\n  desiredState:\n',
  ]),
];
