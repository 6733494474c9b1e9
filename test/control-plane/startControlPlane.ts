import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { controlPlaneBinary } from './buildControlPlane.ts';

const START_SECONDS = 120;
const STOP_SECONDS = 10;
const LOG_TAIL = 5000;

/** A user of the cluster, who gets a token. */
export interface Identity {
  user: string;
  groups: string[];
}

/** The identities that get a token by default; see manifests/ for their rights. */
export const IDENTITIES = {
  writer: {
    user: 'backstage:default/writer',
    groups: ['backstage:default/platform'],
  },
  reader: {
    user: 'backstage:default/reader',
    groups: ['backstage:default/readers'],
  },
  outsider: { user: 'backstage:default/outsider', groups: [] },
} satisfies Record<string, Identity>;

export interface ControlPlaneOptions {
  /** By the name their token gets; instead of IDENTITIES. */
  identities?: Record<string, Identity>;
  /** A folder of YAML files to apply instead of manifests/; has to bring ServiceAccount backstage/backstage. */
  manifests?: string;
  /** Gets what etcd, kube-apiserver and the webhooks log. */
  log?: (text: string) => void;
}

/** What the program announces when everything works. */
interface Announcement {
  server: string;
  caFile: string;
  /** A member of system:masters, by a client certificate. */
  adminKubeconfig: string;
  /** Of ServiceAccount backstage/backstage. */
  serviceAccountToken: string;
  /** By name of the identity. */
  tokens: Record<string, string>;
  dataDir: string;
  startedInMs: number;
}

/** A running control plane; it ends at the latest with this process. */
export interface ControlPlane extends Announcement {
  stop(): Promise<void>;
}

export async function startControlPlane(
  options: ControlPlaneOptions = {},
): Promise<ControlPlane> {
  const built = await controlPlaneBinary();
  if ('missing' in built) {
    throw new Error(`There is no control plane: ${built.missing}`);
  }
  const child = spawn(
    built.binary,
    [
      `--nmstate-module=${built.modules.nmstate}`,
      `--nad-module=${built.modules.nad}`,
      `--manifests=${
        options.manifests ?? join(import.meta.dirname, 'manifests')
      }`,
      ...Object.entries(options.identities ?? IDENTITIES).map(
        ([name, identity]) =>
          `--identity=${JSON.stringify({ name, ...identity })}`,
      ),
    ],
    // Its standard input stays open as long as this process lives.
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  const exited = once(child, 'exit');
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    options.log?.(text);
    tail = (tail + text).slice(-LOG_TAIL);
  });
  try {
    const announcement = await announced(child, exited);
    return {
      ...announcement,
      stop: () => stop(child, exited, announcement.dataDir),
    };
  } catch (error) {
    await stop(child, exited);
    throw new Error(`${(error as Error).message}\n${tail}`);
  }
}

/** The first line on standard output, the only one there is. */
async function announced(
  child: ChildProcess,
  exited: Promise<unknown[]>,
): Promise<Announcement> {
  const line = once(createInterface({ input: child.stdout! }), 'line');
  const outcome = await Promise.race([
    line.then(([text]) => ({ text: text as string })),
    exited.then(([code, signal]) => ({ failure: `ended: ${code ?? signal}` })),
    after(START_SECONDS).then(() => ({
      failure: `was not ready in ${START_SECONDS} s`,
    })),
  ]);
  if ('failure' in outcome) {
    throw new Error(`The control plane ${outcome.failure}`);
  }
  return JSON.parse(outcome.text);
}

async function stop(
  child: ChildProcess,
  exited: Promise<unknown[]>,
  dataDir?: string,
): Promise<void> {
  child.kill('SIGTERM');
  const ended = await Promise.race([
    exited.then(() => true),
    after(STOP_SECONDS).then(() => false),
  ]);
  if (ended) {
    return;
  }
  child.kill('SIGKILL');
  await exited;
  // A killed process could not do this itself.
  if (dataDir) {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** A timer that does not keep the process alive; the work that it limits does. */
function after(seconds: number): Promise<void> {
  return new Promise(done => setTimeout(done, seconds * 1000).unref());
}
