import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import {
  Judgement,
  Verdict,
  statusVerdict,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { excerpt, hostMessages } from './hostMessages';

/** The host and the call, for the beginning of every message. */
export interface CallInfo {
  /** `GitHub (git.example.com)` */
  who: string;
  host: string;
  /** What the call does, in words: `open a request`. */
  action: string;
  hasCredentials: boolean;
}

/**
 * Why a call of a host's API failed. It holds sentences and numbers only: errors of the connection may carry the request
 * with its headers, so none is kept as a cause.
 */
export class HostFailure extends Error implements Judgement {
  readonly name = 'HostFailure';
  readonly status?: number;
  /** Whether the call may be sent again. */
  readonly verdict: Verdict;
  /** How long the host asks to wait first. */
  readonly retryAfterMs?: number;
  readonly isDenied: boolean;

  constructor(
    message: string,
    facts: Partial<Judgement> & { status?: number; isDenied?: boolean } = {},
  ) {
    super(message);
    this.status = facts.status;
    this.verdict = facts.verdict ?? 'final';
    this.retryAfterMs = facts.retryAfterMs;
    this.isDenied = facts.isDenied ?? false;
  }

  /** Whether the wanted state may exist all the same, by this call or by somebody else's: it is worth a look. */
  get mayHaveHappened(): boolean {
    const { status } = this;
    return !status || status >= 500 || [408, 409, 422, 429].includes(status);
  }

  /** The error for callers. */
  toError(): Error {
    return this.isDenied
      ? new NotAllowedError(this.message)
      : new ServiceUnavailableError(this.message);
  }
}

/** How long the host asks to wait; GitHub gives the time at which its limit is reset instead. */
function waitFor(headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  const reset = Number(headers.get('x-ratelimit-reset'));
  if (after) {
    return untilRetry(after);
  }
  return headers.get('x-ratelimit-remaining') === '0' && reset
    ? Math.max(0, reset * 1000 - Date.now())
    : undefined;
}

/**
 * Retry-After in milliseconds. A 403 is known as a rate limit by this header alone, so fractions of a second and any form
 * of a date count as well; for a cluster they do not.
 */
function untilRetry(after: string): number | undefined {
  const seconds = Number(after);
  const ms = Number.isNaN(seconds)
    ? Date.parse(after) - Date.now()
    : seconds * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

function wayOut(options: {
  call: CallInfo;
  status: number;
  retryAfterMs?: number;
  isBusy: boolean;
}): string {
  const { call, status, retryAfterMs, isBusy } = options;
  const { host, hasCredentials } = call;
  if (isBusy) {
    return retryAfterMs === undefined
      ? 'Try again later.'
      : `Try again in ${Math.ceil(retryAfterMs / 1000)} s.`;
  }
  if (![401, 403, 404].includes(status)) {
    return '';
  }
  if (!hasCredentials) {
    return `There are no credentials for ${host} in "integrations".`;
  }
  switch (status) {
    case 401:
      return `The credentials for ${host} in "integrations" are not valid or have expired.`;
    case 403:
      return `The credentials for ${host} in "integrations" need the right to read and write pull requests.`;
    default:
      return `What was asked for does not exist, or the credentials for ${host} in "integrations" have no right to see it.`;
  }
}

/** The failure of a call that the host refused. */
export function refusal(options: {
  call: CallInfo;
  response: Response;
  text: string;
  /** Takes secrets out of the host's texts, the credentials of the request included. */
  redact: (text: string) => string;
}): HostFailure {
  const { call, response, text, redact } = options;
  const { status, headers } = response;
  const retryAfterMs = waitFor(headers);
  // GitHub answers 403 to clients that call too often.
  const isLimited =
    status === 429 || (status === 403 && retryAfterMs !== undefined);
  const isBusy = isLimited || status === 503;
  const said =
    hostMessages(text, redact) ||
    excerpt(response.statusText, redact) ||
    'no reason given';
  const message = [
    `${call.who} answered ${status} to "${call.action}": ${said}`.replace(
      /[.\s]*$/,
      '.',
    ),
    wayOut({ call, status, retryAfterMs, isBusy }),
  ];
  return new HostFailure(message.filter(Boolean).join(' '), {
    status,
    verdict: isBusy ? 'transient' : statusVerdict(status),
    retryAfterMs,
    isDenied: [401, 403, 404].includes(status) && !isLimited,
  });
}
