import { RemovalGuard } from './RemovalGuard';

const refs = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `resource:demo/vm-${from + i}`);

describe('RemovalGuard', () => {
  let now: number;
  let guard: RemovalGuard;
  beforeEach(() => {
    now = 1000;
    guard = new RemovalGuard({ maxShare: 0.2, windowMs: 300 }, () => now);
  });

  it.each([
    [20, 100, 20],
    [21, 100, 0],
    [5, 5, 5],
    [6, 6, 0],
    [1, 1, 1],
  ])(
    'for %d gone of %d, lets %d be removed at once',
    (count, total, removed) => {
      const judged = guard.judge({ gone: refs(count), total, readAt: 0 });
      expect(judged.removed).toHaveLength(removed);
      expect(judged.newlyHeld).toHaveLength(count - removed);
      expect(guard.held).toBe(count - removed);
    },
  );

  it('counts recent removals', () => {
    const first = guard.judge({ gone: refs(15), total: 100, readAt: 0 });
    expect(first.removed).toHaveLength(15);
    const second = guard.judge({ gone: refs(6, 15), total: 85, readAt: 0 });
    expect(second.removed).toEqual([]);
    now += 301;
    const third = guard.judge({ gone: refs(6, 21), total: 85, readAt: 0 });
    expect(third.removed).toHaveLength(6);
  });

  it('removes what a later read lacks as well, and reports it once', () => {
    const gone = refs(50);
    guard.judge({ gone, total: 100, readAt: 999 });
    now = 1100;
    const again = guard.judge({ gone, total: 100, readAt: 1000 });
    expect(again).toEqual({ removed: [], newlyHeld: [] });
    const confirmed = guard.judge({ gone, total: 100, readAt: 1001 });
    expect(confirmed.removed).toEqual(gone);
    expect(guard.held).toBe(0);
  });

  it('forgets what has come back', () => {
    guard.judge({ gone: refs(50), total: 100, readAt: 0 });
    guard.judge({ gone: [], total: 100, readAt: 0 });
    expect(guard.held).toBe(0);
    now = 1100;
    const judged = guard.judge({ gone: refs(50), total: 100, readAt: 1050 });
    expect(judged.removed).toEqual([]);
  });
});
