import type { Example } from '../Example';

const description = 'x'.repeat(100_001);

/** A description that contains a pasted file. */
export const example: Example = {
  manifests: [
    {
      apiVersion: 'nmstate.io/v1',
      kind: 'NodeNetworkConfigurationPolicy',
      metadata: {
        name: 'vlan-1085-policy-c7000',
        annotations: { description },
      },
      spec: {
        nodeSelector: { hardware: 'c7000' },
        maxUnavailable: 1,
        desiredState: {
          interfaces: [{ name: 'eno49', type: 'ethernet', state: 'up' }],
        },
      },
    },
  ],
  finds: [
    {
      level: 'error',
      code: 'manifest-size',
      object: 'NodeNetworkConfigurationPolicy/vlan-1085-policy-c7000',
      field: 'spec',
    },
  ],
  names: ['100001 characters'],
  instead: { at: 'manifests[0].metadata.annotations' },
};
