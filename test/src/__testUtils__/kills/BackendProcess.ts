import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  openSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePort } from '../../../gitea/startGitea';

const ROOT = resolve(__dirname, '../../../..');
const START_SECONDS = 120;
const PORT_ATTEMPTS = 3;
const POLL_MS = 150;

/** A folder that outlives its processes: the configuration, the database and the log of all of them. */
export interface BackendHome {
  folder: string;
  token: string;
  config: any;
  /** The program; by default the one of the kills. */
  program?: string;
  /** As `backend.database`; by default SQLite in the folder. */
  database?: object;
}

export const databaseOf = ({ folder }: BackendHome) => join(folder, 'db');
export const logOf = ({ folder }: BackendHome) => join(folder, 'log.txt');

/**
 * A folder for processes. A process sees it as a workspace that uses the integrations: so it knows which of their
 * settings are secrets, and does not compile the schemas of all packages of this repository at each start, which is a
 * quarter of what a start costs.
 */
export function createHome(options: BackendHome): BackendHome {
  const { folder } = options;
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: '@backstage/integration' }),
  );
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return options;
}

/** A Backstage backend in its own process, which ends at the latest with this one. */
export class BackendProcess {
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #token: string;

  private constructor(options: {
    child: ChildProcess;
    url: string;
    token: string;
  }) {
    this.#child = options.child;
    this.#url = options.url;
    this.#token = options.token;
  }

  /** Retries where another process took the port between its choice and its use. */
  static async start(home: BackendHome): Promise<BackendProcess> {
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}`;
      const child = launch(home, port);
      const backend = new BackendProcess({ child, url, token: home.token });
      if (await backend.#isReady()) {
        return backend;
      }
      await backend.end();
      if (attempt === PORT_ATTEMPTS) {
        throw new Error('The backend does not start; its log says why');
      }
    }
  }

  fetch = (path: string, init: RequestInit = {}): Promise<Response> => {
    const authorization = `Bearer ${this.#token}`;
    return fetch(`${this.#url}${path}`, {
      ...init,
      headers: { ...init.headers, authorization },
    });
  };

  /** Immediately, by SIGKILL. */
  kill = (): void => {
    this.#child.kill('SIGKILL');
  };

  /** As in production. */
  terminate = (): void => {
    this.#child.kill('SIGTERM');
  };

  async end(): Promise<void> {
    this.kill();
    await this.ended();
  }

  async ended(): Promise<void> {
    if (!this.#hasEnded()) {
      await once(this.#child, 'exit');
    }
  }

  async #isReady(): Promise<boolean> {
    const deadline = Date.now() + START_SECONDS * 1000;
    while (Date.now() < deadline && !this.#hasEnded()) {
      const answer = await this.fetch('/.backstage/health/v1/readiness').catch(
        () => undefined,
      );
      if (answer?.ok) {
        return true;
      }
      await after(POLL_MS);
    }
    return false;
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}

function launch(home: BackendHome, port: number): ChildProcess {
  const file = join(home.folder, 'app-config.yaml');
  writeFileSync(file, stringify(configOf(home, port)), { mode: 0o600 });
  const log = openSync(logOf(home), 'a');
  try {
    return spawn(
      process.execPath,
      [
        // Not --import, with which every module asks the hooks of ES modules.
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        home.program ?? join(__dirname, 'backend.ts'),
        '--config',
        file,
      ],
      {
        cwd: home.folder,
        env: {
          PATH: process.env.PATH,
          HOME: home.folder,
          TMPDIR: home.folder,
          NODE_ENV: 'development',
          // Outside the folder, because all processes share the compiled code.
          NODE_COMPILE_CACHE: join(home.folder, '../compiled'),
        },
        stdio: ['pipe', log, log],
      },
    );
  } finally {
    closeSync(log);
  }
}

function configOf(home: BackendHome, port: number): any {
  const { config, token, database } = home;
  return {
    ...config,
    backend: {
      baseUrl: `http://127.0.0.1:${port}`,
      listen: { host: '127.0.0.1', port },
      database: database ?? {
        client: 'better-sqlite3',
        connection: { directory: databaseOf(home) },
      },
      auth: {
        externalAccess: [
          { type: 'static', options: { token, subject: 'kills' } },
        ],
      },
    },
  };
}
