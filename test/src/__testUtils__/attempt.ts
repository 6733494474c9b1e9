import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { ClusterClient } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import {
  createVlanAttachAction,
  createVmCreateAction,
} from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';

/** What came of one run of an action, however it ended. */
export interface Attempt {
  outputs: Record<string, any>;
  log: string[];
  /** The error's message; absent where the action succeeded. */
  error?: string;
}

type OpenCluster = Parameters<typeof createVlanAttachAction>[0]['openCluster'];

/** Runs an action with direct apply, as a task would. */
export async function attempt(options: {
  action: 'vlan-attach' | 'vm-create';
  input: object;
  site: Site;
  openCluster: (options: Parameters<OpenCluster>[0]) => Promise<ClusterClient>;
  context?: { user?: { ref: string }; [key: string]: unknown };
  onLog?: (line: string) => void;
}): Promise<Attempt> {
  const { action, input, site, openCluster, context, onLog } = options;
  const create = {
    'vlan-attach': createVlanAttachAction,
    'vm-create': createVmCreateAction,
  };
  const workspacePath = await fs.mkdtemp(join(tmpdir(), 'attempt-'));
  const outputs: Record<string, any> = {};
  const log: string[] = [];
  const record = (level: string) => (message: string) => {
    log.push(`${level}: ${message}`);
    onLog?.(message);
  };
  const logger = mockServices.logger.mock({
    info: record('info'),
    warn: record('warn'),
    error: record('error'),
  });
  const { handler } = create[action]({
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
    isProvided: () => true,
    consoleOf: () => undefined,
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
    knowsCluster: () => true,
    openCluster,
  });
  try {
    await handler({
      ...createMockActionContext({
        input: input as any,
        logger,
        workspacePath,
      }),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      getInitiatorCredentials: async () => ({
        principal: { type: 'user', userEntityRef: context?.user?.ref },
      }),
      ...context,
    } as any);
    return { outputs, log };
  } catch (error) {
    return { outputs, log, error: (error as Error).message };
  } finally {
    await fs.rm(workspacePath, { recursive: true, force: true });
  }
}
