import { HostFetch } from './hostFetch';
import { PullRequest } from './PullRequestHost';

/** An open request, with what is needed to update it. */
export interface KnownRequest {
  request: PullRequest;
  number: number;
  baseBranch: string;
  body: string;
  labels: string[];
}

/** What to open. */
export interface NewRequest {
  branch: string;
  baseBranch: string;
  title: string;
  body: string;
  labels: string[];
}

/** Extras of a request: what fails becomes a warning. */
export interface Extras {
  warn(sentence: string): void;
  /** The result of a call, or undefined where it failed; a quiet one fails without a warning. */
  attempt<T>(
    call: { action: string; kind: 'read' | 'write'; isQuiet?: boolean },
    send: (fetch: HostFetch) => Promise<T>,
  ): Promise<T | undefined>;
}

/** The calls in which hosts differ: one call of the API each, sent by the given `fetch`. */
export interface HostApi {
  /** `GitHub`, `GitLab`, `Gitea` */
  kind: string;
  /** Makes a description safe for the host. */
  escapeBody?(body: string): string;
  /** A page of open requests, oldest first; the host may give more than was asked for, but no less. */
  list(
    query: { baseBranch: string; branch?: string; page: number },
    fetch: HostFetch,
  ): Promise<{ requests: KnownRequest[]; hasMore: boolean }>;
  open(wanted: NewRequest, fetch: HostFetch): Promise<KnownRequest>;
  update(
    options: { known: KnownRequest; title: string; body: string },
    fetch: HostFetch,
  ): Promise<KnownRequest>;
  /** Asks for reviews and adds labels; what is there already stays as it is. */
  addExtras(options: {
    known: KnownRequest;
    labels: string[];
    reviewers: string[];
    extras: Extras;
  }): Promise<void>;
}
