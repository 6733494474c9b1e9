import { DEFAULT_BRIDGE_PVID } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { bridgesMade, bridgesOn } from './bridges';
import { NodeTopology, findInterfaces, portsOf } from './nodes/nodeTopology';
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
 * The VLANs that a NAD may lead to, as far as anything says: not as strict as `vlanIdsOf`, which says who may use it.
 * Nothing for what a trunk carries.
 */
export function vlanIdsCarried(
  nad: KubeObject,
  policies: KubeObject[],
): number[] {
  const network = readNetwork(nad);
  if (!network) {
    return [];
  }
  const known = vlanIdsOf(nad, policies);
  if (known !== undefined || network.type === 'ovn') {
    return known ?? [];
  }
  const { config } = network;
  const bridge = text(config, 'bridge') ?? '';
  return config.vlan !== undefined || config.vlanTrunk !== undefined
    ? [config.vlan].filter(isVlanId)
    : planned(bridge, policies).filter(isVlanId);
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

function planned(bridge: string, objects: KubeObject[]): Carried[] {
  return bridgesMade(objects)
    .filter(({ iface }) => text(iface, 'name') === bridge)
    .flatMap(({ policy, iface }) =>
      portsOf(iface).map((port): Carried => {
        const made = policyInterfaces(policy).find(
          other => other.type === 'vlan' && text(other, 'name') === port,
        );
        const { id } = record(made, 'vlan');
        return isVlanId(id) ? id : 'trunk';
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
