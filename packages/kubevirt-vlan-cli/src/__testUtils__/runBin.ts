import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './gitOpsRepo';

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the command as a user does, in a process of its own. */
export function runBin(cwd: string, ...args: string[]): Promise<Run> {
  const bin = join(ROOT, 'packages/kubevirt-vlan-cli/bin/kubevirt-vlan');
  // Without the variables of the test runner, such as NODE_OPTIONS, which belong to its process.
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { PATH, HOME },
  });
  const run = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', text => {
    run.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', text => {
    run.err += text;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code, ...run }));
  });
}
