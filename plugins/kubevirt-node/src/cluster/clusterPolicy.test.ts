import { constants } from 'node:buffer';
import { pauseBefore } from '../http';
import { CLUSTER_HTTP, Outcome, judge } from './clusterPolicy';

const RETRY = CLUSTER_HTTP.retry;
const retryDelay = (outcome: Outcome, attempts: number) =>
  pauseBefore({
    policy: RETRY,
    judgement: judge(outcome),
    attempts,
    isIdempotent: true,
  });

const answer = (
  status: number,
  more: { headers?: Record<string, string>; message?: string } = {},
) => ({
  status,
  headers: more.headers ?? {},
  body: JSON.stringify({ kind: 'Status', message: more.message ?? '' }),
});
const failure = (code: string) => ({
  error: Object.assign(new Error(code), { code }),
});

describe('the pause before another attempt on a cluster', () => {
  it.each([
    ['429', answer(429)],
    ['503', answer(503)],
    ['504', answer(504)],
    [
      'a leader that changed',
      answer(500, { message: 'etcdserver: leader changed' }),
    ],
    [
      'a webhook that is slow',
      answer(500, {
        message:
          'Internal error occurred: failed calling webhook "a.b": failed to call webhook: Post "https://x": context deadline exceeded',
      }),
    ],
    ['a reset', failure('ECONNRESET')],
    ['a connection refused', failure('ECONNREFUSED')],
    ['a socket that closed', failure('UND_ERR_SOCKET')],
    ['no answer in time', failure('UND_ERR_HEADERS_TIMEOUT')],
    [
      'a reason behind a reason',
      { error: new Error('fetch failed', { cause: failure('EPIPE').error }) },
    ],
    ['a cut-off answer', { status: 200, headers: {}, body: '{"kind":"Li' }],
  ])('tries again after %s', (_what, outcome) => {
    const delay = retryDelay(outcome, 1);
    expect(delay).toBeGreaterThanOrEqual(RETRY.baseDelayMs);
    expect(delay).toBeLessThanOrEqual(2 * RETRY.baseDelayMs);
  });

  it.each([
    ['a success', answer(200)],
    ['400', answer(400)],
    ['401', answer(401)],
    ['403', answer(403)],
    ['404', answer(404)],
    ['409', answer(409)],
    ['422', answer(422)],
    ['500', answer(500, { message: 'Internal error occurred: boom' })],
    [
      'a denial',
      answer(400, {
        message: 'admission webhook "a.b" denied the request: timeout is wrong',
      }),
    ],
    [
      'a namespace that goes',
      answer(403, { message: 'because it is being terminated' }),
    ],
    ['a certificate that is not trusted', failure('SELF_SIGNED_CERT_IN_CHAIN')],
    ['an end by the caller', { error: new DOMException('x', 'AbortError') }],
  ])('never after %s', (_what, outcome) => {
    expect(retryDelay(outcome, 1)).toBeUndefined();
  });

  it('waits as long as the server says, and never less', () => {
    for (let i = 0; i < 100; i += 1) {
      expect(
        retryDelay(answer(429, { headers: { 'retry-after': '3' } }), 1),
      ).toBeGreaterThanOrEqual(3000);
    }
  });

  it('does not wait for hours', () => {
    expect(
      retryDelay(answer(503, { headers: { 'retry-after': '3600' } }), 1),
    ).toBeUndefined();
  });

  it('waits longer each time, and ends', () => {
    const delays = [1, 2, 3, 4, 5].map(attempt =>
      Number(retryDelay(failure('ECONNRESET'), attempt)),
    );
    delays.forEach((delay, i) =>
      expect(delay).toBeGreaterThanOrEqual(RETRY.baseDelayMs * 2 ** i),
    );
    expect(retryDelay(failure('ECONNRESET'), RETRY.attempts)).toBeUndefined();
  });
});

it('reads an answer of 500 MiB, but none that is longer than a string can be', () => {
  expect(CLUSTER_HTTP.maxBodyBytes).toBeGreaterThan(500 * 2 ** 20);
  expect(CLUSTER_HTTP.maxBodyBytes).toBeLessThanOrEqual(
    constants.MAX_STRING_LENGTH,
  );
});
