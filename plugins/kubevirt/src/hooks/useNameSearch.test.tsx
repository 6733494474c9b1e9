import type { ApiPage } from '@kubevirt-vlan/backstage-plugin-kubevirt-common';
import { act, renderHook } from '@testing-library/react';
import { pageOf } from '../__testUtils__/pageOf';
import { useNameSearch } from './useNameSearch';

type Find = Parameters<typeof useNameSearch<string>>[0]['find'];

/** Renders the hook; returns its calls and those in flight. */
function search(first: ApiPage<string>) {
  const calls: Array<{
    search: string | undefined;
    limit: number;
    signal: AbortSignal;
  }> = [];
  const find: Find = async (query, signal) => {
    calls.push({ search: undefined, ...query, signal });
    return query.search === undefined ? first : pageOf([query.search], 70);
  };
  const { result, rerender } = renderHook(
    ({ text, key }) => useNameSearch({ text, key, find }),
    { initialProps: { text: '', key: 'demo' } },
  );
  const after = (ms: number) =>
    act(async () => {
      await jest.advanceTimersByTimeAsync(ms);
    });
  const type = (text: string, key = 'demo') => rerender({ text, key });
  return { calls, result, type, after };
}

describe('useNameSearch', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('lists everything if it fits on one page, without further calls', async () => {
    const { calls, result, type, after } = search(pageOf(['a', 'b']));
    await after(0);
    type('a');
    await after(1000);
    expect(result.current).toMatchObject({
      items: ['a', 'b'],
      isSearched: false,
      total: 2,
    });
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({ search: undefined, limit: 500 });
  });

  it('lists the first page of more names until a text is typed', async () => {
    const { calls, result, type, after } = search(pageOf(['a', 'b'], 600));
    await after(0);
    expect(result.current).toMatchObject({
      items: ['a', 'b'],
      isSearched: true,
      total: 600,
    });
    type('w');
    await after(200);
    type(' web ');
    await after(200);
    expect(calls).toHaveLength(1);
    await after(50);
    expect(calls[1]).toMatchObject({ search: 'web', limit: 50 });
    expect(result.current).toMatchObject({ items: ['web'], total: 70 });
    type('');
    await after(0);
    expect(calls).toHaveLength(2);
    expect(result.current).toMatchObject({ items: ['a', 'b'], total: 600 });
  });

  it('aborts a superseded call', async () => {
    const { calls, type, after } = search(pageOf(['a'], 600));
    await after(0);
    type('w');
    await after(250);
    expect(calls[1].signal.aborted).toBe(false);
    type('web');
    expect(calls[1].signal.aborted).toBe(true);
    await after(250);
    expect(calls[2]).toMatchObject({ search: 'web' });
  });

  it('loads again for another list', async () => {
    const { calls, type, after } = search(pageOf(['a'], 600));
    await after(0);
    type('w');
    await after(250);
    type('w', 'lab');
    await after(250);
    expect(calls.map(call => call.search)).toEqual([
      undefined,
      'w',
      undefined,
      'w',
    ]);
  });
});
