import { Site } from '../model/site';
import { CheckContext } from './CheckContext';
import type { Code } from './codes';
import {
  RESERVED_NAMESPACES,
  isDnsLabel,
  isReservedNamespace,
  quoted,
} from '../values/fields';

/** True for a namespace that our networks and VMs may be in. */
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

/** The rule of isTenantNamespace, in words. */
export function tenantNamespaces(site: Site): string {
  return `a tenant's namespace; not ${quoted([
    ...RESERVED_NAMESPACES,
    ...site.reservedNamespaces,
  ])}`;
}

/** Checks that the namespace of an object belongs to a tenant and exists. */
export function checkNamespace(
  context: CheckContext,
  options: { code: Code; because?: string },
): void {
  const { object, facts, need, report, site } = context;
  const { namespace } = object.metadata;
  const { code, because = '' } = options;
  const field = 'metadata.namespace';
  if (!isTenantNamespace(namespace, site)) {
    report({
      level: 'error',
      code,
      field,
      message: `found ${JSON.stringify(namespace)}, allowed: ${tenantNamespaces(
        site,
      )}${because}`,
    });
    return;
  }
  const namespaces =
    facts.live && need('namespaces', `whether namespace "${namespace}" exists`);
  if (
    namespaces &&
    namespaces.objects.every(({ metadata }) => metadata.name !== namespace)
  ) {
    report({
      level: 'warning',
      code: 'namespace-missing',
      field,
      message: `"${namespace}" is not in ${namespaces.source}: nothing can be applied to it until it is; create it first, or in the same repository`,
    });
  }
}
