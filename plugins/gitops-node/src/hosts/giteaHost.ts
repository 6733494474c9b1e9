import { getGiteaRequestOptions } from '@backstage/integration';
import { ApiPullRequestHost } from './ApiPullRequestHost';
import { Fields } from './Fields';
import { GitHost } from './GitHost';
import { addGiteaLabels } from './giteaLabels';
import { HostApi, KnownRequest } from './HostApi';
import { filePage, isOfType } from './hostParts';
import { RepoPath, repoPath } from './repoPath';

/** Gitea. */
export const giteaHost: GitHost = {
  serves: isOfType('gitea'),

  async credentials({ integrations, repoUrl }) {
    const { username = '', password = '' } =
      integrations.gitea.byUrl(repoUrl)!.config;
    return { username, password };
  },

  async open(options) {
    const { integrations, repoUrl } = options;
    const { config } = integrations.gitea.byUrl(repoUrl)!;
    const { host, baseUrl = `https://${host}` } = config;
    const { pathname: basePath } = new URL(baseUrl);
    return new ApiPullRequestHost({
      ...options,
      api: giteaApi(repoPath({ repoUrl, basePath, isNested: false })),
      host,
      apiUrl: `${baseUrl.replace(/\/+$/, '')}/api/v1`,
      headers: getGiteaRequestOptions(config).headers ?? {},
    });
  },

  fileUrl: filePage('/src/branch/'),
};

/** The calls of Gitea's API (`/api/swagger` of each Gitea). */
function giteaApi(at: RepoPath): HostApi {
  const path = ['repos', at.owner, at.repo];

  return {
    kind: 'Gitea',

    async list({ baseBranch, page }, send) {
      // There is no filter by the branch itself, and the call by base and head also gives closed requests.
      const { body, headers } = await send({
        path: [...path, 'pulls'],
        query: {
          state: 'open',
          sort: 'oldest',
          base_branch: baseBranch,
          limit: 100,
          page,
        },
      });
      return {
        requests: Fields.list(body).map(known),
        hasMore: /rel="next"/.test(headers.get('link') ?? ''),
      };
    },

    async open({ branch, baseBranch, title, body }, send) {
      const answer = await send({
        method: 'POST',
        path: [...path, 'pulls'],
        body: { head: branch, base: baseBranch, title, body },
      });
      return known(new Fields(answer.body));
    },

    async update({ known: { number }, title, body }, send) {
      const answer = await send({
        method: 'PATCH',
        path: [...path, 'pulls', number],
        body: { title, body },
      });
      return known(new Fields(answer.body));
    },

    async addExtras({ known: { number }, labels, reviewers, extras }) {
      for (const reviewer of reviewers) {
        await extras.attempt(
          { action: `ask ${reviewer} for a review`, kind: 'write' },
          send =>
            send({
              method: 'POST',
              path: [...path, 'pulls', number, 'requested_reviewers'],
              body: { reviewers: [reviewer] },
            }),
        );
      }
      if (labels.length > 0) {
        await addGiteaLabels({ at, number, labels, extras });
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
      url: pull.optionalText('html_url') ?? '',
      title: pull.optionalText('title') ?? '',
      // `ref` is not the branch once that is deleted.
      branch: head.optionalText('label') ?? '',
      isFromFork:
        head.optionalInteger('repo_id') !== base.optionalInteger('repo_id'),
      ref: `refs/pull/${number}/head`,
    },
  };
}
