import { randomBytes } from 'node:crypto';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as after } from 'node:timers/promises';
import { ScaffolderClient } from '../ScaffolderClient';
import {
  BackendHome,
  BackendProcess,
  createHome,
  databaseOf,
  logOf,
} from './BackendProcess';
import { Change } from './changes';
import { KINDS, Kill } from './killPlan';
import { KillingProxy, startKillingProxy } from './killingProxy';

const WAIT_SECONDS = 120;
const POLL_MS = 500;
const LOG_TAIL = 3000;
const ENDED = ['completed', 'failed', 'cancelled'];

/** A kill that was done. */
export interface Hit extends Kill {
  /** Tasks that the database lists as running although their process is gone. */
  processing: number;
}

/** A row of the scaffolder's table. */
export interface TaskRow {
  id: string;
  status: string;
  /** How it ended, in JSON. */
  end: string | null;
  /** How often it was recovered. */
  recoveries: number;
}

const ROWS = `select id, status,
  (select max(body) from task_events
    where task_id = tasks.id and event_type = 'completion') as end,
  (select count(*) from task_events
    where task_id = tasks.id and event_type = 'recovered') as recoveries
  from tasks`;

/** One database, and the backend processes that use it one after the other. */
export class Lane {
  readonly home: BackendHome;
  /** The tasks that a process got. */
  readonly changes: Change[] = [];
  /** How long each start took. */
  readonly startMs: number[] = [];
  readonly #proxy: KillingProxy;
  readonly #next: () => Change;
  readonly #unanswered: Change[] = [];
  #backend: BackendProcess | undefined;

  private constructor(options: {
    home: BackendHome;
    proxy: KillingProxy;
    next: () => Change;
  }) {
    this.home = options.home;
    this.#proxy = options.proxy;
    this.#next = options.next;
  }

  static async create(options: {
    folder: string;
    gitea: string;
    configFor: (proxyUrl: string) => any;
    next: () => Change;
  }): Promise<Lane> {
    const { folder, gitea, configFor, next } = options;
    const proxy = await startKillingProxy(gitea);
    const token = randomBytes(16).toString('hex');
    const config = configFor(proxy.url);
    const home = createHome({ folder, token, config });
    return new Lane({ home, proxy, next });
  }

  /** Waits until the catalog has read the templates and the reviewers, which it stores. */
  async prepare(): Promise<void> {
    const backend = await this.#start();
    const client = new ScaffolderClient(backend.fetch);
    const members =
      '/api/catalog/entities?filter=kind=user,relations.memberOf=group:default/network';
    await this.#until('the catalog is read', async () => {
      await after(POLL_MS);
      const found = await Promise.all([
        client.parameters('attach-vlan'),
        client.parameters('create-vm'),
        backend.fetch(members).then(async answer => (await answer.json())[0]),
      ]);
      return found.every(Boolean);
    });
    await backend.end();
  }

  /** As another one that is prepared. */
  copy(other: Lane): void {
    cpSync(databaseOf(other.home), databaseOf(this.home), { recursive: true });
  }

  /** One process, from its start to its kill. */
  async kill(kill: Kill): Promise<Hit> {
    const backend = await this.#start();
    let { of, nth } = kill;
    let hasHit = false;
    const arm = () =>
      this.#proxy.arm({
        matches: KINDS[kill.kind],
        phase: kill.phase,
        nth,
        kill: () => {
          backend.kill();
          hasHit = true;
        },
      });
    arm();
    if (of === 'new') {
      await this.#begin(backend, this.#two());
    }
    await this.#until(`${kill.kind} (${kill.phase})`, async () => {
      await after(POLL_MS);
      if (!hasHit && (await this.#isIdle(backend))) {
        // All existing tasks ended without such a request.
        of = 'new';
        nth = 1;
        arm();
        await this.#begin(backend, this.#two());
      }
      return hasHit;
    });
    await backend.ended();
    const rows = this.#rows();
    const failed = rows.find(({ status }) => status === 'failed');
    if (failed) {
      throw new Error(`Task ${failed.id} failed: ${failed.end}`);
    }
    return {
      ...kill,
      of,
      nth,
      processing: rows.filter(({ status }) => status === 'processing').length,
    };
  }

  /** A last process, which runs until all tasks have ended. */
  async finish(): Promise<TaskRow[]> {
    const backend = await this.#start();
    this.#proxy.disarm();
    // A client without an answer retries.
    await this.#begin(backend, this.#unanswered.splice(0));
    await this.#until('all tasks have ended', () =>
      after(POLL_MS).then(() => this.#isIdle(backend)),
    );
    await backend.end();
    return this.#rows();
  }

  async stop(): Promise<void> {
    await this.#backend?.end();
    await this.#proxy.close();
  }

  async #start(): Promise<BackendProcess> {
    const started = Date.now();
    this.#backend = await BackendProcess.start(this.home);
    this.startMs.push(Date.now() - started);
    return this.#backend;
  }

  #two(): Change[] {
    const two = [this.#next(), this.#next()];
    this.changes.push(...two);
    return two;
  }

  async #begin(backend: BackendProcess, begun: Change[]): Promise<void> {
    await Promise.all(
      begun.map(async change => {
        const { template, values } = change;
        const answer = await backend
          .fetch('/api/scaffolder/v2/tasks', {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({
              templateRef: `template:default/${template}`,
              values,
            }),
          })
          // Killed meanwhile, after or before it wrote down the task.
          .catch(() => undefined);
        if (!answer) {
          this.#unanswered.push(change);
        } else if (answer.status !== 201) {
          throw new Error(`${answer.status} ${await answer.text()}`);
        }
      }),
    );
  }

  async #isIdle(backend: BackendProcess): Promise<boolean> {
    return (
      backend
        .fetch('/api/scaffolder/v2/tasks')
        .then(async answer => (await answer.json()).tasks)
        .then(tasks =>
          tasks.every(({ status }: TaskRow) => ENDED.includes(status)),
        )
        // Killed meanwhile.
        .catch(() => false)
    );
  }

  /** What a process left behind when it ended. */
  #rows(): TaskRow[] {
    const file = join(databaseOf(this.home), 'scaffolder.sqlite');
    const database = new DatabaseSync(file);
    try {
      return database.prepare(ROWS).all() as unknown as TaskRow[];
    } finally {
      database.close();
    }
  }

  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + WAIT_SECONDS * 1000;
    while (!(await isSo())) {
      if (Date.now() > deadline) {
        const log = readFileSync(logOf(this.home), 'utf8').slice(-LOG_TAIL);
        const asked = this.#proxy.requests.slice(-20).join('\n');
        throw new Error(`Not in ${WAIT_SECONDS} s: ${what}\n${asked}\n${log}`);
      }
    }
  }
}
