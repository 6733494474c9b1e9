import type { Example } from '../Example';
import { crowded, seedPolicy, stateWith } from './seed/crowded';

/** 499 interfaces on the node, and two of the policy: its NIC is there, its VLAN and its bridge are new. */
export const example: Example = {
  manifests: [seedPolicy],
  facts: { live: crowded(499) },
  finds: [
    {
      level: 'warning',
      code: 'interface-count',
      object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
      field: 'spec.desiredState.interfaces',
    },
  ],
  names: ['501 interfaces', 'worker-1'],
  instead: { at: 'facts.live.nodeStates[0]', is: stateWith(498) },
};
