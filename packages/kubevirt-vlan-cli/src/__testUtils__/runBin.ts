import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './gitOpsRepo';

export interface Run {
  code: number | null;
  out: string;
  err: string;
}

/** How the command is run, where it matters. */
export interface RunOptions {
  cwd: string;
  args: string[];
  /** The program; the Node of the tests by default. */
  node?: string;
  nodeArgs?: string[];
  env?: Record<string, string>;
}

/** Runs the command as a user does, in a process of its own. */
export function runBin(cwd: string, ...args: string[]): Promise<Run> {
  return runBinWith({ cwd, args });
}

/** The same with another Node, or other variables. */
export function runBinWith(options: RunOptions): Promise<Run> {
  const { cwd, args, node = process.execPath, nodeArgs = [] } = options;
  const bin = join(ROOT, 'packages/kubevirt-vlan-cli/bin/kubevirt-vlan');
  // Without the variables of the test runner, such as NODE_OPTIONS, which belong to its process.
  const { PATH, HOME } = process.env;
  const child = spawn(node, [...nodeArgs, bin, ...args], {
    cwd,
    env: { PATH, HOME, ...options.env },
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
