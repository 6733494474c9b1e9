import { Site } from '../model/site';
import { isDnsLabel, isReservedNamespace } from '../request/fields';

/** True for a namespace that networks and VMs of ours may stand in. */
export function isTenantNamespace(
  namespace: string | undefined,
  site: Site,
): boolean {
  return (
    namespace !== undefined &&
    isDnsLabel(namespace) &&
    !isReservedNamespace(namespace) &&
    !site.reservedNamespaces.includes(namespace)
  );
}

/** The rule in words. */
export function tenantNamespaces(site: Site): string {
  const reserved = ['default', 'openshift', 'kube-*', 'openshift-*'].concat(
    site.reservedNamespaces,
  );
  return `a tenant's namespace; not ${reserved
    .map(name => `"${name}"`)
    .join(', ')}`;
}
