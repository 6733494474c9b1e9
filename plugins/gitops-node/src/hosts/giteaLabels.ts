import { Fields } from './Fields';
import { Extras } from './HostApi';
import { RepoPath } from './repoPath';

const PAGE = 50;
/** A host may claim to have more labels without end. */
const MAX_PAGES = 100;

/** Adds labels to a request by their names. Gitea itself takes the numbers of labels, and does not create labels. */
export async function addGiteaLabels(options: {
  at: RepoPath;
  /** Of the request. */
  number: number;
  labels: string[];
  extras: Extras;
}): Promise<void> {
  const { at, number, labels, extras } = options;
  const ids = await labelIds('repository', at, extras);
  if (labels.some(label => !ids.has(label))) {
    (await labelIds('organisation', at, extras)).forEach((id, name) =>
      ids.set(name, ids.get(name) ?? id),
    );
  }
  labels
    .filter(label => !ids.has(label))
    .forEach(label =>
      extras.warn(
        `The label ${label} was not added: it has to be created in ${at.owner}/${at.repo} on Gitea first.`,
      ),
    );
  const taken = labels.flatMap(label => ids.get(label) ?? []);
  if (taken.length > 0) {
    await extras.attempt({ action: 'add labels', kind: 'write' }, send =>
      send({
        method: 'POST',
        path: ['repos', at.owner, at.repo, 'issues', number, 'labels'],
        body: { labels: taken },
      }),
    );
  }
}

/** The labels of the repository, or of the organisation that owns it, by name. */
async function labelIds(
  of: 'repository' | 'organisation',
  { owner, repo }: RepoPath,
  extras: Extras,
): Promise<Map<string, number>> {
  const ids = new Map<string, number>();
  const path =
    of === 'repository'
      ? ['repos', owner, repo, 'labels']
      : ['orgs', owner, 'labels'];
  for (let page = 1, total = 1; ids.size < total && page <= MAX_PAGES; page++) {
    const found = await extras.attempt(
      {
        action: `list the labels of the ${of}`,
        kind: 'read',
        // An owner that is a person is not found.
        isQuiet: of === 'organisation',
      },
      async send => {
        const { body, headers } = await send({
          path,
          query: { page, limit: PAGE },
        });
        return {
          labels: Fields.list(body).map(
            label => [label.text('name'), label.integer('id')] as const,
          ),
          total: Number(headers.get('x-total-count')),
        };
      },
    );
    if (!found?.labels.length) {
      break;
    }
    total = found.total;
    found.labels.forEach(([name, id]) => ids.set(name, id));
  }
  return ids;
}
