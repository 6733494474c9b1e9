/** When a request is sent again, and when it is given up. */
export interface RetryPolicy {
  /** How often a request is sent at most. */
  attempts: number;
  /** The first pause; each next one is twice as long. */
  baseDelayMs: number;
  /** The longest pause of our own choice. */
  maxDelayMs: number;
  /** A random part of `baseDelayMs` up to this share of it is added to each pause, so that clients spread out. */
  jitter: number;
  /** The longest Retry-After that is waited for; a request with a longer one is given up. */
  maxRetryAfterMs: number;
  /** Whether a Retry-After that is shorter than our own pause shortens it. */
  retryAfterMayShorten: boolean;
  /** How long all attempts and pauses may take together. */
  deadlineMs?: number;
  /** Whether to retry when no connection was made in time; the alternative is to report it at once. */
  retriesConnectTimeouts: boolean;
  /** Whether to retry after a connection error that is not in the table of `verdict.ts`. */
  retriesUnknownErrors: boolean;
}

/** How one stack (the clusters, the hosts' APIs, Git) speaks HTTP. Each stack has one table of these. */
export interface HttpPolicy {
  /** How long one attempt may take, or be silent where the answer is a stream. */
  timeLimitMs: number;
  /** How much of an answer is held in memory. */
  maxBodyBytes: number;
  /** Left out: a request is sent once. */
  retry?: RetryPolicy;
}
