import { isTooDeep, parseCloudInit } from './cloudInitData';

const nested = (depth: number, inside = '') =>
  `${'['.repeat(depth)}${inside}${']'.repeat(depth)}`;

describe('parseCloudInit', () => {
  it('ignores data with very deep brackets', () => {
    expect(parseCloudInit(`a: ${'['.repeat(2000)}`)).toBeUndefined();
    expect(isTooDeep(`a: ${nested(31)}`)).toBe(true);
    expect(isTooDeep(`]]]]a: ${'['.repeat(31)}`)).toBe(true);
  });

  it('does not count brackets in strings and comments', () => {
    const text = `# ${'['.repeat(100)}\na: "${'{'.repeat(
      100,
    )}"\nb: |\n  ${'['.repeat(100)}\nc: ${nested(20, 'd')}\n`;
    expect(isTooDeep(text)).toBe(false);
    expect(parseCloudInit(text)).toHaveProperty('a', '{'.repeat(100));
  });
});
