import { giteaApi as giteaClient, PullRequest } from 'gitea-js';
import { giteaLabels } from './giteaLabels';
import { HostApi, KnownRequest } from './HostApi';
import { HostFetch } from './hostFetch';
import { RepoPath } from './repoPath';

function known(pull: PullRequest): KnownRequest {
  const { number, base, head } = pull;
  if (number === undefined || !base?.ref || !head) {
    throw new Error('not a pull request');
  }
  return {
    number,
    baseBranch: base.ref,
    body: pull.body ?? '',
    labels: pull.labels?.map(({ name }) => name ?? '') ?? [],
    request: {
      name: `#${number}`,
      url: pull.html_url ?? '',
      title: pull.title ?? '',
      // `ref` is not the branch once that is deleted.
      branch: head.label ?? '',
      isFromFork: head.repo_id !== base.repo_id,
      ref: `refs/pull/${number}/head`,
    },
  };
}

/** Gitea by `gitea-js`. */
export function giteaApi(options: { baseUrl: string } & RepoPath): HostApi {
  const { baseUrl, owner, repo } = options;
  const client = (fetch: HostFetch) =>
    giteaClient(baseUrl, { customFetch: fetch });

  const addLabels = giteaLabels({ client, owner, repo });

  return {
    kind: 'Gitea',

    async list({ baseBranch, page }, fetch) {
      // There is no filter by the branch itself, and the call by base and head gives any one, be it closed.
      const query = {
        state: 'open' as const,
        sort: 'oldest' as const,
        base_branch: baseBranch,
        limit: 100,
        page,
      };
      const { data, headers } = await client(fetch).repos.repoListPullRequests(
        owner,
        repo,
        query,
      );
      return {
        requests: data.map(known),
        hasMore: /rel="next"/.test(headers.get('link') ?? ''),
      };
    },

    async open({ branch, baseBranch, title, body }, fetch) {
      const { data } = await client(fetch).repos.repoCreatePullRequest(
        owner,
        repo,
        { head: branch, base: baseBranch, title, body },
      );
      return known(data);
    },

    async update({ known: { number }, title, body }, fetch) {
      const { data } = await client(fetch).repos.repoEditPullRequest(
        owner,
        repo,
        number,
        { title, body },
      );
      return known(data);
    },

    async addExtras({ known: { number }, labels, reviewers, extras }) {
      for (const reviewer of reviewers) {
        await extras.attempt(
          { action: `ask ${reviewer} for a review`, kind: 'write' },
          fetch =>
            client(fetch).repos.repoCreatePullReviewRequests(
              owner,
              repo,
              number,
              { reviewers: [reviewer] },
            ),
        );
      }
      if (labels.length > 0) {
        await addLabels({ number, labels, extras });
      }
    },
  };
}
