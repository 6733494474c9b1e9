import { record, text } from '../manifests/read';
import { portsOf } from '../manifests/nodeTopology';
import { policyInterfaces } from '../manifests/policySpec';
import { readNetwork } from '../manifests/readNetwork';
import { KubeObject } from '../model/kubeObject';

/** A policy that connects nodes to a VLAN, and the interfaces that do it. */
export interface VlanCarrier {
  policy: KubeObject;
  uplink: string;
  bridge?: string;
}

/**
 * The policies that connect nodes to a VLAN. Either they make a VLAN interface with its id, or they make a trunk bridge
 * (the uplink is its port) that one of the VLAN's networks uses.
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

/** The interfaces of a policy without those that it removes. */
function presentInterfaces(policy: KubeObject): Record<string, unknown>[] {
  return policyInterfaces(policy).filter(({ state }) => state !== 'absent');
}
