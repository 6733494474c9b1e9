import { setTimeout as sleep } from 'node:timers/promises';
import { turns } from './turns';

const warn = jest.fn();
const never = () => new AbortController().signal;

/** Work that counts how often it was begun and ended. */
function worker() {
  const seen = { begun: 0, ended: 0 };
  const work = async (signal: AbortSignal): Promise<never> => {
    seen.begun += 1;
    try {
      await sleep(60_000, undefined, { signal });
    } finally {
      seen.ended += 1;
    }
    throw new Error('unreachable');
  };
  return { seen, work };
}

describe('turns', () => {
  const times = { turnMs: 20, graceMs: 30, pauseMs: 5, logger: { warn } };

  it('goes on with the work in the next turn', async () => {
    const { seen, work } = worker();
    const { take } = turns({ ...times, work });
    await take(never());
    await sleep(10);
    await take(never());
    expect(seen).toEqual({ begun: 1, ended: 0 });
    await sleep(60);
    expect(seen).toEqual({ begun: 1, ended: 1 });
  });

  it('begins again after another backend had the turn', async () => {
    const { seen, work } = worker();
    const { take } = turns({ ...times, work });
    await take(never());
    await sleep(60);
    await take(never());
    expect(seen).toEqual({ begun: 2, ended: 1 });
    await sleep(60);
  });

  it('ends at once where the backend stops', async () => {
    const { seen, work } = worker();
    const { take } = turns({ ...times, turnMs: 60_000, work });
    const stop = new AbortController();
    const turn = take(stop.signal);
    await sleep(5);
    stop.abort();
    await turn;
    expect(seen).toEqual({ begun: 1, ended: 1 });
  });

  it.each([
    ['in a turn', 60_000],
    ['between two', 5],
  ])('ends for good when it is told so %s', async (_when, turnMs) => {
    const { seen, work } = worker();
    const { take, stop } = turns({ ...times, turnMs, graceMs: 60_000, work });
    const turn = take(never());
    await sleep(20);
    await stop();
    await turn;
    expect(seen).toEqual({ begun: 1, ended: 1 });
    await take(never());
    expect(seen).toEqual({ begun: 1, ended: 1 });
  });

  it('begins again what failed, not at once', async () => {
    let begun = 0;
    const { take } = turns({
      ...times,
      turnMs: 60_000,
      work: async () => {
        begun += 1;
        throw new Error('no such host');
      },
    });
    const from = performance.now();
    await take(never());
    expect(performance.now() - from).toBeGreaterThanOrEqual(4);
    expect(warn).toHaveBeenCalledWith('Error: no such host; beginning again');
    await take(never());
    expect(begun).toBe(2);
  });
});
