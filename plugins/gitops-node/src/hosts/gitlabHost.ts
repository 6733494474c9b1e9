import { MergeRequests, Users } from '@gitbeaker/rest';
import { HostApi, KnownRequest } from './HostApi';
import { HostFetch } from './hostFetch';
import { gitlabRequester } from './gitlabRequester';
import { RepoPath } from './repoPath';

/** What is read of GitLab's merge requests, whose type differs by call. */
interface MergeRequest {
  iid: number;
  web_url: string;
  title: string;
  description: string | null;
  labels: unknown[];
  created_at: string;
  updated_at: string;
  source_branch: string;
  target_branch: string;
  source_project_id: number | null;
  target_project_id: number;
}

function known(merge: MergeRequest): KnownRequest {
  const { iid } = merge;
  return {
    number: iid,
    baseBranch: merge.target_branch,
    body: merge.description ?? '',
    labels: merge.labels.map(String),
    request: {
      name: `!${iid}`,
      url: merge.web_url,
      title: merge.title,
      branch: merge.source_branch,
      isFromFork: merge.source_project_id !== merge.target_project_id,
      ref: `refs/merge-requests/${iid}/head`,
    },
  };
}

/** GitLab by `@gitbeaker/rest`. */
export function gitlabApi(options: { apiUrl: string } & RepoPath): HostApi {
  const { apiUrl } = options;
  const projectId = `${options.owner}/${options.repo}`;
  const client = (fetch: HostFetch) => ({
    queryTimeout: null,
    requesterFn: gitlabRequester({ apiUrl, fetch }),
  });

  return {
    kind: 'GitLab',

    // GitLab carries out lines such as /merge or /assign, with the rights of the credentials.
    escapeBody: body => body.replace(/^(\s*)\/(?=[a-z_])/gim, '$1\\/'),

    async list({ baseBranch, branch, page }, fetch) {
      const { data, paginationInfo } = await new MergeRequests(
        client(fetch),
      ).all({
        projectId,
        scope: 'all',
        state: 'opened',
        targetBranch: baseBranch,
        sourceBranch: branch,
        orderBy: 'created_at',
        sort: 'asc',
        perPage: 100,
        page,
        showExpanded: true,
      });
      return {
        requests: data.map(known),
        hasMore: paginationInfo.next !== null,
      };
    },

    async open({ branch, baseBranch, title, body, labels }, fetch) {
      const merge = await new MergeRequests(client(fetch)).create(
        projectId,
        branch,
        baseBranch,
        title,
        {
          description: body,
          ...(labels.length > 0 && { labels: labels.join(',') }),
        },
      );
      return known(merge);
    },

    async update({ known: { number }, title, body }, fetch) {
      const merge = await new MergeRequests(client(fetch)).edit(
        projectId,
        number,
        { title, description: body },
      );
      return known(merge);
    },

    async addExtras({ known: { number }, labels, reviewers, extras }) {
      labels.forEach(label =>
        extras.warn(`GitLab did not add the label ${label}.`),
      );
      const ids = new Map<string, number>();
      for (const username of reviewers) {
        const users = await extras.attempt(
          { action: `find the user ${username}`, kind: 'read' },
          fetch => new Users(client(fetch)).all({ username }),
        );
        if (users?.length) {
          ids.set(username, users[0].id);
        } else if (users) {
          extras.warn(
            `GitLab has no user ${username}, so no review was asked for there.`,
          );
        }
      }
      if (ids.size === 0) {
        return;
      }
      const merge = await extras.attempt(
        { action: 'ask for reviews', kind: 'write' },
        fetch =>
          new MergeRequests(client(fetch)).edit(projectId, number, {
            reviewerIds: Array.from(ids.values()),
          }),
      );
      const taken = merge?.reviewers?.map(({ id }) => id);
      Array.from(ids)
        .filter(([, id]) => taken && !taken.includes(id))
        .forEach(([username]) =>
          extras.warn(`GitLab did not ask ${username} for a review.`),
        );
    },
  };
}
