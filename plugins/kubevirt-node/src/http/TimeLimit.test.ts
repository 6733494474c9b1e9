import { TimeLimit } from './TimeLimit';

describe('TimeLimit', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const reason = new Error('too slow');
  const start = (signal?: AbortSignal) =>
    new TimeLimit({ ms: 1000, reason: () => reason, signal });

  it('aborts when the time is up', () => {
    const limit = start();
    jest.advanceTimersByTime(999);
    expect([limit.isOver, limit.signal.aborted]).toEqual([false, false]);
    jest.advanceTimersByTime(1);
    expect([limit.isOver, limit.signal.reason]).toEqual([true, reason]);
  });

  it('gives the full time again after a restart', () => {
    const limit = start();
    jest.advanceTimersByTime(900);
    limit.restart();
    jest.advanceTimersByTime(999);
    expect(limit.isOver).toBe(false);
    jest.advanceTimersByTime(1);
    expect(limit.isOver).toBe(true);
  });

  it('does nothing after its end', () => {
    const controller = new AbortController();
    const limit = start(controller.signal);
    limit.end();
    jest.advanceTimersByTime(5000);
    controller.abort();
    expect([limit.isOver, limit.signal.aborted]).toEqual([false, false]);
  });

  it.each(['before', 'after'])(
    'aborts with a signal that was aborted %s the start, and is not over then',
    when => {
      const controller = new AbortController();
      const cancelled = new Error('cancelled');
      if (when === 'before') {
        controller.abort(cancelled);
      }
      const limit = start(controller.signal);
      controller.abort(cancelled);
      jest.advanceTimersByTime(5000);
      expect([limit.isOver, limit.signal.reason]).toEqual([false, cancelled]);
    },
  );
});
