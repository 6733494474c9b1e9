import { record, text } from '../manifests/read';
import { portsOf } from '../manifests/nodeTopology';
import { policyInterfaces } from '../manifests/policySpec';
import { readNetwork } from '../manifests/readNetwork';
import { KubeObject } from '../model/kubeObject';

/** A policy that brings a VLAN to its nodes, and by which way. */
export interface VlanCarrier {
  policy: KubeObject;
  uplink: string;
  bridge?: string;
}

/**
 * The policies that bring a VLAN to nodes: those with a VLAN interface of its id, and those that make the bridge of one
 * of its networks with the uplink itself as a port, which carries whatever the uplink does.
 *
 * @param networks - the NADs that lead to the VLAN
 */
export function vlanCarriers(options: {
  vlanId: number;
  policies: KubeObject[];
  networks: KubeObject[];
}): VlanCarrier[] {
  const { vlanId, policies, networks } = options;
  const bridges = new Set(
    networks.flatMap(nad => text(readNetwork(nad)?.config, 'bridge') ?? []),
  );
  return policies.flatMap(policy => [
    ...byInterface(policy, vlanId),
    ...byTrunk(policy, bridges),
  ]);
}

function byInterface(policy: KubeObject, vlanId: number): VlanCarrier[] {
  const interfaces = presentInterfaces(policy);
  return interfaces
    .filter(
      iface => iface.type === 'vlan' && record(iface, 'vlan').id === vlanId,
    )
    .map(iface => {
      const bridge = interfaces.find(
        other =>
          other.type === 'linux-bridge' &&
          portsOf(other).includes(text(iface, 'name') ?? ''),
      );
      const name = text(bridge, 'name');
      return {
        policy,
        uplink: text(iface, 'vlan', 'base-iface') ?? '',
        ...(name !== undefined && { bridge: name }),
      };
    });
}

function byTrunk(policy: KubeObject, bridges: Set<string>): VlanCarrier[] {
  const interfaces = presentInterfaces(policy);
  const vlans = interfaces
    .filter(({ type }) => type === 'vlan')
    .map(iface => text(iface, 'name'));
  return interfaces.flatMap(iface => {
    const bridge = text(iface, 'name') ?? '';
    const uplink = portsOf(iface).find(port => !vlans.includes(port));
    return iface.type === 'linux-bridge' && bridges.has(bridge) && uplink
      ? [{ policy, uplink, bridge }]
      : [];
  });
}

/** Without those that the policy takes away. */
function presentInterfaces(policy: KubeObject): Record<string, unknown>[] {
  return policyInterfaces(policy).filter(({ state }) => state !== 'absent');
}
