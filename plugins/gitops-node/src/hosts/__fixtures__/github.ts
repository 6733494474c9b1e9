/**
 * Answers of GitHub's REST API, trimmed to the fields that the adapter reads and their neighbours.
 *
 * A pull request: the example responses of "List pull requests" and "Create a pull request" in GitHub's REST API docs
 * (https://docs.github.com/en/rest/pulls/pulls); in the repository `octocat/Hello-World`.
 */
export const pull = {
  id: 1,
  node_id: 'MDExOlB1bGxSZXF1ZXN0MQ==',
  html_url: 'https://github.com/octocat/Hello-World/pull/1347',
  number: 1347,
  state: 'open',
  locked: true,
  title: 'Amazing new feature',
  user: { login: 'octocat', id: 1, type: 'User' },
  body: 'Please pull these awesome changes in!' as string | null,
  labels: [{ id: 208045946, name: 'bug', color: 'f29513', default: true }],
  requested_reviewers: [{ login: 'other_user', id: 1 }],
  head: {
    label: 'octocat:new-topic',
    ref: 'new-topic',
    sha: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
    repo: { id: 1296269, full_name: 'octocat/Hello-World' } as {
      id: number;
      full_name: string;
    } | null,
  },
  base: {
    label: 'octocat:master',
    ref: 'master',
    sha: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
    repo: { id: 1296269, full_name: 'octocat/Hello-World' },
  },
  draft: false,
};

/** octokit/fixtures, scenario `add-labels-to-issue`, the answer to POST …/labels. */
export const labels = [
  { id: 1000, name: 'Foo', color: 'ededed', default: false },
];

/** The same docs' "Create a pull request", status 422, with the `errors` that octokit users report (gm3dmo/the-power#175). */
export const alreadyExists = {
  message: 'Validation Failed',
  errors: [
    {
      resource: 'PullRequest',
      code: 'custom',
      message: 'A pull request already exists for octocat:new-topic.',
    },
  ],
  documentation_url:
    'https://docs.github.com/rest/pulls/pulls#create-a-pull-request',
  status: '422',
};

/** As reported in tgymnich/fork-sync#112. */
export const noCommits = {
  message: 'Validation Failed',
  errors: [
    {
      resource: 'PullRequest',
      code: 'custom',
      message: 'No commits between master and new-topic',
    },
  ],
  documentation_url:
    'https://docs.github.com/rest/pulls/pulls#create-a-pull-request',
};

/** octokit/fixtures, scenario `errors`: an error with a field and a code, but no message. */
export const invalidField = {
  message: 'Validation Failed',
  errors: [{ resource: 'Label', code: 'invalid', field: 'color' }],
  documentation_url:
    'https://developer.github.com/v3/issues/labels/#create-a-label',
};

/** The answer to a fine-grained token without the right, as quoted in RoamJS/roamjs-components#31. */
export const forbidden = {
  message: 'Resource not accessible by personal access token',
  documentation_url:
    'https://docs.github.com/rest/pulls/pulls#create-a-pull-request',
  status: '403',
};
