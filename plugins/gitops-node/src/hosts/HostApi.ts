import { HostCall } from './HostCalls';
import { PullRequest } from './PullRequestHost';
import { HostSend } from './sendToHost';

/** An open request, with the data that an update needs. */
export interface KnownRequest {
  request: PullRequest;
  number: number;
  baseBranch: string;
  body: string;
  labels: string[];
}

/** A request to open. */
export interface NewRequest {
  branch: string;
  baseBranch: string;
  title: string;
  body: string;
  labels: string[];
}

/** The extras of a request, its labels and reviewers: a failure becomes a warning. */
export interface Extras {
  warn(sentence: string): void;
  /** The result of a call, or undefined where it failed; a quiet call fails without a warning. */
  attempt<T>(
    call: Omit<HostCall, 'signal'> & { isQuiet?: boolean },
    work: (send: HostSend) => Promise<T>,
  ): Promise<T | undefined>;
}

/** The calls in which hosts differ. Each method makes one call of the API. */
export interface HostApi {
  /** `GitHub`, `GitLab`, `Gitea` */
  kind: string;
  /** Makes a description safe for the host. */
  escapeBody?(body: string): string;
  /** A page of open requests, the oldest first; the host may filter by the branch, or give the requests of all branches. */
  list(
    query: { baseBranch: string; branch?: string; page: number },
    send: HostSend,
  ): Promise<{ requests: KnownRequest[]; hasMore: boolean }>;
  open(wanted: NewRequest, send: HostSend): Promise<KnownRequest>;
  update(
    options: { known: KnownRequest; title: string; body: string },
    send: HostSend,
  ): Promise<KnownRequest>;
  /** Asks for reviews and adds labels; existing reviews and labels stay. */
  addExtras(options: {
    known: KnownRequest;
    labels: string[];
    reviewers: string[];
    extras: Extras;
  }): Promise<void>;
}
