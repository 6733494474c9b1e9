import { POLICY_KIND } from '../constants';
import { KubeObject } from '../model/kubeObject';
import { NodeInterface, NodeTopology, findInterfaces } from './nodeTopology';
import { policyInterfaces } from './policySpec';
import { list, record, text } from './read';

/** Bridges that carry a node's own network: OVN-Kubernetes' and Open vSwitch's (ovn-kubernetes docs), the CNI's, podman's. */
const NODE_BRIDGE =
  /^(br-(ex|ext|int|local|phys)[0-9]*|ovs-system|ovn-.*|genev_sys_.*|cni[0-9]+|docker[0-9]+|podman[0-9]+|virbr[0-9]+)$/;

/** True for a bridge that is the node's and never a tenant's. */
export function isNodeBridge(name: string): boolean {
  return NODE_BRIDGE.test(name);
}

/** A Linux bridge as a policy declares it. */
export interface BridgeMade {
  policy: KubeObject;
  iface: Record<string, unknown>;
}

/** The Linux bridges that policies among some objects make. */
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

/** Their names. */
export function bridgesOf(objects: KubeObject[]): string[] {
  return bridgesMade(objects).flatMap(({ iface }) => text(iface, 'name') ?? []);
}

/** A Linux bridge as a node has it: one interface at most, as names are unique there. */
export function bridgesOn(
  topology: NodeTopology,
  bridge: string,
): NodeInterface[] {
  return findInterfaces(topology, bridge).filter(
    ({ type }) => type === 'linux-bridge',
  );
}

/** The physical networks of OVN that policies among some objects map to a bridge. */
export function localnetsOf(objects: KubeObject[]): string[] {
  return objects
    .filter(({ kind }) => kind === POLICY_KIND)
    .flatMap(({ spec }) => list(spec, 'desiredState', 'ovn', 'bridge-mappings'))
    .filter(mapping => record(mapping).state !== 'absent')
    .flatMap(mapping => text(mapping, 'localnet') ?? []);
}
