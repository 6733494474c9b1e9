import type { KubeObject } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';

type Fields = Record<string, unknown>;

/** The uplink of the pool c7000. */
export const uplinkInterface = (): Fields => ({
  name: 'eno49',
  type: 'ethernet',
  state: 'up',
});

/** A VLAN interface on the uplink. */
export const vlanInterface = (id = 1085, more: Fields = {}): Fields => ({
  name: `eno49.${id}`,
  type: 'vlan',
  state: 'up',
  vlan: { 'base-iface': 'eno49', id },
  ...more,
});

/** The bridge of a VLAN, with the VLAN interface as its only port. */
export const bridgeInterface = (id = 1085, more: Fields = {}): Fields => ({
  name: `bridge-${id}`,
  type: 'linux-bridge',
  state: 'up',
  bridge: { port: [{ name: `eno49.${id}` }] },
  ...more,
});

/** A policy that gives the pool c7000 a bridge on a VLAN; `interfaces` and `spec` replace parts of it. */
export const policy = (
  options: {
    id?: number;
    name?: string;
    interfaces?: unknown;
    spec?: Fields;
  } = {},
): KubeObject => {
  const { id = 1085, name = `vlan-${id}-policy-c7000`, spec } = options;
  const {
    interfaces = [uplinkInterface(), vlanInterface(id), bridgeInterface(id)],
  } = options;
  return {
    apiVersion: 'nmstate.io/v1',
    kind: 'NodeNetworkConfigurationPolicy',
    metadata: { name },
    spec: {
      nodeSelector: { hardware: 'c7000' },
      maxUnavailable: 1,
      desiredState: { interfaces },
      ...spec,
    },
  };
};
