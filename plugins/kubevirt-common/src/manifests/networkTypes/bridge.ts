import { DEFAULT_BRIDGE_PVID } from '../../constants';
import { KubeObject } from '../../model/kubeObject';
import { isVlanId } from '../../values/numbers';
import { bridgesNamed, bridgesOn } from '../bridges';
import { NodeTopology, findInterfaces, portsOf } from '../nodeTopology';
import { policyInterfaces } from '../policySpec';
import { record, text } from '../read';
import { VlanInterfaces } from '../vlanInterfaces';
import { NetworkType, PluginConfig } from './NetworkType';

/** What a port carries: one VLAN, or whatever its NIC carries. */
type Carried = number | 'trunk';

/** Ports of VMs and pods; they say nothing about the VLAN of the bridge. */
const GUEST_TYPES = ['veth', 'tap', 'tun', 'dummy'];

/** A Linux bridge of the node; both names of the plugin refer to the same one. */
export const bridge: NetworkType<'bridge'> = {
  name: 'bridge',
  pluginTypes: ['cnv-bridge', 'bridge'],
  mayBeListed: true,
  sharesName: false,
  keys: ['bridge', 'vlan', 'vlanTrunk', 'macspoofchk', 'preserveDefaultVlan'],
  destinationKeys: ['bridge', 'vlan'],
  vlanIds,
  vlanIdsCarried,
  linuxBridge: bridgeOf,
};

function bridgeOf(config: PluginConfig): string | undefined {
  return text(config, 'bridge');
}

/** All policies that make the bridge and all nodes that have it must agree, because a VM may run on any of the nodes. */
function vlanIds(
  config: PluginConfig,
  { objects, topologies }: Parameters<NetworkType['vlanIds']>[1],
): number[] | undefined {
  const name = bridgeOf(config);
  if (name === undefined || config.vlanTrunk !== undefined) {
    return undefined;
  }
  const carried = [
    ...planned(name, objects),
    ...topologies.flatMap(topology => onNode(name, topology)),
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

/** For a NAD with tags of its own on the bridge of a VLAN, all of them. Nothing for a trunk without a list of VLANs. */
function vlanIdsCarried(
  config: PluginConfig,
  { policies, interfaces }: Parameters<NetworkType['vlanIdsCarried']>[1],
): number[] {
  return [
    config.vlan,
    ...trunkIds(config.vlanTrunk),
    ...planned(bridgeOf(config) ?? '', policies, interfaces),
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

function planned(
  name: string,
  objects: KubeObject[],
  others: VlanInterfaces = new Map(),
): Carried[] {
  return bridgesNamed(name, objects).flatMap(({ policy, iface }) =>
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

function onNode(name: string, topology: NodeTopology): Carried[] {
  return bridgesOn(topology, name)
    .flatMap(({ ports }) => ports)
    .flatMap(port => findInterfaces(topology, port))
    .filter(({ type }) => !GUEST_TYPES.includes(type))
    .map(({ vlanId }) => vlanId ?? 'trunk');
}
