import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inspect } from 'node:util';
import { mockServices } from '@backstage/backend-test-utils';
import { GiteaRepo } from '../../gitea/GiteaRepo';
import { ScaffolderClient } from './ScaffolderClient';

/** What was searched, by the names of the places. */
export type Traces = Record<string, string[]>;

/** A root logger that records every level. */
export function recordingLogger() {
  const texts: string[] = [];
  const write = (message: string, meta?: unknown) => {
    texts.push(meta === undefined ? message : `${message} ${inspected(meta)}`);
  };
  const logger = mockServices.rootLogger.mock({
    error: write,
    warn: write,
    info: write,
    debug: write,
    child: meta => {
      texts.push(inspected(meta));
      return logger;
    },
  });
  return { texts, factory: logger.factory };
}

/**
 * Everything that others can read in a repository: all its objects, even unreferenced ones, and the pages of its host.
 */
export async function tracesInRepo(repo: GiteaRepo): Promise<Traces> {
  const pages = await Promise.all(
    ['/issues?state=all', '/issues/comments', '/labels', '/activities/feeds']
      .concat((await repo.pulls()).map(pull => `/pulls/${pull.number}/reviews`))
      .map(path => repo.api('GET', path)),
  );
  return {
    commits: [
      await repo.git('log', '--patch', '--all', '--reflog', '--text', '-m'),
    ],
    objects: [await repo.git('cat-file', '--batch-all-objects', '--batch')],
    refs: [Object.keys(await repo.refs()).join('\n')],
    requests: (await repo.pulls()).map(pull => leavesOf(pull)),
    pages: pages.map(({ body }) => leavesOf(body)),
  };
}

/** What tasks answer to those who may see them. */
export async function tracesInTasks(
  client: ScaffolderClient,
  ids: string[],
): Promise<Traces> {
  const traces: Traces = { events: [], outputs: [], tasks: [] };
  for (const id of ids) {
    const { task, events } = await client.task(id);
    // Backstage stores the user's input by design, for everybody who may read the task.
    const { spec, secrets, ...others } = task;
    traces.tasks.push(leavesOf(others));
    traces.events.push(leavesOf(events));
    traces.outputs.push(
      leavesOf(
        events.map((event: any) => [event.body.output, event.body.error]),
      ),
    );
  }
  return traces;
}

/** Every row of the scaffolder's tables. */
export function tracesInDatabase(folder: string): Traces {
  const database = new DatabaseSync(join(folder, 'scaffolder.sqlite'), {
    readOnly: true,
  });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .map(({ name }) => String(name));
    return Object.fromEntries(
      tables.map(table => [
        `table ${table}`,
        database
          .prepare(`SELECT * FROM "${table}"`)
          .all()
          // Backstage stores the user's input by design, to start the task with it, and `secrets` until the task ends.
          .map(({ spec, secrets, ...row }) => leavesOf(row)),
      ]),
    );
  } finally {
    database.close();
  }
}

/** The texts of the files below a folder. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/** The texts in a JSON-like value, keys too, and in JSON within it. */
function leavesOf(value: unknown): string {
  if (Array.isArray(value)) {
    return value.map(leavesOf).join('\n');
  }
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString();
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([key, inner]) => `${key}\n${leavesOf(inner)}`)
      .join('\n');
  }
  const text = String(value);
  return /^[[{]/.test(text) ? `${text}\n${parsed(text)}` : text;
}

function parsed(text: string): string {
  try {
    return leavesOf(JSON.parse(text));
  } catch {
    return '';
  }
}

function inspected(value: unknown): string {
  return inspect(value, {
    depth: 10,
    maxStringLength: null,
    breakLength: Infinity,
  });
}
