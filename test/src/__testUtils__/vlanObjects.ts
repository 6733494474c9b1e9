import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import * as kit from 'kubevirt-vlan-test-kit';

/** A VLAN on a bridge of all nodes. */
export const policy = (id: number, bridge?: string): KubeObject =>
  kit.policy({
    id,
    interfaces: [
      kit.vlanInterface(id),
      kit.bridgeInterface(id, bridge ? { name: bridge } : {}),
    ],
  });

/** A network on the bridge of a VLAN. */
export const network = (namespace: string, id: number): KubeObject =>
  kit.bridgeNetwork({ namespace, id });

/** The part of a VM that puts it on a VLAN. */
export const onVlan = (id: number) => ({
  networks: [{ name: 'nic', multus: { networkName: `nad-${id}` } }],
});

/** A VM on the network of a VLAN. */
export const vm = (namespace: string, name: string, id: number): KubeObject =>
  kit.vm({
    namespace,
    name,
    runStrategy: 'Halted',
    spec: {
      ...onVlan(id),
      domain: {
        resources: { requests: { memory: '1Gi' } },
        devices: { interfaces: [{ name: 'nic', bridge: {} }] },
      },
    },
  });
