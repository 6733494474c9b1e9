import type {
  VlanDetails,
  VlanSummary,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** Sample data for the development app and for tests. */
export const sampleVlan: VlanSummary = {
  entityRef: 'resource:default/vlan-1085',
  id: 1085,
  title: 'VLAN 1085 (sample)',
  description: 'Bare-metal provisioning (sample)',
  owner: 'group:default/network',
  isRegistered: true,
  subnet: '10.6.85.0/24',
  gateway: '10.6.85.1',
  nodePools: ['c7000'],
  allowedGroups: ['group:default/platform'],
  allowedNamespaces: ['demo'],
  permit: { allowed: true },
  networks: 1,
  vms: 2,
};

/** A VLAN that the user may not use. */
export const sampleDeniedVlan: VlanSummary = {
  entityRef: 'resource:default/vlan-1100',
  id: 1100,
  title: 'VLAN 1100 (sample)',
  description: 'Payment terminals (sample)',
  owner: 'group:default/payments',
  isRegistered: true,
  subnet: '10.6.100.0/24',
  allowedGroups: [],
  allowedNamespaces: ['payments'],
  permit: {
    allowed: false,
    reason:
      'found user:default/guest, allowed: its owner group:default/payments; ask its owner group:default/payments',
  },
  networks: 0,
  vms: 0,
};

/** A VLAN that is on a cluster, but not registered. */
export const sampleUnregisteredVlan: VlanSummary = {
  entityRef: 'resource:default/vlan-1200.unregistered.demo',
  id: 1200,
  title: 'VLAN 1200 on demo, not registered (sample)',
  owner: 'group:default/network',
  isRegistered: false,
  clusters: ['demo'],
  allowedGroups: [],
  allowedNamespaces: [],
  permit: {
    allowed: false,
    reason: 'it is not registered; ask group:default/network to register it',
  },
  networks: 1,
  vms: 0,
};

/** All sample VLANs. */
export const sampleVlans = [
  sampleVlan,
  sampleDeniedVlan,
  sampleUnregisteredVlan,
];

/** A VLAN on two clusters, one of which does not answer. */
export const sampleVlanDetails: VlanDetails = {
  vlan: sampleVlan,
  addresses: {
    value: {
      total: '254',
      reserved: '19',
      free: '233',
      nextFree: '10.6.85.22',
      used: [
        {
          address: '10.6.85.20',
          vm: 'demo/demo/web-1',
          entityRef: 'resource:demo/web-1.vm.demo',
          nic: 'nic1',
        },
        {
          address: '10.6.85.21',
          vm: 'demo/demo/web-2',
          entityRef: 'resource:demo/web-2.vm.demo',
          nic: 'nic1',
        },
      ],
    },
  },
  clusters: [
    {
      cluster: 'demo',
      state: {
        value: {
          cluster: 'demo',
          policies: [
            {
              name: 'vlan-1085-policy-c7000',
              uplink: 'eno49',
              bridge: 'bridge-1085',
              progress: {
                verdict: 'failed',
                matching: 3,
                ready: 3,
                configured: 1,
                nodes: [
                  { node: 'worker-1', state: 'configured' },
                  {
                    node: 'worker-2',
                    state: 'failed',
                    message:
                      'NmstateError: InvalidArgument: Interface eno49 is not found (sample)',
                  },
                  { node: 'worker-3', state: 'progressing' },
                ],
              },
            },
          ],
          networks: [
            {
              namespace: 'demo',
              name: 'nad-1085',
              entityRef: 'resource:demo/nad-1085.network.demo',
            },
          ],
          vms: [
            {
              namespace: 'demo',
              name: 'web-1',
              entityRef: 'resource:demo/web-1.vm.demo',
              addresses: ['10.6.85.20'],
            },
            {
              namespace: 'demo',
              name: 'web-2',
              entityRef: 'resource:demo/web-2.vm.demo',
              addresses: [],
            },
          ],
        },
      },
    },
    {
      cluster: 'edge',
      state: { unavailable: 'the cluster edge does not answer (sample)' },
    },
  ],
};
