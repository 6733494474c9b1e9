import { isVlanId } from '../values/numbers';
import { POLICY_KIND } from '../constants';
import { list, record, text } from '../manifests/read';
import { bridgesMade } from '../manifests/bridges';
import { readNetwork } from '../manifests/readNetwork';
import { vlanInterfaces } from '../manifests/vlanInterfaces';
import { vlanIdsCarried } from '../manifests/vlanOfNetwork';
import { KubeObject } from '../model/kubeObject';
import { EntityFacts } from './facts';

/** Returns the VLANs that a NAD leads to, in ascending order. */
export type VlansOfNetwork = (nad: KubeObject) => number[];

/**
 * Finds the VLANs of NADs: in `vlan` or `vlanID` of the NAD, in the policies that make its bridge, or in the
 * ClusterUserDefinedNetwork that OVN-Kubernetes made it from. If node pools have different VLANs behind the same
 * bridge, all of them count; the VLANs of a trunk are not known.
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
    const ownerKind = network?.type.clusterNetworkKind;
    const ids =
      carried.length > 0 || ownerKind === undefined
        ? carried
        : list(nad.metadata, 'ownerReferences').flatMap(owner =>
            text(owner, 'kind') === ownerKind
              ? clusterIds.get(text(owner, 'name') ?? '') ?? []
              : [],
          );
    return [...new Set(ids)].sort((a, b) => a - b);
  };
}

/** The VLANs for which policies make interfaces. */
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
