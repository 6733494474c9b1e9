import { retryAfter } from './retryAfter';

describe('retryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  it.each([
    ['0', 0],
    ['1', 1000],
    [' 7 ', 7000],
    ['Thu, 01 Jan 2026 00:00:05 GMT', 5000],
    ['Thu, 01 Jan 2020 00:00:05 GMT', 0],
    ['soon', undefined],
    ['-1', undefined],
    ['', undefined],
  ])('reads %p', (value, expected) => {
    expect(retryAfter(value, now)).toBe(expected);
  });

  it('reads nothing where there is nothing', () => {
    expect(retryAfter(undefined, now)).toBeUndefined();
  });
});
