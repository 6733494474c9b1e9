import { Entity } from '@backstage/catalog-model';
import {
  Site,
  isDnsLabel,
  isReservedNamespace,
  isUnregisteredVlan,
  useProblem,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Requester } from '../requester/Requester';
import { unregisteredProblem, validVlan } from '../vlans/toSummary';

/** Returns a function that says why a namespace may not be used (with a VLAN, if one is given); undefined if it may. */
export function namespaceProblem(options: {
  site: Pick<Site, 'reservedNamespaces' | 'unregisteredVlans'>;
  cluster: string;
  requester: Pick<Requester, 'user'>;
  /** The entities with the VLAN id. */
  vlans: Entity[];
  vlanId?: number;
}): (namespace: string) => string | undefined {
  const { site, cluster, requester, vlans, vlanId } = options;
  const platforms = (namespace: string) =>
    isDnsLabel(namespace) &&
    !isReservedNamespace(namespace) &&
    !site.reservedNamespaces.includes(namespace)
      ? undefined
      : 'it belongs to the platform; allowed: a tenant’s namespace';
  if (vlanId === undefined) {
    return platforms;
  }
  const registered = vlans.filter(entity => !isUnregisteredVlan(entity));
  const [vlan] = registered.flatMap(entity => validVlan(entity) ?? []);
  if (vlan) {
    return namespace =>
      platforms(namespace) ??
      useProblem({ vlan, user: requester.user, cluster, namespace });
  }
  const problem =
    registered.length > 0
      ? `VLAN ${vlanId} has errors in the catalog; its owner corrects them`
      : unregisteredProblem(site, vlanId);
  return namespace => platforms(namespace) ?? problem;
}
