import { KubeObject } from '../model/kubeObject';
import { bridgesMade, bridgesOn } from './bridges';
import { NodeTopology, findInterfaces, portsOf } from './nodes/nodeTopology';
import { policyInterfaces } from './policySpec';
import { record, text } from './read';
import {
  disguisedKeys,
  isVlanId,
  readConfig,
  readNetwork,
} from './readNetwork';

/**
 * The VLAN that a NAD leads to: the one that it names; else that of the bridge's port, as policies make it or, where
 * none does, as it is on the nodes. Undefined where nothing says so, or not all say the same.
 */
export function vlanIdOf(
  nad: KubeObject,
  objects: KubeObject[],
  topologies: NodeTopology[] = [],
): number | undefined {
  const network = readNetwork(nad);
  if (!network || disguisedKeys(readConfig(nad) ?? {}).length > 0) {
    return undefined;
  }
  const { type, config } = network;
  if (config.vlanTrunk !== undefined) {
    // To more than one.
    return undefined;
  }
  const written = type === 'ovn' ? config.vlanID : config.vlan;
  const bridge = text(config, 'bridge');
  if (written !== undefined || type === 'ovn' || bridge === undefined) {
    return isVlanId(written) ? written : undefined;
  }
  const planned = plannedIds(bridge, objects);
  return only(
    planned.length > 0
      ? planned
      : topologies.flatMap(topology => idsOnNode(bridge, topology)),
  );
}

function plannedIds(bridge: string, objects: KubeObject[]): number[] {
  return bridgesMade(objects)
    .filter(({ iface }) => text(iface, 'name') === bridge)
    .flatMap(({ policy, iface }) => {
      const ports = portsOf(iface);
      return policyInterfaces(policy).filter(
        other =>
          other.type === 'vlan' && ports.includes(text(other, 'name') ?? ''),
      );
    })
    .map(port => record(port, 'vlan').id)
    .filter(isVlanId);
}

function idsOnNode(bridge: string, topology: NodeTopology): number[] {
  return bridgesOn(topology, bridge)
    .flatMap(({ ports }) => ports)
    .flatMap(port => findInterfaces(topology, port))
    .map(({ vlanId }) => vlanId)
    .filter(isVlanId);
}

function only<T>(values: T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}
