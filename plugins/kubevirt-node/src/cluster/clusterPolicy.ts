import { constants } from 'node:buffer';
import {
  HttpPolicy,
  Judgement,
  RetryPolicy,
  connectionVerdict,
  retryAfter,
  statusVerdict,
} from '../http';

/**
 * How clusters are called. Every request of ours may arrive twice: reads, reviews, server-side apply, and deletions of
 * one version of an object.
 */
export const CLUSTER_HTTP = {
  // Longer than the API server lets a request take (60 s), webhooks included.
  timeLimitMs: 65_000,
  // Just under 512 MiB: a longer answer does not fit into a string of V8, so it could not be parsed anyway. Most pages of
  // 500 objects take a few MiB, but one of NodeNetworkStates may take hundreds.
  maxBodyBytes: constants.MAX_STRING_LENGTH,
  retry: {
    attempts: 6,
    baseDelayMs: 250,
    maxDelayMs: 8000,
    jitter: 1,
    maxRetryAfterMs: 120_000,
    retryAfterMayShorten: false,
    retriesConnectTimeouts: true,
    retriesUnknownErrors: false,
  },
} satisfies HttpPolicy;

/** A complete answer, or the reason why there is none. */
export type Outcome =
  | { status: number; headers: Record<string, string>; body: string }
  | { error: Error };

/**
 * Reasons that the API server answers with 500 although the next attempt may succeed: etcd between two leaders, and a
 * webhook that did not answer in time (k8s.io/apiserver admission/plugin/webhook/errors). A webhook's denial reads
 * otherwise.
 */
const TRANSIENT_500 =
  /etcdserver: (leader changed|request timed out)|etcd leader changed|failed calling webhook .*(context deadline exceeded|timeout|connection refused|connection reset|EOF)/i;

/** What an outcome says about another attempt. */
export function judge(
  outcome: Outcome,
  policy: RetryPolicy = CLUSTER_HTTP.retry,
): Judgement {
  if ('error' in outcome) {
    return { verdict: connectionVerdict(outcome.error, policy) };
  }
  const { status, body, headers } = outcome;
  const isUnclear =
    (status === 500 && TRANSIENT_500.test(body)) ||
    (status < 300 && !isComplete(body));
  return {
    verdict: isUnclear ? 'unclear' : statusVerdict(status),
    retryAfterMs: retryAfter(headers['retry-after']),
  };
}

/** An answer of the API server is one JSON document; one that was cut off is none. */
function isComplete(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}
