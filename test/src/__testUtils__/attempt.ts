import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Site } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import {
  ActionDependencies,
  createVlanAttachAction,
  createVmCreateAction,
} from '@kubevirt-vlan/backstage-plugin-scaffolder-backend-module-kubevirt';
import { actionDependencies, tryAction } from 'kubevirt-vlan-test-kit/node';

/** The result of one run of an action, failed or not. */
export interface Attempt {
  outputs: Record<string, any>;
  log: string[];
  /** The error's message; absent where the action succeeded. */
  error?: string;
}

const CREATE = {
  'vlan-attach': createVlanAttachAction,
  'vm-create': createVmCreateAction,
};

/** Runs an action with direct apply, as a task does. */
export async function attempt(options: {
  action: keyof typeof CREATE;
  input: object;
  site: Site;
  openCluster: ActionDependencies['openCluster'];
  context?: { user?: { ref: string }; [key: string]: unknown };
  onLog?: (line: string) => void;
}): Promise<Attempt> {
  const { action, input, site, openCluster, context, onLog } = options;
  const dependencies = actionDependencies(site, {
    knowsCluster: () => true,
    openCluster,
  });
  const folder = await fs.mkdtemp(join(tmpdir(), 'attempt-'));
  try {
    const { outputs, log, error } = await tryAction({
      action: CREATE[action](dependencies),
      input,
      folder,
      onLog,
      context: {
        getInitiatorCredentials: async () => ({
          principal: { type: 'user', userEntityRef: context?.user?.ref },
        }),
        ...context,
      },
    });
    return { outputs, log, ...(error && { error: error.message }) };
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
