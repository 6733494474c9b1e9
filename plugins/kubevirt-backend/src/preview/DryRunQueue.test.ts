import { DryRunQueue } from './DryRunQueue';

const LIMITS = { perUser: 2, total: 3, waitingPerUser: 2, maxWaitMs: 10_000 };

describe('DryRunQueue', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  /** Starts a run; returns whether it has begun, how to end it, and its outcome. */
  function begin(queue: DryRunQueue, user: string) {
    const hangUp = new AbortController();
    const run = { isStarted: false, end: (_: string) => {}, hangUp };
    const done = queue.run({
      user,
      signal: hangUp.signal,
      work: () =>
        new Promise<string>(resolve => {
          run.isStarted = true;
          run.end = resolve;
        }),
    });
    const outcome = done.then(
      value => ({ value }),
      (error: Error) => ({ error }),
    );
    return Object.assign(run, { outcome });
  }
  /** Lets settled promises call their handlers. */
  const settle = () => jest.advanceTimersByTimeAsync(0);
  const started = (runs: Array<{ isStarted: boolean }>) =>
    runs.map(({ isStarted }) => isStarted);

  it('runs two of one user, and three in total', async () => {
    const queue = new DryRunQueue(LIMITS);
    const runs = ['mia', 'mia', 'mia', 'leo', 'eve'].map(user =>
      begin(queue, user),
    );
    await settle();
    expect(started(runs)).toEqual([true, true, false, true, false]);
    runs[3].end('done');
    await settle();
    // Not the third of mia, although she came first.
    expect(started(runs)).toEqual([true, true, false, true, true]);
    runs[0].end('done');
    await settle();
    expect(started(runs)[2]).toBe(true);
    expect(await runs[0].outcome).toEqual({ value: 'done' });
  });

  it('serves waiters in the order of their arrival', async () => {
    const queue = new DryRunQueue({ ...LIMITS, total: 1 });
    const runs = ['mia', 'leo', 'eve'].map(user => begin(queue, user));
    await settle();
    runs[0].end('a');
    await settle();
    expect(started(runs)).toEqual([true, true, false]);
  });

  it('releases the place of a run that fails', async () => {
    const queue = new DryRunQueue({ ...LIMITS, total: 1 });
    const { signal } = new AbortController();
    await expect(
      queue.run({
        user: 'mia',
        signal,
        work: async () => {
          throw new Error('no');
        },
      }),
    ).rejects.toThrow('no');
    const next = begin(queue, 'leo');
    await settle();
    expect(next.isStarted).toBe(true);
  });

  it('keeps the place of an aborted run until its work has ended', async () => {
    const queue = new DryRunQueue({ ...LIMITS, total: 1 });
    const first = begin(queue, 'mia');
    const next = begin(queue, 'mia');
    await settle();
    first.hangUp.abort(new Error('hung up'));
    expect(await first.outcome).toEqual({ error: new Error('hung up') });
    await settle();
    expect(next.isStarted).toBe(false);
    first.end('too late');
    await settle();
    expect(next.isStarted).toBe(true);
  });

  it('removes a waiter that is aborted', async () => {
    const queue = new DryRunQueue({ ...LIMITS, total: 1 });
    const runs = ['mia', 'leo', 'eve'].map(user => begin(queue, user));
    await settle();
    runs[1].hangUp.abort(new Error('hung up'));
    runs[0].end('done');
    await settle();
    expect(started(runs)).toEqual([true, false, true]);
    expect(await runs[1].outcome).toEqual({ error: new Error('hung up') });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not begin a run that was aborted before', async () => {
    const queue = new DryRunQueue(LIMITS);
    const work = jest.fn();
    await expect(
      queue.run({
        user: 'mia',
        signal: AbortSignal.abort(new Error('hung up')),
        work,
      }),
    ).rejects.toThrow('hung up');
    expect(work).not.toHaveBeenCalled();
  });

  it('refuses after a while, and says what to do', async () => {
    const queue = new DryRunQueue(LIMITS);
    const runs = ['mia', 'mia', 'mia', 'leo', 'eve'].map(user =>
      begin(queue, user),
    );
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await runs[2].outcome).toEqual({
      error: expect.objectContaining({
        name: 'ServiceUnavailableError',
        retryAfterS: 10,
        message:
          'There is no preview now: 2 previews of yours are being made, and no more than 2 at a time; close other forms that you have open, or try again in 10 s. The form can be sent without one',
      }),
    });
    expect(await runs[4].outcome).toEqual({
      error: expect.objectContaining({
        message: expect.stringContaining('3 previews are being made'),
      }),
    });
    // A waiter that gave up takes no place.
    runs[0].end('done');
    const next = begin(queue, 'mia');
    await settle();
    expect(next.isStarted).toBe(true);
  });

  it('lets no user fill the queue', async () => {
    const queue = new DryRunQueue(LIMITS);
    const runs = Array.from({ length: 5 }, () => begin(queue, 'mia'));
    await settle();
    expect(await runs[4].outcome).toHaveProperty('error.retryAfterS', 10);
    const other = begin(queue, 'leo');
    await settle();
    expect(other.isStarted).toBe(true);
  });
});
