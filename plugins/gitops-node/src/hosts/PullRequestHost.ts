/** A request to merge a branch: a pull request on GitHub and Gitea, a merge request on GitLab. */
export interface PullRequest {
  /** What people call it: `#12` on GitHub and Gitea, `!12` on GitLab. */
  name: string;
  /** Its page, for people. */
  url: string;
  title: string;
  /** The branch with the change; in another repository where the request comes from a fork. */
  branch: string;
  isFromFork: boolean;
  /** The ref of the base's own repository that holds the request's commits: `refs/pull/12/head`, `refs/merge-requests/12/head`. */
  ref: string;
}

/** True for the request of a branch of the repository itself: a fork may have a branch of that name, too. */
export function isOwnRequest(
  request: Pick<PullRequest, 'branch' | 'isFromFork'>,
  branch: string,
): boolean {
  return !request.isFromFork && request.branch === branch;
}

/** A request as it should be. */
export interface Proposal {
  /** The branch with the change, pushed already. */
  branch: string;
  baseBranch: string;
  title: string;
  /** Markdown. It is one part of the description, between markers; what people add around it is kept. */
  body: string;
  /** Added when the request is opened; later, people decide. */
  labels: string[];
  /** Accounts of the host that are asked for a review when the request is opened. */
  reviewers: string[];
  signal?: AbortSignal;
}

/** What came of a proposal. */
export interface ProposalReport {
  request: PullRequest;
  outcome: 'opened' | 'updated' | 'unchanged';
  /** Extras that the host did not take, such as a label or a reviewer: a sentence each. */
  warnings: string[];
}

/**
 * The API of the Git host of one repository. The content goes by git; the API only lists, opens and updates requests for
 * branches that are pushed already.
 *
 * What it throws names the host, the call, what was answered and the way out: NotAllowedError where the credentials are
 * missing or may not do this, ServiceUnavailableError for everything else. An aborted signal rejects with its reason.
 */
export interface PullRequestHost {
  /** The kind of host, in words: `GitHub`, `GitLab`, `Gitea`. */
  kind: string;
  /** The host itself, such as `git.example.com:3000`. */
  host: string;
  /** All open requests to merge into a branch, oldest first, forks' too; of more than a thousand, the oldest thousand. */
  listOpen(options: {
    baseBranch: string;
    signal?: AbortSignal;
  }): Promise<PullRequest[]>;
  /** The open request of a branch of the repository itself; looked for among as many as `listOpen` gives. */
  findOpen(options: {
    baseBranch: string;
    branch: string;
    signal?: AbortSignal;
  }): Promise<PullRequest | undefined>;
  /**
   * Opens the request of a branch, or brings the open one up to date; there is never a second one for the same two
   * branches. Labels and reviewers are asked for on opening only, and a host that does not take them is no failure.
   */
  propose(proposal: Proposal): Promise<ProposalReport>;
}
