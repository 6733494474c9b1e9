import { formatRefs, parseRefs } from './refAdvertisement';

describe('the ref advertisement of a Git server', () => {
  const refs = new Map([
    ['refs/heads/main', 'a'.repeat(40)],
    ['refs/pull/1/head', 'b'.repeat(40)],
    ['refs/heads/größe', 'c'.repeat(40)],
  ]);

  it('is read back as it was written', () => {
    const bytes = formatRefs('git-upload-pack', {
      refs,
      capabilities: 'shallow agent=x',
    });
    expect(parseRefs(bytes)).toEqual({ refs, capabilities: 'shallow agent=x' });
  });

  it('has no ref for an empty repository', () => {
    const none = `${'0'.repeat(40)} capabilities^{}\0shallow\n`;
    const bytes = Buffer.from(
      `001e# service=git-upload-pack\n0000${(none.length + 4)
        .toString(16)
        .padStart(4, '0')}${none}0000`,
    );
    expect(parseRefs(bytes)).toEqual({
      refs: new Map(),
      capabilities: 'shallow',
    });
  });

  it.each(['<!doctype html>', '0010short', '0003', 'ffff'])(
    'refuses %p',
    text => {
      expect(() => parseRefs(Buffer.from(text))).toThrow(
        'the answer is not that of a Git server',
      );
    },
  );
});
