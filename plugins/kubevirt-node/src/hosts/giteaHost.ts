import { giteaApi as giteaClient, PullRequest } from 'gitea-js';
import { Extras, HostApi, KnownRequest } from './HostApi';
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

  /** Labels of the repository, or of the organisation that owns it, by name. */
  async function labelIds(of: 'repository' | 'organisation', extras: Extras) {
    const ids = new Map<string, number>();
    for (let page = 1, total = 1; ids.size < total; page++) {
      const found = await extras.attempt(
        {
          action: `list the labels of the ${of}`,
          kind: 'read',
          // An owner that is no organisation is not found.
          isQuiet: of === 'organisation',
        },
        async fetch => {
          const { repos, orgs } = client(fetch);
          const query = { page, limit: 50 };
          const { data, headers } = await (of === 'repository'
            ? repos.issueListLabels(owner, repo, query)
            : orgs.orgListLabels(owner, query));
          return { data, total: Number(headers.get('x-total-count')) };
        },
      );
      if (!found?.data.length) {
        break;
      }
      total = found.total;
      found.data.forEach(({ id, name }) => ids.set(name ?? '', id ?? 0));
    }
    return ids;
  }

  async function addLabels(wanted: {
    number: number;
    labels: string[];
    extras: Extras;
  }) {
    const { number, labels, extras } = wanted;
    const ids = await labelIds('repository', extras);
    if (labels.some(label => !ids.has(label))) {
      (await labelIds('organisation', extras)).forEach((id, name) =>
        ids.set(name, ids.get(name) ?? id),
      );
    }
    labels
      .filter(label => !ids.has(label))
      .forEach(label =>
        extras.warn(
          `The label ${label} was not added: it has to be created in ${owner}/${repo} on Gitea first.`,
        ),
      );
    const taken = labels.flatMap(label => ids.get(label) ?? []);
    if (taken.length > 0) {
      await extras.attempt({ action: 'add labels', kind: 'write' }, fetch =>
        client(fetch).repos.issueAddLabel(owner, repo, number, {
          labels: taken,
        }),
      );
    }
  }

  return {
    kind: 'Gitea',

    async list({ baseBranch, page }, fetch) {
      // There is no filter by branch, and the call by base and head gives one of any state.
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
      if (labels.length > 0) {
        await addLabels({ number, labels, extras });
      }
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
    },
  };
}
