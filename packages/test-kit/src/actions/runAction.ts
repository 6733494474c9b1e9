import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';

/** What came of one run of an action. */
export interface ActionRun {
  outputs: Record<string, any>;
  /** `level: message` of each line. */
  log: string[];
  workspacePath: string;
  /** Absent where the action succeeded. */
  error?: Error;
}

interface RunOptions {
  action: TemplateAction<any, any, any>;
  input: unknown;
  /** The run creates its workspace below it. */
  folder: string;
  context?: object;
  onLog?: (message: string) => void;
}

/** Runs an action once, in a workspace of its own. */
export async function runAction(options: RunOptions): Promise<ActionRun> {
  const run = await tryAction(options);
  if (run.error) {
    throw run.error;
  }
  return run;
}

/** Runs an action once, and returns how it ended: a failure is a result, too. */
export async function tryAction(options: RunOptions): Promise<ActionRun> {
  const { action, input, folder, context, onLog } = options;
  const run = await fs.mkdtemp(join(folder, 'run-'));
  const workspacePath = join(run, 'workspace');
  await fs.mkdir(workspacePath);
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
  const done = { outputs, log, workspacePath };
  try {
    await action.handler({
      ...createMockActionContext({
        input: input as any,
        logger,
        workspacePath,
      }),
      output: (name: string, value: unknown) => {
        outputs[name] = value;
      },
      createTemporaryDirectory: () => fs.mkdtemp(join(run, 'tmp-')),
      user: { ref: 'user:default/guest' },
      ...context,
    } as any);
    return done;
  } catch (error) {
    return { ...done, error: error as Error };
  }
}
