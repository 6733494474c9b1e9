import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SLOW_BUILD_MS = 2000;

/** go.mod and go.sum are committed and complete; nothing else decides. */
const ENVIRONMENT = {
  GOFLAGS: '-mod=readonly',
  GOWORK: 'off',
  GOTOOLCHAIN: 'local',
};

/** Go's output, run in a folder; `env` extends this process' environment. */
export async function go(options: {
  folder: string;
  args: string[];
  env?: Record<string, string>;
}): Promise<string> {
  const { stdout } = await run('go', options.args, {
    cwd: options.folder,
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, ...ENVIRONMENT, ...options.env },
  });
  return stdout.trim();
}

/** Go's own settings by name, or undefined where there is no Go. */
export function goSettings<Name extends string>(
  ...names: Name[]
): Record<Name, string> | undefined {
  const { stdout, error, status, stderr } = spawnSync(
    'go',
    ['env', '-json', ...names],
    {
      // Not in a module: there, a Go that is too old fails at once.
      cwd: tmpdir(),
      env: { ...process.env, ...ENVIRONMENT },
      encoding: 'utf8',
    },
  );
  if ((error as { code?: string } | undefined)?.code === 'ENOENT') {
    return undefined;
  }
  if (error || status !== 0) {
    throw error ?? new Error(`go env fails: ${stderr}`);
  }
  return JSON.parse(stdout);
}

/** Why these modules cannot be built, if so: no Go, or a Go that is too old. */
export function whyNoGo(modules: string[]): string | undefined {
  const settings = goSettings('GOVERSION');
  if (!settings) {
    return 'go is not in the PATH';
  }
  const needed = modules
    .map(folder => match(join(folder, 'go.mod'), /^go (\S+)$/m))
    .sort(compareVersions)
    .at(-1)!;
  const found = settings.GOVERSION.replace(/^go/, '').split(' ')[0];
  return compareVersions(found, needed) < 0
    ? `Go ${needed} is needed, ${found} is installed`
    : undefined;
}

/** The folder of a module that another one requires. */
export function moduleFolder(folder: string, path: string): Promise<string> {
  return go({ folder, args: ['list', '-m', '-f={{.Dir}}', path] });
}

/**
 * Builds the program of a module; Go has it cached where nothing changed. Prints a notice when it takes long. Go's own
 * temporary files are on the file system of the result, which a rename then replaces: a program that runs, or that
 * another test builds too, is never half-written.
 */
export async function buildProgram(options: {
  /** Its name in the notice. */
  name: string;
  module: string;
  binary: string;
  tags?: string;
  /** Flags of the linker besides those that leave out debug information. */
  linkerFlags?: string;
  env?: Record<string, string>;
  /** Further modules to download. */
  andThen?: () => Promise<unknown>;
}): Promise<void> {
  const { name, module, binary, tags = '', linkerFlags = '', env } = options;
  const folder = dirname(binary);
  mkdirSync(folder, { recursive: true });
  await announced(name, async () => {
    await go({
      folder: module,
      args: [
        'build',
        '-trimpath',
        '-buildvcs=false',
        `-tags=${tags}`,
        `-ldflags=-s -w ${linkerFlags}`.trim(),
        `-o=${binary}`,
        '.',
      ],
      env: { ...env, GOTMPDIR: folder },
    });
    await options.andThen?.();
  });
}

async function announced(
  name: string,
  build: () => Promise<void>,
): Promise<void> {
  const begin = Date.now();
  const notice = setTimeout(
    () => say(`Go builds ${name}; the first time takes minutes`),
    SLOW_BUILD_MS,
  );
  try {
    await build();
  } finally {
    clearTimeout(notice);
  }
  const elapsed = Date.now() - begin;
  if (elapsed > SLOW_BUILD_MS) {
    say(`${name} was built in ${(elapsed / 1000).toFixed(1)} s`);
  }
}

/** The first group of a pattern that a file must match. */
export function match(file: string, pattern: RegExp): string {
  const found = pattern.exec(readFileSync(file, 'utf8'));
  if (!found) {
    throw new Error(`${file} does not match ${pattern}`);
  }
  return found[1];
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
