import { attachInput, vmInput } from 'kubevirt-vlan-test-kit';
import type { Policy } from './startWithPolicy';
import {
  ALLOW,
  DENY,
  answers,
  only1085,
  only1090,
  owner,
} from './vlanPolicies';

export const ATTACH = 'kubevirt.vlan.attach';
export const CREATE = 'kubevirt.vm.create';

const attach = (vlanId: number) => ({ ...attachInput, vlanId });
const vm = (name: string, ...networks: object[]) => ({
  ...vmInput,
  name,
  networks,
});
const on = (vlanId: number) => ({ name: `nic-${vlanId}`, vlanId });
const BY_NAME = { name: 'nic', networkName: 'nad-1085' };

/** Policies that refuse: a description, the policy, template and values, and the missing permission. */
export const DENIED: [string, Policy, string, object, string][] = [
  [
    'DENY, to attach',
    answers(ATTACH, DENY),
    'attach-vlan',
    attach(1090),
    `${ATTACH} for VLAN 1090`,
  ],
  [
    'yes for VLAN 1085 only, to attach 1090',
    answers(ATTACH, only1085),
    'attach-vlan',
    attach(1090),
    `${ATTACH} for VLAN 1090`,
  ],
  [
    'yes for VLANs of the platform team only',
    answers(ATTACH, owner('group:default/platform')),
    'attach-vlan',
    attach(1090),
    `${ATTACH} for VLAN 1090`,
  ],
  [
    'yes for VLAN 1085 only, to attach one that is not in the catalog',
    answers(ATTACH, only1085),
    'attach-vlan',
    attach(2000),
    `${ATTACH} for VLAN 2000`,
  ],
  [
    'yes for VLAN 1090 only, to manifests that name VLAN 1085 instead',
    answers(ATTACH, only1090),
    'raw',
    { ...attach(1090), manifests: 'manifests-of-1085' },
    `${ATTACH} for VLAN 1085`,
  ],
  [
    'DENY, for a VM',
    answers(CREATE, DENY),
    'create-vm',
    vm('vm-a', on(1085)),
    `${CREATE} for VLAN 1085`,
  ],
  [
    'yes for VLAN 1090 only, for a VM on 1085',
    answers(CREATE, only1090),
    'create-vm',
    vm('vm-b', on(1085)),
    `${CREATE} for VLAN 1085`,
  ],
  [
    'yes for VLAN 1085 only, for a VM on it and on another',
    answers(CREATE, only1085),
    'create-vm',
    vm('vm-c', on(1085), on(1090)),
    `${CREATE} for VLAN 1090`,
  ],
  [
    'DENY, for a VM that names a network',
    answers(CREATE, DENY),
    'create-vm',
    vm('vm-e', BY_NAME),
    `${CREATE} for VLAN 1085`,
  ],
];

/** Policies that let through. */
export const GIVEN: [string, Policy, string, object][] = [
  ['ALLOW, to attach', answers(ATTACH, ALLOW), 'attach-vlan', attach(1090)],
  [
    'yes for VLAN 1085 only, to attach it',
    answers(ATTACH, only1085),
    'attach-vlan',
    { ...attach(1085), mtu: 1400 },
  ],
  [
    'yes for VLANs of the network team',
    answers(ATTACH, owner('group:default/network')),
    'attach-vlan',
    { ...attach(1085), mtu: 1300 },
  ],
  [
    'DENY to attach, for a VM',
    answers(ATTACH, DENY),
    'create-vm',
    vm('vm-1', on(1085)),
  ],
  [
    'yes for VLAN 1085 only, for a VM on it',
    answers(CREATE, only1085),
    'create-vm',
    vm('vm-2', on(1085)),
  ],
  [
    'yes for the VLAN of its network, for a VM that names that',
    answers(CREATE, only1085),
    'create-vm',
    vm('vm-d', BY_NAME),
  ],
  [
    'ALLOW, for a VM that names a network',
    answers(CREATE, ALLOW),
    'create-vm',
    vm('vm-3', BY_NAME),
  ],
];
