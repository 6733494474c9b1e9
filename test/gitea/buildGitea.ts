import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import {
  buildProgram,
  goSettings,
  moduleFolder,
  whyNoGo,
} from '../go/goBuild.ts';

const SERVER = join(import.meta.dirname, 'server');
const BIN = join(import.meta.dirname, 'bin');

/** A built Gitea, and the folder of its module, whose templates and locales it reads. */
export interface GiteaBinary {
  binary: string;
  moduleDir: string;
}

let built: Promise<GiteaBinary | { missing: string }> | undefined;

/**
 * Gitea, built unless Go has it cached; `missing` names what this
 * machine lacks to build or run it.
 */
export function giteaBinary(): Promise<GiteaBinary | { missing: string }> {
  built ??= build();
  return built;
}

async function build(): Promise<GiteaBinary | { missing: string }> {
  const missing = whyNoGitea();
  if (missing) {
    return { missing };
  }
  const binary = join(BIN, 'gitea');
  await buildProgram({
    name: 'Gitea',
    module: SERVER,
    binary,
    // Without it there is no SQLite (modules/setting/database_sqlite.go).
    tags: 'sqlite sqlite_unlock_notify',
    env: { CGO_ENABLED: '1' },
  });
  return {
    binary,
    moduleDir: await moduleFolder(SERVER, 'code.gitea.io/gitea'),
  };
}

/** Known at once, as a suite is skipped when it is defined. */
export function whyNoGitea(): string | undefined {
  const noGo = whyNoGo([SERVER]);
  if (noGo) {
    return noGo;
  }
  // May have arguments: `gcc -m64`.
  const [compiler] = goSettings('CC')!.CC.split(' ');
  if (!runs(compiler)) {
    return `the C compiler ${compiler}, which SQLite needs, is not in the PATH`;
  }
  return runs('git') ? undefined : 'git is not in the PATH';
}

function runs(program: string): boolean {
  return !spawnSync(program, ['--version'], { stdio: 'ignore' }).error;
}
