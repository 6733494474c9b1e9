import { codeBlock, codeSpan } from './markdown';

describe('text in Markdown', () => {
  it.each([
    ['a', '`a`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['``x`', '``` ``x` ```'],
    ['two\nlines\r\n\r\n# x', '`two lines # x`'],
    ['@team ![x](y) <img>', '`@team ![x](y) <img>`'],
  ])('%p is %p on one line', (text, expected) => {
    expect(codeSpan(text)).toBe(expected);
  });

  it.each([
    ['a', '```\na\n```'],
    ['```\n# out\n```', '````\n```\n# out\n```\n````'],
    ['`````', '``````\n`````\n``````'],
    ['a\r\nb\rc', '```\na\nb\nc\n```'],
  ])('%p is %p in a block', (text, expected) => {
    expect(codeBlock(text)).toBe(expected);
  });
});
