import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { promisify } from 'node:util';
import { appIni } from './appIni.ts';
import { giteaBinary } from './buildGitea.ts';

const START_SECONDS = 60;
const STOP_SECONDS = 10;
const REQUEST_SECONDS = 60;
const PORT_ATTEMPTS = 3;
const POLL_MS = 50;
const LOG_TAIL = 5000;

const run = promisify(execFile);

export interface Credentials {
  username: string;
  password: string;
}

export interface ApiAnswer {
  status: number;
  /** Parsed where it is JSON; else text. */
  body: any;
}

export interface GiteaOptions {
  /** Gets what Gitea logs, from warnings upwards. */
  log?: (text: string) => void;
}

/** A running Gitea; it ends with this process at the latest, and its folder with it. */
export interface Gitea {
  /** Without a slash at its end. */
  url: string;
  pid: number;
  admin: Credentials;
  /** Has the bare repositories, in gitea-repositories/. */
  dataDir: string;
  /** A request below /api/v1, by the admin or another user. */
  api(
    method: string,
    path: string,
    body?: unknown,
    as?: Credentials,
  ): Promise<ApiAnswer>;
  stop(): Promise<void>;
}

interface Server {
  url: string;
  child: ChildProcess;
  folder: string;
  dataDir: string;
  env: Record<string, string>;
  config: string;
}

export async function startGitea(options: GiteaOptions = {}): Promise<Gitea> {
  const built = await giteaBinary();
  if ('missing' in built) {
    throw new Error(`There is no Gitea: ${built.missing}`);
  }
  const server = await serve(built, options);
  const stop = () => stopServer(server);
  try {
    const admin = await createAdmin(built.binary, server);
    return {
      url: server.url,
      pid: server.child.pid!,
      admin,
      dataDir: server.dataDir,
      api: (method, path, body, as = admin) =>
        request({ url: `${server.url}/api/v1${path}`, method, body, as }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Retries where another process took the port between its choice and its use. */
async function serve(
  built: { binary: string; moduleDir: string },
  options: GiteaOptions,
): Promise<Server> {
  for (let attempt = 1; ; attempt++) {
    const server = launch({ ...built, port: await freePort() });
    const tail = logTail(server.child, options.log);
    const failure = await untilReady(server);
    if (!failure) {
      return server;
    }
    await stopServer(server);
    if (
      attempt === PORT_ATTEMPTS ||
      !tail().includes('address already in use')
    ) {
      throw new Error(`Gitea ${failure}\n${tail()}`);
    }
  }
}

function launch(options: {
  binary: string;
  moduleDir: string;
  port: number;
}): Server {
  const folder = mkdtempSync(join(tmpdir(), 'gitea-'));
  const dataDir = join(folder, 'data');
  const config = join(folder, 'app.ini');
  mkdirSync(dataDir);
  writeFileSync(config, appIni({ ...options, folder, dataDir }), {
    mode: 0o600,
  });
  // Nothing else of this process' environment: the variables and the Git
  // configuration of the user who runs the tests must have no effect.
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TMPDIR: folder,
    GIT_CONFIG_NOSYSTEM: '1',
  };
  // Its standard input stays open as long as this process lives.
  const child = spawn(options.binary, ['web', `--config=${config}`], {
    env: { ...env, GITEA_TEST_FOLDER: folder },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const url = `http://127.0.0.1:${options.port}`;
  return { url, child, folder, dataDir, env, config };
}

/** The end of its output so far. */
function logTail(child: ChildProcess, log?: GiteaOptions['log']): () => string {
  let tail = '';
  const take = (text: string) => {
    log?.(text);
    tail = (tail + text).slice(-LOG_TAIL);
  };
  child.stdout!.setEncoding('utf8').on('data', take);
  child.stderr!.setEncoding('utf8').on('data', take);
  return () => tail;
}

/** Returns what went wrong, if anything. */
async function untilReady(server: Server): Promise<string | undefined> {
  const { child, url } = server;
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (hasEnded(child)) {
      return `ended: ${child.exitCode ?? child.signalCode}`;
    }
    if (await isHealthy(url)) {
      return undefined;
    }
    await after(POLL_MS);
  }
  return `was not ready in ${START_SECONDS} s`;
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${url}/api/healthz`, {
      signal: AbortSignal.timeout(REQUEST_SECONDS * 1000),
    });
    return ok;
  } catch {
    return false;
  }
}

/** By the command line, because the API has no user yet. */
async function createAdmin(
  binary: string,
  server: Server,
): Promise<Credentials> {
  // `admin` itself is reserved (models/user/user.go).
  const admin = { username: 'site-admin', password: newPassword() };
  await run(
    binary,
    [
      'admin',
      'user',
      'create',
      `--config=${server.config}`,
      '--admin',
      '--must-change-password=false',
      `--username=${admin.username}`,
      `--password=${admin.password}`,
      `--email=${admin.username}@example.com`,
    ],
    { env: server.env },
  );
  return admin;
}

export function newPassword(): string {
  return randomBytes(16).toString('hex');
}

async function request(options: {
  url: string;
  method: string;
  body?: unknown;
  as: Credentials;
}): Promise<ApiAnswer> {
  const { url, method, body, as } = options;
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Basic ${btoa(`${as.username}:${as.password}`)}`,
      'content-type': 'application/json',
    },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_SECONDS * 1000),
  });
  const text = await response.text();
  const isJson = response.headers
    .get('content-type')
    ?.startsWith('application/json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

/** A free port of loopback. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}

async function stopServer({ child, folder }: Server): Promise<void> {
  if (!hasEnded(child)) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_SECONDS * 1000);
    await exited;
    clearTimeout(timer);
  }
  // A killed process could not do this itself.
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
