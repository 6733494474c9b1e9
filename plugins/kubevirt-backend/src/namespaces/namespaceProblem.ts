import { Entity } from '@backstage/catalog-model';
import {
  Site,
  isDnsLabel,
  isReservedNamespace,
  isUnregisteredVlan,
  useProblem,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { Asker } from '../asker/Asker';
import { unregisteredProblem, validVlan } from '../vlans/toSummary';

/** Tells why a namespace may not be used, on a VLAN where one is named; undefined where it may. */
export function namespaceProblem(options: {
  site: Pick<Site, 'reservedNamespaces' | 'unregisteredVlans'>;
  cluster: string;
  asker: Pick<Asker, 'user'>;
  /** The entities with the id. */
  vlans: Entity[];
  vlanId?: number;
}): (namespace: string) => string | undefined {
  const { site, cluster, asker, vlans, vlanId } = options;
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
      useProblem({ vlan, user: asker.user, cluster, namespace });
  }
  const problem =
    registered.length > 0
      ? `VLAN ${vlanId} has errors in the catalog; its owner corrects them`
      : unregisteredProblem(site, vlanId);
  return namespace => platforms(namespace) ?? problem;
}
