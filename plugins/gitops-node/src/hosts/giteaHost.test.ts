import { http, HttpResponse } from 'msw';
import { hostServer, openTestHost } from './__testUtils__/hostTest';
import { withMarkers, withUnfinishedMarkers } from './bodySection';

const { server, seen, writes } = hostServer();

const API = 'https://tea.example.com/git/api/v1';
const REPO = `${API}/repos/o/r`;

const opened = {
  number: 1,
  title: 't',
  body: withMarkers('Ours'),
  html_url: 'https://tea.example.com/git/o/r/pulls/1',
  labels: [],
  base: { ref: 'main', repo_id: 1 },
  head: { label: 'b', ref: 'b', repo_id: 1 },
};
const proposal = {
  branch: 'b',
  baseBranch: 'main',
  title: 't',
  body: 'Ours',
  labels: ['net', 'team', 'nope'],
  reviewers: ['nobody'],
};
const notFound = () =>
  HttpResponse.json({ message: "User 'nobody' not exist" }, { status: 404 });
const labelsOf = (...names: string[]) =>
  HttpResponse.json(
    names.map((name, id) => ({ id: id + 1, name })),
    { headers: { 'X-Total-Count': String(names.length) } },
  );

function opens(organisationLabels: () => Response) {
  server.use(
    http.get(`${REPO}/pulls`, () => HttpResponse.json([])),
    http.post(`${REPO}/pulls`, () =>
      HttpResponse.json(
        { ...opened, body: withUnfinishedMarkers('Ours') },
        { status: 201 },
      ),
    ),
    http.patch(`${REPO}/pulls/1`, () => HttpResponse.json(opened)),
    http.get(`${REPO}/labels`, () => labelsOf('net')),
    http.get(`${API}/orgs/o/labels`, organisationLabels),
    http.post(`${REPO}/issues/1/labels`, () => HttpResponse.json([])),
    http.post(`${REPO}/pulls/1/requested_reviewers`, notFound),
  );
}

it('adds the labels that the repository and its organisation have', async () => {
  opens(() => labelsOf('other', 'team'));
  const { host } = await openTestHost('https://tea.example.com/git/o/r.git');
  const report = await host.propose(proposal);
  expect(report.outcome).toBe('opened');
  expect(report.warnings).toEqual([
    expect.stringContaining("User 'nobody' not exist"),
    'The label nope was not added: it has to be created in o/r on Gitea first.',
  ]);
  expect(writes().map(({ body }) => body)).toEqual([
    {
      head: 'b',
      base: 'main',
      title: 't',
      body: withUnfinishedMarkers('Ours'),
    },
    { reviewers: ['nobody'] },
    { labels: [1, 2] },
    { title: 't', body: withMarkers('Ours') },
  ]);
  writes().forEach(({ headers }) =>
    expect(headers['content-type']).toBe('application/json'),
  );
});

it('accepts an owner that is no organisation', async () => {
  opens(notFound);
  const { host } = await openTestHost('https://tea.example.com/git/o/r.git');
  const { warnings } = await host.propose({ ...proposal, reviewers: [] });
  expect(warnings).toEqual([
    'The label team was not added: it has to be created in o/r on Gitea first.',
    'The label nope was not added: it has to be created in o/r on Gitea first.',
  ]);
});

it("finds its request beside a fork's, and the request of a deleted branch", async () => {
  const head = { ...opened.head, repo_id: 2 };
  server.use(
    http.get(`${REPO}/pulls`, () =>
      HttpResponse.json([
        { ...opened, number: 5, head },
        {
          ...opened,
          number: 6,
          head: { ...opened.head, ref: 'refs/pull/6/head' },
        },
      ]),
    ),
  );
  const { host } = await openTestHost('https://tea.example.com/git/o/r.git');
  expect(await host.propose(proposal)).toMatchObject({
    outcome: 'unchanged',
    request: { name: '#6', branch: 'b', ref: 'refs/pull/6/head' },
  });
  expect(seen).toHaveLength(1);
});

it('stops at a limit when a host always has more labels', async () => {
  opens(notFound);
  let id = 0;
  server.use(
    http.get(`${REPO}/labels`, () => {
      id += 1;
      return HttpResponse.json([{ id, name: `label-${id}` }], {
        headers: { 'X-Total-Count': String(id + 1) },
      });
    }),
  );
  const { host } = await openTestHost('https://tea.example.com/git/o/r.git');
  const { outcome } = await host.propose({ ...proposal, reviewers: [] });
  expect(outcome).toBe('opened');
  expect(id).toBe(100);
});
