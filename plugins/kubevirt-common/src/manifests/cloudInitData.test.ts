import { isTooDeep, parseCloudInit } from './cloudInitData';

const nested = (depth: number, inside = '') =>
  `${'['.repeat(depth)}${inside}${']'.repeat(depth)}`;

describe('parseCloudInit', () => {
  it('takes brackets that no data has for none', () => {
    expect(parseCloudInit(`a: ${'['.repeat(2000)}`)).toBeUndefined();
    expect(isTooDeep(`a: ${nested(31)}`)).toBe(true);
    expect(isTooDeep(`]]]]a: ${'['.repeat(31)}`)).toBe(true);
  });

  it('takes brackets in texts and comments for what they are', () => {
    const text = `# ${'['.repeat(100)}\na: "${'{'.repeat(
      100,
    )}"\nb: |\n  ${'['.repeat(100)}\nc: ${nested(20, 'd')}\n`;
    expect(isTooDeep(text)).toBe(false);
    expect(parseCloudInit(text)).toHaveProperty('a', '{'.repeat(100));
  });
});
