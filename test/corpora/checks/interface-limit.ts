import type { Example } from '../Example';
import { crowded, seedPolicy, stateWith } from './seed/crowded';

/** 998 interfaces on the node, and two of the policy: its NIC is there, its VLAN and its bridge are new. */
export const example: Example = {
  manifests: [seedPolicy],
  facts: { live: crowded(998) },
  finds: [
    {
      level: 'error',
      code: 'interface-limit',
      object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
      field: 'spec.desiredState.interfaces',
    },
  ],
  names: ['1000 interfaces', 'worker-1'],
  instead: {
    at: 'facts.live.nodeStates[0]',
    is: stateWith(997),
    also: ['interface-count'],
  },
};
