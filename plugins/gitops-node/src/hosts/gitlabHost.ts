import { getGitLabRequestOptions } from '@backstage/integration';
import { ApiPullRequestHost } from './ApiPullRequestHost';
import { Fields } from './Fields';
import { GitHost } from './GitHost';
import { Extras, HostApi, KnownRequest } from './HostApi';
import { filePage, isOfType, tokenAuth } from './hostParts';
import { RepoPath, repoPath } from './repoPath';

/** GitLab. */
export const gitlabHost: GitHost = {
  serves: isOfType('gitlab'),

  async credentials({ integrations, repoUrl }) {
    const { token } = integrations.gitlab.byUrl(repoUrl)!.config;
    return tokenAuth(token, 'oauth2');
  },

  async open(options) {
    const { integrations, repoUrl } = options;
    const { config } = integrations.gitlab.byUrl(repoUrl)!;
    const { host, apiBaseUrl: apiUrl, baseUrl } = config;
    const { pathname: basePath } = new URL(baseUrl);
    return new ApiPullRequestHost({
      ...options,
      api: gitlabApi(repoPath({ repoUrl, basePath, isNested: true })),
      host,
      apiUrl,
      headers: getGitLabRequestOptions(config).headers,
    });
  },

  fileUrl: filePage('/-/blob/'),
};

/** The calls of GitLab's REST API (https://docs.gitlab.com/api/merge_requests). */
function gitlabApi({ owner, repo }: RepoPath): HostApi {
  const requests = ['projects', `${owner}/${repo}`, 'merge_requests'];

  return {
    kind: 'GitLab',

    // GitLab executes lines such as /merge or /assign, with the rights of the credentials.
    escapeBody: body => body.replace(/^(\s*)\/(?=[a-z_])/gim, '$1\\/'),

    async list({ baseBranch, branch, page }, send) {
      const { body, headers } = await send({
        path: requests,
        query: {
          scope: 'all',
          state: 'opened',
          target_branch: baseBranch,
          source_branch: branch,
          order_by: 'created_at',
          sort: 'asc',
          per_page: 100,
          page,
        },
      });
      return {
        requests: Fields.list(body).map(known),
        hasMore: Boolean(headers.get('x-next-page')),
      };
    },

    async open({ branch, baseBranch, title, body, labels }, send) {
      const answer = await send({
        method: 'POST',
        path: requests,
        body: {
          source_branch: branch,
          target_branch: baseBranch,
          title,
          description: body,
          ...(labels.length > 0 && { labels: labels.join(',') }),
        },
      });
      return known(new Fields(answer.body));
    },

    async update({ known: { number }, title, body }, send) {
      const answer = await send({
        method: 'PUT',
        path: [...requests, number],
        body: { title, description: body },
      });
      return known(new Fields(answer.body));
    },

    async addExtras({ known: { number }, labels, reviewers, extras }) {
      labels.forEach(label =>
        extras.warn(`GitLab did not add the label ${label}.`),
      );
      const ids = await userIds(reviewers, extras);
      if (ids.size === 0) {
        return;
      }
      const taken = await extras.attempt(
        { action: 'ask for reviews', kind: 'write' },
        async send => {
          const { body } = await send({
            method: 'PUT',
            path: [...requests, number],
            body: { reviewer_ids: [...ids.values()] },
          });
          return new Fields(body)
            .objects('reviewers')
            .map(user => user.integer('id'));
        },
      );
      [...ids]
        .filter(([, id]) => taken && !taken.includes(id))
        .forEach(([username]) =>
          extras.warn(`GitLab did not ask ${username} for a review.`),
        );
    },
  };
}

/** The numbers by which GitLab knows some users; a user that it does not know becomes a warning. */
async function userIds(
  usernames: string[],
  extras: Extras,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  for (const username of usernames) {
    const users = await extras.attempt(
      { action: `find the user ${username}`, kind: 'read' },
      async send => {
        const { body } = await send({ path: ['users'], query: { username } });
        return Fields.list(body).map(user => user.integer('id'));
      },
    );
    if (users?.length) {
      ids.set(username, users[0]);
    } else if (users) {
      extras.warn(
        `GitLab has no user ${username}, so no review was asked for there.`,
      );
    }
  }
  return ids;
}

function known(merge: Fields): KnownRequest {
  const number = merge.integer('iid');
  return {
    number,
    baseBranch: merge.text('target_branch'),
    body: merge.optionalText('description') ?? '',
    labels: merge.texts('labels'),
    request: {
      name: `!${number}`,
      url: merge.text('web_url'),
      title: merge.text('title'),
      branch: merge.text('source_branch'),
      isFromFork:
        merge.optionalInteger('source_project_id') !==
        merge.integer('target_project_id'),
      ref: `refs/merge-requests/${number}/head`,
    },
  };
}
