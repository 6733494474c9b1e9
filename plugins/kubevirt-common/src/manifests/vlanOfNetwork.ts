import { isVlanId } from '../values/numbers';
import { DEFAULT_BRIDGE_PVID } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { bridgesNamed, bridgesOn } from './bridges';
import { NodeTopology, findInterfaces, portsOf } from './nodeTopology';
import { policyInterfaces } from './policySpec';
import { record, text } from './read';
import { Network, disguisedKeys, readConfig, readNetwork } from './readNetwork';

/** What a port carries: one VLAN, or whatever its NIC carries. */
type Carried = number | 'trunk';

/** The ids of VLAN interfaces by name. */
export type VlanInterfaces = ReadonlyMap<string, number[]>;

/** Ports of VMs and pods; they say nothing about the VLAN of the bridge. */
const GUEST_TYPES = ['veth', 'tap', 'tun', 'dummy'];

/**
 * The VLANs that a NAD leads to. Undefined if they are not known for certain, or if the NAD may lead to more. Empty
 * for a network that stays inside the cluster.
 *
 * All policies that make the bridge and all nodes that have it must agree, because a VM may run on any of the nodes.
 */
export function vlanIdsOf(
  nad: KubeObject,
  objects: KubeObject[],
  topologies: NodeTopology[] = [],
): number[] | undefined {
  const network = readNetwork(nad);
  if (!network || disguisedKeys(readConfig(nad) ?? {}).length > 0) {
    return undefined;
  }
  return network.type === 'ovn'
    ? ovnIds(network)
    : bridgeIds(network, objects, topologies);
}

/** The VLAN that a NAD leads to; undefined if it is not known. */
export function vlanIdOf(
  ...of: Parameters<typeof vlanIdsOf>
): number | undefined {
  return vlanIdsOf(...of)?.[0];
}

/**
 * The VLANs that a NAD may lead to, as far as they are known. Less strict than `vlanIdsOf`, which decides who may use
 * it: for a NAD with tags of its own on the bridge of a VLAN, it returns all of them. Nothing for a trunk without a
 * list of VLANs.
 */
export function vlanIdsCarried(
  nad: KubeObject,
  policies: KubeObject[],
  interfaces = vlanInterfaces(policies),
): number[] {
  const network = readNetwork(nad);
  if (!network) {
    return [];
  }
  if (network.type === 'ovn') {
    return ovnIds(network) ?? [];
  }
  const { config } = network;
  const bridge = text(config, 'bridge') ?? '';
  return [
    config.vlan,
    ...trunkIds(config.vlanTrunk),
    ...planned(bridge, policies, interfaces),
  ].filter(isVlanId);
}

/** The ids that the trunk of a port lists (containernetworking/plugins, plugins/main/bridge). */
function trunkIds(trunk: unknown): number[] {
  return (Array.isArray(trunk) ? trunk : []).flatMap(entry => {
    const { id, minID, maxID } = record(entry);
    if (!isVlanId(minID) || !isVlanId(maxID)) {
      return isVlanId(id) ? [id] : [];
    }
    const range = Array.from(
      { length: Math.max(0, maxID - minID + 1) },
      (_, i) => minID + i,
    );
    return [...(isVlanId(id) ? [id] : []), ...range];
  });
}

/**
 * The ids of the VLAN interfaces of policies, by name. A bridge and its VLAN interface may be in different policies,
 * and node pools may use one name for different VLANs.
 */
export function vlanInterfaces(policies: KubeObject[]): VlanInterfaces {
  const found = new Map<string, number[]>();
  for (const iface of policies.flatMap(policyInterfaces)) {
    const { id } = record(iface, 'vlan');
    if (iface.type === 'vlan' && iface.state !== 'absent' && isVlanId(id)) {
      const name = text(iface, 'name') ?? '';
      found.set(name, [...(found.get(name) ?? []), id]);
    }
  }
  return found;
}

/** Only localnet leads out of the cluster (ovn-kubernetes docs/features/multiple-networks/multi-homing.md). */
function ovnIds({ config }: Network): number[] | undefined {
  if (config.topology === 'layer2' || config.topology === 'layer3') {
    return [];
  }
  return isVlanId(config.vlanID) ? [config.vlanID] : undefined;
}

function bridgeIds(
  { config }: Network,
  objects: KubeObject[],
  topologies: NodeTopology[],
): number[] | undefined {
  const bridge = text(config, 'bridge');
  if (bridge === undefined || config.vlanTrunk !== undefined) {
    return undefined;
  }
  const carried = [
    ...planned(bridge, objects),
    ...topologies.flatMap(topology => onNode(bridge, topology)),
  ];
  const { vlan } = config;
  if (vlan !== undefined) {
    // Such a port also receives the bridge's default VLAN, or is on it.
    const isMore =
      config.preserveDefaultVlan === true || vlan === DEFAULT_BRIDGE_PVID;
    return isVlanId(vlan) && !isMore && carried.every(one => one === 'trunk')
      ? [vlan]
      : undefined;
  }
  const [id] = carried;
  return isVlanId(id) && carried.every(one => one === id) ? [id] : undefined;
}

function planned(
  bridge: string,
  objects: KubeObject[],
  others: VlanInterfaces = new Map(),
): Carried[] {
  return bridgesNamed(bridge, objects).flatMap(({ policy, iface }) =>
    portsOf(iface).flatMap((port): Carried[] => {
      const made = policyInterfaces(policy).find(
        other => other.type === 'vlan' && text(other, 'name') === port,
      );
      const { id } = record(made, 'vlan');
      const ids = made ? [id].filter(isVlanId) : others.get(port) ?? [];
      return ids.length > 0 ? ids : ['trunk'];
    }),
  );
}

function onNode(bridge: string, topology: NodeTopology): Carried[] {
  return bridgesOn(topology, bridge)
    .flatMap(({ ports }) => ports)
    .flatMap(port => findInterfaces(topology, port))
    .filter(({ type }) => !GUEST_TYPES.includes(type))
    .map(({ vlanId }) => vlanId ?? 'trunk');
}
