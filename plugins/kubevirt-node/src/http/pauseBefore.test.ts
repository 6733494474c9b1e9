import { RetryPolicy } from './HttpPolicy';
import { pauseBefore } from './pauseBefore';
import { Verdict } from './verdict';

const policy: RetryPolicy = {
  attempts: 4,
  baseDelayMs: 100,
  maxDelayMs: 300,
  jitter: 0,
  maxRetryAfterMs: 2000,
  retryAfterMayShorten: false,
  deadlineMs: 5000,
  retriesConnectTimeouts: true,
  retriesUnknownErrors: false,
};

interface Row {
  what: string;
  verdict: Verdict;
  isIdempotent?: boolean;
  attempts?: number;
  retryAfterMs?: number;
  elapsedMs?: number;
  changed?: Partial<RetryPolicy>;
  pauseMs: number | undefined;
}

const ROWS: Row[] = [
  { what: 'a success', verdict: 'final', pauseMs: undefined },
  { what: 'a busy server', verdict: 'transient', pauseMs: 100 },
  {
    what: 'a busy server, for a write',
    verdict: 'transient',
    isIdempotent: false,
    pauseMs: 100,
  },
  { what: 'a lost answer', verdict: 'unclear', pauseMs: 100 },
  {
    what: 'a lost answer, for a write',
    verdict: 'unclear',
    isIdempotent: false,
    pauseMs: undefined,
  },
  { what: '2 attempts', verdict: 'transient', attempts: 2, pauseMs: 200 },
  {
    what: '3 attempts: the longest pause',
    verdict: 'transient',
    attempts: 3,
    pauseMs: 300,
  },
  {
    what: 'the last attempt',
    verdict: 'transient',
    attempts: 4,
    pauseMs: undefined,
  },
  {
    what: 'Retry-After',
    verdict: 'transient',
    retryAfterMs: 1500,
    pauseMs: 1500,
  },
  {
    what: 'the longest Retry-After',
    verdict: 'transient',
    retryAfterMs: 2000,
    pauseMs: 2000,
  },
  {
    what: 'a longer Retry-After',
    verdict: 'transient',
    retryAfterMs: 2001,
    pauseMs: undefined,
  },
  {
    what: 'a Retry-After below our own pause',
    verdict: 'transient',
    retryAfterMs: 0,
    pauseMs: 100,
  },
  {
    what: 'a Retry-After that may shorten the pause',
    verdict: 'transient',
    retryAfterMs: 0,
    changed: { retryAfterMayShorten: true },
    pauseMs: 0,
  },
  {
    what: 'just enough time',
    verdict: 'transient',
    elapsedMs: 4899,
    pauseMs: 100,
  },
  {
    what: 'too little time',
    verdict: 'transient',
    elapsedMs: 4900,
    pauseMs: undefined,
  },
  {
    what: 'hours without a deadline',
    verdict: 'transient',
    elapsedMs: 1e7,
    changed: { deadlineMs: undefined },
    pauseMs: 100,
  },
  {
    what: 'jitter',
    verdict: 'transient',
    retryAfterMs: 1000,
    changed: { jitter: 1 },
    pauseMs: 1050,
  },
];

it.each(ROWS)('waits $pauseMs ms after $what', row => {
  const { verdict, retryAfterMs, attempts = 1, isIdempotent = true } = row;
  expect(
    pauseBefore({
      policy: { ...policy, ...row.changed },
      judgement: { verdict, retryAfterMs },
      attempts,
      isIdempotent,
      elapsedMs: row.elapsedMs,
      random: () => 0.5,
    }),
  ).toBe(row.pauseMs);
});
