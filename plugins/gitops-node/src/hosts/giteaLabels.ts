import { giteaApi as giteaClient } from 'gitea-js';
import { Extras } from './HostApi';
import { HostFetch } from './hostFetch';
import { RepoPath } from './repoPath';

/** Adds labels to a request by their names; Gitea itself takes numbers and does not create labels. */
export function giteaLabels(
  options: {
    client: (fetch: HostFetch) => ReturnType<typeof giteaClient>;
  } & RepoPath,
) {
  const { client, owner, repo } = options;

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

  return async function addLabels(wanted: {
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
  };
}
