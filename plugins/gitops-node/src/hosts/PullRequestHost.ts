/** A request to merge a branch: a pull request on GitHub and Gitea, a merge request on GitLab. */
export interface PullRequest {
  /** Its name for people: `#12` on GitHub and Gitea, `!12` on GitLab. */
  name: string;
  /** Its page, for people. */
  url: string;
  title: string;
  /** The branch with the change; it is in another repository where the request comes from a fork. */
  branch: string;
  isFromFork: boolean;
  /** The ref of the base's own repository that holds the request's commits: `refs/pull/12/head`, `refs/merge-requests/12/head`. */
  ref: string;
}

/** True for the request of a branch of the repository itself: a fork may have a branch of the same name. */
export function isOwnRequest(
  request: Pick<PullRequest, 'branch' | 'isFromFork'>,
  branch: string,
): boolean {
  return !request.isFromFork && request.branch === branch;
}

/** The wanted state of a request. */
export interface Proposal {
  /** The branch with the change, pushed already. */
  branch: string;
  baseBranch: string;
  title: string;
  /** Markdown. It is one part of the description, between markers; text that people add around it is kept. */
  body: string;
  /** Added when the request is opened; later changes are up to people. */
  labels: string[];
  /** Accounts of the host that are asked for a review when the request is opened. */
  reviewers: string[];
  signal?: AbortSignal;
}

/** The result of a proposal. */
export interface ProposalReport {
  request: PullRequest;
  outcome: 'opened' | 'updated' | 'unchanged';
  /** A sentence for each label and reviewer that the host did not accept. */
  warnings: string[];
}

/**
 * The API of the Git host of one repository. Git transfers the content; the API only lists, opens and updates requests for
 * branches that are pushed already.
 *
 * Its errors name the host, the call, the answer and the way out: NotAllowedError where the credentials are missing or
 * have no right to make the call, ServiceUnavailableError otherwise. An aborted signal rejects with its reason.
 */
export interface PullRequestHost {
  /** The kind of host, in words: `GitHub`, `GitLab`, `Gitea`. */
  kind: string;
  /** The host itself, such as `git.example.com:3000`. */
  host: string;
  /** The open requests to merge into a branch, the oldest first, also those from forks; a thousand at most. */
  listOpen(options: {
    baseBranch: string;
    signal?: AbortSignal;
  }): Promise<PullRequest[]>;
  /** The open request of a branch of the repository itself, among the requests that `listOpen` gives. */
  findOpen(options: {
    baseBranch: string;
    branch: string;
    signal?: AbortSignal;
  }): Promise<PullRequest | undefined>;
  /**
   * Opens the request of a branch, or updates the open one; there is never a second one for the same two branches. Labels
   * and reviewers are added only when the request is opened. A label that the host does not accept is no failure.
   */
  propose(proposal: Proposal): Promise<ProposalReport>;
}
