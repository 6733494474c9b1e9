import { setTimeout as sleep } from 'node:timers/promises';
import { Asked, HostFailure } from './hostError';
import { HostFetch, hostFetch } from './hostFetch';

const MAX_TRIES = 3;
const MAX_WAIT_MS = 10_000;
const FIRST_WAIT_MS = 500;

/** How to wait before a call is sent again. */
export type Wait = (ms: number, signal?: AbortSignal) => Promise<unknown>;

/** A call of a host's API. */
export interface HostCall {
  /** What it is for, in words: `open a request`. */
  action: string;
  /** `read` and `write` may be sent again where that does no harm; `once` never is. */
  kind: 'read' | 'write' | 'once';
  signal?: AbortSignal;
}

function mayRepeat(kind: HostCall['kind'], failure: HostFailure): boolean {
  return kind === 'read'
    ? failure.repeatable !== 'never'
    : kind === 'write' && failure.repeatable === 'any';
}

/**
 * Sends the calls of the hosts' client libraries: with the credentials, in time, and again where that does no harm. The
 * libraries see no credentials, and their errors go no further than here.
 */
export class HostCalls {
  constructor(
    private readonly options: {
      kind: string;
      host: string;
      apiUrl: string;
      /** The credentials, as HTTP headers. */
      headers: Record<string, string>;
      timeoutMs?: number;
      wait?: Wait;
      redact?: (text: string) => string;
    },
  ) {}

  /** The result of a call, or a HostFailure; the reason of the signal where that aborts. */
  async run<T>(
    call: HostCall,
    send: (fetch: HostFetch) => Promise<T>,
  ): Promise<T> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.runOnce(call, send);
      } catch (error) {
        const { kind, signal } = call;
        const isAgain =
          error instanceof HostFailure &&
          mayRepeat(kind, error) &&
          (await this.pause({ failure: error, tries, signal }));
        if (!isAgain) {
          throw error;
        }
      }
    }
  }

  /** Waits before another try; false where there shall be none. */
  async pause(options: {
    failure: HostFailure;
    tries: number;
    signal?: AbortSignal;
  }): Promise<boolean> {
    const { failure, tries, signal } = options;
    const ms = failure.waitMs ?? FIRST_WAIT_MS * 2 ** (tries - 1);
    if (tries >= MAX_TRIES || ms > MAX_WAIT_MS) {
      return false;
    }
    const wait: Wait =
      this.options.wait ??
      ((delay, abort) => sleep(delay, undefined, { signal: abort }));
    try {
      await wait(ms, signal);
    } finally {
      signal?.throwIfAborted();
    }
    return true;
  }

  private async runOnce<T>(
    call: HostCall,
    send: (fetch: HostFetch) => Promise<T>,
  ): Promise<T> {
    const {
      kind,
      host,
      apiUrl,
      headers,
      timeoutMs = 30_000,
      redact,
    } = this.options;
    const { action, signal } = call;
    const asked: Asked = {
      who: `${kind} (${host})`,
      host,
      action,
      hasCredentials: Object.keys(headers).length > 0,
    };
    const fetch = hostFetch({
      asked,
      apiUrl,
      headers,
      timeoutMs,
      redact,
      signal,
    });
    let failure: HostFailure | undefined;
    signal?.throwIfAborted();
    try {
      return await send((input, init) =>
        fetch(input, init).catch(error => {
          failure = error;
          throw error;
        }),
      );
    } catch {
      signal?.throwIfAborted();
      throw (
        failure ??
        new HostFailure(
          `${asked.who} gave an answer to "${action}" that is not understood. Check the URL of its API in "integrations".`,
        )
      );
    }
  }
}
