/** An answer in full, or the reason why there is none. */
export type Outcome =
  | { status: number; headers: Record<string, string>; body: string }
  | { error: Error };

export interface RetrySettings {
  /** How often a request is sent at most. */
  attempts: number;
  /** The first wait; each next one is twice as long. */
  baseDelayMs: number;
  maxDelayMs: number;
  /** The longest Retry-After that is waited for. */
  maxRetryAfterMs: number;
}

export const RETRY: RetrySettings = {
  attempts: 6,
  baseDelayMs: 250,
  maxDelayMs: 8000,
  maxRetryAfterMs: 120_000,
};

/** Errors of a connection, of Node's net and of undici, after which the same request may succeed. */
const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'HPE_INVALID_CONSTANT',
  'HPE_INVALID_EOF_STATE',
]);

/**
 * What the API server answers with 500 although the next try may succeed: etcd between two leaders, and a webhook
 * that did not answer in time (k8s.io/apiserver admission/plugin/webhook/errors). A webhook's denial reads otherwise.
 */
const TRANSIENT_500 =
  /etcdserver: (leader changed|request timed out)|etcd leader changed|failed calling webhook .*(context deadline exceeded|timeout|connection refused|connection reset|EOF)/i;

/**
 * How long to wait before the same request is sent again, in milliseconds; undefined: not again. Every request that
 * we send may arrive twice: reads, reviews, server-side apply, and deletions of one version of an object.
 */
export function retryDelay(
  outcome: Outcome,
  attempt: number,
  settings: RetrySettings = RETRY,
): number | undefined {
  if (attempt >= settings.attempts || !isTransient(outcome)) {
    return undefined;
  }
  const asked = 'error' in outcome ? undefined : retryAfter(outcome.headers);
  if (asked !== undefined && asked > settings.maxRetryAfterMs) {
    return undefined;
  }
  const backOff = Math.min(
    settings.baseDelayMs * 2 ** (attempt - 1),
    settings.maxDelayMs,
  );
  // Jitter only ever adds: nothing is sent before the time that the server gave.
  return Math.max(asked ?? 0, backOff) + Math.random() * settings.baseDelayMs;
}

function isTransient(outcome: Outcome): boolean {
  if ('error' in outcome) {
    return codesOf(outcome.error).some(code => TRANSIENT_CODES.has(code));
  }
  const { status, body } = outcome;
  return (
    [429, 502, 503, 504].includes(status) ||
    (status === 500 && TRANSIENT_500.test(body)) ||
    (status < 300 && !isWhole(body))
  );
}

/** Cut off on its way: an answer of the API server is one JSON document. */
function isWhole(body: string): boolean {
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

function codesOf(error: Error): string[] {
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...(cause instanceof Error ? codesOf(cause) : []),
  ];
}

/** Retry-After in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfter(
  headers: Record<string, string>,
  now = Date.now(),
): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) {
    return undefined;
  }
  if (/^\d{1,9}$/.test(value)) {
    return Number(value) * 1000;
  }
  // Date.parse takes almost anything for a date.
  const date = /GMT$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
