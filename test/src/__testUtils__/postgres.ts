import {
  ChildProcess,
  execFileSync,
  spawn,
  spawnSync,
} from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { freePort } from '../../gitea/startGitea';

/** Where Debian's packages put each version. */
const VERSIONS = '/usr/lib/postgresql';
const START_SECONDS = 60;
const STOP_SECONDS = 20;
const PORT_ATTEMPTS = 3;
const POLL_MS = 50;
const LOG_TAIL = 5000;
const USER = 'backstage';

/**
 * Replaces this shell with PostgreSQL, which keeps the process id. A watchdog ends it when the standard input ends,
 * which happens when the parent process has ended.
 */
const GUARDED =
  'exec 3<&0; (cat <&3 >/dev/null; kill -INT $$) & exec "$0" "$@" 3<&-';

/** A running PostgreSQL; it ends at the latest with this process. */
export interface Postgres {
  /** As `backend.database.connection` takes it. */
  connection: { host: string; port: number; user: string; password: string };
  stop: () => Promise<void>;
}

/** The programs of the newest version. */
const bin = newest();

/**
 * Why suites with PostgreSQL are skipped, or false. It is known before a suite is defined. Where PostgreSQL is
 * required, the suites fail without it instead.
 */
export const missingPostgres: string | false =
  bin || process.env.CONTROL_PLANE === 'required'
    ? false
    : "there is no PostgreSQL of Debian's package postgresql";

/** Starts an empty PostgreSQL on loopback, in a temporary folder. */
export async function startPostgres(): Promise<Postgres> {
  if (!bin) {
    throw new Error(`There is no PostgreSQL in ${VERSIONS}`);
  }
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  try {
    return await startIn(folder, bin);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function newest(): string | undefined {
  return (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
    .sort((a, b) => Number(b) - Number(a))
    .map(version => join(VERSIONS, version, 'bin'))
    .find(folder => existsSync(join(folder, 'initdb')));
}

async function startIn(folder: string, programs: string): Promise<Postgres> {
  const identity = someoneElse();
  const password = randomBytes(16).toString('hex');
  const passwordFile = join(folder, 'password');
  const data = join(folder, 'data');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (identity) {
    [folder, passwordFile].forEach(path =>
      chownSync(path, identity.uid, identity.gid),
    );
  }
  // Nothing of this process' environment: it may name another PostgreSQL.
  const how = { cwd: folder, env: { PATH: process.env.PATH }, ...identity };
  const made = spawnSync(
    join(programs, 'initdb'),
    [
      `--pgdata=${data}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...how, encoding: 'utf8' },
  );
  if (made.status !== 0) {
    throw new Error(`initdb failed: ${made.error ?? made.stderr}`);
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = spawn(
      'sh',
      [
        '-c',
        GUARDED,
        join(programs, 'postgres'),
        '-D',
        data,
        ...settings({ port, folder }),
      ],
      { ...how, stdio: ['pipe', 'pipe', 'pipe'] },
    );
    const tail = logTail(child);
    if (await isReady(child, port)) {
      return {
        connection: { host: '127.0.0.1', port, user: USER, password },
        stop: async () => {
          await end(child);
          rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
        },
      };
    }
    await end(child);
    // Another process may have taken the port between its choice and its use.
    if (attempt === PORT_ATTEMPTS) {
      throw new Error(`PostgreSQL does not start\n${tail()}`);
    }
  }
}

function settings(options: { port: number; folder: string }): string[] {
  return Object.entries({
    listen_addresses: '127.0.0.1',
    port: options.port,
    unix_socket_directories: options.folder,
    // Each plugin of each backend has a pool of its own.
    max_connections: 200,
    // Nothing here outlives the test.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** PostgreSQL does not run as root: the user of Debian's package, then. */
function someoneElse(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) {
    return undefined;
  }
  const id = (what: string) =>
    Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** The end of its output so far. */
function logTail(child: ChildProcess): () => string {
  let tail = '';
  const take = (text: string) => {
    tail = (tail + text).slice(-LOG_TAIL);
  };
  child.stdout!.setEncoding('utf8').on('data', take);
  child.stderr!.setEncoding('utf8').on('data', take);
  return () => tail;
}

/** Retries until it listens, which it does only after its recovery. */
async function isReady(child: ChildProcess, port: number): Promise<boolean> {
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline && !hasEnded(child)) {
    if (await listens(port)) {
      // Another PostgreSQL may listen there, which makes this one end.
      await after(POLL_MS * 4);
      return !hasEnded(child);
    }
    await after(POLL_MS);
  }
  return false;
}

function listens(port: number): Promise<boolean> {
  return new Promise(done => {
    const socket = connect(port, '127.0.0.1');
    const say = (isSo: boolean) => {
      socket.destroy();
      done(isSo);
    };
    socket.on('connect', () => say(true)).on('error', () => say(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) {
    return;
  }
  const exited = once(child, 'exit');
  // Without waiting for clients.
  child.stdin!.end();
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_SECONDS * 1000);
  await exited;
  clearTimeout(timer);
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
