import {
  AuthorizeResult,
  Permission,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  createScaffolderActionConditionalDecision,
  scaffolderActionConditions,
} from '@backstage/plugin-scaffolder-backend/alpha';
import type { Policy } from './startWithPolicy';

export const ATTACH = 'openshift:vlan:attach';
const { hasActionId, hasNumberProperty, hasStringProperty } =
  scaffolderActionConditions;
export const isAttach = hasActionId({ actionId: ATTACH });
export const isText = (key: string, value: string) =>
  hasStringProperty({ key, value });
const isVlan = (value: number) => hasNumberProperty({ key: 'vlanId', value });

/** A policy with one rule on the inputs of actions; everything else is allowed. */
export const rule =
  (conditions: any): Policy =>
  (permission: Permission) =>
    permission.name === 'scaffolder.action.execute' &&
    isResourcePermission(permission, 'scaffolder-action')
      ? createScaffolderActionConditionalDecision(permission, conditions)
      : { result: AuthorizeResult.ALLOW };

export const allowList = rule({
  anyOf: [
    { not: isAttach },
    {
      allOf: [
        isVlan(1085),
        isText('namespace', 'demo'),
        isText('cluster', 'demo'),
        isText('delivery', 'pull-request'),
      ],
    },
  ],
});
export const denyList = rule({
  anyOf: [
    { not: isAttach },
    {
      allOf: [
        isVlan(1090),
        isText('namespace', 'other'),
        isText('cluster', 'prod'),
        isText('delivery', 'apply'),
        isText('delivery', 'render'),
      ].map(one => ({ not: one })),
    },
  ],
});
