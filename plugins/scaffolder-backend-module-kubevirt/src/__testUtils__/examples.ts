import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { startGitServer } from 'git-server';
import yaml from 'yaml';
import { ActionDependencies } from '../pipeline';
import { runAction } from 'kubevirt-vlan-test-kit/node';
import { testDependencies } from './testDependencies';

/** Runs an example verbatim, with a Git server of its own. Returns the action that it names, and its outputs. */
export async function runExample(options: {
  createAction: (deps: ActionDependencies) => TemplateAction<any, any, any>;
  example: string;
}): Promise<{ named: string; id: string; outputs: Record<string, any> }> {
  const { createAction, example } = options;
  const folder = await fs.mkdtemp(join(tmpdir(), 'example-'));
  const server = await startGitServer();
  try {
    const action = createAction(testDependencies(server.url));
    const [step] = yaml.parse(example).steps;
    const { outputs } = await runAction({ action, input: step.input, folder });
    return { named: step.action, id: action.id, outputs };
  } finally {
    await server.close();
    await fs.rm(folder, { recursive: true, force: true });
  }
}
