import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { createBackendModule } from '@backstage/backend-plugin-api';
import permissionBackend from '@backstage/plugin-permission-backend';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { startBackend } from '../startBackend';
import { AuditLog } from './AuditLog';
import { ownAddress } from './ownAddress';
import { signedInFor } from './signedInFor';

/** A policy's answer; what it leaves open is allowed. */
export type Policy = (permission: Permission) => PolicyDecision | undefined;

/**
 * A real backend with the permission framework on, the real permissions service and a policy that the test changes as
 * it goes.
 */
export async function startWithPolicy(
  config: any,
  options: { templates?: string[] } = {},
) {
  const policy: { answer: Policy; asked: string[] } = {
    answer: () => undefined,
    asked: [],
  };
  const module = createBackendModule({
    pluginId: 'permission',
    moduleId: 'test-policy',
    register(reg) {
      reg.registerInit({
        deps: { extension: policyExtensionPoint },
        async init({ extension }) {
          extension.setPolicy({
            async handle({ permission }) {
              policy.asked.push(permission.name);
              return (
                policy.answer(permission) ?? { result: AuthorizeResult.ALLOW }
              );
            },
          });
        },
      });
    },
  });
  const audit = new AuditLog();
  const address = ownAddress();
  const backend = await startBackend(
    { ...config, permission: { enabled: true } },
    {
      ...options,
      features: [
        permissionBackend,
        module,
        permissionsServiceFactory,
        signedInFor,
        audit.factory,
        address.feature,
      ],
    },
  );
  return { ...backend, policy, audit, address };
}
