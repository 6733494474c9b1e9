import { ApiPullRequestHost } from './ApiPullRequestHost';
import { Fields } from './Fields';
import { GitHost } from './GitHost';
import { githubToken } from './githubToken';
import { HostApi, KnownRequest } from './HostApi';
import { filePage, isOfType, tokenAuth } from './hostParts';
import { RepoPath, repoPath } from './repoPath';
import { HostRequest } from './sendToHost';

/** GitHub, also GitHub Enterprise. */
export const githubHost: GitHost = {
  serves: isOfType('github'),

  async credentials({ integrations, repoUrl }) {
    const { host } = integrations.github.byUrl(repoUrl)!.config;
    const token = await githubToken({ integrations, repoUrl, host });
    return tokenAuth(token, 'x-access-token');
  },

  async open(options) {
    const { integrations, repoUrl } = options;
    const { config } = integrations.github.byUrl(repoUrl)!;
    const { host, apiBaseUrl: apiUrl = `https://${host}/api/v3` } = config;
    const api = githubApi(repoPath({ repoUrl, basePath: '', isNested: false }));
    const token = await githubToken({ ...options, host });
    const headers: Record<string, string> = token
      ? { Authorization: `Bearer ${token}` }
      : {};
    return new ApiPullRequestHost({
      ...options,
      api,
      host,
      apiUrl,
      headers,
    });
  },

  fileUrl: filePage('/blob/'),
};

/** The calls of GitHub's REST API (https://docs.github.com/en/rest/pulls). */
function githubApi({ owner, repo }: RepoPath): HostApi {
  const request = (
    path: HostRequest['path'],
    more: Omit<HostRequest, 'path'>,
  ): HostRequest => ({
    path: ['repos', owner, repo, ...path],
    headers: { accept: 'application/vnd.github.v3+json' },
    ...more,
  });

  return {
    kind: 'GitHub',

    async list({ baseBranch, branch, page }, send) {
      const { body, headers } = await send(
        request(['pulls'], {
          query: {
            state: 'open',
            base: baseBranch,
            head: branch && `${owner}:${branch}`,
            sort: 'created',
            direction: 'asc',
            per_page: 100,
            page,
          },
        }),
      );
      return {
        requests: Fields.list(body).map(known),
        hasMore: /rel="next"/.test(headers.get('link') ?? ''),
      };
    },

    async open({ branch, baseBranch, title, body }, send) {
      const wanted = { head: branch, base: baseBranch, title, body };
      const answer = await send(
        request(['pulls'], { method: 'POST', body: wanted }),
      );
      return known(new Fields(answer.body));
    },

    async update({ known: { number }, title, body }, send) {
      const answer = await send(
        request(['pulls', number], { method: 'PATCH', body: { title, body } }),
      );
      return known(new Fields(answer.body));
    },

    async addExtras({ known: { number }, labels, reviewers, extras }) {
      // One by one: GitHub refuses all reviewers of a list for one that it does not accept.
      for (const reviewer of reviewers) {
        await extras.attempt(
          { action: `ask ${reviewer} for a review`, kind: 'write' },
          send =>
            send(
              request(['pulls', number, 'requested_reviewers'], {
                method: 'POST',
                body: { reviewers: [reviewer] },
              }),
            ),
        );
      }
      if (labels.length > 0) {
        await extras.attempt(
          { action: `add the labels ${labels.join(', ')}`, kind: 'write' },
          send =>
            send(
              request(['issues', number, 'labels'], {
                method: 'POST',
                body: { labels },
              }),
            ),
        );
      }
    },
  };
}

function known(pull: Fields): KnownRequest {
  const number = pull.integer('number');
  const [head, base] = [pull.object('head'), pull.object('base')];
  return {
    number,
    baseBranch: base.text('ref'),
    body: pull.optionalText('body') ?? '',
    labels: pull
      .objects('labels')
      .map(label => label.optionalText('name') ?? ''),
    request: {
      name: `#${number}`,
      url: pull.text('html_url'),
      title: pull.text('title'),
      branch: head.text('ref'),
      // The requests of a fork that was deleted have no repository.
      isFromFork:
        head.optionalObject('repo')?.integer('id') !==
        base.object('repo').integer('id'),
      ref: `refs/pull/${number}/head`,
    },
  };
}
