import { inspect } from 'node:util';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { OpenHostOptions } from '../GitHost';
import { openHost } from '../gitHosts';
import { PullRequestHost } from '../PullRequestHost';

/** The token of every host; no error may hold it. */
export const CANARY = 'canary-8e1f60';

export const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({
    integrations: {
      github: [
        {
          host: 'git.example.com',
          apiBaseUrl: 'https://git.example.com/api/v3',
          token: CANARY,
        },
        {
          host: 'anonymous.example.com',
          apiBaseUrl: 'https://anonymous.example.com/api/v3',
        },
      ],
      gitlab: [
        {
          host: 'lab.example.com',
          baseUrl: 'https://lab.example.com/gitlab',
          apiBaseUrl: 'https://lab.example.com/gitlab/api/v4',
          token: CANARY,
        },
      ],
      gitea: [
        {
          host: 'tea.example.com',
          baseUrl: 'https://tea.example.com/git',
          username: 'robot',
          password: CANARY,
        },
        { host: 'token.example.com', password: CANARY },
      ],
      bitbucketServer: [
        {
          host: 'bitbucket.example.com',
          apiBaseUrl: 'https://bitbucket.example.com/rest/api/1.0',
          token: CANARY,
        },
      ],
    },
  }),
);

/** A request that a host received. */
export interface Seen {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: any;
}

/** A server for the tests of a file, and the requests that it received. */
export function hostServer() {
  const server = setupServer();
  const seen: Seen[] = [];
  beforeAll(() => {
    server.listen({ onUnhandledRequest: 'error' });
    server.events.on('request:start', async ({ request }) => {
      const url = new URL(request.url);
      const entry: Seen = {
        method: request.method,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: Object.fromEntries(request.headers),
        body: undefined,
      };
      seen.push(entry);
      const text = await request.clone().text();
      entry.body = text ? JSON.parse(text) : undefined;
    });
  });
  afterEach(() => {
    server.resetHandlers();
    seen.length = 0;
  });
  afterAll(() => server.close());
  return {
    server,
    seen,
    writes: () => seen.filter(({ method }) => method !== 'GET'),
  };
}

/** Answers with one list after the other, and then always with the last. */
export function oneByOne(lists: object[][]): () => Response {
  let calls = 0;
  return () => HttpResponse.json(lists[Math.min(calls++, lists.length - 1)]);
}

/** The host of a repository. It does not wait between attempts, but records the pauses. */
export async function openTestHost(
  repoUrl: string,
  options: Partial<OpenHostOptions> = {},
): Promise<{ host: PullRequestHost; waits: number[] }> {
  const waits: number[] = [];
  const host = await openHost({
    integrations,
    repoUrl,
    wait: async ms => waits.push(ms),
    ...options,
  });
  return { host: host!, waits };
}

/** The error of a promise that rejects, which is checked for the token. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => {
      throw new Error('it did not fail');
    },
    reason => reason,
  );
  const everything = [
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    String(error.stack),
    inspect(error, { depth: 10, showHidden: true }),
  ].join('\n');
  expect(everything).not.toContain(CANARY);
  expect(everything).not.toMatch(/authorization.?:|bearer \S/i);
  expect(error.cause).toBeUndefined();
  return error;
}
