import {
  Pause,
  pauseBefore,
  realPause,
  withRetries,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { HostFailure } from './hostError';
import { HostFetch, hostFetch } from './hostFetch';
import { HOST_HTTP } from './hostPolicy';

/** A call of a host's API. */
export interface HostCall {
  /** What it does, in words: `open a request`. */
  action: string;
  /** A `read` is idempotent and a `write` is not; `once` is never sent again. */
  kind: 'read' | 'write' | 'once';
  signal?: AbortSignal;
}

interface HostCallsOptions {
  kind: string;
  host: string;
  apiUrl: string;
  /** The credentials, as HTTP headers. */
  headers: Record<string, string>;
  timeoutMs?: number;
  wait?: Pause;
  redact?: (text: string) => string;
}

type Result<T> = { value: T } | { failure: HostFailure };

/**
 * Sends the calls of the hosts' client libraries with the credentials, and retries them by the policy for hosts. The
 * libraries see no credentials, and their errors go no further than here.
 */
export class HostCalls {
  readonly #options: HostCallsOptions;

  constructor(options: HostCallsOptions) {
    this.#options = options;
  }

  /** The result of a call, or a HostFailure; the reason of the signal where that aborts. */
  async run<T>(
    call: HostCall,
    send: (fetch: HostFetch) => Promise<T>,
  ): Promise<T> {
    const { kind, signal } = call;
    const policy = HOST_HTTP.retry;
    const { result } = await withRetries<Result<T>>({
      policy: kind === 'once' ? { ...policy, attempts: 1 } : policy,
      isIdempotent: kind === 'read',
      signal,
      send: timeLeftMs => this.#attempt({ call, send, timeLeftMs }),
      judge: attempt =>
        'failure' in attempt ? attempt.failure : { verdict: 'final' },
      clock: { pause: this.#options.wait },
    });
    if ('failure' in result) {
      throw result.failure;
    }
    return result.value;
  }

  /** Pauses before another attempt at a call that is not idempotent; false where there must be none. */
  async pause(options: {
    failure: HostFailure;
    attempts: number;
    signal?: AbortSignal;
  }): Promise<boolean> {
    const { failure, attempts, signal } = options;
    const ms = pauseBefore({
      policy: HOST_HTTP.retry,
      judgement: failure,
      attempts,
      isIdempotent: false,
    });
    if (ms === undefined) {
      return false;
    }
    try {
      await (this.#options.wait ?? realPause)(ms, signal);
    } finally {
      signal?.throwIfAborted();
    }
    return true;
  }

  async #attempt<T>(options: {
    call: HostCall;
    send: (fetch: HostFetch) => Promise<T>;
    timeLeftMs: number;
  }): Promise<Result<T>> {
    const { call, send, timeLeftMs } = options;
    const { kind, host, headers } = this.#options;
    const { timeoutMs = HOST_HTTP.timeLimitMs } = this.#options;
    const asked = {
      who: `${kind} (${host})`,
      host,
      action: call.action,
      hasCredentials: Object.keys(headers).length > 0,
    };
    const fetch = hostFetch({
      ...this.#options,
      asked,
      timeoutMs: Math.min(timeoutMs, timeLeftMs),
      signal: call.signal,
    });
    let failure: HostFailure | undefined;
    try {
      const value = await send((input, init) =>
        fetch(input, init).catch(error => {
          failure = error;
          throw error;
        }),
      );
      return { value };
    } catch {
      return {
        failure:
          failure ??
          new HostFailure(
            `${asked.who} gave an answer to "${asked.action}" that is not understood. Check the URL of its API in "integrations".`,
          ),
      };
    }
  }
}
