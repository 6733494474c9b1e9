import { http, HttpResponse } from 'msw';
import {
  alreadyExists,
  expired,
  invalid,
  merge,
  user,
} from './__fixtures__/gitlab';
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

const BASE = 'https://lab.example.com/gitlab/api/v4';
const MERGES = `${BASE}/projects/:project/merge_requests`;
const open = () =>
  openTestHost('https://lab.example.com/gitlab/my-group/sub/my-project.git');

const proposal: Proposal = {
  branch: 'test1',
  baseBranch: 'master',
  title: 'test1',
  body: 'Ours',
  labels: [],
  reviewers: [],
};
const ours = { ...merge, description: withMarkers('Ours') };

const listing = (...lists: object[][]) =>
  server.use(http.get(MERGES, oneByOne(lists)));

it('lists the requests of all pages, also those from forks', async () => {
  server.use(
    http.get(MERGES, ({ request }) =>
      new URL(request.url).searchParams.get('page') === '1'
        ? HttpResponse.json([merge], { headers: { 'X-Next-Page': '2' } })
        : HttpResponse.json(
            [
              { ...merge, iid: 2, source_project_id: 2 },
              { ...merge, iid: 3, source_project_id: null },
            ],
            { headers: { 'X-Next-Page': '' } },
          ),
    ),
  );
  const { host } = await open();
  const listed = await host.listOpen({ baseBranch: 'master' });
  expect(listed[0]).toEqual({
    name: '!1',
    url: 'http://gitlab.example.com/my-group/my-project/merge_requests/1',
    title: 'test1',
    branch: 'test1',
    isFromFork: false,
    ref: 'refs/merge-requests/1/head',
  });
  expect(listed.map(({ isFromFork }) => isFromFork)).toEqual([
    false,
    true,
    true,
  ]);
  expect(seen[0]).toMatchObject({
    path: '/gitlab/api/v4/projects/my-group%2Fsub%2Fmy-project/merge_requests',
    query: {
      scope: 'all',
      state: 'opened',
      target_branch: 'master',
      order_by: 'created_at',
      sort: 'asc',
      per_page: '100',
      page: '1',
    },
    headers: { authorization: `Bearer ${CANARY}` },
  });
  expect(seen).toHaveLength(2);
});

it('opens a request with labels and reviewers', async () => {
  listing([]);
  server.use(
    http.post(MERGES, () =>
      HttpResponse.json(
        { ...ours, labels: ['net'], description: withUnfinishedMarkers('') },
        { status: 201 },
      ),
    ),
    http.get(`${BASE}/users`, ({ request }) =>
      HttpResponse.json(
        new URL(request.url).searchParams.get('username') === user.username
          ? [user]
          : [],
      ),
    ),
    http.put(`${MERGES}/1`, () =>
      HttpResponse.json({ ...ours, reviewers: [user] }),
    ),
  );
  const { host } = await open();
  const report = await host.propose({
    ...proposal,
    body: 'Ours\n/merge',
    labels: ['net', 'vlan'],
    reviewers: ['nobody', 'axel.block'],
  });
  expect(report.outcome).toBe('opened');
  expect(report.warnings).toEqual([
    'GitLab did not add the label vlan.',
    'GitLab has no user nobody, so no review was asked for there.',
  ]);
  expect(writes().map(({ body }) => body)).toEqual([
    {
      source_branch: 'test1',
      target_branch: 'master',
      title: 'test1',
      description: withUnfinishedMarkers('Ours\n\\/merge'),
      labels: 'net,vlan',
    },
    { reviewer_ids: [12] },
    { title: 'test1', description: withMarkers('Ours\n\\/merge') },
  ]);
  expect(seen[0].query).toMatchObject({
    source_branch: 'test1',
    target_branch: 'master',
  });
});

it('warns about reviewers that GitLab left out', async () => {
  listing([]);
  server.use(
    http.post(MERGES, () => HttpResponse.json(ours, { status: 201 })),
    http.get(`${BASE}/users`, () => HttpResponse.json([user])),
    http.put(`${MERGES}/1`, () => HttpResponse.json(ours)),
  );
  const { host } = await open();
  const report = await host.propose({ ...proposal, reviewers: ['axel.block'] });
  expect(report.warnings).toEqual([
    'GitLab did not ask axel.block for a review.',
  ]);
});

it('warns about reviewers that cannot be looked up', async () => {
  listing([]);
  server.use(
    http.post(MERGES, () => HttpResponse.json(ours, { status: 201 })),
    http.get(`${BASE}/users`, () =>
      HttpResponse.json(expired, { status: 401 }),
    ),
  );
  const { host } = await open();
  const report = await host.propose({ ...proposal, reviewers: ['a'] });
  expect(report.outcome).toBe('opened');
  expect(report.warnings).toHaveLength(1);
});

it('updates a draft, which stays a draft', async () => {
  listing([
    { ...ours, iid: 9, source_project_id: 2 },
    { ...ours, title: 'Draft: old' },
  ]);
  server.use(http.put(`${MERGES}/1`, () => HttpResponse.json(ours)));
  const { host } = await open();
  expect((await host.propose(proposal)).outcome).toBe('updated');
  expect(writes()[0].body).toEqual({
    title: 'Draft: test1',
    description: withMarkers('Ours'),
  });
});

it('sends nothing when nothing changed', async () => {
  listing([{ ...ours, title: 'Draft: test1' }]);
  const { host } = await open();
  expect((await host.propose(proposal)).outcome).toBe('unchanged');
  expect(writes()).toEqual([]);
});

it('finds the request that another task opened meanwhile', async () => {
  listing([], [ours]);
  server.use(
    http.post(MERGES, () => HttpResponse.json(alreadyExists, { status: 409 })),
  );
  const { host } = await open();
  expect((await host.propose(proposal)).outcome).toBe('unchanged');
});

it('quotes GitLab on a field, a conflict and a token', async () => {
  const answers = [
    HttpResponse.json(invalid, { status: 400 }),
    HttpResponse.json(alreadyExists, { status: 409 }),
    HttpResponse.json(expired, { status: 401 }),
  ];
  listing([]);
  server.use(http.post(MERGES, () => answers.shift()!));
  const { host } = await open();
  const says = async () => (await rejection(host.propose(proposal))).message;
  expect(await says()).toBe(
    'GitLab (lab.example.com) answered 400 to "open a request": title is too long.',
  );
  expect(await says()).toBe(
    'GitLab (lab.example.com) answered 409 to "open a request": Another open merge request already exists for this source branch: !1.',
  );
  expect(await says()).toBe(
    'GitLab (lab.example.com) answered 401 to "open a request": invalid_token; Token is expired. You can either do re-authorization. The credentials for lab.example.com in "integrations" are not valid or have expired.',
  );
});
