import { http, HttpResponse } from 'msw';
import {
  alreadyExists,
  forbidden,
  invalidField,
  labels,
  noCommits,
  pull,
} from './__fixtures__/github';
import {
  CANARY,
  hostServer,
  oneByOne,
  openTestHost,
  rejection,
} from './__testUtils__/hostTest';
import { withMarkers, withUnfinishedMarkers } from './bodySection';
import { Proposal } from './PullRequestHost';

const { server, seen, writes } = hostServer();

const API = 'https://git.example.com/api/v3/repos/octocat/Hello-World';
const open = () =>
  openTestHost('https://git.example.com/octocat/Hello-World.git');

const proposal: Proposal = {
  branch: 'new-topic',
  baseBranch: 'master',
  title: 'Amazing new feature',
  body: 'Ours',
  labels: [],
  reviewers: [],
};
const ours = { ...pull, body: withMarkers('Ours') };
/** Of a task that has not come to the labels and reviewers. */
const unfinished = {
  ...pull,
  labels: [],
  body: withUnfinishedMarkers('Ours'),
};
const title = proposal.title;
const finishing = { title, body: withMarkers('Ours') };

const listing = (...lists: object[][]) =>
  server.use(http.get(`${API}/pulls`, oneByOne(lists)));

const takesExtras = () =>
  server.use(
    http.post(`${API}/issues/1347/labels`, () => HttpResponse.json(labels)),
    http.post(`${API}/pulls/1347/requested_reviewers`, () =>
      HttpResponse.json(pull, { status: 201 }),
    ),
    http.patch(`${API}/pulls/1347`, () => HttpResponse.json(ours)),
  );

const answersOpen = (answer: () => Response) =>
  server.use(http.post(`${API}/pulls`, answer));

describe('listOpen', () => {
  it('lists the requests into a branch from all pages, also those from forks', async () => {
    server.use(
      http.get(`${API}/pulls`, ({ request }) => {
        const page = new URL(request.url).searchParams.get('page');
        return page === '1'
          ? HttpResponse.json([pull], {
              headers: {
                Link: `<${API}/pulls?page=2>; rel="next", <${API}/pulls?page=2>; rel="last"`,
              },
            })
          : HttpResponse.json([
              {
                ...pull,
                number: 1348,
                head: {
                  ...pull.head,
                  repo: { id: 7, full_name: 'hubot/Hello-World' },
                },
              },
              { ...pull, number: 1349, head: { ...pull.head, repo: null } },
              { ...pull, number: 1350, base: { ...pull.base, ref: 'other' } },
            ]);
      }),
    );
    const { host } = await open();
    expect(host).toMatchObject({ kind: 'GitHub', host: 'git.example.com' });
    const listed = await host.listOpen({ baseBranch: 'master' });

    expect(listed[0]).toEqual({
      name: '#1347',
      url: 'https://github.com/octocat/Hello-World/pull/1347',
      title: 'Amazing new feature',
      branch: 'new-topic',
      isFromFork: false,
      ref: 'refs/pull/1347/head',
    });
    expect(listed.map(({ name, isFromFork }) => [name, isFromFork])).toEqual([
      ['#1347', false],
      ['#1348', true],
      ['#1349', true],
    ]);
    expect(seen[0].query).toEqual({
      state: 'open',
      base: 'master',
      sort: 'created',
      direction: 'asc',
      per_page: '100',
      page: '1',
    });
    expect(seen[0].headers.authorization).toBe(`Bearer ${CANARY}`);
    expect(seen).toHaveLength(2);
  });

  it('stops at a thousand', async () => {
    const page = Array.from({ length: 100 }, () => pull);
    server.use(
      http.get(`${API}/pulls`, () =>
        HttpResponse.json(page, {
          headers: { Link: `<${API}/pulls?page=9>; rel="next"` },
        }),
      ),
    );
    const { host } = await open();
    expect(await host.listOpen({ baseBranch: 'master' })).toHaveLength(1000);
    expect(seen).toHaveLength(10);
  });
});

describe('findOpen', () => {
  const find = async (branch: string) =>
    (await open()).host.findOpen({ baseBranch: 'master', branch });

  it('finds the request of a branch, not that of a fork, and reads no further page', async () => {
    const { head } = pull;
    const fork = { ...head, repo: { id: 7, full_name: 'hubot/Hello-World' } };
    server.use(
      http.get(`${API}/pulls`, () =>
        HttpResponse.json([{ ...pull, number: 1, head: fork }, pull], {
          headers: { Link: `<${API}/pulls?page=2>; rel="next"` },
        }),
      ),
    );
    expect(await find('new-topic')).toMatchObject({ name: '#1347' });
    expect(seen).toHaveLength(1);
    expect(seen[0].query).toMatchObject({ head: 'octocat:new-topic' });
  });

  it('finds no request where there is none', async () => {
    server.use(http.get(`${API}/pulls`, () => HttpResponse.json([])));
    expect(await find('new-topic')).toBeUndefined();
  });
});

describe('propose', () => {
  it('opens a request with labels and reviewers', async () => {
    listing([]);
    answersOpen(() => HttpResponse.json(unfinished, { status: 201 }));
    takesExtras();
    const { host } = await open();
    const report = await host.propose({
      ...proposal,
      labels: ['Foo'],
      reviewers: ['other_user'],
    });

    expect(report).toMatchObject({
      outcome: 'opened',
      warnings: [],
      request: { name: '#1347' },
    });
    expect(seen[0].query.head).toBe('octocat:new-topic');
    expect(writes().map(({ body }) => body)).toEqual([
      {
        head: 'new-topic',
        base: 'master',
        ...finishing,
        body: unfinished.body,
      },
      { reviewers: ['other_user'] },
      { labels: ['Foo'] },
      finishing,
    ]);
  });

  it('sends nothing when nothing but line ends changed', async () => {
    listing([
      { ...pull, body: `Hi\r\n${withMarkers('a\nb').replace(/\n/g, '\r\n')}` },
    ]);
    const { host } = await open();
    const report = await host.propose({
      ...proposal,
      body: 'a\nb',
      labels: ['removed by people'],
      reviewers: ['removed'],
    });
    expect(report.outcome).toBe('unchanged');
    expect(writes()).toEqual([]);
  });

  it('adds the labels and reviewers to a request that another task left without them', async () => {
    // At any age, and after any update.
    listing([
      {
        ...unfinished,
        created_at: '2026-11-23T12:00:00Z',
        updated_at: '2026-11-24T12:00:00Z',
      },
    ]);
    takesExtras();
    const { host } = await open();
    const report = await host.propose({
      ...proposal,
      labels: ['Foo'],
      reviewers: ['other_user'],
    });
    expect(report.outcome).toBe('updated');
    expect(writes().map(({ body }) => body)).toEqual([
      { reviewers: ['other_user'] },
      { labels: ['Foo'] },
      finishing,
    ]);
  });

  it('updates only the title and its own part of the description', async () => {
    const existing = {
      ...pull,
      title: 'Old',
      body: `Above\n${withMarkers('Old')}\nBelow`,
    };
    listing([existing]);
    server.use(http.patch(`${API}/pulls/1347`, () => HttpResponse.json(pull)));
    const { host } = await open();
    const report = await host.propose({ ...proposal, labels: ['Foo'] });
    expect(report).toMatchObject({
      outcome: 'updated',
      request: { title: 'Amazing new feature' },
    });
    expect(writes()).toHaveLength(1);
    expect(writes()[0].body).toEqual({
      title: 'Amazing new feature',
      body: `Above\n${withMarkers('Ours')}\nBelow`,
    });
  });

  it("does not change a fork's request of the same branch name", async () => {
    listing([
      { ...pull, head: { ...pull.head, repo: { id: 7, full_name: 'h/H' } } },
    ]);
    answersOpen(() => HttpResponse.json(ours, { status: 201 }));
    const { host } = await open();
    expect((await host.propose(proposal)).outcome).toBe('opened');
  });

  it('updates the request that another task opened meanwhile', async () => {
    listing([], [{ ...ours, title: 'Theirs' }]);
    answersOpen(() => HttpResponse.json(alreadyExists, { status: 422 }));
    server.use(http.patch(`${API}/pulls/1347`, () => HttpResponse.json(ours)));
    const { host } = await open();
    expect((await host.propose(proposal)).outcome).toBe('updated');
  });

  it.each([
    ['the connection drops', () => HttpResponse.error()],
    ['a gateway gives up', () => new HttpResponse('<p>', { status: 504 })],
    ['the host breaks', () => HttpResponse.json({}, { status: 500 })],
    ['the host is busy', () => HttpResponse.json({}, { status: 503 })],
  ])('finds the opened request after %s', async (_, answer) => {
    listing([], [unfinished]);
    answersOpen(answer);
    takesExtras();
    const { host } = await open();
    const report = await host.propose({ ...proposal, labels: ['Foo'] });
    expect(report.outcome).toBe('opened');
    expect(writes().map(({ path }) => path.split('/').pop())).toEqual([
      'pulls',
      'labels',
      '1347',
    ]);
  });

  it('fails with the first error when the request was not opened', async () => {
    listing([]);
    answersOpen(() => HttpResponse.error());
    const { host } = await open();
    const error = await rejection(host.propose(proposal));
    expect(error.name).toBe('ServiceUnavailableError');
    expect(error.message).toBe(
      'GitHub (git.example.com) could not be reached to "open a request" (the connection failed).',
    );
    expect(writes()).toHaveLength(1);
  });

  it('opens a request again only when the host did not act, and after a look whether it exists', async () => {
    listing([]);
    let calls = 0;
    answersOpen(() =>
      calls++ === 0
        ? HttpResponse.json(
            {},
            { status: 429, headers: { 'Retry-After': '2' } },
          )
        : HttpResponse.json(ours, { status: 201 }),
    );
    const { host, waits } = await open();
    expect((await host.propose(proposal)).outcome).toBe('opened');
    expect(waits).toEqual([2000]);
    expect(seen.map(({ method }) => method)).toEqual([
      'GET',
      'POST',
      'GET',
      'POST',
    ]);
  });

  it('reports that there is nothing to merge', async () => {
    listing([]);
    answersOpen(() => HttpResponse.json(noCommits, { status: 422 }));
    const { host } = await open();
    const error = await rejection(host.propose(proposal));
    expect(error.message).toBe(
      'GitHub (git.example.com) answered 422 to "open a request": Validation Failed; No commits between master and new-topic.',
    );
    expect(error.name).toBe('ServiceUnavailableError');
  });

  it('warns about labels and reviewers that are not accepted', async () => {
    listing([]);
    answersOpen(() => HttpResponse.json(ours, { status: 201 }));
    server.use(
      http.post(`${API}/issues/1347/labels`, () =>
        HttpResponse.json(invalidField, { status: 422 }),
      ),
      http.post(
        `${API}/pulls/1347/requested_reviewers`,
        async ({ request }) => {
          const { reviewers } = (await request.json()) as any;
          return reviewers[0] === 'octocat'
            ? HttpResponse.json(
                {
                  message:
                    'Review cannot be requested from pull request author.',
                },
                { status: 422 },
              )
            : HttpResponse.json(pull, { status: 201 });
        },
      ),
    );
    const { host } = await open();
    const report = await host.propose({
      ...proposal,
      labels: ['x'],
      reviewers: ['octocat', 'other_user'],
    });
    expect(report.outcome).toBe('opened');
    expect(report.warnings).toEqual([
      'GitHub (git.example.com) answered 422 to "ask octocat for a review": Review cannot be requested from pull request author.',
      'GitHub (git.example.com) answered 422 to "add the labels x": Validation Failed; Label color invalid.',
    ]);
    expect(writes()).toHaveLength(4);
  });

  it('stops when it is aborted between the request and its labels', async () => {
    const controller = new AbortController();
    listing([]);
    answersOpen(() => HttpResponse.json(ours, { status: 201 }));
    server.use(
      http.post(`${API}/issues/1347/labels`, () => {
        controller.abort(new Error('enough'));
        return HttpResponse.error();
      }),
    );
    const { host } = await open();
    await expect(
      host.propose({ ...proposal, labels: ['x'], signal: controller.signal }),
    ).rejects.toThrow('enough');
  });

  it('reports the right that the credentials lack', async () => {
    listing([]);
    answersOpen(() => HttpResponse.json(forbidden, { status: 403 }));
    const { host } = await open();
    const error = await rejection(host.propose(proposal));
    expect(error.name).toBe('NotAllowedError');
    expect(error.message).toBe(
      'GitHub (git.example.com) answered 403 to "open a request": Resource not accessible by personal access token. The credentials for git.example.com in "integrations" need the right to read and write pull requests.',
    );
    expect(seen).toHaveLength(2);
  });
});
