import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

/** A VirtualMachine; `spec` is that of its template. */
export const vm = (options: {
  name?: string;
  namespace?: string;
  metadata?: object;
  runStrategy?: string;
  spec: object;
}): KubeObject => {
  const { name = 'web-1', namespace = 'demo', metadata } = options;
  const { runStrategy = 'Always', spec } = options;
  return {
    apiVersion: 'kubevirt.io/v1',
    kind: 'VirtualMachine',
    metadata: { name, namespace, ...metadata },
    spec: { runStrategy, template: { spec } },
  };
};

/** The networks of a VM's template: one NIC on each. */
export const onNetworks = (...names: string[]) => ({
  networks: names.map((networkName, i) => ({
    name: `nic-${i}`,
    multus: { networkName },
  })),
});
