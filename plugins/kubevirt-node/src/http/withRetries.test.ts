import fc from 'fast-check';
import { RetryPolicy } from './HttpPolicy';
import { Judgement } from './pauseBefore';
import { Verdict } from './verdict';
import { withRetries } from './withRetries';

/** One attempt: what it says about another one, and how long it takes unless its time runs out. */
interface Script extends Judgement {
  tookMs: number;
}

const scripts = fc.array(
  fc.record({
    verdict: fc.constantFrom<Verdict>('transient', 'unclear', 'final'),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 30_000 }), {
      nil: undefined,
    }),
    tookMs: fc.integer({ min: 0, max: 20_000 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const policies: fc.Arbitrary<RetryPolicy> = fc.record({
  attempts: fc.integer({ min: 1, max: 8 }),
  baseDelayMs: fc.integer({ min: 1, max: 2000 }),
  maxDelayMs: fc.integer({ min: 1, max: 10_000 }),
  jitter: fc.constantFrom(0, 0.5, 1),
  maxRetryAfterMs: fc.integer({ min: 0, max: 20_000 }),
  retryAfterMayShorten: fc.boolean(),
  deadlineMs: fc.option(fc.integer({ min: 1, max: 60_000 }), {
    nil: undefined,
  }),
  retriesConnectTimeouts: fc.boolean(),
  retriesUnknownErrors: fc.boolean(),
});

/** Runs a script with a clock of its own; the last attempt of the script is repeated. */
async function play(options: {
  policy: RetryPolicy;
  script: Script[];
  isIdempotent: boolean;
  chance: number;
}) {
  const { policy, script, isIdempotent, chance } = options;
  let now = 1000;
  const sent: Script[] = [];
  const pauses: number[] = [];
  const { attempts, isAfterUnclear } = await withRetries({
    policy,
    isIdempotent,
    send: async timeLeftMs => {
      const attempt = script[Math.min(sent.length, script.length - 1)];
      sent.push(attempt);
      now += Math.min(attempt.tookMs, timeLeftMs);
      return attempt;
    },
    judge: attempt => attempt,
    clock: {
      now: () => now,
      random: () => chance,
      pause: async ms => {
        pauses.push(ms);
        now += ms;
      },
    },
  });
  return { sent, pauses, attempts, isAfterUnclear, tookMs: now - 1000 };
}

const runs = fc.record({
  policy: policies,
  script: scripts,
  isIdempotent: fc.boolean(),
  chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
});

describe('withRetries', () => {
  it('keeps the deadline and the number of attempts', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const { tookMs, sent, attempts } = await play(run);
        expect(tookMs).toBeLessThanOrEqual(run.policy.deadlineMs ?? Infinity);
        expect(sent.length).toBeLessThanOrEqual(run.policy.attempts);
        expect(attempts).toBe(sent.length);
      }),
    );
  });

  it('never repeats what is final, nor an unclear request that is not idempotent', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const { sent, isAfterUnclear } = await play(run);
        const repeated = sent.slice(0, -1).map(({ verdict }) => verdict);
        expect(repeated).not.toContain('final');
        expect(isAfterUnclear).toBe(repeated.includes('unclear'));
        expect(isAfterUnclear && !run.isIdempotent).toBe(false);
      }),
    );
  });

  it('waits for Retry-After, up to its bound', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const { sent, pauses } = await play(run);
        const { maxRetryAfterMs, maxDelayMs, baseDelayMs, jitter } = run.policy;
        expect(pauses).toHaveLength(sent.length - 1);
        pauses.forEach((pauseMs, i) => {
          const { retryAfterMs = 0 } = sent[i];
          expect(retryAfterMs).toBeLessThanOrEqual(maxRetryAfterMs);
          expect(pauseMs).toBeGreaterThanOrEqual(retryAfterMs);
          expect(pauseMs).toBeLessThanOrEqual(
            Math.max(retryAfterMs, maxDelayMs) + baseDelayMs * jitter,
          );
        });
      }),
    );
  });

  it('retries all that it may', async () => {
    await fc.assert(
      fc.asyncProperty(runs, async run => {
        const policy = {
          ...run.policy,
          deadlineMs: undefined,
          maxRetryAfterMs: Infinity,
        };
        const { sent } = await play({ ...run, policy, isIdempotent: true });
        const { verdict } = sent[sent.length - 1];
        expect(verdict === 'final' || sent.length === policy.attempts).toBe(
          true,
        );
      }),
    );
  });

  describe('with an aborted signal', () => {
    const policy: RetryPolicy = {
      attempts: 3,
      baseDelayMs: 60_000,
      maxDelayMs: 60_000,
      jitter: 0,
      maxRetryAfterMs: 0,
      retryAfterMayShorten: false,
      retriesConnectTimeouts: false,
      retriesUnknownErrors: false,
    };
    const reason = new Error('enough');
    const run = (signal: AbortSignal, send: () => Promise<Verdict>) =>
      withRetries({
        policy,
        isIdempotent: true,
        send,
        judge: verdict => ({ verdict }),
        signal,
      });

    it('sends nothing', async () => {
      const send = jest.fn();
      await expect(run(AbortSignal.abort(reason), send)).rejects.toBe(reason);
      expect(send).not.toHaveBeenCalled();
    });

    it('gives no result that arrives afterwards', async () => {
      const controller = new AbortController();
      const send = async () => {
        controller.abort(reason);
        return 'final' as const;
      };
      await expect(run(controller.signal, send)).rejects.toBe(reason);
    });

    it('ends a pause', async () => {
      const controller = new AbortController();
      const send = jest.fn(async () => 'transient' as const);
      const running = run(controller.signal, send);
      setTimeout(() => controller.abort(reason), 20);
      await expect(running).rejects.toBe(reason);
      expect(send).toHaveBeenCalledTimes(1);
    });
  });
});
