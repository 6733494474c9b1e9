import { DEFAULT_BRIDGE_PVID } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { bridgesMade, bridgesOn } from './bridges';
import { NodeTopology, findInterfaces, portsOf } from './nodeTopology';
import { policyInterfaces } from './policySpec';
import { record, text } from './read';
import {
  Network,
  disguisedKeys,
  isVlanId,
  readConfig,
  readNetwork,
} from './readNetwork';

/** What comes in by a port: one VLAN, or whatever the NIC carries. */
type Carried = number | 'trunk';

/** Ids of VLAN interfaces, by the interface's name. */
export type VlanInterfaces = ReadonlyMap<string, number[]>;

/** Ends of what is inside a node: a pod's or a VM's own port says nothing of the bridge's VLAN. */
const GUEST_TYPES = ['veth', 'tap', 'tun', 'dummy'];

/**
 * The VLANs that a NAD leads to; undefined where something about it is not known, or it leads to more than it says. Empty
 * for a network that stays inside the cluster.
 *
 * Every policy that makes the bridge and every node that has it counts, and all have to say the same: a VM may run on any
 * of the nodes.
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

/** The one VLAN that a NAD leads to; undefined where that is not known. */
export function vlanIdOf(
  ...of: Parameters<typeof vlanIdsOf>
): number | undefined {
  return vlanIdsOf(...of)?.[0];
}

/**
 * The VLANs that a NAD may lead to, as far as anything says: not as strict as `vlanIdsOf`, which says who may use it. Where
 * it has tags of its own on a bridge that is on a VLAN, it is all of them. Nothing for what a trunk carries unsaid.
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

/** The ids that a port's own trunk names (containernetworking/plugins, plugins/main/bridge). */
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
 * The VLAN interfaces of policies: ids by name. The bridge on one may be another policy's, and node pools may have
 * another VLAN under the same name.
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
    // Beside its own VLAN, such a port hears the bridge's default one, or is on it.
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
  return bridgesMade(objects)
    .filter(({ iface }) => text(iface, 'name') === bridge)
    .flatMap(({ policy, iface }) =>
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
