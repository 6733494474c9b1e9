/** A pull request, merge request or change request of a Git host. */
export interface PullRequest {
  url: string;
}

/** What a host needs to open a request, or to update the open one of the same branch. */
export interface PullRequestOptions {
  repoUrl: string;
  baseBranch: string;
  branch: string;
  title: string;
  body: string;
  signal?: AbortSignal;
}

/**
 * The API of one Git host. The content goes by git; a host only opens the request for a branch that is pushed already.
 * Where no host handles a repository, the pushed branch is the result.
 */
export interface PullRequestHost {
  handles(repoUrl: string): boolean;
  openOrUpdate(options: PullRequestOptions): Promise<PullRequest>;
}
