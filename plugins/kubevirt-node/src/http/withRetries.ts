import { setTimeout as sleep } from 'node:timers/promises';
import { RetryPolicy } from './HttpPolicy';
import { Judgement, pauseBefore } from './pauseBefore';

/** How to wait between attempts. Rejects with an aborted signal. */
export type Pause = (ms: number, signal?: AbortSignal) => Promise<unknown>;

/** The time and the chance that retries depend on; a test brings its own. */
export interface RetryClock {
  now: () => number;
  pause: Pause;
  random: () => number;
}

/** The last attempt, and what came before it. */
export interface Attempted<T> {
  result: T;
  attempts: number;
  /** An attempt before the last one may have had its effect. */
  isAfterUnclear: boolean;
}

/** The pause of the real clock. */
export const realPause: Pause = (ms, signal) =>
  sleep(ms, undefined, { signal });

/**
 * Sends a request, and again as the policy allows. Rejects with the reason of an aborted signal, and with whatever
 * `send` throws: failures that may be worth another attempt are results.
 */
export async function withRetries<T>(options: {
  policy: RetryPolicy;
  /** Whether the request may arrive twice without harm. */
  isIdempotent: boolean;
  /** One attempt, in the time that is left until the deadline. */
  send: (timeLeftMs: number) => Promise<T>;
  judge: (result: T) => Judgement;
  signal?: AbortSignal;
  onRetry?: (retry: { result: T; attempts: number; pauseMs: number }) => void;
  clock?: Partial<RetryClock>;
}): Promise<Attempted<T>> {
  const { policy, isIdempotent, send, judge, signal, onRetry, clock } = options;
  const { now = Date.now, pause = realPause, random } = clock ?? {};
  const startedAt = now();
  let isAfterUnclear = false;
  for (let attempts = 1; ; attempts += 1) {
    signal?.throwIfAborted();
    const spentMs = now() - startedAt;
    const result = await send((policy.deadlineMs ?? Infinity) - spentMs);
    signal?.throwIfAborted();
    const judgement = judge(result);
    const pauseMs = pauseBefore({
      policy,
      judgement,
      attempts,
      isIdempotent,
      elapsedMs: now() - startedAt,
      random,
    });
    if (pauseMs === undefined) {
      return { result, attempts, isAfterUnclear };
    }
    isAfterUnclear ||= judgement.verdict === 'unclear';
    onRetry?.({ result, attempts, pauseMs });
    try {
      await pause(pauseMs, signal);
    } finally {
      signal?.throwIfAborted();
    }
  }
}
