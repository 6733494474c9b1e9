import { NETWORK_KIND, POLICY_KIND, VM_KIND } from '../constants';
import { findNetwork, networkReference } from '../check/networkReference';
import { nodeTopology, portsOf } from '../check/nodes/nodeTopology';
import { policyInterfaces } from '../check/policySpec';
import { record } from '../check/read';
import { isVlanId } from '../check/readNetwork';
import { becoming } from '../check/standing';
import { vlanIdOf } from '../check/vlanOfNetwork';
import { networksOf } from '../check/vmSpec';
import { poolsOf } from '../model/nodePools';
import { Facts } from '../model/facts';
import { KubeObject, formatObject } from '../model/kubeObject';
import { Site } from '../model/site';

/** A VLAN that a manifest gives a way to. */
export interface ObjectUse {
  /** `kind/namespace/name` of the manifest. */
  object: string;
  /** Of the manifest; absent for a policy. */
  namespace?: string;
  /** The node pools that a policy makes it on. */
  nodePools: string[];
  /** Undefined where nothing that was read says which VLAN it is. */
  vlanId?: number;
  /** The network that the VLAN was looked up for; `isThere` where it was found. */
  network?: { name: string; isThere: boolean };
}

/**
 * The VLANs that manifests give a way to, by what they say themselves and not by what was asked for: a template may say
 * something else, and a VM may name any network.
 */
export function vlanUses(options: {
  objects: KubeObject[];
  facts: Facts;
  site: Site;
}): ObjectUse[] {
  const { objects, facts, site } = options;
  const all = becoming({ manifests: objects, facts }).map(
    ({ object }) => object,
  );
  const states = facts.live?.nodeStates;
  const topologies = states?.known ? states.objects.map(nodeTopology) : [];
  const idOf = (nad: KubeObject) => vlanIdOf(nad, all, topologies);
  return objects.flatMap((object): ObjectUse[] => {
    const use = {
      object: formatObject(object),
      namespace: object.metadata.namespace,
      nodePools: [],
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
        return [
          {
            ...use,
            vlanId: idOf(object),
            network: { name: object.metadata.name, isThere: true },
          },
        ];
      case VM_KIND:
        return networksOf(object).flatMap(entry => {
          const reference = networkReference(object, entry);
          if (!reference) {
            return [];
          }
          const nad = findNetwork(reference, all);
          const network = { name: reference.name, isThere: nad !== undefined };
          return [{ ...use, vlanId: nad && idOf(nad), network }];
        });
      default:
        return [];
    }
  });
}

/** Bridges of a policy with a port that is no VLAN of it: they carry whatever the port does. */
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
