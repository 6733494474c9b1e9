import { SharedReads } from './SharedReads';

describe('SharedReads', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const counter = () => {
    let reads = 0;
    return async () => {
      reads += 1;
      return reads;
    };
  };

  it('has at most one read in flight per key', async () => {
    const shared = new SharedReads({ ttlMs: 10_000, maxEntries: 10 });
    const read = counter();
    expect(
      await Promise.all([
        shared.get('a', read),
        shared.get('a', read),
        shared.get('b', read),
      ]),
    ).toEqual([1, 1, 2]);
  });

  it('keeps a result and a failure for the configured time', async () => {
    const shared = new SharedReads({ ttlMs: 10_000, maxEntries: 10 });
    const read = counter();
    const fail = jest.fn().mockRejectedValue(new Error('down'));
    await shared.get('a', read);
    await expect(shared.get('b', fail)).rejects.toThrow('down');
    await expect(shared.get('b', fail)).rejects.toThrow('down');
    expect(fail).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(9_999);
    expect(await shared.get('a', read)).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(shared.size).toBe(0);
    expect(await shared.get('a', read)).toBe(2);
  });

  it('can keep a failure for a different time', async () => {
    const shared = new SharedReads({
      ttlMs: 60_000,
      failureTtlMs: 10_000,
      maxEntries: 10,
    });
    const read = jest.fn().mockRejectedValueOnce(new Error('down'));
    await expect(shared.get('a', read)).rejects.toThrow('down');
    await jest.advanceTimersByTimeAsync(9_999);
    await expect(shared.get('a', read)).rejects.toThrow('down');
    await jest.advanceTimersByTimeAsync(1);
    await shared.get('a', read.mockResolvedValue(1));
    await jest.advanceTimersByTimeAsync(59_999);
    expect(await shared.get('a', read)).toBe(1);
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('evicts the oldest entries beyond its limit', async () => {
    const shared = new SharedReads({ ttlMs: 10_000, maxEntries: 2 });
    const read = counter();
    for (const key of ['a', 'b', 'c']) {
      await shared.get(key, read);
    }
    expect(shared.size).toBe(2);
    expect(await shared.get('c', read)).toBe(3);
    expect(await shared.get('a', read)).toBe(4);
    // The timer of an evicted entry must not evict its successor.
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await shared.get('a', read)).toBe(4);
  });
});
