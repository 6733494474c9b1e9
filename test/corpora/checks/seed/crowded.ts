import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** `policy.yaml`, by its name. */
export const seedPolicy = 'policy';

/** A worker of the pool, with its own NIC, the trunk, and VLANs of it from 2001 on. */
export const stateWith = (count: number): KubeObject => ({
  apiVersion: 'nmstate.io/v1beta1',
  kind: 'NodeNetworkState',
  metadata: { name: 'worker-1' },
  status: {
    lastSuccessfulUpdateTime: '2026-11-24T09:00:00Z',
    currentState: {
      interfaces: [
        { name: 'eno1', type: 'ethernet', state: 'up', mtu: 1500 },
        { name: 'eno49', type: 'ethernet', state: 'up', mtu: 9000 },
        ...Array.from({ length: count - 2 }, (_, i) => ({
          name: `eno49.${2001 + i}`,
          type: 'vlan',
          state: 'up',
          vlan: { 'base-iface': 'eno49', id: 2001 + i },
        })),
      ],
      routes: {
        running: [{ destination: '0.0.0.0/0', 'next-hop-interface': 'eno1' }],
      },
    },
  },
});

/** A cluster of one node with so many interfaces. */
export const crowded = (count: number) => ({
  nodes: [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'worker-1', labels: { hardware: 'c7000' } },
    },
  ],
  nodeStates: [stateWith(count)],
});
