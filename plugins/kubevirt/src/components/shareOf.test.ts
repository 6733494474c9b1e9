import { shareOf } from './shareOf';

describe('shareOf', () => {
  it.each([
    ['2', '254', 0.78],
    ['254', '254', 100],
    ['0', '254', 0],
    ['9223372036854775808', '18446744073709551616', 50],
    ['1', '0', 0],
    ['x', '254', 0],
    ['-1', '254', 0],
  ])('%p of %p is %p percent', (part, whole, percent) => {
    expect(shareOf(part, whole)).toBe(percent);
  });
});
