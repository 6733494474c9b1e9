import { KubeObject } from '../model/kubeObject';
import { NodeTopology } from './nodeTopology';
import { disguisedKeys, readConfig, readNetwork } from './readNetwork';
import { vlanInterfaces } from './vlanInterfaces';

/**
 * The VLANs that a NAD leads to. Undefined if they are not known for certain, or if the NAD may lead to more. Empty
 * for a network that stays inside the cluster.
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
  return network.type.vlanIds(network.config, { objects, topologies });
}

/** The VLAN that a NAD leads to; undefined if it is not known. */
export function vlanIdOf(
  ...of: Parameters<typeof vlanIdsOf>
): number | undefined {
  return vlanIdsOf(...of)?.[0];
}

/**
 * The VLANs that a NAD may lead to, as far as they are known. Less strict than `vlanIdsOf`, which decides who may use
 * it.
 */
export function vlanIdsCarried(
  nad: KubeObject,
  policies: KubeObject[],
  interfaces = vlanInterfaces(policies),
): number[] {
  const network = readNetwork(nad);
  return network
    ? network.type.vlanIdsCarried(network.config, { policies, interfaces })
    : [];
}
