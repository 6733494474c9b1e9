import { HttpPolicy } from '@kubevirt-vlan/backstage-plugin-kubevirt-node';

/** How the APIs of Git hosts are called. A person waits for the result. */
export const HOST_HTTP = {
  timeLimitMs: 30_000,
  // A page of 100 requests, each with a description of a million characters, which is GitLab's limit.
  maxBodyBytes: 128 * 2 ** 20,
  retry: {
    attempts: 3,
    baseDelayMs: 500,
    maxDelayMs: 10_000,
    jitter: 0,
    maxRetryAfterMs: 10_000,
    retryAfterMayShorten: true,
    // The attempts and the pauses between them.
    deadlineMs: 3 * 30_000 + 2 * 10_000,
    retriesConnectTimeouts: false,
    retriesUnknownErrors: true,
  },
} satisfies HttpPolicy;
