import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import type { ActionDependencies } from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';

/**
 * The dependencies of an action in a test: everything is allowed, the catalog is empty, and there is neither a Git host
 * nor a cluster.
 *
 * @param more - What the test replaces.
 */
export function actionDependencies(
  site: Site,
  more: Partial<ActionDependencies> = {},
): ActionDependencies {
  return {
    site,
    integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
    reader: mockServices.urlReader.mock(),
    author: { name: 'Backstage', email: 'backstage@example.com' },
    openHost: async () => undefined,
    catalog: {
      getEntities: async () => ({ items: [] }),
      getEntityByRef: async () => undefined,
    },
    secrets: [],
    ownCredentials: async () => mockCredentials.service(),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      authorizeConditional: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
    }),
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    knowsCluster: () => false,
    isProvided: () => true,
    consoleOf: () => undefined,
    openCluster: async () => {
      throw new Error('There is no cluster in this test');
    },
    ...more,
  };
}
