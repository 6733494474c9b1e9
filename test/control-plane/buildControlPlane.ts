import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SERVER = join(import.meta.dirname, 'server');
const UPSTREAM = join(import.meta.dirname, 'upstream');
const BIN = join(import.meta.dirname, 'bin');
const SLOW_BUILD_MS = 2000;

/** Modules whose definitions and admission rules the control plane reads at its start. */
const MODULES = {
  nmstate: 'github.com/nmstate/kubernetes-nmstate',
  nad: 'github.com/k8snetworkplumbingwg/network-attachment-definition-client',
};

/** A built control plane, and where the files are that it reads. */
export interface ControlPlaneBinary {
  binary: string;
  modules: Record<keyof typeof MODULES, string>;
}

let built: Promise<ControlPlaneBinary | { missing: string }> | undefined;

/**
 * The control plane, built unless Go has it cached. Where there is no Go to
 * build it with, says so instead: a test may then be skipped. With
 * KUBEBUILDER_ASSETS set, etcd and kube-apiserver are those of that directory
 * and are not built.
 */
export function controlPlaneBinary(): Promise<
  ControlPlaneBinary | { missing: string }
> {
  built ??= build();
  return built;
}

async function build(): Promise<ControlPlaneBinary | { missing: string }> {
  const missing = await whyNoGo();
  if (missing) {
    return { missing };
  }
  const withAssets = Boolean(process.env.KUBEBUILDER_ASSETS);
  const binary = join(
    BIN,
    withAssets ? 'control-plane-assets' : 'control-plane',
  );
  mkdirSync(BIN, { recursive: true });
  const begin = Date.now();
  const notice = setTimeout(
    () => say('Go builds the control plane; the first time takes minutes'),
    SLOW_BUILD_MS,
  );
  try {
    await go(SERVER, [
      'build',
      '-trimpath',
      '-buildvcs=false',
      `-tags=${withAssets ? 'assets' : ''}`,
      `-ldflags=-s -w ${kubernetesVersionFlags()}`,
      `-o=${binary}`,
      '.',
    ]);
    await go(UPSTREAM, ['mod', 'download']);
  } finally {
    clearTimeout(notice);
  }
  const elapsed = Date.now() - begin;
  if (elapsed > SLOW_BUILD_MS) {
    say(`the control plane was built in ${(elapsed / 1000).toFixed(1)} s`);
  }
  return {
    binary,
    modules: {
      nmstate: await moduleFolder(MODULES.nmstate),
      nad: await moduleFolder(MODULES.nad),
    },
  };
}

async function whyNoGo(): Promise<string | undefined> {
  let version: string;
  try {
    // Not in a module: there, a Go that is too old fails at once.
    version = await go(tmpdir(), ['env', 'GOVERSION']);
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') {
      return 'go is not in the PATH';
    }
    throw error;
  }
  const needed = [SERVER, UPSTREAM]
    .map(folder => match(join(folder, 'go.mod'), /^go (\S+)$/m))
    .sort(compareVersions)
    .at(-1)!;
  const found = version.replace(/^go/, '').split(' ')[0];
  return compareVersions(found, needed) < 0
    ? `Go ${needed} is needed, ${found} is installed`
    : undefined;
}

/** What Kubernetes' own build writes into the binary; else /version shows a placeholder. */
function kubernetesVersionFlags(): string {
  const version = match(
    join(SERVER, 'go.mod'),
    /^\tk8s\.io\/kubernetes (v\S+)$/m,
  );
  const [major, minor] = version.slice(1).split('.');
  return Object.entries({
    gitVersion: version,
    gitMajor: major,
    gitMinor: minor,
  })
    .map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`)
    .join(' ');
}

async function moduleFolder(path: string): Promise<string> {
  return go(UPSTREAM, ['list', '-m', '-f={{.Dir}}', path]);
}

async function go(folder: string, args: string[]): Promise<string> {
  const { stdout } = await run('go', args, {
    cwd: folder,
    maxBuffer: 16 * 1024 * 1024,
    env: {
      ...process.env,
      // go.mod and go.sum are committed and complete, and decide alone.
      GOFLAGS: '-mod=readonly',
      GOWORK: 'off',
      GOTOOLCHAIN: 'local',
      // On the file system of the result, which Go then replaces by a rename:
      // one that runs, or that another test builds too, is never half written.
      ...(folder === SERVER && { GOTMPDIR: BIN }),
    },
  });
  return stdout.trim();
}

function match(file: string, pattern: RegExp): string {
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
