import { RetryPolicy } from './HttpPolicy';
import { Verdict } from './verdict';

/** What an attempt says about another one. */
export interface Judgement {
  verdict: Verdict;
  /** How long the server asks to wait first. */
  retryAfterMs?: number;
}

/**
 * How long to wait before the next attempt, in milliseconds; undefined where there must be none: the verdict is final,
 * the attempts or the time are used up, the server asks for too long a pause, or a request that is not idempotent may
 * have had its effect.
 */
export function pauseBefore(options: {
  policy: RetryPolicy;
  judgement: Judgement;
  /** How many attempts there were. */
  attempts: number;
  isIdempotent: boolean;
  /** Since the first attempt began. */
  elapsedMs?: number;
  random?: () => number;
}): number | undefined {
  const { policy, judgement, attempts, isIdempotent } = options;
  const { elapsedMs = 0, random = Math.random } = options;
  const { verdict, retryAfterMs } = judgement;
  const mayRepeat =
    verdict === 'transient' || (verdict === 'unclear' && isIdempotent);
  if (
    !mayRepeat ||
    attempts >= policy.attempts ||
    (retryAfterMs ?? 0) > policy.maxRetryAfterMs
  ) {
    return undefined;
  }
  const backOff = Math.min(
    policy.baseDelayMs * 2 ** (attempts - 1),
    policy.maxDelayMs,
  );
  const shortest = policy.retryAfterMayShorten ? 0 : backOff;
  // Jitter only ever adds: nothing is sent before the time that the server gave.
  const pauseMs =
    Math.max(retryAfterMs ?? backOff, shortest) +
    random() * policy.baseDelayMs * policy.jitter;
  return elapsedMs + pauseMs < (policy.deadlineMs ?? Infinity)
    ? pauseMs
    : undefined;
}
