import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { hostMessages } from './hostMessages';

/** Whom was asked for what; the beginning of every message. */
export interface Asked {
  /** `GitHub (git.example.com)` */
  who: string;
  host: string;
  /** What was asked for, in words: `open a request`. */
  action: string;
  hasCredentials: boolean;
}

/**
 * Why a call of a host's API failed. It holds sentences and numbers only: the clients' own errors carry requests with
 * their headers, so none of them is kept as a cause.
 */
export class HostFailure extends Error {
  readonly status?: number;
  /** Which calls may be sent again: any, as the host did not act on this one; or those that only read. */
  readonly repeatable: 'any' | 'read' | 'never';
  /** How long the host asks to wait first. */
  readonly waitMs?: number;
  readonly isDenied: boolean;

  constructor(
    message: string,
    facts: {
      status?: number;
      repeatable?: 'any' | 'read';
      waitMs?: number;
      isDenied?: boolean;
    } = {},
  ) {
    super(message);
    this.name = 'HostFailure';
    this.status = facts.status;
    this.repeatable = facts.repeatable ?? 'never';
    this.waitMs = facts.waitMs;
    this.isDenied = facts.isDenied ?? false;
  }

  /** Whether the call may have had its effect all the same, or somebody else's had: it is worth a look. */
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

function askedWaitMs(headers: Headers): number | undefined {
  const after = headers.get('retry-after');
  const reset = headers.get('x-ratelimit-reset');
  if (after) {
    const ms = Number.isNaN(Number(after))
      ? Date.parse(after) - Date.now()
      : Number(after) * 1000;
    return Number.isNaN(ms) ? undefined : Math.max(0, ms);
  }
  return headers.get('x-ratelimit-remaining') === '0' && Number(reset)
    ? Math.max(0, Number(reset) * 1000 - Date.now())
    : undefined;
}

function wayOut(options: {
  asked: Asked;
  status: number;
  waitMs?: number;
  isBusy: boolean;
}): string {
  const { asked, status, waitMs, isBusy } = options;
  const { host, hasCredentials } = asked;
  if (isBusy) {
    return waitMs === undefined
      ? 'Try again later.'
      : `Try again in ${Math.ceil(waitMs / 1000)} s.`;
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

/** The failure of a call that the host answered, but not with a success. */
export function refusal(options: {
  asked: Asked;
  response: Response;
  text: string;
  redact?: (text: string) => string;
}): HostFailure {
  const { asked, response, text, redact } = options;
  const { status, headers } = response;
  const waitMs = askedWaitMs(headers);
  // GitHub answers 403 to who asks too often.
  const isLimited = status === 429 || (status === 403 && waitMs !== undefined);
  const isBusy = isLimited || status === 503;
  const said =
    hostMessages(text, redact) || response.statusText || 'no reason given';
  const message = [
    `${asked.who} answered ${status} to "${asked.action}": ${said}`.replace(
      /[.\s]*$/,
      '.',
    ),
    wayOut({ asked, status, waitMs, isBusy }),
  ];
  let repeatable: 'any' | 'read' | undefined;
  if (isBusy) {
    repeatable = 'any';
  } else if (status === 502 || status === 504) {
    repeatable = 'read';
  }
  return new HostFailure(message.filter(Boolean).join(' '), {
    status,
    repeatable,
    waitMs,
    isDenied: [401, 403, 404].includes(status) && !isLimited,
  });
}
