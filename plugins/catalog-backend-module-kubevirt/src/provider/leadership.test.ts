import { setTimeout as sleep } from 'node:timers/promises';
import { leadership } from './leadership';

const warn = jest.fn();
const never = () => new AbortController().signal;

/** A job that counts how often it was begun and ended. */
function worker() {
  const seen = { begun: 0, ended: 0 };
  const job = async (signal: AbortSignal): Promise<never> => {
    seen.begun += 1;
    try {
      await sleep(60_000, undefined, { signal });
    } finally {
      seen.ended += 1;
    }
    throw new Error('unreachable');
  };
  return { seen, job };
}

describe('leadership', () => {
  const times = { termMs: 20, graceMs: 30, pauseMs: 5, logger: { warn } };

  it('goes on with the job in the next term', async () => {
    const { seen, job } = worker();
    const { lead } = leadership({ ...times, job });
    await lead(never());
    await sleep(10);
    await lead(never());
    expect(seen).toEqual({ begun: 1, ended: 0 });
    await sleep(60);
    expect(seen).toEqual({ begun: 1, ended: 1 });
  });

  it('begins again after another replica was the leader', async () => {
    const { seen, job } = worker();
    const { lead } = leadership({ ...times, job });
    await lead(never());
    await sleep(60);
    await lead(never());
    expect(seen).toEqual({ begun: 2, ended: 1 });
    await sleep(60);
  });

  it('ends at once when the backend stops', async () => {
    const { seen, job } = worker();
    const { lead } = leadership({ ...times, termMs: 60_000, job });
    const stop = new AbortController();
    const term = lead(stop.signal);
    await sleep(5);
    stop.abort();
    await term;
    expect(seen).toEqual({ begun: 1, ended: 1 });
  });

  it.each([
    ['during a term', 60_000],
    ['between two terms', 5],
  ])('ends for good when it is stopped %s', async (_when, termMs) => {
    const { seen, job } = worker();
    const { lead, stop } = leadership({
      ...times,
      termMs,
      graceMs: 60_000,
      job,
    });
    const term = lead(never());
    await sleep(20);
    await stop();
    await term;
    expect(seen).toEqual({ begun: 1, ended: 1 });
    await lead(never());
    expect(seen).toEqual({ begun: 1, ended: 1 });
  });

  it('begins a failed job again, after a pause', async () => {
    let begun = 0;
    const { lead } = leadership({
      ...times,
      termMs: 60_000,
      job: async () => {
        begun += 1;
        throw new Error('no such host');
      },
    });
    const from = performance.now();
    await lead(never());
    expect(performance.now() - from).toBeGreaterThanOrEqual(4);
    expect(warn).toHaveBeenCalledWith('Error: no such host; beginning again');
    await lead(never());
    expect(begun).toBe(2);
  });
});
