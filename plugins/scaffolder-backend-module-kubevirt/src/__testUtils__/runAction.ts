import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { parseSite } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ActionDependencies } from '../pipeline';

/** The demo's site with a repository of the test's. */
export function testDependencies(
  repoUrl: string,
  more: Partial<ActionDependencies> = {},
): ActionDependencies {
  return {
    site: parseSite({
      clusters: {
        demo: {
          nodePools: {
            c7000: { nodeSelector: { hardware: 'c7000' }, uplink: 'eno49' },
          },
          vlans: [
            { id: 1085, subnet: '10.6.85.0/24', gateway: '10.6.85.1' },
            { id: 1090, subnet: '10.6.90.0/24' },
          ],
        },
      },
      gitOps: { repoUrl },
      // Entitlements have tests of their own.
      unregisteredVlans: 'allow',
    }),
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

/** One run of an action, in a workspace of its own. */
export async function runAction(options: {
  action: TemplateAction<any, any, any>;
  input: unknown;
  folder: string;
  context?: object;
}) {
  const { action, input, folder, context } = options;
  const run = await fs.mkdtemp(join(folder, 'run-'));
  const outputs: Record<string, any> = {};
  const log: string[] = [];
  const record = (level: string) => (message: string) =>
    log.push(`${level}: ${message}`);
  const logger = mockServices.logger.mock({
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  });
  const workspacePath = join(run, 'workspace');
  await fs.mkdir(workspacePath);
  await action.handler({
    ...createMockActionContext({ input: input as any, logger, workspacePath }),
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
    createTemporaryDirectory: () => fs.mkdtemp(join(run, 'tmp-')),
    user: { ref: 'user:default/guest' },
    ...context,
  } as any);
  return { outputs, log, workspacePath };
}
