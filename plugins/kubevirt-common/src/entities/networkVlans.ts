import { POLICY_KIND } from '../constants';
import { list, record, text } from '../manifests/read';
import { bridgesMade } from '../manifests/bridges';
import { isVlanId, readNetwork } from '../manifests/readNetwork';
import { vlanIdsCarried, vlanInterfaces } from '../manifests/vlanOfNetwork';
import { KubeObject } from '../model/kubeObject';
import { EntityFacts } from './facts';

/** Tells which VLANs a NAD leads to, in ascending order. */
export type VlansOfNetwork = (nad: KubeObject) => number[];

/**
 * Follows NADs to their VLANs: the NAD's own `vlan` or `vlanID`, the policies that make its bridge, or the
 * ClusterUserDefinedNetwork that OVN-Kubernetes made it from. Where node pools have another VLAN behind the same bridge,
 * it is all of them; behind a trunk, nobody knows.
 */
export function vlansOfNetworks(
  facts: Pick<EntityFacts, 'policies' | 'clusterNetworks'>,
): VlansOfNetwork {
  const makers = new Map<string, KubeObject[]>();
  for (const { policy, iface } of bridgesMade(facts.policies)) {
    const bridge = text(iface, 'name') ?? '';
    makers.set(bridge, [...(makers.get(bridge) ?? []), policy]);
  }
  const interfaces = vlanInterfaces(facts.policies);
  const clusterIds = new Map(
    facts.clusterNetworks.map(network => [
      network.metadata.name,
      clusterNetworkVlan(network),
    ]),
  );
  return nad => {
    const network = readNetwork(nad);
    const bridge = text(network?.config, 'bridge') ?? '';
    const carried = vlanIdsCarried(nad, makers.get(bridge) ?? [], interfaces);
    const ids =
      carried.length > 0 || network?.type !== 'ovn'
        ? carried
        : list(nad.metadata, 'ownerReferences').flatMap(owner =>
            text(owner, 'kind') === 'ClusterUserDefinedNetwork'
              ? clusterIds.get(text(owner, 'name') ?? '') ?? []
              : [],
          );
    return [...new Set(ids)].sort((a, b) => a - b);
  };
}

/** The VLANs that policies put on their nodes' NICs. */
export function vlansOfPolicies(policies: KubeObject[]): number[] {
  return [
    ...vlanInterfaces(
      policies.filter(({ kind }) => kind === POLICY_KIND),
    ).values(),
  ].flat();
}

/** Only a localnet leads out of the cluster (ovn-kubernetes, docs/api-reference/userdefinednetwork-api-spec.md). */
function clusterNetworkVlan({ spec }: KubeObject): number[] {
  const { id } = record(spec, 'network', 'localnet', 'vlan', 'access');
  return text(spec, 'network', 'topology') === 'Localnet' && isVlanId(id)
    ? [id]
    : [];
}
