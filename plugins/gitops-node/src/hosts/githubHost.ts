import { Octokit } from 'octokit';
import { HostApi, KnownRequest } from './HostApi';
import { RepoPath } from './repoPath';

/** What is read of GitHub's pull requests, whose type differs by call. */
interface Pull {
  number: number;
  html_url: string;
  title: string;
  body: string | null;
  labels: Array<{ name?: string }>;
  created_at: string;
  updated_at: string;
  head: { ref: string; repo: { id: number } | null };
  base: { ref: string; repo: { id: number } };
}

function known(pull: Pull): KnownRequest {
  const { number, head, base } = pull;
  return {
    number,
    baseBranch: base.ref,
    body: pull.body ?? '',
    labels: pull.labels.map(({ name }) => name ?? ''),
    request: {
      name: `#${number}`,
      url: pull.html_url,
      title: pull.title,
      branch: head.ref,
      // A fork that was deleted leaves its requests without a repository.
      isFromFork: head.repo?.id !== base.repo.id,
      ref: `refs/pull/${number}/head`,
    },
  };
}

/** GitHub, also GitHub Enterprise, by `octokit`. */
export function githubApi(options: { apiUrl: string } & RepoPath): HostApi {
  const { apiUrl, owner, repo } = options;
  const quiet = () => {};
  const { rest } = new Octokit({
    baseUrl: apiUrl,
    // HostCalls decides what is sent again, and when.
    throttle: { enabled: false },
    retry: { enabled: false },
    log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });

  return {
    kind: 'GitHub',

    async list({ baseBranch, branch, page }, fetch) {
      const { data, headers } = await rest.pulls.list({
        owner,
        repo,
        state: 'open',
        base: baseBranch,
        ...(branch && { head: `${owner}:${branch}` }),
        sort: 'created',
        direction: 'asc',
        per_page: 100,
        page,
        request: { fetch },
      });
      return {
        requests: data.map(known),
        hasMore: /rel="next"/.test(headers.link ?? ''),
      };
    },

    async open({ branch, baseBranch, title, body }, fetch) {
      const { data } = await rest.pulls.create({
        owner,
        repo,
        head: branch,
        base: baseBranch,
        title,
        body,
        request: { fetch },
      });
      return known(data);
    },

    async update({ known: { number }, title, body }, fetch) {
      const { data } = await rest.pulls.update({
        owner,
        repo,
        pull_number: number,
        title,
        body,
        request: { fetch },
      });
      return known(data);
    },

    async addExtras({ known: { number }, labels, reviewers, extras }) {
      // One by one, as GitHub takes none of a list with one that it does not take.
      for (const reviewer of reviewers) {
        await extras.attempt(
          { action: `ask ${reviewer} for a review`, kind: 'write' },
          fetch =>
            rest.pulls.requestReviewers({
              owner,
              repo,
              pull_number: number,
              reviewers: [reviewer],
              request: { fetch },
            }),
        );
      }
      if (labels.length > 0) {
        await extras.attempt(
          { action: `add the labels ${labels.join(', ')}`, kind: 'write' },
          fetch =>
            rest.issues.addLabels({
              owner,
              repo,
              issue_number: number,
              labels,
              request: { fetch },
            }),
        );
      }
    },
  };
}
