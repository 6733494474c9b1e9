import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { refs } from './cluster';

/** A VLAN on a bridge of all nodes. */
export const policy = (id: number, bridge = `bridge-${id}`): KubeObject => ({
  ...refs.policy(`vlan-${id}-policy-c7000`),
  spec: {
    nodeSelector: { hardware: 'c7000' },
    desiredState: {
      interfaces: [
        {
          name: `eno49.${id}`,
          type: 'vlan',
          state: 'up',
          vlan: { 'base-iface': 'eno49', id },
        },
        {
          name: bridge,
          type: 'linux-bridge',
          state: 'up',
          bridge: { port: [{ name: `eno49.${id}` }] },
        },
      ],
    },
  },
});

/** A network on the bridge of a VLAN. */
export const network = (namespace: string, id: number): KubeObject => ({
  ...refs.network(namespace, `nad-${id}`),
  spec: {
    config: JSON.stringify({
      cniVersion: '0.3.1',
      name: `nad-${id}`,
      type: 'cnv-bridge',
      bridge: `bridge-${id}`,
    }),
  },
});

/** A VM's part that says on which VLAN it is. */
export const onVlan = (id: number) => ({
  networks: [{ name: 'nic', multus: { networkName: `nad-${id}` } }],
});

/** A VM on the network of a VLAN. */
export const vm = (
  namespace: string,
  name: string,
  id: number,
): KubeObject => ({
  ...refs.vm(namespace, name),
  spec: {
    runStrategy: 'Halted',
    template: {
      spec: {
        ...onVlan(id),
        domain: {
          resources: { requests: { memory: '1Gi' } },
          devices: { interfaces: [{ name: 'nic', bridge: {} }] },
        },
      },
    },
  },
});
