import { POLICY_KIND } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { NodeInterface, NodeTopology, findInterfaces } from './nodeTopology';
import { policyInterfaces } from './policySpec';
import { list, record, text } from './read';

/**
 * Names of bridges that carry a node's own network: those of OVN-Kubernetes and Open vSwitch (ovn-kubernetes docs),
 * of the CNI and of podman.
 */
const NODE_BRIDGE =
  /^(br-(ex|ext|int|local|phys)[0-9]*|ovs-system|ovn-.*|genev_sys_.*|cni[0-9]+|docker[0-9]+|podman[0-9]+|virbr[0-9]+)$/;

/** True for the name of a bridge that belongs to the node and never to a tenant. */
export function isNodeBridge(name: string): boolean {
  return NODE_BRIDGE.test(name);
}

/** A Linux bridge and the policy that declares it. */
export interface BridgeMade {
  policy: KubeObject;
  iface: Record<string, unknown>;
}

/** The Linux bridges that the policies among the objects make. */
export function bridgesMade(objects: KubeObject[]): BridgeMade[] {
  return objects
    .filter(({ kind }) => kind === POLICY_KIND)
    .flatMap(policy =>
      policyInterfaces(policy)
        .filter(
          ({ type, state }) => type === 'linux-bridge' && state !== 'absent',
        )
        .map(iface => ({ policy, iface })),
    );
}

/** The Linux bridges of this name that the policies among the objects make. */
export function bridgesNamed(
  name: string,
  objects: KubeObject[],
): BridgeMade[] {
  return bridgesMade(objects).filter(
    ({ iface }) => text(iface, 'name') === name,
  );
}

/** The names of the Linux bridges that the policies among the objects make. */
export function bridgeNamesOf(objects: KubeObject[]): string[] {
  return bridgesMade(objects).flatMap(({ iface }) => text(iface, 'name') ?? []);
}

/** The Linux bridge of this name on a node: at most one, because names are unique there. */
export function bridgesOn(
  topology: NodeTopology,
  bridge: string,
): NodeInterface[] {
  return findInterfaces(topology, bridge).filter(
    ({ type }) => type === 'linux-bridge',
  );
}

/** The physical networks of OVN that the policies among the objects map to a bridge. */
export function localnetsOf(objects: KubeObject[]): string[] {
  return objects
    .filter(({ kind }) => kind === POLICY_KIND)
    .flatMap(({ spec }) => list(spec, 'desiredState', 'ovn', 'bridge-mappings'))
    .filter(mapping => record(mapping).state !== 'absent')
    .flatMap(mapping => text(mapping, 'localnet') ?? []);
}
