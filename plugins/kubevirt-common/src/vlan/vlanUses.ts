import { isVlanId } from '../values/numbers';
import { NETWORK_KIND, POLICY_KIND, VM_KIND } from '../constants';
import { findNetwork, networkReference } from '../manifests/networkReference';
import { portsOf } from '../manifests/nodeTopology';
import { knownTopologies } from '../manifests/nodeViews';
import { policyInterfaces } from '../manifests/policySpec';
import { record } from '../manifests/read';
import { vlanIdsOf } from '../manifests/vlanOfNetwork';
import { networksOf } from '../manifests/vmSpec';
import { poolsOf } from '../model/nodePools';
import { Facts } from '../model/facts';
import { KubeObject, formatObject } from '../model/kubeObject';
import { Site } from '../model/site';

/** A VLAN that a manifest gives access to. */
export interface ObjectUse {
  /** `kind/namespace/name` of the manifest. */
  object: string;
  /** The namespace of the manifest; absent for a policy. */
  namespace?: string;
  /** The node pools on which a policy makes the VLAN. */
  nodePools: string[];
  /** Undefined if it is not known which VLAN it is. */
  vlanId?: number;
  /** The network through which the VLAN is used; `isThere` if that network was found. */
  network?: { name: string; isThere: boolean };
}

/**
 * The VLANs that manifests give access to. The manifests decide, not the request: a template may write something else,
 * and a VM may name any network.
 *
 * Existing objects count wherever they were read; where repository and cluster differ, both versions count. Proposals of
 * other open changes do not count: anybody may open one.
 */
export function vlanUses(options: {
  objects: KubeObject[];
  facts: Pick<Facts, 'cluster' | 'existing' | 'live'>;
  site: Site;
}): ObjectUse[] {
  const { objects, facts, site } = options;
  const existing = existingBeside(objects, facts);
  const all = [...objects, ...existing];
  const topologies = knownTopologies(facts.live?.nodeStates);
  return objects.flatMap((object): ObjectUse[] => {
    const use = {
      object: formatObject(object),
      namespace: object.metadata.namespace,
      nodePools: [],
    };
    /** The VLANs of all NADs with one name. A NAD whose VLAN is not known gives a use without an id. */
    const usesOf = (name: string, nads: KubeObject[]): ObjectUse[] => {
      const network = { name, isThere: nads.length > 0 };
      const ids = nads.map(nad => vlanIdsOf(nad, all, topologies));
      return nads.length === 0 || ids.includes(undefined)
        ? [{ ...use, network }]
        : [...new Set(ids.flatMap(some => some ?? []))].map(vlanId => ({
            ...use,
            network,
            vlanId,
          }));
    };
    switch (object.kind) {
      case POLICY_KIND: {
        const nodePools = poolsOf(object, site, facts.cluster).map(
          ([name]) => name,
        );
        return [
          ...policyIds(object).map(vlanId => ({ ...use, nodePools, vlanId })),
          ...trunksOf(object).map(name => ({
            ...use,
            nodePools,
            network: { name, isThere: true },
          })),
        ];
      }
      case NETWORK_KIND:
        return usesOf(object.metadata.name, [object]);
      case VM_KIND:
        return networksOf(object).flatMap(entry => {
          const reference = networkReference(object, entry);
          if (!reference) {
            return [];
          }
          const written = findNetwork(reference, objects);
          return usesOf(
            reference.name,
            written
              ? [written]
              : existing.filter(other => findNetwork(reference, [other])),
          );
        });
      default:
        return [];
    }
  });
}

/** The objects of each place that was read, without those that this change replaces. */
function existingBeside(
  objects: KubeObject[],
  { existing, live }: Pick<Facts, 'existing' | 'live'>,
): KubeObject[] {
  const ours = new Set(objects.map(formatObject));
  const facts = [live?.policies, live?.networks];
  return [
    ...(existing?.objects ?? []),
    ...facts.flatMap(fact => (fact?.known ? fact.objects : [])),
  ].filter(object => !ours.has(formatObject(object)));
}

/** Bridges of a policy with a port that is not a VLAN of the policy: they carry everything that the port carries. */
function trunksOf(policy: KubeObject): string[] {
  const interfaces = policyInterfaces(policy);
  const vlans = interfaces
    .filter(({ type }) => type === 'vlan')
    .map(({ name }) => name);
  return interfaces
    .filter(
      iface =>
        iface.type === 'linux-bridge' &&
        portsOf(iface).some(port => !vlans.includes(port)),
    )
    .map(({ name }) => String(name));
}

function policyIds(policy: KubeObject): number[] {
  return policyInterfaces(policy)
    .map(iface => record(iface, 'vlan').id)
    .filter(isVlanId);
}
