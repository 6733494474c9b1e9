import { NotFoundError } from '@backstage/errors';
import { act, renderHook } from '@testing-library/react';
import { useLiveLoad } from './useLiveLoad';

const SLOW = 30_000;
const FAST = 5_000;
const intervalOf = (value: string) => (value.startsWith('busy') ? FAST : SLOW);

const everySlow = () => SLOW;

let visibility: DocumentVisibilityState = 'visible';
const setVisibility = (state: DocumentVisibilityState) =>
  act(async () => {
    visibility = state;
    document.dispatchEvent(new Event('visibilitychange'));
  });
const pass = async (ms: number) => {
  await act(() => jest.advanceTimersByTimeAsync(ms));
  // Timers that are due run after React has rendered.
  await act(() => jest.advanceTimersByTimeAsync(0));
};

describe('useLiveLoad', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
    visibility = 'visible';
    jest
      .spyOn(document, 'visibilityState', 'get')
      .mockImplementation(() => visibility);
  });
  afterEach(() => {
    jest.useRealTimers();
    jest.restoreAllMocks();
  });

  const start = async (load: jest.Mock) => {
    const hook = renderHook(
      ({ id }) => useLiveLoad<string>({ key: id, load, intervalOf }),
      { initialProps: { id: 'a' } },
    );
    await pass(0);
    return hook;
  };

  it('refreshes every 30 s, and every 5 s during a change', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('one')
      .mockResolvedValueOnce('busy')
      .mockResolvedValue('two');
    const { result } = await start(load);
    expect(result.current.load).toMatchObject({ value: 'one' });
    await pass(SLOW - 1);
    expect(load).toHaveBeenCalledTimes(1);
    await pass(1);
    expect(result.current.load).toMatchObject({ value: 'busy' });
    await pass(FAST);
    expect(load).toHaveBeenCalledTimes(3);
    expect(result.current.load).toMatchObject({ value: 'two' });
    await pass(FAST);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('keeps the value during a refresh', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('one')
      .mockReturnValue(new Promise(() => {}));
    const { result } = await start(load);
    await pass(SLOW);
    expect(load).toHaveBeenCalledTimes(2);
    expect(result.current.load).toMatchObject({
      status: 'loading',
      value: 'one',
    });
    // No second call while one is in flight.
    await pass(10 * SLOW);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('keeps the same object if nothing changed', async () => {
    const load = jest.fn(async () => ['one']);
    const { result } = renderHook(() =>
      useLiveLoad<string[]>({ key: 'a', load, intervalOf: everySlow }),
    );
    await pass(0);
    const { value } = result.current.load as { value: string[] };
    await pass(SLOW);
    expect(load).toHaveBeenCalledTimes(2);
    expect((result.current.load as { value: string[] }).value).toBe(value);
    expect(result.current.freshness!.readAt).toBe(1_000_000 + SLOW);
  });

  it('keeps the value after a failed refresh, says how old it is, and continues', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('one')
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue('two');
    const { result } = await start(load);
    await pass(SLOW);
    expect(result.current.load).toMatchObject({
      status: 'ready',
      value: 'one',
    });
    expect(result.current.freshness).toMatchObject({
      readAt: 1_000_000,
      failure: new Error('down'),
    });
    await pass(SLOW);
    expect(result.current.load).toMatchObject({ value: 'two' });
    expect(result.current.freshness).not.toHaveProperty('failure');
    expect(result.current.freshness!.readAt).toBe(1_000_000 + 2 * SLOW);
  });

  it('drops a value that no longer exists', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('busy')
      .mockRejectedValue(new NotFoundError('it is gone'));
    const { result } = await start(load);
    await pass(FAST);
    expect(result.current.load).toMatchObject({
      status: 'failed',
      error: { message: 'it is gone' },
    });
    await pass(10 * SLOW);
    expect(load).toHaveBeenCalledTimes(2);
    // Nor after a retry that fails for another reason.
    load.mockRejectedValue(new Error('down'));
    act(() => result.current.load.retry());
    await pass(0);
    expect(result.current.load).toMatchObject({
      status: 'failed',
      error: { message: 'down' },
    });
  });

  it('uses the long interval after a failed refresh', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('busy')
      .mockRejectedValue(new Error('down'));
    await start(load);
    await pass(FAST);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(SLOW - 1);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(1);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('does not repeat a failed first read automatically', async () => {
    const load = jest
      .fn()
      .mockRejectedValueOnce(new Error('forbidden'))
      .mockResolvedValue('one');
    const { result } = await start(load);
    expect(result.current.load.status).toBe('failed');
    await pass(10 * SLOW);
    expect(load).toHaveBeenCalledTimes(1);
    act(() => result.current.load.retry());
    await pass(0);
    expect(result.current.load).toMatchObject({ value: 'one' });
  });

  it('pauses while the page is hidden, and refreshes when it is visible again', async () => {
    const load = jest.fn().mockResolvedValue('one');
    await start(load);
    await setVisibility('hidden');
    await pass(10 * SLOW);
    expect(load).toHaveBeenCalledTimes(1);
    await setVisibility('visible');
    await pass(0);
    expect(load).toHaveBeenCalledTimes(2);
    // Hiding the page briefly changes nothing.
    await setVisibility('hidden');
    await pass(1_000);
    await setVisibility('visible');
    await pass(SLOW - 1_001);
    expect(load).toHaveBeenCalledTimes(2);
    await pass(1);
    expect(load).toHaveBeenCalledTimes(3);
  });

  it('drops the value of another key, and stops on unmount', async () => {
    const load = jest
      .fn()
      .mockResolvedValueOnce('one')
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValue('two');
    const { result, rerender, unmount } = await start(load);
    rerender({ id: 'b' });
    await pass(0);
    expect(result.current.load.status).toBe('failed');
    act(() => result.current.load.retry());
    await pass(0);
    unmount();
    await pass(10 * SLOW);
    expect(load).toHaveBeenCalledTimes(3);
    expect(jest.getTimerCount()).toBe(0);
  });
});
