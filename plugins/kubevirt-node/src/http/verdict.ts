import { RetryPolicy } from './HttpPolicy';

/**
 * What a failed attempt says about another one:
 * - `transient`: the server did not act on the request, so any request may be sent again.
 * - `unclear`: the server may have acted on it, so only an idempotent request may be sent again.
 * - `final`: another attempt would have the same result. A success is final as well.
 */
export type Verdict = 'transient' | 'unclear' | 'final';

/** The code of the error for an answer that is longer than the policy allows. */
export const BODY_TOO_LONG = 'BODY_TOO_LONG';

const STATUSES: Record<number, Verdict> = {
  429: 'transient',
  503: 'transient',
  502: 'unclear',
  504: 'unclear',
};

/** Errors of a connection, of Node's net and of undici, after which the same request may succeed. */
const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'HPE_INVALID_CONSTANT',
  'HPE_INVALID_EOF_STATE',
]);
const CONNECT_TIMEOUTS = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']);

/** The verdict on an answer by its status alone; a stack may know more from the body. */
export function statusVerdict(status: number): Verdict {
  return STATUSES[status] ?? 'final';
}

/** The verdict on an attempt that got no answer, or not all of one. */
export function connectionVerdict(
  error: unknown,
  policy: Pick<RetryPolicy, 'retriesConnectTimeouts' | 'retriesUnknownErrors'>,
): Verdict {
  const codes = codesOf(error);
  const mayRetry = (isWanted: boolean) => (isWanted ? 'unclear' : 'final');
  if (codes.some(isHopeless)) {
    return 'final';
  }
  if (codes.some(code => CONNECT_TIMEOUTS.has(code))) {
    return mayRetry(policy.retriesConnectTimeouts);
  }
  return codes.some(code => TRANSIENT_CODES.has(code))
    ? 'unclear'
    : mayRetry(policy.retriesUnknownErrors);
}

/** The error codes of an error and of its causes, the outermost first. */
export function codesOf(error: unknown): string[] {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...(cause ? codesOf(cause) : []),
  ];
}

/** True for the code of a certificate that is not trusted. */
export function isCertificateError(code: string): boolean {
  return /CERT|SIGNATURE|^ERR_TLS/.test(code);
}

function isHopeless(code: string): boolean {
  return (
    code === 'ENOTFOUND' || code === BODY_TOO_LONG || isCertificateError(code)
  );
}
