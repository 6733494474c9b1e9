import { NETWORK_KIND, VM_KIND } from '../constants';
import { bridgesMade, bridgeNamesOf } from '../manifests/bridges';
import { LocatedObject } from '../manifests/locatedObjects';
import { usesNetwork } from '../manifests/networkReference';
import { portsOf } from '../manifests/nodeTopology';
import { record, text } from '../manifests/read';
import { readNetwork } from '../manifests/readNetwork';
import { KubeObject } from '../model/kubeObject';
import { mayOverlap } from './checkClaims';
import { LiveReader } from './liveFacts';
import { some } from './words';

/** Interfaces that are taken off the nodes of some policies, and what results from the change. */
interface RemovedInterfaces {
  names: string[];
  /** They select the nodes; without any, it may be all nodes. */
  policies: KubeObject[];
  resulting: LocatedObject[];
  live: LiveReader;
}

/**
 * What uses interfaces on nodes that lose them: bridges with such a port, and the networks on bridges that no other policy makes.
 * If a policy makes the bridge on other nodes alone, a network stays of use there, so its VMs are the users that may lose it.
 */
export function usersOfInterfaces(removed: RemovedInterfaces): LocatedObject[] {
  const { names, resulting, live } = removed;
  if (names.length === 0) {
    return [];
  }
  live.need('networks', `whether a network uses ${some(names)}`);
  // Anybody may propose in a fork that another policy makes the bridge.
  const trusted = resulting.filter(({ isFromFork }) => !isFromFork);
  const made = bridgesMade(trusted.map(({ object }) => object));
  const isHere = ({ policy }: { policy: KubeObject }) =>
    mayBeOnSameNodes(policy, removed);
  const here = namesOf(made.filter(isHere));
  const lost = names.filter(name => !here.includes(name));
  const elsewhere = namesOf(made.filter(one => !isHere(one)));
  return [
    ...resulting.filter(({ object }) =>
      bridgesMade([object])
        .filter(isHere)
        .some(({ iface }) => portsOf(iface).some(port => names.includes(port))),
    ),
    ...resulting
      .filter(({ object }) => lost.includes(bridgeOf(object) ?? ''))
      .flatMap(network =>
        elsewhere.includes(bridgeOf(network.object) ?? '')
          ? vmsOn(network.object, removed)
          : [network],
      ),
  ];
}

function vmsOn(
  network: KubeObject,
  removed: RemovedInterfaces,
): LocatedObject[] {
  const { resulting, live } = removed;
  live.need('vms', 'whether a VM may use the network on these nodes');
  return resulting.filter(
    ({ object }) =>
      usesNetwork(object, network) && mayBeOnSameNodes(object, removed),
  );
}

/** By the nodeSelector of a policy or a VM. */
function mayBeOnSameNodes(
  object: KubeObject,
  { policies }: RemovedInterfaces,
): boolean {
  const placed =
    object.kind === VM_KIND
      ? { ...object, spec: record(object.spec, 'template', 'spec') }
      : object;
  return (
    policies.length === 0 || policies.some(policy => mayOverlap(policy, placed))
  );
}

function namesOf(made: ReturnType<typeof bridgesMade>): string[] {
  return bridgeNamesOf(made.map(({ policy }) => policy));
}

function bridgeOf(object: KubeObject): string | undefined {
  return object.kind === NETWORK_KIND
    ? text(readNetwork(object)?.config, 'bridge')
    : undefined;
}
