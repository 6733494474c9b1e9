import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import type { Policy } from './startWithPolicy';

export const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
export const DENY: PolicyDecision = { result: AuthorizeResult.DENY };
const { hasMetadata, isEntityOwner } = catalogConditions;

const onlyFor =
  (condition: any) =>
  (permission: Permission): PolicyDecision => {
    if (!isResourcePermission(permission, 'catalog-entity')) {
      throw new Error(`${permission.name} is not for a catalog entity`);
    }
    return createCatalogConditionalDecision(permission, condition);
  };
export const only1085 = onlyFor(
  hasMetadata({ key: 'name', value: 'vlan-1085' }),
);
export const only1090 = onlyFor(
  hasMetadata({ key: 'name', value: 'vlan-1090' }),
);
export const owner = (...claims: string[]) =>
  onlyFor(isEntityOwner({ claims }));

/** A policy that answers for one permission, and allows all others. */
export const answers =
  (
    name: string,
    decision: PolicyDecision | ((permission: Permission) => PolicyDecision),
  ): Policy =>
  permission => {
    if (permission.name !== name) {
      return undefined;
    }
    return typeof decision === 'function' ? decision(permission) : decision;
  };
