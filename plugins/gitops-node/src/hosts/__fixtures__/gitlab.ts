/**
 * Answers of GitLab's REST API, trimmed to the fields that the adapter reads and their neighbours.
 *
 * A merge request: the example responses in GitLab's `doc/api/merge_requests.md` ("List project merge requests",
 * "Create MR"); the project ids are those of a request from the same project, as described there.
 */
export const merge = {
  id: 1,
  iid: 1,
  project_id: 3,
  title: 'test1',
  description: 'fixed login page css paddings' as string | null,
  state: 'opened',
  target_branch: 'master',
  source_branch: 'test1',
  author: { id: 1, name: 'Administrator', username: 'admin', state: 'active' },
  reviewers: [] as Array<{ id: number; name: string; username: string }>,
  source_project_id: 3,
  target_project_id: 3,
  labels: ['Community contribution', 'Manage'],
  draft: false,
  merge_status: 'can_be_merged',
  sha: '8888888888888888888888888888888888888888',
  web_url: 'http://gitlab.example.com/my-group/my-project/merge_requests/1',
  references: { short: '!1', relative: '!1', full: 'my-group/my-project!1' },
};

/** GitLab's `doc/api/users.md`, "List users", for a search by `username`. */
export const user = {
  id: 12,
  username: 'axel.block',
  name: 'Miss Monserrate Beier',
  state: 'active',
  web_url: 'https://gitlab.example.com/axel.block',
};

/** GitLab's answer with status 409, as quoted in voxpupuli/modulesync#195; `message` is a list. */
export const alreadyExists = {
  message: [
    'Another open merge request already exists for this source branch: !1',
  ],
};

/** GitLab's `doc/api/rest/troubleshooting.md`: data validation errors, by field. */
export const invalid = { message: { title: ['is too long'] } };

/** The body of a 401, as quoted in sunmh207/AI-Codereview-Gitlab#19; and an OAuth error, by the same document as above. */
export const unauthorized = { message: '401 Unauthorized' };
export const expired = {
  error: 'invalid_token',
  error_description: 'Token is expired. You can either do re-authorization.',
};
