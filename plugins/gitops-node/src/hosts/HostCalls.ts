import {
  Pause,
  pauseBefore,
  realPause,
  withRetries,
} from '@kubevirt-vlan/backstage-plugin-kubevirt-node';
import { AnswerError } from './Fields';
import { HostFailure } from './hostError';
import { HOST_HTTP } from './hostPolicy';
import { HostSend, sendToHost } from './sendToHost';

/** The address of a host's API, and its credentials. */
export interface HostConnection {
  /** The host as people know it, such as `git.example.com:3000`. */
  host: string;
  apiUrl: string;
  /** The credentials, as HTTP headers. */
  headers: Record<string, string>;
}

/** How the calls of a host are sent. */
export interface HostCallSettings {
  /** Takes secrets out of the host's texts; its own credentials are taken out anyway. */
  redact?: (text: string) => string;
  /** For each call of the API; 30 s unless given. */
  timeoutMs?: number;
  /** How to pause before a call is sent again; for tests. */
  wait?: Pause;
}

/** A call of a host's API. */
export interface HostCall {
  /** What it does, in words: `open a request`. */
  action: string;
  /** A `read` is idempotent and a `write` is not; `once` is never sent again. */
  kind: 'read' | 'write' | 'once';
  signal?: AbortSignal;
}

type Result<T> = { value: T } | { failure: HostFailure };

/** Sends the calls of a host's API with the credentials, and retries them by the policy for hosts. */
export class HostCalls {
  readonly #options: { kind: string } & HostConnection & HostCallSettings;

  constructor(options: { kind: string } & HostConnection & HostCallSettings) {
    this.#options = options;
  }

  /**
   * The result of a call. Rejects with the reason of an aborted signal.
   *
   * @throws HostFailure
   */
  async run<T>(
    call: HostCall,
    work: (send: HostSend) => Promise<T>,
  ): Promise<T> {
    const { kind, signal } = call;
    const policy = HOST_HTTP.retry;
    const { result } = await withRetries<Result<T>>({
      policy: kind === 'once' ? { ...policy, attempts: 1 } : policy,
      isIdempotent: kind === 'read',
      signal,
      send: timeLeftMs => this.#attempt({ call, work, timeLeftMs }),
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
    work: (send: HostSend) => Promise<T>;
    timeLeftMs: number;
  }): Promise<Result<T>> {
    const { call, work, timeLeftMs } = options;
    const { kind, host, headers } = this.#options;
    const { timeoutMs = HOST_HTTP.timeLimitMs } = this.#options;
    const callInfo = {
      who: `${kind} (${host})`,
      host,
      action: call.action,
      hasCredentials: Object.keys(headers).length > 0,
    };
    const send = sendToHost({
      ...this.#options,
      call: callInfo,
      timeoutMs: Math.min(timeoutMs, timeLeftMs),
      signal: call.signal,
    });
    try {
      return { value: await work(send) };
    } catch (error) {
      if (error instanceof AnswerError) {
        const message = `${callInfo.who} gave an answer to "${callInfo.action}" that is not understood. Check the URL of its API in "integrations".`;
        return { failure: new HostFailure(message) };
      }
      if (error instanceof HostFailure) {
        return { failure: error };
      }
      throw error;
    }
  }
}
