import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

type Interface = Record<string, unknown>;

/** A node of the pool c7000 and its network: eno1 is its own NIC, eno49 the uplink. */
export interface NodeSample {
  name?: string;
  /** In place of the pool's label. */
  labels?: object;
  address?: string;
  isReady?: boolean;
  /** Besides eno1 and eno49. */
  interfaces?: object[];
  eno1?: Interface;
  /** `null` for a node without eno49. */
  eno49?: Interface | null;
  updatedAt?: string;
  mappings?: object[];
}

/** A namespace. */
export const namespace = (name: string, annotations?: object): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, ...(annotations && { annotations }) },
  } as KubeObject);

/** The node itself. */
export const node = ({
  name = 'worker-1',
  labels = { hardware: 'c7000' },
  address = '10.0.0.1',
  isReady = true,
}: NodeSample = {}): KubeObject =>
  ({
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    status: {
      addresses: [{ type: 'InternalIP', address }],
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'Unknown' }],
    },
  } as KubeObject);

/** What nmstate reports about the node's network. */
export const nodeState = ({
  name = 'worker-1',
  address = '10.0.0.1',
  interfaces = [],
  eno1 = {},
  eno49 = {},
  updatedAt = '2026-11-24T09:00:00Z',
  mappings = [],
}: NodeSample = {}): KubeObject => ({
  apiVersion: 'nmstate.io/v1beta1',
  kind: 'NodeNetworkState',
  metadata: { name },
  status: {
    lastSuccessfulUpdateTime: updatedAt,
    currentState: {
      interfaces: [
        {
          name: 'eno1',
          type: 'ethernet',
          state: 'up',
          mtu: 1500,
          'mac-address': '48:DF:37:00:00:01',
          ipv4: { enabled: true, address: [{ ip: address }] },
          ...eno1,
        },
        ...(eno49 === null
          ? []
          : [
              {
                name: 'eno49',
                type: 'ethernet',
                state: 'up',
                mtu: 9000,
                'mac-address': '48:DF:37:00:00:49',
                ...eno49,
              },
            ]),
        ...interfaces,
      ],
      routes: {
        running: [{ destination: '0.0.0.0/0', 'next-hop-interface': 'eno1' }],
      },
      ovn: { 'bridge-mappings': mappings },
    },
  },
});
