import { attachInput, vmInput } from 'kubevirt-vlan-test-kit';

const USER = 'user:default/mock';
const OWNER = 'ask its owner group:default/network';
const NOT_1100 = `${USER} may not use VLAN 1100 in namespace "demo"`;
const NOT_IN_CATALOG = `the catalog has no resource:default/vlan-2000 that ${USER} can see`;

export const attach = (more: object) => ({ ...attachInput, ...more });
export const vm = (network: object, more: object = {}) => ({
  ...vmInput,
  name: 'web-2',
  networks: [{ name: 'nic', ...network }],
  ...more,
});

/** What the person of the tests may do: in words, the template and its values. */
export const ALLOWED: [string, string, object][] = [
  ['VLAN 1085 in demo', 'attach-vlan', attach({ mtu: 1400 })],
  ['VLAN 1090 in demo', 'attach-vlan', attach({ vlanId: 1090 })],
  ['a VM on VLAN 1085', 'create-vm', vm({ vlanId: 1085 })],
  [
    'a VM on a network that leads to VLAN 1085',
    'create-vm',
    vm({ networkName: 'nad-1085' }, { name: 'web-3' }),
  ],
];

/** What they may not do, and the messages they get. */
export const REFUSED: [string, string, object, string[]][] = [
  [
    'VLAN 1100, which everybody sees',
    'attach-vlan',
    attach({ vlanId: 1100 }),
    [NOT_1100, OWNER],
  ],
  [
    'VLAN 1085 in another namespace',
    'attach-vlan',
    attach({ namespace: 'other' }),
    [
      `${USER} may not use VLAN 1085 in namespace "other"`,
      'found namespace "other", allowed: "demo"',
      OWNER,
    ],
  ],
  [
    'a VLAN without an entity',
    'attach-vlan',
    attach({ vlanId: 2000 }),
    [NOT_IN_CATALOG, 'ask the platform team'],
  ],
  ['a VM on VLAN 1100', 'create-vm', vm({ vlanId: 1100 }), [NOT_1100, OWNER]],
  [
    'a VM on VLANs 1085 and 1100',
    'create-vm',
    {
      ...vm({}),
      networks: [
        { name: 'a', vlanId: 1085 },
        { name: 'b', vlanId: 1100 },
      ],
    },
    [NOT_1100, OWNER],
  ],
  [
    'a VM in another namespace',
    'create-vm',
    vm({ vlanId: 1085 }, { namespace: 'other' }),
    [`${USER} may not use VLAN 1085 in namespace "other"`, OWNER],
  ],
  [
    'a VM on a VLAN without an entity',
    'raw-create-vm',
    vm({ vlanId: 2000 }),
    [NOT_IN_CATALOG],
  ],
  [
    'a VM on a network whose bridge is VLAN 1100',
    'create-vm',
    vm({ networkName: 'terminals' }),
    [NOT_1100, OWNER],
  ],
  [
    'a VM on a network that tags VLAN 1100',
    'create-vm',
    vm({ networkName: 'tagged' }),
    [NOT_1100, OWNER],
  ],
  [
    'a VM on a network of which nothing says the VLAN',
    'create-vm',
    vm({ networkName: 'unknown' }),
    ['nothing that was read says which VLAN it leads to'],
  ],
  [
    'a VM on a network that does not exist',
    'create-vm',
    vm({ networkName: 'nad-1100' }),
    ['which does not exist in what was read'],
  ],
];

/** Networks on main that lead somewhere else than they seem to, or further. */
export const DECEIVING = {
  trunk: {
    bridge: 'br-trunk',
    vlan: 1085,
    vlanTrunk: [{ id: 1100 }],
    preserveDefaultVlan: false,
  },
  // The plugin is Go, which reads keys without their case, and the last one holds.
  spelled: { bridge: 'bridge-1085', Bridge: 'bridge-1100' },
};
