import { Site } from '../model/site';
import {
  RESERVED_NAMESPACES,
  isDnsLabel,
  isReservedNamespace,
  quoted,
} from '../request/fields';

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
  return `a tenant's namespace; not ${quoted([
    ...RESERVED_NAMESPACES,
    ...site.reservedNamespaces,
  ])}`;
}
