import {
  bridgeNetwork,
  namespace,
  onNetworks,
  policy,
  vm,
} from 'kubevirt-vlan-test-kit';

/** What a cluster may have. */
export const sample = {
  namespace: (name: string, annotations = {}) => namespace(name, annotations),
  policy: (id: number) => policy({ id, name: `vlan-${id}` }),
  network: (home: string, id: number, bridge = id) =>
    bridgeNetwork({ namespace: home, id, bridge: `bridge-${bridge}` }),
  vm: (home: string, name: string, ids: number[], annotations = {}) =>
    vm({
      namespace: home,
      name,
      metadata: { annotations },
      spec: onNetworks(...ids.map(id => `nad-${id}`)),
    }),
};
